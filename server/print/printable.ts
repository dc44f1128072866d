/** Text as it can stand on paper: what has no shape is shown as a box, so that nothing is left out unseen. */

const BOX = "□";

/**
 * Controls, private and unassigned signs; and those that turn the order of what follows, with which a page could
 * read otherwise than what was approved. Line feeds, joiners and soft hyphens stay.
 */
const SHAPELESS = /[\p{Cc}\p{Co}\p{Cn}\p{Cs}\u202A-\u202E\u2066-\u2069]/gu;

/** The same data with every string made printable. */
export function printable<T>(data: T): T {
  return mapped(data, (text) => text.replaceAll(SHAPELESS, (sign) => (sign === "\n" ? sign : BOX)));
}

/** The same data without signs that no font has. @param signs as a compiler quotes them: `\u{1f600}` or themselves */
export function without<T>(data: T, signs: string): T {
  const plain = signs.replaceAll(/\\+u\{([0-9a-f]+)\}/gi, (_all, code: string) =>
    String.fromCodePoint(Number.parseInt(code, 16)),
  );
  const missing = new Set([...plain].filter((sign) => sign !== BOX && sign.trim() !== ""));
  if (missing.size === 0) throw new Error(`No font has ${JSON.stringify(signs)}.`);
  return mapped(data, (text) => [...text].map((sign) => (missing.has(sign) ? BOX : sign)).join(""));
}

function mapped<T>(data: T, change: (text: string) => string): T {
  if (typeof data === "string") return change(data) as T;
  if (Array.isArray(data)) return data.map((each) => mapped(each, change)) as T;
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, mapped(value, change)])) as T;
}
