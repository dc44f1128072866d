/** What time alone brings about: reminders, expiry, the end of an objection period, editions in force. */
import type { ReviewId } from "#shared/ids.ts";
import type { Guidelines } from "../guidelines/index.ts";
import type { Identity } from "../identity/index.ts";
import type { Clock } from "../platform/clock.ts";
import { addDays, dayAt } from "../platform/days.ts";
import type { AnyTransaction } from "../platform/db.ts";
import type { Events } from "../platform/events.ts";
import type { Log } from "../platform/log.ts";
import type { Notices } from "./notices.ts";
import type { Outcomes } from "./outcomes.ts";
import { awaitingVote, bodiesOf, currentStep } from "./progress.ts";
import type { Rights } from "./rights.ts";
import type { DueReview, ReviewStore, StoredReview } from "./store.ts";

/** How long before its due day who has not voted is reminded, in days. */
const REMIND_BEFORE = 2;
/** For how long a scan is kept that no decision names, in milliseconds. */
const SCAN_WAITS = 24 * 60 * 60 * 1000;

export function createDays(parts: {
  readonly store: ReviewStore;
  readonly rights: Rights;
  readonly outcomes: Outcomes;
  readonly notices: Notices;
  readonly guidelines: Guidelines;
  readonly identity: Identity;
  readonly events: Events;
  readonly clock: Clock;
  readonly log: Log;
}) {
  const { store, rights, outcomes, notices, guidelines, identity, events, clock, log } = parts;
  /** The step that was reminded of, by review. Forgotten at a restart: a notice itself is given once. */
  const reminded = new Map<ReviewId, number>();
  /** Told in the log once, until they get on again. */
  const failing = new Set<ReviewId>();

  return {
    async tick(): Promise<void> {
      const now = clock.now();
      const today = dayAt(now, await identity.timeZone());
      await each(await store.overdue(now.toISOString()), finish);
      await each(await store.dueBy(addDays(today, REMIND_BEFORE)), remind);
      await each(await store.comingIntoForce(today), comeIntoForce);
      await store.forgetScans(new Date(now.getTime() - SCAN_WAITS).toISOString());
    },
  };

  /** One that fails holds up no other. What is logged names it, and nothing that stands in it. */
  async function each(due: readonly DueReview[], work: (review: DueReview) => Promise<boolean>) {
    for (const review of due) {
      const { id, guideline_id: guidelineId } = review;
      try {
        if (await work(review)) events.publish("reviews:changed", { guidelineId });
        failing.delete(id);
      } catch (error) {
        if (failing.has(id)) continue;
        failing.add(id);
        const name = error instanceof Error ? error.name : typeof error;
        log.error({ reviewId: id, guidelineId, error: name }, "the days of a review were not looked after");
      }
    }
  }

  async function finish({ id, guideline_id: guidelineId }: DueReview): Promise<boolean> {
    await store.transaction(async (tx) => {
      const review = await store.get(guidelineId, id, tx);
      if (review.row.status !== "open") return;
      const adopted = review.row.level === "editorial" && (await couldObject(tx, review));
      await outcomes.end(tx, review, adopted ? "adopted" : "expired", null);
    });
    reminded.delete(id);
    return true;
  }

  /**
   * An editorial change needs no consent, where nobody has objected to it, on paper either, and everybody who might have
   * still could. Everything else has got none.
   */
  async function couldObject(tx: AnyTransaction, review: StoredReview): Promise<boolean> {
    const { guideline_id: guidelineId } = review.row;
    if ((await guidelines.find(guidelineId, tx))?.archivedAt !== null) return false;
    for (const body of bodiesOf(review.policy)) {
      if (awaitingVote(review, body.bodyId) !== null) return false;
      if (body.asked !== "consent") continue;
      const able = await rights.speakers(body, guidelineId, tx);
      if (able.every((person) => person === review.row.requested_by)) return false;
    }
    return true;
  }

  async function remind({ id, guideline_id: guidelineId }: DueReview): Promise<boolean> {
    const step = currentStep(await store.get(guidelineId, id));
    if (reminded.get(id) === step || (await isArchived(guidelineId))) return false;
    await store.transaction(async (tx) => {
      const review = await store.get(guidelineId, id, tx);
      if (review.row.status === "open") await notices.reminded(tx, review);
    });
    reminded.set(id, step);
    return false;
  }

  async function comeIntoForce({ id, guideline_id: guidelineId }: DueReview): Promise<boolean> {
    // It does once the guideline is taken up again.
    if (await isArchived(guidelineId)) return false;
    return store.transaction(async (tx) => {
      const { row } = await store.get(guidelineId, id, tx);
      // A newer one may have come into force a moment ago.
      if (!(await outcomes.isAdopted(tx, row))) return false;
      await outcomes.comeIntoForce(tx, row);
      return true;
    });
  }

  async function isArchived(guidelineId: DueReview["guideline_id"]): Promise<boolean> {
    return (await guidelines.find(guidelineId))?.archivedAt !== null;
  }
}
