/** Choices that are kept on this device alone. Where a browser keeps nothing, they last until the page is left. */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Storage is blocked or full: the choice holds for this page, which is all that can be had.
  }
}
