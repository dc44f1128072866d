/** The life of a review: requested, voted on, returned, withdrawn, expired, adopted; and the edition in force. */
import type { Person } from "#shared/identity.ts";
import {
  type BodyId,
  type GuidelineId,
  newId,
  type PersonId,
  type ReviewId,
  type VoteId,
} from "#shared/ids.ts";
import { isNo, isYes, type Level, votesFor } from "#shared/review-status.ts";
import type {
  Checks,
  Policy,
  PolicyBody,
  Review,
  ReviewRequest,
  VoteData,
  WaitingReview,
} from "#shared/reviews.ts";
import type { Version } from "#shared/versions.ts";
import type { Audit } from "../audit/index.ts";
import { canReadHistory, type Grant, type Guidelines } from "../guidelines/index.ts";
import type { Identity } from "../identity/index.ts";
import type { Notifications } from "../notifications/index.ts";
import type { Clock } from "../platform/clock.ts";
import { addDays, addWorkingDays, dayAt, endOfDay } from "../platform/days.ts";
import type { AnyTransaction } from "../platform/db.ts";
import { AppError, allow, notFound } from "../platform/errors.ts";
import type { Events } from "../platform/events.ts";
import type { Templates } from "../templates/index.ts";
import type { Versions } from "../versions/index.ts";
import { createNotices } from "./notices.ts";
import { type Actor, canConfirm, canLead, canVote, isOfBody, policyFault } from "./policy.ts";
import { awaitingVote, bodiesOf, currentStep, stepHasCome, validVote } from "./progress.ts";
import type { Readiness } from "./readiness.ts";
import type { ReviewRow, ReviewStore, StoredReview, VoteRow } from "./store.ts";
import { toReview } from "./view.ts";

/** For how long a consenting body can object to an editorial change. */
const OBJECTION_DAYS = 5;
/** How long before its due day who has not voted is reminded, in days. */
const REMIND_BEFORE = 2;

interface Decision {
  readonly actor: Actor;
  readonly review: StoredReview;
  readonly body: PolicyBody & { readonly step: number };
  readonly timeZone: string;
  /** When this content was first handed over: a body may have decided on it since then. */
  readonly knownSince: string;
}

export type ReviewService = ReturnType<typeof createReviewService>;

