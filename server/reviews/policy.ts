/** Who may do what with a review, as sentences. What a role may is decided by guidelines' policy. */
import type { Body, Person } from "#shared/identity.ts";
import type { PersonId } from "#shared/ids.ts";
import { votesFor } from "#shared/review-status.ts";
import type { Policy, PolicyBody } from "#shared/reviews.ts";
import { canDiscuss, canManage, type Grant } from "../guidelines/index.ts";
import { awaitingVote, stepHasCome, validVote } from "./progress.ts";
import type { StoredReview } from "./store.ts";

export interface Actor {
  readonly person: Pick<Person, "id" | "bodies">;
  readonly grant: Grant;
}

/** Requesting, withdrawing, recording paper, putting in force: for who answers for the whole. */
export function canLead({ grant }: Actor): boolean {
  return !grant.archived && canManage(grant);
}

/** One of its own people, and of those who speak for it where the policy names some. */
export function isOfBody({ person, grant }: Actor, body: PolicyBody): boolean {
  const speaks = body.speakers.length === 0 || body.speakers.includes(person.id);
  return canDiscuss(grant) && person.bodies.includes(body.bodyId) && speaks;
}

/** Its own people, or who may vote in their place; nobody from elsewhere consents for a staff representation. */
export function speaksFor(actor: Actor, body: PolicyBody): boolean {
  if (isOfBody(actor, body)) return true;
  const { bodies, id } = actor.person;
  const maySpeak = body.asked !== "consent" || bodies.includes(body.bodyId);
  return canDiscuss(actor.grant) && body.delegate === id && maySpeak;
}

/** Who asks for approval does not give it: somebody else of the body must. */
export function canVote(
  actor: Actor,
  review: StoredReview,
  body: PolicyBody & { readonly step: number },
): boolean {
  return (
    review.row.status === "open" &&
    review.row.requested_by !== actor.person.id &&
    speaksFor(actor, body) &&
    votesFor(body.asked, review.row.level).length > 0 &&
    validVote(review, body.bodyId) === null &&
    // An objection need not wait until somebody has confirmed another one on paper.
    (review.row.level === "editorial" || awaitingVote(review, body.bodyId) === null) &&
    stepHasCome(review, body.step)
  );
}

/** A decision on paper counts once somebody of the body says so, and never who recorded it or asked for it. */
export function canConfirm(
  actor: Actor,
  review: StoredReview,
  body: PolicyBody & { readonly step: number },
): boolean {
  const paper = awaitingVote(review, body.bodyId);
  return (
    review.row.status === "open" &&
    paper !== null &&
    paper.row.person_id !== actor.person.id &&
    review.row.requested_by !== actor.person.id &&
    isOfBody(actor, body) &&
    stepHasCome(review, body.step)
  );
}

/** What is wrong with a policy; null when nothing is. */
export function policyFault(
  { steps }: Policy,
  bodies: readonly Body[],
  people: readonly Person[],
): string | null {
  const named = steps.flat();
  const of = (id: PersonId) => people.find((person) => person.id === id && person.status !== "deactivated");
  if (new Set(named.map(({ bodyId }) => bodyId)).size < named.length) return "A body is named twice.";
  if (named.every(({ asked }) => asked === "comment")) return "Nobody decides.";
  for (const { bodyId, asked, speakers, delegate } of named) {
    const body = bodies.find(({ id }) => id === bodyId);
    if (body === undefined) return "There is no such body.";
    // A staff representation never "approves"; what others do is no consent.
    if (body.key === "betriebsrat" && asked === "approve")
      return "A staff representation consents or comments.";
    if (asked === "consent" && body.key !== "betriebsrat" && body.key !== null)
      return "Only a staff representation consents.";
    if (speakers.some((id) => of(id)?.bodies.includes(bodyId) !== true))
      return "A speaker does not belong to the body.";
    if (delegate !== null && of(delegate) === undefined) return "There is no such delegate.";
    if (asked === "consent" && delegate !== null && of(delegate)?.bodies.includes(bodyId) !== true)
      return "Only its own people consent for a body.";
  }
  return null;
}
