/** Runs in a task behind the next frame: what is drawn now is on its way to the screen. */
export function afterPaint(work: () => void): void {
  // In a window that nobody sees there are no frames.
  if (document.hidden) setTimeout(work);
  else requestAnimationFrame(() => setTimeout(work));
}
