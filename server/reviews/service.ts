/** The life of a review: who decides, what is asked of them, and what its owner does about it. */
import type { Person } from "#shared/identity.ts";
import { type GuidelineId, newId, type ReviewId, type VoteId } from "#shared/ids.ts";
import type { Level, ScanType } from "#shared/review-status.ts";
import type { Checks, Policy, Review, ReviewRequest, VoteData, WaitingReview } from "#shared/reviews.ts";
import type { Version } from "#shared/versions.ts";
import type { Guidelines } from "../guidelines/index.ts";
import type { Identity } from "../identity/index.ts";
import type { Clock } from "../platform/clock.ts";
import { addWorkingDays, dayAt, endOfDay } from "../platform/days.ts";
import type { AnyTransaction } from "../platform/db.ts";
import { AppError, notFound } from "../platform/errors.ts";
import type { Events } from "../platform/events.ts";
import type { Versions } from "../versions/index.ts";
import { keptVotes } from "./kept-votes.ts";
import type { createKitPolicies } from "./kit-policy.ts";
import type { Notices } from "./notices.ts";
import type { Outcomes } from "./outcomes.ts";
import { type Actor, canConfirm, canVote, policyFault } from "./policy.ts";
import { bodiesOf, isDone, sinceAdopted } from "./progress.ts";
import type { Readiness } from "./readiness.ts";
import type { Rights } from "./rights.ts";
import { scanHashOf } from "./scans.ts";
import type { ReviewRow, ReviewStore, StoredReview } from "./store.ts";
import { toReview } from "./view.ts";
import type { createVoting } from "./voting.ts";

/** For how long a consenting body can object to an editorial change. */
const OBJECTION_DAYS = 5;

export type ReviewService = ReturnType<typeof createReviewService>;

