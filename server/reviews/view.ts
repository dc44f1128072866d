/** A review as the person who asks sees it. */
import type { PersonId } from "#shared/ids.ts";
import { isYes } from "#shared/review-status.ts";
import type { Review, Vote } from "#shared/reviews.ts";
import { type Actor, canConfirm, canVote } from "./policy.ts";
import { awaitingVote, bodiesOf, stepHasCome, validVote } from "./progress.ts";
import type { StoredReview, StoredVote } from "./store.ts";

type Names = ReadonlyMap<PersonId, string>;

/** @param all reviews of the guideline, newest first: a body's own last yes is in them */
export function toReview(
  actor: Actor,
  review: StoredReview,
  all: readonly StoredReview[],
  names: Names,
): Review {
  const { row, policy } = review;
  const earlier = all.slice(all.indexOf(review) + 1);
  return {
    id: row.id,
    guidelineId: row.guideline_id,
    version: row.version,
    contentHash: row.content_hash,
    level: row.level,
    edition: row.edition,
    what: row.what,
    dueOn: row.due_on,
    requestedBy: signerOf(row.requested_by, names),
    requestedAt: row.requested_at,
    bodies: bodiesOf(policy).map((body) => {
      const given = validVote(review, body.bodyId);
      const awaiting = awaitingVote(review, body.bodyId);
      return {
        ...body,
        vote: given === null ? null : toVote(given, names),
        awaiting: awaiting === null ? null : toVote(awaiting, names),
        due: row.status === "open" && given === null && stepHasCome(review, body.step),
        lastYes:
          earlier.find(({ votes }) =>
            votes.some(
              ({ row: vote }) => vote.body_id === body.bodyId && vote.status === "valid" && isYes(vote.vote),
            ),
          )?.row.version ?? null,
        mayVote: canVote(actor, review, body),
        mayConfirm: canConfirm(actor, review, body),
      };
    }),
    status: row.status,
    endedAt: row.ended_at,
    reason: row.reason,
    inForceFrom: row.in_force_from,
  };
}

function toVote({ row, resolution, paper }: StoredVote, names: Names): Vote {
  return {
    id: row.id,
    bodyId: row.body_id,
    vote: row.vote,
    note: row.note,
    contentHash: row.content_hash,
    by: signerOf(row.person_id, names),
    asDelegate: row.as_delegate === 1,
    at: row.at,
    resolution,
    onPaper:
      paper === null
        ? null
        : {
            ...paper,
            state: row.status === "valid" ? "confirmed" : row.status,
            confirmedBy: row.confirmed_by === null ? null : signerOf(row.confirmed_by, names),
            confirmedAt: row.confirmed_at,
          },
    kept: row.kept_from !== null,
  };
}

/** Who has left is still who they were to the votes; their name may be gone. */
function signerOf(id: PersonId, names: Names) {
  return { id, name: names.get(id) ?? "" };
}
