/** A body decides: by a vote, or on paper, which counts once one of its people has confirmed it. */
import type { Person } from "#shared/identity.ts";
import { type BodyId, type GuidelineId, newId, type ReviewId, type VoteId } from "#shared/ids.ts";
import { isNo, votesFor } from "#shared/review-status.ts";
import type { PolicyBody, VoteData } from "#shared/reviews.ts";
import type { Identity } from "../identity/index.ts";
import type { Clock } from "../platform/clock.ts";
import { dayAt } from "../platform/days.ts";
import { AppError, allow, notFound } from "../platform/errors.ts";
import type { Notices } from "./notices.ts";
import type { Outcomes } from "./outcomes.ts";
import { type Actor, canConfirm, canLead, canVote, isOfBody } from "./policy.ts";
import { bodiesOf, sinceAdopted, stepHasCome, validVote } from "./progress.ts";
import type { Rights } from "./rights.ts";
import type { ReviewStore, StoredReview, VoteRow } from "./store.ts";

interface Decision {
  readonly actor: Actor;
  readonly review: StoredReview;
  readonly body: PolicyBody & { readonly step: number };
  readonly timeZone: string;
  /** When this content was first handed over: a body may have decided on it since then. */
  readonly knownSince: string;
}

export function createVoting(parts: {
  readonly store: ReviewStore;
  readonly rights: Rights;
  readonly outcomes: Outcomes;
  readonly notices: Notices;
  readonly identity: Identity;
  readonly clock: Clock;
}) {
  const { store, rights, outcomes, notices, identity, clock } = parts;

  return {
    /** Votes for a body, or records what it has decided on paper. */
    async vote(person: Person, guidelineId: GuidelineId, id: ReviewId, request: VoteData): Promise<void> {
      const timeZone = await identity.timeZone();
      await store.transaction(async (tx) => {
        const actor = await rights.reading(person, guidelineId, tx);
        const review = await store.get(guidelineId, id, tx);
        const body = bodyIn(review, request.bodyId);
        const by: Decision = {
          actor,
          review,
          body,
          timeZone,
          knownSince: firstHandedOver(await store.ofGuideline(guidelineId, tx), review),
        };
        requireOpen(review);
        requireCurrent(review, request.contentHash);
        requireFit(by, request);
        if (request.onPaper === undefined) requireMayVote(by);
        else requireMayRecord(by);
        const { onPaper, resolution } = request;
        if (onPaper !== undefined && !(await store.nameScan(tx, id, onPaper.scan)))
          notFound("reviews/not-found", "There is no such scan.");
        const row: VoteRow = {
          id: newId<VoteId>(),
          review_id: id,
          body_id: body.bodyId,
          vote: request.vote,
          status: onPaper === undefined ? "valid" : "awaitsConfirmation",
          note: request.note,
          content_hash: request.contentHash,
          person_id: person.id,
          as_delegate: onPaper === undefined && !isOfBody(actor, body) ? 1 : 0,
          at: clock.now().toISOString(),
          resolution: resolution === undefined ? null : JSON.stringify(resolution),
          paper: onPaper === undefined ? null : JSON.stringify(onPaper),
          confirmed_by: null,
          confirmed_at: null,
          kept_from: null,
        };
        await outcomes.addVote(tx, guidelineId, row, person.id);
        if (onPaper !== undefined) await notices.paperRecorded(tx, review, body, person.id, row.id);
        else await outcomes.decide(tx, guidelineId, id, row, person.id);
      });
    },

    /** A person of the body says whether what was recorded from paper is what it has decided. */
    async confirm(
      person: Person,
      guidelineId: GuidelineId,
      id: ReviewId,
      voteId: VoteId,
      { correct, contentHash }: { readonly correct: boolean; readonly contentHash: string },
    ): Promise<void> {
      await store.transaction(async (tx) => {
        const actor = await rights.reading(person, guidelineId, tx);
        const review = await store.get(guidelineId, id, tx);
        requireOpen(review);
        requireCurrent(review, contentHash);
        const given = review.votes.find(({ row }) => row.id === voteId);
        if (given === undefined) return notFound("reviews/not-found", "There is no such decision on paper.");
        if (given.row.status !== "awaitsConfirmation")
          throw new AppError("reviews/already-voted", 409, "It has been looked at already.");
        const body = bodyIn(review, given.row.body_id);
        allow(
          canConfirm(actor, review, body),
          "reviews/not-allowed",
          "Only somebody else of the body itself confirms its decision on paper.",
        );
        const hash = await store.checkPaper(tx, voteId, {
          status: correct ? "valid" : "rejected",
          confirmed_by: person.id,
          confirmed_at: clock.now().toISOString(),
        });
        if (hash === null) throw new AppError("reviews/already-voted", 409, "It has been looked at already.");
        await outcomes.record(tx, person.id, guidelineId, {
          kind: "review.paperChecked",
          review: id,
          id: voteId,
          body: body.bodyId,
          correct,
          hash,
        });
        if (correct) await outcomes.decide(tx, guidelineId, id, given.row, person.id);
      });
    },

    requireOpen,
  };

  /** @throws AppError `reviews/ended` */
  function requireOpen({ row }: StoredReview): void {
    if (row.status !== "open")
      throw new AppError("reviews/ended", 409, "This request for approval has ended.");
    // Expiry holds from the moment on, whether or not it has been told.
    if (row.due_at !== null && row.due_at <= clock.now().toISOString())
      throw new AppError("reviews/ended", 409, "The day until which could be voted has passed.");
  }

  /** @throws AppError when something else was shown than what is voted on */
  function requireCurrent({ row }: StoredReview, contentHash: string): void {
    if (row.content_hash !== contentHash)
      throw new AppError("reviews/stale-content", 409, "The content is not the one that was shown.");
  }

  /** Whether the vote is one that this body can give, and says what it must. */
  function requireFit({ review, body, timeZone, knownSince }: Decision, request: VoteData): void {
    const { vote, note, resolution, onPaper } = request;
    if (!votesFor(body.asked, review.row.level).includes(vote))
      throw new AppError("reviews/wrong-vote", 422, "This body cannot vote like that.");
    if (isNo(vote) && note === "")
      throw new AppError("reviews/reason-missing", 422, "Say why.", { note: "expected a reason" });
    const byResolution = body.asked === "consent" && vote !== "object";
    if (byResolution && resolution === undefined)
      throw new AppError("reviews/resolution-missing", 422, "It decides by resolution.", {
        resolution: "expected the day of the resolution and who reports it",
      });
    if (!byResolution && resolution !== undefined)
      throw new AppError("reviews/wrong-vote", 422, "This body does not decide by resolution.");
    const today = dayAt(clock.now(), timeZone);
    const handedOver = dayAt(new Date(knownSince), timeZone);
    const days = [resolution?.decidedOn, onPaper?.receivedOn].filter((day) => day !== undefined);
    if (days.some((day) => day > today || day < handedOver))
      throw new AppError("reviews/date", 422, "It was decided between the request and today.", {
        [resolution === undefined ? "onPaper" : "resolution"]: "expected a day since the request",
      });
  }

  function requireMayVote({ actor, review, body }: Decision): void {
    if (review.row.requested_by !== actor.person.id && !stepHasCome(review, body.step))
      throw new AppError("reviews/not-its-turn", 409, "Other bodies decide first.");
    if (validVote(review, body.bodyId) !== null)
      throw new AppError("reviews/already-voted", 409, "This body has voted.");
    allow(canVote(actor, review, body), "reviews/not-allowed", "You cannot vote for this body.");
  }

  function requireMayRecord({ actor, review, body }: Decision): void {
    allow(canLead(actor), "reviews/not-allowed", "Only owners record what was decided on paper.");
    if (!stepHasCome(review, body.step))
      throw new AppError("reviews/not-its-turn", 409, "Other bodies decide first.");
    if (review.votes.some(({ row }) => row.body_id === body.bodyId && row.status !== "rejected"))
      throw new AppError("reviews/already-voted", 409, "This body has voted.");
  }
}

function bodyIn(review: StoredReview, id: BodyId): PolicyBody & { readonly step: number } {
  return (
    bodiesOf(review.policy).find(({ bodyId }) => bodyId === id) ??
    notFound("identity/body-not-found", "This body is not asked.")
  );
}

/**
 * A body may have decided on this content since it was handed over for the first time, or since another edition took
 * its place.
 */
function firstHandedOver(all: readonly StoredReview[], { row }: StoredReview): string {
  const same = sinceAdopted(all).filter((each) => each.row.content_hash === row.content_hash);
  return same.map((each) => each.row.requested_at).toSorted()[0] ?? row.requested_at;
}
