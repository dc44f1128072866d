/** Addresses as people write them, and as a link needs them. */
import { isSafeHref } from "#shared/document/layout.ts";

/** Why an address cannot be linked. */
export type AddressProblem = "empty" | "blank" | "scheme" | "mail" | "phone" | "host";

export type Address =
  | { readonly is: "good"; readonly href: string }
  | { readonly is: "bad"; readonly problem: AddressProblem };

/** Completes what is meant: `example.org/page` on the web, `a@b.de` for mail, `+49 30 1234` for the phone. */
export function readAddress(typed: string): Address {
  const text = typed.trim();
  if (text === "") return bad("empty");
  const href = completed(text);
  if (/\s/.test(href)) return bad("blank");
  if (/^mailto:/i.test(href) && !/^mailto:[^\s@]+@[^\s@.]+(\.[^\s@.]+)+(\?\S*)?$/i.test(href))
    return bad("mail");
  if (/^tel:/i.test(href) && !/^tel:\+?[\d()./-]{3,}$/i.test(href)) return bad("phone");
  if (/^https?:/i.test(href) && !hasHost(href)) return bad("host");
  return isSafeHref(href) ? { is: "good", href } : bad("scheme");
}

/** What a pasted text links to, if it is one address and nothing else. */
export function pastedAddress(text: string): string | null {
  const trimmed = text.trim();
  if (!/^(https?:\/\/|mailto:|tel:)/i.test(trimmed)) return null;
  const address = readAddress(trimmed);
  return address.is === "good" ? address.href : null;
}

/** The address as people read it. */
export function shownAddress(href: string): string {
  return href.replace(/^(https?:\/\/|mailto:|tel:)/i, "").replace(/\/$/, "");
}

function bad(problem: AddressProblem): Address {
  return { is: "bad", problem };
}

function completed(text: string): string {
  if (/^tel:/i.test(text)) return text.replaceAll(/\s+/g, "");
  if (/^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[^:/]+\.[^:/]+:\d/.test(text)) return text;
  if (/^\+?[\d\s()./-]{5,}$/.test(text)) return `tel:${text.replaceAll(/\s+/g, "")}`;
  if (/^[^\s@/]+@[^\s@/]+$/.test(text)) return `mailto:${text}`;
  return /^[^\s/]+\.[a-z]{2,}(:\d+)?([/?#]|$)/i.test(text) ? `https://${text}` : text;
}

function hasHost(href: string): boolean {
  try {
    return new URL(href).hostname.length > 0;
  } catch {
    return false;
  }
}
