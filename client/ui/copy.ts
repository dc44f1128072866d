/**
 * Copies what stands in a field. Browsers give the clipboard to secure origins only, so a server on plain HTTP in a
 * local network needs the older way.
 * @returns whether it worked; if not, the text is selected
 */
export async function copyFrom(field: HTMLInputElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    const before = document.activeElement;
    field.select();
    const copied = document.execCommand("copy");
    if (copied && before instanceof HTMLElement) before.focus();
    return copied;
  }
}