export function createReviewService(parts: {
  readonly store: ReviewStore;
  readonly readiness: Readiness;
  readonly guidelines: Guidelines;
  readonly identity: Identity;
  readonly versions: Versions;
  readonly templates: Templates;
  readonly notifications: Notifications;
  readonly audit: Audit;
  readonly events: Events;
  readonly clock: Clock;
}) {
  const { store, readiness, guidelines, identity, versions, templates, audit, events, clock } = parts;
  const notices = createNotices(parts.notifications);

  const service = {
    /** The guideline's own policy; until there is one, that of its kit. */
    async policy(guidelineId: GuidelineId): Promise<Policy> {
      return (await store.policy(guidelineId)) ?? (await policyOfKit(guidelineId));
    },

    async setPolicy(person: Person, guidelineId: GuidelineId, wanted: Policy): Promise<Policy> {
      await leading(person, guidelineId);
      const fault = policyFault(wanted, await identity.bodies(), await identity.people());
      if (fault !== null) throw new AppError("reviews/policy", 422, fault);
      await store.transaction(async (tx) => {
        const hash = await store.setPolicy(tx, guidelineId, wanted);
        await record(tx, person.id, guidelineId, { kind: "review.policy", hash });
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
      await reading(person, guidelineId);
      return readiness.check(guidelineId, version, level, await service.policy(guidelineId), person.id);
    },

    async list(person: Person, guidelineId: GuidelineId): Promise<readonly Review[]> {
      const grant = await reading(person, guidelineId);
      return shown({ person, grant }, await store.ofGuideline(guidelineId));
    },

    async read(person: Person, guidelineId: GuidelineId, id: ReviewId): Promise<Review> {
      const found = (await service.list(person, guidelineId)).find((review) => review.id === id);
      return found ?? notFound("reviews/not-found", "There is no such request for approval.");
    },

    /** Freezes a version and asks every body for it; votes on identical content are kept. */
    async request(person: Person, guidelineId: GuidelineId, request: ReviewRequest): Promise<Review> {
      const { version: wanted = "draft", level = "major", what = "" } = request;
      const actor = await leading(person, guidelineId);
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
      const owners = await guidelines.owners(guidelineId);
      const at = clock.now().toISOString();

      const id = newId<ReviewId>();
      await store.transaction(async (tx) => {
        const before = await store.ofGuideline(guidelineId, tx);
        if (before.some(({ row }) => row.status === "open"))
          throw new AppError("reviews/open", 409, "Another request for approval is still open.");
        const status = (await statuses(guidelineId, tx)).get(candidate.number);
        if (status !== "snapshot" && status !== "returned")
          throw new AppError("reviews/ended", 409, "This version has been handed over already.");
        const row: ReviewRow = {
          id,
          guideline_id: guidelineId,
          version: candidate.number,
          content_hash: candidate.contentHash,
          level,
          edition: 1 + Math.max(0, ...before.map(({ row }) => (row.status === "adopted" ? row.edition : 0))),
          what,
          due_on: dueOn,
          due_at: dueOn === null ? null : endOfDay(dueOn, timeZone),
          policy: JSON.stringify(policy),
          requested_by: person.id,
          requested_at: at,
          status: "open",
          ended_at: null,
          reason: null,
          in_force_from: null,
        };
        const hash = await store.add(tx, row);
        await record(tx, person.id, guidelineId, {
          kind: "review.requested",
          review: id,
          number: row.version,
          level,
          hash,
        });
        await versions.service.mark(tx, guidelineId, row.version, { status: "inReview" });
        if (level !== "editorial") await keepVotes(tx, row, policy, sinceAdopted(before));
        const review = await mustFind(tx, guidelineId, id);
        await notices.asked(tx, review);
        const objectors = policy.steps.flat().some(({ asked }) => asked === "consent");
        if (level === "editorial" ? !objectors : isDone(review))
          await end(tx, review, "adopted", { by: actor.person.id, owners });
      });
      changed(guidelineId);
      return service.read(person, guidelineId, id);

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
      const grant = await reading(person, guidelineId);
      const actor = { person, grant };
      const timeZone = await identity.timeZone();
      const owners = await guidelines.owners(guidelineId);
      await store.transaction(async (tx) => {
        const review = await mustFind(tx, guidelineId, id);
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
        if (onPaper !== undefined && !(await store.hasScan(tx, id, onPaper.scan)))
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
        await addVote(tx, guidelineId, row, person.id);
        if (onPaper !== undefined) await notices.paperRecorded(tx, review, body, person.id, row.id);
        else await decide(tx, guidelineId, id, row, person.id, owners);
      });
      changed(guidelineId);
      return service.read(person, guidelineId, id);
    },

    /** A person of the body says whether what was recorded from paper is what it has decided. */
    async confirm(
      person: Person,
      guidelineId: GuidelineId,
      id: ReviewId,
      voteId: VoteId,
      { correct, contentHash }: { readonly correct: boolean; readonly contentHash: string },
    ): Promise<Review> {
      const grant = await reading(person, guidelineId);
      const owners = await guidelines.owners(guidelineId);
      await store.transaction(async (tx) => {
        const review = await mustFind(tx, guidelineId, id);
        requireOpen(review);
        requireCurrent(review, contentHash);
        const given = review.votes.find(({ row }) => row.id === voteId);
        if (given === undefined) return notFound("reviews/not-found", "There is no such decision on paper.");
        if (given.row.status !== "awaitsConfirmation")
          throw new AppError("reviews/already-voted", 409, "It has been looked at already.");
        const body = bodyIn(review, given.row.body_id);
        allow(
          canConfirm({ person, grant }, review, body),
          "reviews/not-allowed",
          "Only somebody else of the body itself confirms its decision on paper.",
        );
        const hash = await store.checkPaper(tx, voteId, {
          status: correct ? "valid" : "rejected",
          confirmed_by: person.id,
          confirmed_at: clock.now().toISOString(),
        });
        if (hash === null) throw new AppError("reviews/already-voted", 409, "It has been looked at already.");
        await record(tx, person.id, guidelineId, {
          kind: "review.paperChecked",
          review: id,
          id: voteId,
          body: body.bodyId,
          correct,
          hash,
        });
        if (correct) await decide(tx, guidelineId, id, given.row, person.id, owners);
      });
      changed(guidelineId);
      return service.read(person, guidelineId, id);
    },

    async withdraw(person: Person, guidelineId: GuidelineId, id: ReviewId, reason: string): Promise<Review> {
      await leading(person, guidelineId);
      const owners = await guidelines.owners(guidelineId);
      await store.transaction(async (tx) => {
        const review = await mustFind(tx, guidelineId, id);
        requireOpen(review);
        await end(tx, review, "withdrawn", { by: person.id, owners, reason: reason === "" ? null : reason });
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
      await leading(person, guidelineId);
      const today = dayAt(clock.now(), await identity.timeZone());
      if (from < today)
        throw new AppError("reviews/date", 422, "The day has passed.", { from: "expected today or later" });
      const id = await store.transaction(async (tx) => {
        const all = await store.ofGuideline(guidelineId, tx);
        const review = all.find(({ row }) => row.version === number && row.status === "adopted");
        const status = (await statuses(guidelineId, tx)).get(number);
        const newer = all.some(
          ({ row }) =>
            row.status === "adopted" &&
            row.edition > (review?.row.edition ?? 0) &&
            row.in_force_from !== null,
        );
        if (review === undefined || status !== "adopted" || newer)
          throw new AppError("reviews/not-adopted", 409, "Only an adopted edition comes into force.");
        await setInForce(tx, review.row, from, person.id);
        if (from <= today) await comeIntoForce(tx, review.row);
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
      for (const review of await store.open()) {
        const { row } = review;
        const title = titles.get(row.guideline_id);
        const grant = title === undefined ? null : await guidelines.grantOf(person.id, row.guideline_id);
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

    /** What time alone brings about: reminders, expiry, the end of an objection period, editions in force. */
    async tick(): Promise<void> {
      const timeZone = await identity.timeZone();
      const now = clock.now();
      const today = dayAt(now, timeZone);
      for (const { row } of await store.open()) {
        if (row.due_at === null || row.due_on === null) continue;
        const owners = await guidelines.owners(row.guideline_id);
        if (row.due_at <= now.toISOString()) {
          await store.transaction(async (tx) => {
            const review = await mustFind(tx, row.guideline_id, row.id);
            // An editorial change needs no consent, where nobody has objected to it, on paper either. Everything else
            // has got none.
            const objected = bodiesOf(review.policy).some(
              ({ bodyId }) => awaitingVote(review, bodyId) !== null,
            );
            const outcome = row.level === "editorial" && !objected ? "adopted" : "expired";
            if (review.row.status === "open") await end(tx, review, outcome, { by: null, owners });
          });
          changed(row.guideline_id);
        } else if (today >= addDays(row.due_on, -REMIND_BEFORE))
          await store.transaction(async (tx) => {
            const review = await mustFind(tx, row.guideline_id, row.id);
            if (review.row.status === "open") await notices.reminded(tx, review);
          });
      }
      for (const row of await store.scheduled()) {
        if ((row.in_force_from ?? "") > today) continue;
        const came = await store.transaction(async (tx) => {
          const status = (await statuses(row.guideline_id, tx)).get(row.version);
          if (status === "adopted") await comeIntoForce(tx, row);
          return status === "adopted";
        });
        if (came) changed(row.guideline_id);
      }
    },

    reading,
    leading,
  };

  return service;

  async function reading(person: Pick<Person, "id">, guidelineId: GuidelineId): Promise<Grant> {
    const grant = await guidelines.grantOf(person.id, guidelineId);
    if (grant === null)
      return notFound("guidelines/not-found", "There is no such guideline, or you do not take part in it.");
    allow(
      canReadHistory(grant),
      "guidelines/not-allowed",
      "Your role on this guideline does not allow this.",
    );
    return grant;
  }

  async function leading(person: Person, guidelineId: GuidelineId): Promise<Actor> {
    const actor = { person, grant: await reading(person, guidelineId) };
    allow(canLead(actor), "reviews/not-allowed", "Only owners lead a guideline through its approval.");
    return actor;
  }

  async function policyOfKit(guidelineId: GuidelineId): Promise<Policy> {
    const guideline =
      (await guidelines.find(guidelineId)) ?? notFound("guidelines/not-found", "There is no such guideline.");
    const setting = await guidelines.service.settingOf(guideline);
    const bodies = await identity.bodies();
    const kit = templates.kit(setting);
    const steps = (kit?.approval ?? []).flatMap(({ approve, consent }) => {
      const named = [
        ...consent.flatMap((key) =>
          setting.representation === "none" ? [] : [{ key, asked: "consent" as const }],
        ),
        ...approve.map((key) => ({ key, asked: "approve" as const })),
      ];
      const step = named.flatMap(({ key, asked }) => {
        const body = bodies.find((each) => each.key === key);
        return body === undefined ? [] : [{ bodyId: body.id, asked, speakers: [], delegate: null }];
      });
      return step.length === 0 ? [] : [step];
    });
    return { steps };
  }

  async function candidateOf(guidelineId: GuidelineId, wanted: number | "draft"): Promise<Version> {
    if (wanted === "draft") return versions.service.candidate(guidelineId);
    const { version } = await versions.service.content(guidelineId, wanted);
    if (version === null) return notFound("versions/not-found", `There is no version ${wanted}.`);
    if (version.status !== "snapshot" && version.status !== "returned")
      throw new AppError("reviews/ended", 409, "This version has been handed over already.");
    return version;
  }

  /** A yes holds for exactly the content that was seen; on the same content it is still one. */
  async function keepVotes(
    tx: AnyTransaction,
    row: ReviewRow,
    policy: Policy,
    before: readonly StoredReview[],
  ): Promise<void> {
    for (const { bodyId, asked } of policy.steps.flat()) {
      const last = before
        .flatMap(({ votes }) => votes)
        .filter(({ row: vote }) => vote.body_id === bodyId && vote.status === "valid")
        .filter(({ row: vote }) => vote.content_hash === row.content_hash)
        .toSorted((one, other) => other.row.at.localeCompare(one.row.at))[0];
      const signer = last?.row.confirmed_by ?? last?.row.person_id;
      if (last === undefined || !isYes(last.row.vote) || !votesFor(asked, row.level).includes(last.row.vote))
        continue;
      if (signer === row.requested_by) continue;
      const kept: VoteRow = {
        ...last.row,
        id: newId<VoteId>(),
        review_id: row.id,
        kept_from: last.row.kept_from ?? last.row.id,
      };
      await addVote(tx, row.guideline_id, kept, null);
    }
  }

  async function addVote(
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
  }

  /** What a vote that counts brings about. */
  async function decide(
    tx: AnyTransaction,
    guidelineId: GuidelineId,
    id: ReviewId,
    { id: voteId, body_id: bodyId, vote, note }: VoteRow,
    by: PersonId,
    owners: readonly PersonId[],
  ): Promise<void> {
    const review = await mustFind(tx, guidelineId, id);
    await notices.voted(tx, review, { id: voteId, bodyId, vote, by }, owners);
    if (isNo(vote)) await end(tx, review, "returned", { by, owners, reason: note });
    else if (review.row.level !== "editorial" && isDone(review))
      await end(tx, review, "adopted", { by, owners });
    else await notices.asked(tx, review);
  }

  async function end(
    tx: AnyTransaction,
    review: StoredReview,
    outcome: "returned" | "withdrawn" | "expired" | "adopted",
    about: {
      readonly by: PersonId | null;
      readonly owners: readonly PersonId[];
      readonly reason?: string | null;
    },
  ): Promise<void> {
    const { id, guideline_id: guidelineId, version, edition } = review.row;
    const hash = await store.move(tx, id, "open", {
      status: outcome,
      ended_at: clock.now().toISOString(),
      reason: about.reason ?? null,
    });
    if (hash === null) throw new AppError("reviews/ended", 409, "This request for approval has ended.");
    await record(tx, about.by, guidelineId, { kind: "review.ended", review: id, end: outcome, hash });
    await versions.service.mark(
      tx,
      guidelineId,
      version,
      outcome === "adopted"
        ? { status: "adopted", edition }
        : { status: outcome === "returned" ? "returned" : "snapshot" },
    );
    await notices.ended(tx, review, outcome, about.by, about.owners);
  }

  async function setInForce(
    tx: AnyTransaction,
    { id, guideline_id, edition }: ReviewRow,
    from: string,
    by: PersonId,
  ): Promise<void> {
    const hash = await store.move(tx, id, "adopted", { in_force_from: from });
    if (hash === null)
      throw new AppError("reviews/not-adopted", 409, "Only an adopted edition comes into force.");
    await record(tx, by, guideline_id, { kind: "review.inForce", review: id, edition, from, hash });
  }

  /** Those before it are superseded in the same moment, also one whose own day is still to come. */
  async function comeIntoForce(tx: AnyTransaction, row: ReviewRow): Promise<void> {
    const status = await statuses(row.guideline_id, tx);
    for (const { row: other } of await store.ofGuideline(row.guideline_id, tx)) {
      if (other.status !== "adopted" || other.edition >= row.edition) continue;
      const now = status.get(other.version);
      if (now === "adopted" || now === "inForce")
        await versions.service.mark(tx, row.guideline_id, other.version, { status: "superseded" });
    }
    await versions.service.mark(tx, row.guideline_id, row.version, { status: "inForce" });
    await notices.inForce(tx, row.guideline_id, row);
  }

  function statuses(guidelineId: GuidelineId, tx: AnyTransaction) {
    return versions.service.statuses(guidelineId, tx);
  }

  function record(
    tx: AnyTransaction,
    actor: PersonId | null,
    guideline: GuidelineId,
    entry: Parameters<Audit["record"]>[2],
  ): Promise<void> {
    return audit.record(tx, { actor, guideline }, entry);
  }

  async function mustFind(tx: AnyTransaction, guidelineId: GuidelineId, id: ReviewId): Promise<StoredReview> {
    return (
      (await store.find(guidelineId, id, tx)) ??
      notFound("reviews/not-found", "There is no such request for approval.")
    );
  }

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

  function isDone(review: StoredReview): boolean {
    return currentStep(review) === review.policy.steps.length;
  }

  async function shown(actor: Actor, reviews: readonly StoredReview[]): Promise<readonly Review[]> {
    const names = new Map((await identity.people()).map(({ id, name }) => [id, name]));
    return reviews.map((review) => toReview(actor, review, reviews, names));
  }

  function changed(guidelineId: GuidelineId): void {
    events.publish("reviews:changed", { guidelineId });
  }
}

/** A yes to what has been replaced by another edition since is none any more. @param reviews newest first */
function sinceAdopted(reviews: readonly StoredReview[]): readonly StoredReview[] {
  const last = reviews.findIndex(({ row }) => row.status === "adopted");
  return last === -1 ? reviews : reviews.slice(0, last);
}

function bodyIn(review: StoredReview, id: BodyId): PolicyBody & { readonly step: number } {
  return (
    bodiesOf(review.policy).find(({ bodyId }) => bodyId === id) ??
    notFound("identity/body-not-found", "This body is not asked.")
  );
}

/** A body may have decided on this content since it was handed over for the first time. */
function firstHandedOver(all: readonly StoredReview[], { row }: StoredReview): string {
  const same = all.filter((each) => each.row.content_hash === row.content_hash);
  return same.map((each) => each.row.requested_at).toSorted()[0] ?? row.requested_at;
}
