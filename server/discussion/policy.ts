/** Who may do what in a discussion, as sentences. What a role may is decided by guidelines' policy. */
import type { Thread } from "#shared/discussion.ts";
import type { ThreadKind, ThreadStatus } from "#shared/discussion-limits.ts";
import { type Standing, speaksFor, waysOn } from "#shared/discussion-rules.ts";
import type { Body, Person } from "#shared/identity.ts";
import type { BodyId } from "#shared/ids.ts";
import {
  canComment,
  canDiscuss,
  canEditDraft,
  canManage,
  canOverrule,
  type Grant,
} from "../guidelines/index.ts";

/** A person, what they may on the guideline, and the bodies that there are. */
export interface Actor {
  readonly person: Pick<Person, "id" | "bodies">;
  readonly grant: Grant;
  readonly bodies: readonly Body[];
}

/** Staff who are no members comment; what others have to answer is for members. */
export function canBegin({ grant }: Actor, kind: ThreadKind): boolean {
  return kind === "comment" ? canComment(grant) : canDiscuss(grant);
}

export function canSpeakFor(actor: Actor, bodyId: BodyId): boolean {
  return speaksFor(standingOf(actor), bodyId);
}

export function canAnswer({ grant }: Actor): boolean {
  return canComment(grant);
}

/** Nobody votes for what they have written themselves. */
export function canVote({ person, grant }: Actor, thread: Thread): boolean {
  return canComment(grant) && thread.author.id !== person.id;
}

/** Words are their author's, as long as they take part. */
export function canChangeMessage({ person, grant }: Actor, authorId: string): boolean {
  return canComment(grant) && person.id === authorId;
}

export function canMove(actor: Actor, thread: Thread, to: ThreadStatus): boolean {
  return waysOn(standingOf(actor), thread).includes(to);
}

export function canAcceptSuggestions({ grant }: Actor): boolean {
  return canEditDraft(grant);
}

function standingOf({ person, grant, bodies }: Actor): Standing {
  const isManagement = bodies.some(
    (body) => body.key === "geschaeftsfuehrung" && person.bodies.includes(body.id),
  );
  return {
    id: person.id,
    bodies: person.bodies,
    comments: canComment(grant),
    discusses: canDiscuss(grant),
    edits: canEditDraft(grant),
    overrules: canOverrule(grant) && isManagement,
    inPlaceOf: canManage(grant) ? bodies.flatMap((body) => (body.members === 0 ? [body.id] : [])) : [],
  };
}
