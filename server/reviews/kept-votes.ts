/** A yes holds for exactly the content that was seen; on the same content it is still one. */
import { newId, type VoteId } from "#shared/ids.ts";
import { isYes, votesFor } from "#shared/review-status.ts";
import type { Policy } from "#shared/reviews.ts";
import type { ReviewRow, StoredReview, VoteRow } from "./store.ts";

/**
 * What bodies have said to this content already, as votes of a new review of it. Who asks for approval gives none, not
 * by an older vote either.
 * @param before reviews of the guideline that still tell something, newest first
 */
export function keptVotes(
  review: ReviewRow,
  { steps }: Policy,
  before: readonly StoredReview[],
): readonly VoteRow[] {
  const given = before.flatMap(({ votes }) => votes.map(({ row }) => row));
  return steps.flat().flatMap(({ bodyId, asked }) => {
    const last = given
      .filter(({ body_id, status }) => body_id === bodyId && status === "valid")
      .filter(({ content_hash }) => content_hash === review.content_hash)
      .toSorted((one, other) => other.at.localeCompare(one.at))[0];
    if (last === undefined || !isYes(last.vote) || !votesFor(asked, review.level).includes(last.vote))
      return [];
    if ((last.confirmed_by ?? last.person_id) === review.requested_by) return [];
    return [
      { ...last, id: newId<VoteId>(), review_id: review.id, kept_from: last.kept_from ?? last.id },
    ] satisfies VoteRow[];
  });
}
