/**
 * Identifiers. Every id is random and unique, 1 to 64 characters of A–Z a–z 0–9 _ -, safe in a URL path,
 * a file name and a key. Ids are branded so that one kind cannot stand in for another.
 */

declare const brand: unique symbol;
type Id<Kind extends string> = string & { readonly [brand]: Kind };

export type PersonId = Id<"person">;
export type BodyId = Id<"body">;
export type GuidelineId = Id<"guideline">;
export type SectionId = Id<"section">;
export type NoticeId = Id<"notice">;
export type MailId = Id<"mail">;
export type ThreadId = Id<"thread">;
export type MessageId = Id<"message">;
export type ReviewId = Id<"review">;
export type VoteId = Id<"vote">;

const ID_PATTERN = /^(?!__proto__$)[A-Za-z0-9_-]{1,64}$/;

/** Whether the value has the form of an id; says nothing about whether it exists. */
export function isId(value: unknown): value is string {
  return typeof value === "string" && ID_PATTERN.test(value);
}

// Both Node and browsers have it; shared/ is compiled without the types of either.
declare const crypto: { getRandomValues(array: Uint8Array): Uint8Array };

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

/** A new random id of 16 characters (96 bits). */
export function newId<T extends string = string>(): T {
  let id = "";
  for (const byte of crypto.getRandomValues(new Uint8Array(16))) id += ALPHABET[byte & 63];
  return id as T;
}
