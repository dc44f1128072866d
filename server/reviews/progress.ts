/** How far a review is: pure functions of its policy and its votes. */
import type { BodyId } from "#shared/ids.ts";
import { isYes } from "#shared/review-status.ts";
import type { Policy, PolicyBody } from "#shared/reviews.ts";
import type { StoredReview, StoredVote } from "./store.ts";

export function validVote(review: StoredReview, bodyId: BodyId): StoredVote | null {
  return review.votes.find(({ row }) => row.body_id === bodyId && row.status === "valid") ?? null;
}

export function awaitingVote(review: StoredReview, bodyId: BodyId): StoredVote | null {
  return (
    review.votes.find(({ row }) => row.body_id === bodyId && row.status === "awaitsConfirmation") ?? null
  );
}

/** Only a vote decides. Who is only asked for a word holds nothing up. */
function isFulfilled(review: StoredReview, body: PolicyBody): boolean {
  if (body.asked === "comment") return true;
  const given = validVote(review, body.bodyId);
  return given !== null && isYes(given.row.vote) && given.row.content_hash === review.row.content_hash;
}

/** The first step that is not fulfilled; the number of steps when all are. */
export function currentStep(review: StoredReview): number {
  const open = review.policy.steps.findIndex((step) => step.some((body) => !isFulfilled(review, body)));
  return open === -1 ? review.policy.steps.length : open;
}

export function bodiesOf({ steps }: Policy): readonly (PolicyBody & { readonly step: number })[] {
  return steps.flatMap((bodies, step) => bodies.map((body) => ({ ...body, step })));
}

export function stepHasCome(review: StoredReview, step: number): boolean {
  return review.row.level === "editorial" || step <= currentStep(review);
}

/** Whether every body that decides has said yes. */
export function isDone(review: StoredReview): boolean {
  return currentStep(review) === review.policy.steps.length;
}

/** A yes to what has been replaced by another edition since is none any more. @param reviews newest first */
export function sinceAdopted(reviews: readonly StoredReview[]): readonly StoredReview[] {
  const last = reviews.findIndex(({ row }) => row.status === "adopted");
  return last === -1 ? reviews : reviews.slice(0, last);
}
