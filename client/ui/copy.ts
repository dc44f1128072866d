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

/** Copies words that stand in no field. @returns whether it worked */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "visually-hidden";
    document.body.append(area);
    const before = document.activeElement;
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    if (before instanceof HTMLElement) before.focus();
    return copied;
  }
}
