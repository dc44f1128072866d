/** Kinds, states and limits of a discussion, apart from its contract: browsers need them without zod. */

export const THREAD_KINDS = ["comment", "inquiry", "concern", "suggestion"] as const;
export type ThreadKind = (typeof THREAD_KINDS)[number];

/**
 * - comment, inquiry: open, resolved
 * - concern: open, settled, withdrawn, notFollowed (management went on without it and says why; final)
 * - suggestion: open, accepted, rejected, withdrawn
 */
export const THREAD_STATUSES = [
  "open",
  "resolved",
  "settled",
  "withdrawn",
  "notFollowed",
  "accepted",
  "rejected",
] as const;
export type ThreadStatus = (typeof THREAD_STATUSES)[number];

/** Longest message and longest reason, in UTF-16 units. */
export const MAX_MESSAGE = 10_000;
export const MAX_REASON = 2000;
/** Longest quote of an anchor, and longest text of a suggestion. */
export const MAX_QUOTE = 5000;
/** People and bodies that one message may call by name. */
export const MAX_MENTIONS = 20;
