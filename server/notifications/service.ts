/** Writing notices beside their cause, and reading them in the inbox. */
import { type NoticeId, newId, type PersonId } from "#shared/ids.ts";
import { KEPT_DAYS } from "#shared/notification-texts.ts";
import {
  type Inbox,
  type NewNotice,
  noticeContent,
  noticePath,
  PAGE_SIZE,
  type ReadChange,
} from "#shared/notifications.ts";
import type { Clock } from "../platform/clock.ts";
import type { AnyTransaction, Database } from "../platform/db.ts";
import type { Events } from "../platform/events.ts";
import type { Log } from "../platform/log.ts";
import { type GuidelineFacts, mayHear } from "./guideline-facts.ts";
import type { Reading } from "./reading.ts";
import type { SettingsStore } from "./settings.ts";
import type { NoticeStore } from "./store.ts";

const DAY = 24 * 60 * 60 * 1000;

export type NotificationService = ReturnType<typeof createNotificationService>;

export function createNotificationService(parts: {
  readonly db: Database;
  readonly store: NoticeStore;
  readonly settings: SettingsStore;
  readonly reading: Reading;
  readonly facts: GuidelineFacts;
  readonly events: Events;
  readonly clock: Clock;
  readonly log: Log;
  /** Told when there may be something to mail; null where no mail is sent. */
  readonly sendDue: (() => void) | null;
}) {
  const { db, store, settings, reading, facts, events, clock, log, sendDue } = parts;
  const afterCommit = createAnnouncements(db, log, (people) => {
    for (const personId of people) events.publish("notifications:changed", { personId });
    sendDue?.();
  });

  return {
    async notify(tx: AnyTransaction, notice: NewNotice): Promise<void> {
      const { key, guidelineId, by, to, sectionId = null, thread = null, path: given, ...rest } = notice;
      const content = noticeContent.parse(rest);
      const path = noticePath.parse(given);
      const named = to.everyone ? null : await store.peopleOf(tx, to.people ?? [], to.bodies ?? []);
      const sight = await facts.sight(tx, guidelineId, named === null ? null : [...named]);
      const told = [...sight.keys()].filter((id) => id !== by && mayHear(sight.get(id), content.kind));
      if (told.length === 0) return;
      const now = clock.now();
      const plan = sendDue === null ? () => null : await settings.plan(tx, told, content.kind, now);
      const rows = told.map((personId) => ({
        id: newId<NoticeId>(),
        personId,
        key,
        content,
        guidelineId,
        sectionId,
        thread,
        path,
        byId: by,
        createdAt: now.toISOString(),
        mail: plan(personId),
      }));
      await store.add(tx, rows);
      afterCommit(told);
    },

    async inbox(personId: PersonId, before: NoticeId | null): Promise<Inbox> {
      const found = await store.ofPerson(personId, before, PAGE_SIZE + 1);
      return {
        unread: await reading.unread(personId),
        notices: await reading.notices(personId, found.slice(0, PAGE_SIZE)),
        more: found.length > PAGE_SIZE,
      };
    },

    async mark(personId: PersonId, change: ReadChange): Promise<readonly NoticeId[]> {
      const changed = await store.mark(personId, change, "read" in change ? change.read : true);
      if (changed.length > 0) events.publish("notifications:changed", { personId });
      return changed;
    },

    /** Notices are no archive: what they tell of stands in the guideline itself. */
    forgetOld: () => store.forgetBefore(new Date(clock.now().getTime() - KEPT_DAYS * DAY).toISOString()),
  };
}

/** @returns a function to be called inside a transaction; `announce` runs once that is over, with all who were named */
function createAnnouncements(db: Database, log: Log, announce: (people: readonly PersonId[]) => void) {
  const waiting = new Set<PersonId>();
  return (people: readonly PersonId[]): void => {
    const first = waiting.size === 0;
    for (const personId of people) waiting.add(personId);
    if (!first) return;
    // There is one connection, and it is the transaction's until that is over: this waits for its end. Of a
    // transaction that was undone nobody learns more than that there may be something, and finds nothing.
    db.connection()
      .execute(async () => {
        const told = [...waiting];
        waiting.clear();
        announce(told);
      })
      .catch((error: unknown) => {
        waiting.clear();
        log.error({ err: error }, "an announcement of notices failed");
      });
  };
}
