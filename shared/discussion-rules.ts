/**
 * Which ways lead on from where a thread stands. The server decides by these rules; browsers show what they allow.
 */
import type { Thread } from "./discussion.ts";
import type { ThreadStatus } from "./discussion-limits.ts";
import type { BodyId, PersonId } from "./ids.ts";

/** Whether a concern stands in the way of approval. */
export function blocks(thread: Pick<Thread, "kind" | "status" | "onBehalfOf">): boolean {
  return thread.kind === "concern" && thread.status === "open" && thread.onBehalfOf !== null;
}

/** What somebody is in a discussion. */
export interface Standing {
  readonly id: PersonId;
  readonly bodies: readonly BodyId[];
  /** May comment, answer and vote. */
  readonly comments: boolean;
  /** May ask, raise concerns and suggest. */
  readonly discusses: boolean;
  /** May change the text. */
  readonly edits: boolean;
  /** Is of the management, approves, and does not own the text. */
  readonly overrules: boolean;
  /** Bodies that nobody belongs to yet and that this person, who owns the text, speaks for meanwhile. */
  readonly inPlaceOf: readonly BodyId[];
}

/** For a body speak its people; for one that nobody belongs to yet, the owner, visibly. */
export function speaksFor({ discusses, bodies, inPlaceOf }: Standing, bodyId: BodyId): boolean {
  return discusses && (bodies.includes(bodyId) || inPlaceOf.includes(bodyId));
}

/** A body's concern ends by the body, or by management that goes on without it: never by who owns the text. */
export function waysOn(standing: Standing, thread: Thread): readonly ThreadStatus[] {
  const { id, comments, discusses, edits, overrules, bodies } = standing;
  const isAuthor = thread.author.id === id;
  const { status } = thread;
  if (!comments) return [];
  switch (thread.kind) {
    case "comment":
    case "inquiry": {
      const isAsked = discusses && thread.addressedTo !== null && bodies.includes(thread.addressedTo);
      const concerned = isAuthor || edits || isAsked;
      if (status === "open") return concerned ? ["resolved"] : [];
      return concerned || discusses ? ["open"] : [];
    }
    case "concern": {
      if (!discusses) return [];
      const speaks = thread.onBehalfOf === null ? isAuthor : speaksFor(standing, thread.onBehalfOf);
      if (status !== "open") return speaks && status !== "notFollowed" ? ["open"] : [];
      return [
        ...(speaks ? (["settled", "withdrawn"] as const) : []),
        ...(overrules ? (["notFollowed"] as const) : []),
      ];
    }
    case "suggestion": {
      if (status !== "open") return status === "rejected" && edits ? ["open"] : [];
      return [
        ...(edits ? (["accepted", "rejected"] as const) : []),
        ...(isAuthor ? (["withdrawn"] as const) : []),
      ];
    }
    default:
      return thread.kind satisfies never;
  }
}

/** A reason is owed to those whose words are not followed, and to a body whose concern is taken back. */
export function needsReason(thread: Pick<Thread, "kind" | "onBehalfOf">, to: ThreadStatus): boolean {
  if (to === "withdrawn") return thread.kind === "concern" && thread.onBehalfOf !== null;
  return to === "notFollowed" || to === "rejected";
}

/**
 * Whether a passage may be suggested otherwise: words, of one line or of several. Breaks within a line, and what has no
 * words (figures, tables, empty lines), stay out of it.
 */
export function isSuggestable(quote: string): boolean {
  return !/\v|\n\n|^\n|\n$/.test(quote);
}
