/** Who hears of what about an approval. Each is called inside the transaction of its cause. */
import type { BodyId, GuidelineId, PersonId, VoteId } from "#shared/ids.ts";
import type { ReviewEnd, VoteKind } from "#shared/review-status.ts";
import type { PolicyBody } from "#shared/reviews.ts";
import type { Notifications } from "../notifications/index.ts";
import type { AnyTransaction } from "../platform/db.ts";
import { awaitingVote, bodiesOf, currentStep, validVote } from "./progress.ts";
import type { ReviewRow, StoredReview } from "./store.ts";

export function reviewPath({ guideline_id, id }: Pick<ReviewRow, "guideline_id" | "id">): string {
  return `/guidelines/${guideline_id}/reviews/${id}`;
}

export type Notices = ReturnType<typeof createNotices>;

export function createNotices({ notify }: Pick<Notifications, "notify">) {
  const about = (row: ReviewRow, by: PersonId | null, key: string) => ({
    key: `review:${row.id}:${key}`,
    guidelineId: row.guideline_id,
    by,
    path: reviewPath(row),
    thread: row.id,
  });
  /** Who speaks for a body: those who are named, else all of its people, and the delegate. */
  const speakersOf = ({ bodyId, speakers, delegate }: PolicyBody) => ({
    ...(speakers.length === 0 ? { bodies: [bodyId] } : {}),
    people: [...speakers, ...(delegate === null ? [] : [delegate])],
  });

  return {
    /** Everybody whose step has come; told once, however often this is called. */
    async asked(tx: AnyTransaction, review: StoredReview): Promise<void> {
      const { row, policy } = review;
      const step = currentStep(review);
      for (const body of bodiesOf(policy)) {
        const editorial = row.level === "editorial";
        if (validVote(review, body.bodyId) !== null) continue;
        if (editorial ? body.asked !== "consent" || row.due_on === null : body.step !== step) continue;
        const { bodyId, asked } = body;
        const head = { ...about(row, row.requested_by, `asked:${bodyId}`), to: speakersOf(body) };
        if (editorial && row.due_on !== null)
          await notify(tx, {
            ...head,
            kind: "editorialAnnounced",
            bodyId,
            edition: row.edition,
            until: row.due_on,
          });
        else await notify(tx, { ...head, kind: "reviewRequested", bodyId, asked, edition: row.edition });
      }
    },

    /** Bodies that are due and have not voted; once for each review. */
    async reminded(tx: AnyTransaction, review: StoredReview): Promise<void> {
      const { row, policy } = review;
      if (row.due_on === null || row.level === "editorial") return;
      const step = currentStep(review);
      for (const body of bodiesOf(policy)) {
        const { bodyId } = body;
        if (body.step !== step || body.asked === "comment" || validVote(review, bodyId) !== null) continue;
        await notify(tx, {
          ...about(row, null, `reminder:${bodyId}`),
          kind: "reviewReminder",
          bodyId,
          edition: row.edition,
          dueOn: row.due_on,
          confirm: awaitingVote(review, bodyId) !== null,
          to: speakersOf(body),
        });
      }
    },

    voted: (
      tx: AnyTransaction,
      { row }: StoredReview,
      { id, bodyId, vote, by }: { id: VoteId; bodyId: BodyId; vote: VoteKind; by: PersonId },
      owners: readonly PersonId[],
    ): Promise<void> =>
      notify(tx, {
        ...about(row, by, `vote:${id}`),
        kind: "reviewVoted",
        bodyId,
        vote,
        edition: row.edition,
        to: { people: [...owners, row.requested_by] },
      }),

    paperRecorded: (
      tx: AnyTransaction,
      { row }: StoredReview,
      body: PolicyBody,
      by: PersonId,
      id: VoteId,
    ): Promise<void> =>
      notify(tx, {
        ...about(row, by, `paper:${id}`),
        kind: "paperRecorded",
        bodyId: body.bodyId,
        edition: row.edition,
        to: speakersOf(body),
      }),

    /** All who take part in it, and its owners. */
    ended: (
      tx: AnyTransaction,
      { row, policy }: StoredReview,
      outcome: ReviewEnd,
      by: PersonId | null,
      owners: readonly PersonId[],
    ): Promise<void> =>
      notify(tx, {
        ...about(row, by, "ended"),
        kind: "reviewEnded",
        outcome,
        edition: row.edition,
        to: { people: owners, bodies: bodiesOf(policy).map(({ bodyId }) => bodyId) },
      }),

    inForce: (tx: AnyTransaction, guidelineId: GuidelineId, row: ReviewRow): Promise<void> =>
      notify(tx, {
        ...about(row, null, "in-force"),
        guidelineId,
        kind: "editionInForce",
        edition: row.edition,
        to: { everyone: true },
      }),
  };
}
