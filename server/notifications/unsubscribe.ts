/**
 * The link in a mail that ends them (RFC 8058). It works without a session, so its right is in the link itself: a
 * person's id, signed. It never expires, and can do nothing but switch one person's mails off and on.
 */
import { createHmac } from "node:crypto";
import { isId, type PersonId } from "#shared/ids.ts";
import { sameText } from "../platform/metrics.ts";

export interface UnsubscribeLinks {
  tokenFor(personId: PersonId): string;
  /** Null for what was not signed here. */
  personOf(token: string): PersonId | null;
}

/** 128 bits. */
const SIGNATURE_BYTES = 16;

export function createUnsubscribeLinks(key: Buffer): UnsubscribeLinks {
  const sign = (personId: string) =>
    createHmac("sha256", key).update(personId).digest().subarray(0, SIGNATURE_BYTES).toString("base64url");
  return {
    tokenFor: (personId) => `${personId}.${sign(personId)}`,
    personOf(token) {
      const [personId = "", signature = "", ...more] = token.split(".");
      if (more.length > 0 || !isId(personId) || !sameText(signature, sign(personId))) return null;
      return personId as PersonId;
    },
  };
}

/** Enough of an address to know it again: `b•••@example.org`. */
export function masked(address: string): string {
  const at = address.lastIndexOf("@");
  return `${address.slice(0, 1)}•••${address.slice(at)}`;
}