export function createReviewService(parts: {
  readonly store: ReviewStore;
  readonly rights: Rights;
  readonly readiness: Readiness;
  readonly voting: ReturnType<typeof createVoting>;
  readonly outcomes: Outcomes;
  readonly notices: Notices;
  readonly policyOfKit: ReturnType<typeof createKitPolicies>;
  readonly guidelines: Guidelines;
  readonly identity: Identity;
  readonly versions: Versions;
  readonly events: Events;
  readonly clock: Clock;
}) {
  const { store, rights, readiness, voting, outcomes, notices, policyOfKit } = parts;
  const { guidelines, identity, versions, events, clock } = parts;

  const service = {
    /** The guideline's own policy; until there is one, that of its kit. */
    async policy(guidelineId: GuidelineId): Promise<Policy> {
      return (await store.policy(guidelineId)) ?? (await policyOfKit(guidelineId));
    },

    async setPolicy(person: Person, guidelineId: GuidelineId, wanted: Policy): Promise<Policy> {
      const bodies = await identity.bodies();
      await store.transaction(async (tx) => {
        await rights.leading(person, guidelineId, tx);
        const fault = policyFault(wanted, bodies, await identity.people(tx));
        if (fault !== null) throw new AppError("reviews/policy", 422, fault);
        const hash = await store.setPolicy(tx, guidelineId, wanted);
        await outcomes.record(tx, person.id, guidelineId, { kind: "review.policy", hash });
      });
      changed(guidelineId);
      return wanted;
    },

    /** What would block and what would warn if this person asked for approval now. */
    async checks(
      person: Person,
      guidelineId: GuidelineId,
      version: number | "draft",
      level: Level,
    ): Promise<Checks> {
      await rights.reading(person, guidelineId);
      return readiness.check(guidelineId, version, level, await service.policy(guidelineId), person.id);
    },

    async list(person: Person, guidelineId: GuidelineId): Promise<readonly Review[]> {
      const actor = await rights.reading(person, guidelineId);
      return shown(actor, await store.ofGuideline(guidelineId));
    },

    async read(person: Person, guidelineId: GuidelineId, id: ReviewId): Promise<Review> {
      const found = (await service.list(person, guidelineId)).find((review) => review.id === id);
      return found ?? notFound("reviews/not-found", "There is no such request for approval.");
    },

    /** Freezes a version and asks every body for it; votes on identical content are kept. */
    async request(person: Person, guidelineId: GuidelineId, request: ReviewRequest): Promise<Review> {
      const { version: wanted = "draft", level = "major", what = "" } = request;
      await rights.leading(person, guidelineId);
      const timeZone = await identity.timeZone();
      const today = dayAt(clock.now(), timeZone);
      const dueOn = level === "editorial" ? addWorkingDays(today, OBJECTION_DAYS) : (request.dueOn ?? null);
      if (dueOn !== null && dueOn < today)
        throw new AppError("reviews/date", 422, "The day has passed.", { dueOn: "expected a day to come" });
      const policy = await service.policy(guidelineId);
      await requireReady(wanted);
      const candidate = await candidateOf(guidelineId, wanted);
      // Somebody may have typed since: what counts is the text that has been frozen.
      if (wanted === "draft") await requireReady(candidate.number);
      const row: ReviewRow = {
        id: newId<ReviewId>(),
        guideline_id: guidelineId,
        version: candidate.number,
        content_hash: candidate.contentHash,
        level,
        edition: 0,
        what,
        due_on: dueOn,
        due_at: dueOn === null ? null : endOfDay(dueOn, timeZone),
        policy: JSON.stringify(policy),
        requested_by: person.id,
        requested_at: clock.now().toISOString(),
        status: "open",
        ended_at: null,
        reason: null,
        in_force_from: null,
      };
      const isWhatWasChecked = await store.transaction(async (tx) => {
        await rights.leading(person, guidelineId, tx);
        const own = await store.policy(guidelineId, tx);
        if (own !== null && JSON.stringify(own) !== row.policy) return false;
        await handOver(tx, row, policy);
        return true;
      });
      // Somebody has just said otherwise who decides: those are asked, once it is known that they can be.
      if (!isWhatWasChecked)
        return service.request(person, guidelineId, { ...request, version: candidate.number });
      changed(guidelineId);
      return service.read(person, guidelineId, row.id);

      async function requireReady(version: number | "draft"): Promise<void> {
        const { blocks } = await readiness.check(guidelineId, version, level, policy, person.id);
        if (blocks.length > 0)
          throw new AppError(
            "reviews/blocked",
            422,
            "Something holds this version back.",
            Object.fromEntries(blocks.map((check, index) => [`blocks.${index}`, check.what])),
          );
      }
    },

    /** Votes for a body, or records what it has decided on paper. */
    async vote(person: Person, guidelineId: GuidelineId, id: ReviewId, request: VoteData): Promise<Review> {
      await voting.vote(person, guidelineId, id, request);
      changed(guidelineId);
      return service.read(person, guidelineId, id);
    },

    /** A person of the body says whether what was recorded from paper is what it has decided. */
    async confirm(
      person: Person,
      guidelineId: GuidelineId,
      id: ReviewId,
      voteId: VoteId,
      confirmation: { readonly correct: boolean; readonly contentHash: string },
    ): Promise<Review> {
      await voting.confirm(person, guidelineId, id, voteId, confirmation);
      changed(guidelineId);
      return service.read(person, guidelineId, id);
    },

    /** A file that a decision on paper can name; forgotten again when none does. @returns its hash */
    async keepScan(
      person: Person,
      guidelineId: GuidelineId,
      id: ReviewId,
      type: ScanType,
      bytes: Buffer,
    ): Promise<string> {
      const hash = scanHashOf(bytes);
      await store.transaction(async (tx) => {
        await mayKeepScan(person, guidelineId, id, tx);
        await store.addScan(tx, { review_id: id, hash, type, bytes }, clock.now().toISOString());
      });
      return hash;
    },

    mayKeepScan,

    async withdraw(person: Person, guidelineId: GuidelineId, id: ReviewId, reason: string): Promise<Review> {
      await store.transaction(async (tx) => {
        await rights.leading(person, guidelineId, tx);
        const review = await store.get(guidelineId, id, tx);
        voting.requireOpen(review);
        await outcomes.end(tx, review, "withdrawn", person.id, reason === "" ? null : reason);
      });
      changed(guidelineId);
      return service.read(person, guidelineId, id);
    },

    /** Sets the day from which an adopted edition holds; at once where it has come. */
    async putInForce(
      person: Person,
      guidelineId: GuidelineId,
      number: number,
      from: string,
    ): Promise<Review> {
      const today = dayAt(clock.now(), await identity.timeZone());
      const id = await store.transaction(async (tx) => {
        await rights.leading(person, guidelineId, tx);
        if (from < today)
          throw new AppError("reviews/date", 422, "The day has passed.", { from: "expected today or later" });
        const all = await store.ofGuideline(guidelineId, tx);
        const review = all.find(({ row }) => row.version === number && row.status === "adopted");
        const newer = all.some(
          ({ row }) =>
            row.status === "adopted" &&
            row.edition > (review?.row.edition ?? 0) &&
            row.in_force_from !== null,
        );
        if (review === undefined || newer || !(await outcomes.isAdopted(tx, review.row)))
          throw new AppError("reviews/not-adopted", 409, "Only an adopted edition comes into force.");
        await outcomes.schedule(tx, review.row, from, person.id);
        if (from <= today) await outcomes.comeIntoForce(tx, review.row);
        return review.row.id;
      });
      changed(guidelineId);
      return service.read(person, guidelineId, id);
    },

    /** What waits for this person, on all guidelines. */
    async waitingFor(person: Person): Promise<readonly WaitingReview[]> {
      const waiting: WaitingReview[] = [];
      const titles = new Map(
        (await guidelines.service.list(person, false)).map(({ id, title }) => [id, title]),
      );
      for (const review of await store.open([...titles.keys()])) {
        const { row } = review;
        const title = titles.get(row.guideline_id);
        const grant = await guidelines.grantOf(person.id, row.guideline_id);
        if (title === undefined || grant === null) continue;
        for (const body of bodiesOf(review.policy)) {
          const confirm = canConfirm({ person, grant }, review, body);
          if (!confirm && !canVote({ person, grant }, review, body)) continue;
          waiting.push({
            guidelineId: row.guideline_id,
            title,
            reviewId: row.id,
            edition: row.edition,
            bodyId: body.bodyId,
            asked: body.asked,
            level: row.level,
            confirm,
            dueOn: row.due_on,
          });
        }
      }
      return waiting;
    },

    reading: rights.reading,
  };

  return service;

  /** @throws AppError for who may not, and where nothing can be decided any more */
  async function mayKeepScan(
    person: Pick<Person, "id">,
    guidelineId: GuidelineId,
    id: ReviewId,
    tx: AnyTransaction | null = null,
  ): Promise<void> {
    await rights.leading(person, guidelineId, tx ?? undefined);
    voting.requireOpen(await store.get(guidelineId, id, tx));
  }

  /** Writes a review, with what was said to this content before, and asks everybody whose step has come. */
  async function handOver(tx: AnyTransaction, row: ReviewRow, policy: Policy): Promise<void> {
    const { id, guideline_id: guidelineId, level, version: number, requested_by: by } = row;
    const before = await store.ofGuideline(guidelineId, tx);
    if (before.some((each) => each.row.status === "open"))
      throw new AppError("reviews/open", 409, "Another request for approval is still open.");
    const status = (await versions.service.statuses(guidelineId, tx)).get(number);
    if (status !== "snapshot" && status !== "returned")
      throw new AppError("reviews/ended", 409, "This version has been handed over already.");
    const adopted = before.flatMap((each) => (each.row.status === "adopted" ? [each.row.edition] : []));
    const hash = await store.add(tx, { ...row, edition: 1 + Math.max(0, ...adopted) });
    await outcomes.record(tx, by, guidelineId, { kind: "review.requested", review: id, number, level, hash });
    await versions.service.mark(tx, guidelineId, number, { status: "inReview" });
    if (level !== "editorial")
      for (const vote of keptVotes(row, policy, sinceAdopted(before)))
        await outcomes.addVote(tx, guidelineId, vote, null);
    const review = await store.get(guidelineId, id, tx);
    await notices.asked(tx, review);
    const objectors = policy.steps.flat().some(({ asked }) => asked === "consent");
    if (level === "editorial" ? !objectors : isDone(review)) await outcomes.end(tx, review, "adopted", by);
  }

  async function candidateOf(guidelineId: GuidelineId, wanted: number | "draft"): Promise<Version> {
    if (wanted === "draft") return versions.service.candidate(guidelineId);
    const { version } = await versions.service.content(guidelineId, wanted);
    if (version === null) return notFound("versions/not-found", `There is no version ${wanted}.`);
    if (version.status !== "snapshot" && version.status !== "returned")
      throw new AppError("reviews/ended", 409, "This version has been handed over already.");
    return version;
  }

  async function shown(actor: Actor, reviews: readonly StoredReview[]): Promise<readonly Review[]> {
    const names = new Map((await identity.people()).map(({ id, name }) => [id, name]));
    return reviews.map((review) => toReview(actor, review, reviews, names));
  }

  function changed(guidelineId: GuidelineId): void {
    events.publish("reviews:changed", { guidelineId });
  }
}
