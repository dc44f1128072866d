/**
 * Reminders of clarifying questions: some days before they are due, and on the day. Each is a notice with a key of its
 * own, so that a restart or a second look tells nobody twice.
 */
import type { BodyId, GuidelineId, PersonId } from "#shared/ids.ts";
import { isUnanswered } from "#shared/question-status.ts";
import type { Guidelines, StoredGuideline } from "../guidelines/index.ts";
import type { Notifications } from "../notifications/index.ts";
import type { Clock } from "../platform/clock.ts";
import { dayAt, daysBetween } from "../platform/days.ts";
import type { Log } from "../platform/log.ts";
import { lookEvery } from "../platform/looking.ts";
import { isBlocking } from "./definition.ts";
import type { StoredQuestion } from "./rows.ts";
import type { QuestionStore } from "./store.ts";
import { dueOf, questionPath } from "./view.ts";

/** How long before the day the first reminder comes. */
const DAYS_BEFORE = 3;
/** A question that is overdue for longer was told of, or is no news any more. */
const DAYS_AFTER = 14;
const QUARTER = 15 * 60 * 1000;
/** How often the calendar is looked at, in milliseconds; the questions only once a day. */
const LOOK_EVERY = 1000;

interface Due {
  readonly on: string;
  readonly question: StoredQuestion;
  /** Who was to see to it, when it was put off. */
  readonly to: PersonId | null;
}

export function createReminders(parts: {
  readonly store: QuestionStore;
  readonly guidelines: Pick<Guidelines, "find" | "owners">;
  readonly notify: Notifications["notify"];
  readonly clock: Clock;
  readonly log: Log;
  /** The organisation's time zone (IANA): it decides which day it is. */
  readonly timeZone: () => Promise<string>;
}) {
  const { store, guidelines, notify, clock, log, timeZone } = parts;
  let lookedOn = "";
  let nextLook = 0;
  const looking = lookEvery(LOOK_EVERY, look, (error) =>
    log.error({ err: error }, "reminders of questions were not written"),
  );

  async function look(): Promise<void> {
    const now = clock.now();
    if (now.getTime() < nextLook) return;
    const today = dayAt(now, await timeZone());
    if (today !== lookedOn)
      for (const guidelineId of await store.withUnanswered()) await remind(guidelineId, today);
    lookedOn = today;
    // Every zone's midnight falls on a quarter of an hour.
    nextLook = (Math.floor(now.getTime() / QUARTER) + 1) * QUARTER;
  }

  async function remind(guidelineId: GuidelineId, today: string): Promise<void> {
    const guideline = await guidelines.find(guidelineId);
    if (guideline === null || guideline.archivedAt !== null) return;
    if ((await store.held([guidelineId])).has(guidelineId)) return;
    const near = (await dues(guideline)).filter(({ on }) => {
      const days = daysBetween(today, on);
      return days <= DAYS_BEFORE && days >= -DAYS_AFTER;
    });
    if (near.length === 0) return;
    const owners = await guidelines.owners(guidelineId);
    await store.transaction(async (tx) => {
      for (const [on, those] of Map.groupBy(near, (due) => due.on)) {
        const isDue = on <= today;
        const tell = (bodyId: BodyId | null, own: readonly Due[], to: readonly PersonId[]) =>
          notify(tx, {
            kind: "questionsDue",
            on,
            count: own.length,
            bodyId,
            key: `questions-due:${guidelineId}:${on}:${isDue ? "day" : "before"}:${bodyId}`,
            guidelineId,
            by: null,
            to: bodyId === null ? { people: to } : { bodies: [bodyId] },
            path: questionPath((own[0] as Due).question),
            thread: `questions-due:${on}`,
          });
        for (const [person, own] of Map.groupBy(those, ({ to }) => to))
          if (person !== null) await tell(null, own, [person]);
        for (const [bodyId, own] of byBody(those)) await tell(bodyId, own, []);
        if (isDue) await tell(null, those, owners);
      }
    });
  }

  /** What waits for an answer and has a day: one that somebody set, or, where approval is held, the proposed one. */
  async function dues(guideline: StoredGuideline): Promise<readonly Due[]> {
    const shown = new Set(guideline.outline.map(({ id }) => id));
    const waiting = (await store.ofGuideline(guideline.id)).filter(
      (question) => isUnanswered(question) && shown.has(question.sectionId),
    );
    if (waiting.length === 0) return [];
    const entries = new Map((await store.entries(guideline.id)).map((entry) => [entry.id, entry]));
    return waiting.flatMap((question): Due[] => {
      const entry = question.entryId === null ? undefined : entries.get(question.entryId);
      if (entry?.kind === "deferred") return [{ on: entry.until, question, to: entry.to }];
      const due = dueOf(question, guideline);
      if (due === null || (due.proposed && !isBlocking(question.definition))) return [];
      return [{ on: due.on, question, to: null }];
    });
  }

  return {
    close: looking.close,
  };
}

/** What is put off to a person waits for that person alone. */
function byBody(dues: readonly Due[]): ReadonlyMap<BodyId, readonly Due[]> {
  const pairs = dues.flatMap((due) =>
    due.to === null ? due.question.definition.askedOf.map((bodyId) => ({ bodyId, due })) : [],
  );
  const grouped = Map.groupBy(pairs, ({ bodyId }) => bodyId);
  return new Map([...grouped].map(([bodyId, own]) => [bodyId, own.map(({ due }) => due)]));
}
