/** What votes, days and owners bring about, each step inside the caller's transaction and in the audit log. */
import type { GuidelineId, PersonId, ReviewId } from "#shared/ids.ts";
import { isNo, type ReviewEnd } from "#shared/review-status.ts";
import type { Audit } from "../audit/index.ts";
import type { Guidelines } from "../guidelines/index.ts";
import type { Clock } from "../platform/clock.ts";
import type { AnyTransaction } from "../platform/db.ts";
import { AppError } from "../platform/errors.ts";
import type { Versions } from "../versions/index.ts";
import type { Notices } from "./notices.ts";
import { isDone } from "./progress.ts";
import type { ReviewRow, ReviewStore, StoredReview, VoteRow } from "./store.ts";

export type Outcomes = ReturnType<typeof createOutcomes>;

export function createOutcomes(parts: {
  readonly store: ReviewStore;
  readonly guidelines: Guidelines;
  readonly versions: Versions;
  readonly notices: Notices;
  readonly audit: Audit;
  readonly clock: Clock;
}) {
  const { store, guidelines, versions, notices, audit, clock } = parts;

  function record(
    tx: AnyTransaction,
    actor: PersonId | null,
    guideline: GuidelineId,
    entry: Parameters<Audit["record"]>[2],
  ): Promise<void> {
    return audit.record(tx, { actor, guideline }, entry);
  }

  /** @throws AppError `reviews/ended` when somebody was faster */
  async function end(
    tx: AnyTransaction,
    review: StoredReview,
    outcome: ReviewEnd,
    by: PersonId | null,
    reason: string | null = null,
  ): Promise<void> {
    const { id, guideline_id: guidelineId, version, edition } = review.row;
    const hash = await store.move(tx, id, "open", {
      status: outcome,
      ended_at: clock.now().toISOString(),
      reason,
    });
    if (hash === null) throw new AppError("reviews/ended", 409, "This request for approval has ended.");
    await record(tx, by, guidelineId, { kind: "review.ended", review: id, end: outcome, hash });
    await versions.service.mark(
      tx,
      guidelineId,
      version,
      outcome === "adopted"
        ? { status: "adopted", edition }
        : { status: outcome === "returned" ? "returned" : "snapshot" },
    );
    await notices.ended(tx, review, outcome, by, await guidelines.owners(guidelineId, tx));
  }

  return {
    record,
    end,

    /** @param actor null: one that was given before, and is kept */
    async addVote(
      tx: AnyTransaction,
      guidelineId: GuidelineId,
      row: VoteRow,
      actor: PersonId | null,
    ): Promise<void> {
      const hash = await store.addVote(tx, row);
      await record(tx, actor, guidelineId, {
        kind: "review.voted",
        review: row.review_id,
        id: row.id,
        body: row.body_id,
        vote: row.vote,
        onPaper: row.paper !== null,
        kept: row.kept_from !== null,
        hash,
      });
    },

    /** What a vote brings about from the moment on in which it counts. */
    async decide(
      tx: AnyTransaction,
      guidelineId: GuidelineId,
      id: ReviewId,
      { id: voteId, body_id: bodyId, vote, note }: VoteRow,
      by: PersonId,
    ): Promise<void> {
      const review = await store.get(guidelineId, id, tx);
      const owners = await guidelines.owners(guidelineId, tx);
      await notices.voted(tx, review, { id: voteId, bodyId, vote, by }, owners);
      if (isNo(vote)) await end(tx, review, "returned", by, note);
      else if (review.row.level !== "editorial" && isDone(review)) await end(tx, review, "adopted", by);
      else await notices.asked(tx, review);
    },

    /** Sets the day from which an adopted edition holds. */
    async schedule(
      tx: AnyTransaction,
      { id, guideline_id, edition }: ReviewRow,
      from: string,
      by: PersonId,
    ): Promise<void> {
      const hash = await store.move(tx, id, "adopted", { in_force_from: from });
      if (hash === null)
        throw new AppError("reviews/not-adopted", 409, "Only an adopted edition comes into force.");
      await record(tx, by, guideline_id, { kind: "review.inForce", review: id, edition, from, hash });
    },

    /** Adopted and not yet in force. */
    async isAdopted(tx: AnyTransaction, { guideline_id, version }: ReviewRow): Promise<boolean> {
      return (await versions.service.statuses(guideline_id, tx)).get(version) === "adopted";
    },

    /** Those before it are superseded in the same moment, also one whose own day is still to come. */
    async comeIntoForce(tx: AnyTransaction, row: ReviewRow): Promise<void> {
      const status = await versions.service.statuses(row.guideline_id, tx);
      for (const { row: other } of await store.ofGuideline(row.guideline_id, tx)) {
        if (other.status !== "adopted" || other.edition >= row.edition) continue;
        const now = status.get(other.version);
        if (now === "adopted" || now === "inForce")
          await versions.service.mark(tx, row.guideline_id, other.version, { status: "superseded" });
      }
      await versions.service.mark(tx, row.guideline_id, row.version, { status: "inForce" });
      await notices.inForce(tx, row.guideline_id, row);
    },
  };
}
