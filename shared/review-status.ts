/** What follows from the states of reviews and votes. Apart from the contract, so that the browser need not carry zod. */

/** Freigabe, Zustimmung, or a word that decides nothing. */
export const ASKED_FOR = ["approve", "consent", "comment"] as const;
export type AskedFor = (typeof ASKED_FOR)[number];

export const VOTES = ["approve", "return", "consent", "refuse", "noted", "object"] as const;
export type VoteKind = (typeof VOTES)[number];

export const LEVELS = ["major", "minor", "editorial"] as const;
export type Level = (typeof LEVELS)[number];

/** Ways in which a review ends. Expiry is an end like any other: nothing has been decided by it. */
export const ENDS = ["returned", "withdrawn", "expired", "adopted"] as const;
export type ReviewEnd = (typeof ENDS)[number];

/** The staff representation consents or refuses, everybody else approves or returns: never one for the other. */
export function votesFor(asked: AskedFor, level: Level): readonly VoteKind[] {
  if (level === "editorial") return asked === "consent" ? ["object"] : [];
  switch (asked) {
    case "approve":
      return ["approve", "return"];
    case "consent":
      return ["consent", "refuse"];
    case "comment":
      return ["noted"];
    default:
      return asked satisfies never;
  }
}

export function isYes(vote: VoteKind): boolean {
  return vote === "approve" || vote === "consent";
}

/** Ends the review at once, and must say why. */
export function isNo(vote: VoteKind): boolean {
  return vote === "return" || vote === "refuse" || vote === "object";
}

/** Bytes of a scanned decision. */
export const MAX_SCAN_BYTES = 10 * 1024 * 1024;
export const SCAN_TYPES = ["application/pdf", "image/png", "image/jpeg"] as const;
export type ScanType = (typeof SCAN_TYPES)[number];
