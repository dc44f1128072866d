/** Tables as files for spreadsheets. */

/** Semicolons, as German spreadsheets expect, RFC 4180 quotes, and the mark that makes Excel read UTF-8. */
export function csvOf(rows: readonly (readonly (string | number)[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(cell).join(";")).join("\r\n")}\r\n`;
}

/** A cell that begins like a formula is none: spreadsheets would run it. */
function cell(value: string | number): string {
  const text = String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
