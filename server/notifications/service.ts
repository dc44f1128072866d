/** Writing notices beside their cause, and reading them in the inbox. */
import { type GuidelineId, type NoticeId, newId, type PersonId } from "#shared/ids.ts";
import {
  type Inbox,
  KEPT_DAYS,
  type NewNotice,
  type Notice,
  noticeContent,
  noticePath,
  PAGE_SIZE,
  type ReadChange,
} from "#shared/notifications.ts";
import type { Identity } from "../identity/index.ts";
import type { Clock } from "../platform/clock.ts";
import type { AnyTransaction, Database } from "../platform/db.ts";
import type { Events } from "../platform/events.ts";
import type { Log } from "../platform/log.ts";
import { type GuidelineFacts, mayHear, type Sight } from "./guideline-facts.ts";
import type { NoticeStore, StoredNotice } from "./store.ts";

const DAY = 24 * 60 * 60 * 1000;

export type NotificationService = ReturnType<typeof createNotificationService>;

export function createNotificationService(parts: {
  readonly db: Database;
  readonly store: NoticeStore;
  readonly identity: Identity;
  readonly facts: GuidelineFacts;
  readonly events: Events;
  readonly clock: Clock;
  readonly log: Log;
}) {
  const { db, store, identity, facts, events, clock, log } = parts;
  const announcements = createAnnouncements(db, events, log);

  return {
    async notify(tx: AnyTransaction, notice: NewNotice): Promise<void> {
      const { key, guidelineId, by, to, sectionId = null, thread = null, path, ...rest } = notice;
      const content = noticeContent.parse(rest);
      const named = to.everyone ? null : await store.peopleOf(tx, to.people ?? [], to.bodies ?? []);
      const sight = await facts.sight(tx, guidelineId, named === null ? null : [...named]);
      const told = [...sight.keys()].filter(
        (personId) => personId !== by && mayHear(sight.get(personId), content.kind),
      );
      if (told.length === 0) return;
      const createdAt = clock.now().toISOString();
      const rows = told.map((personId) => ({
        id: newId<NoticeId>(),
        personId,
        key,
        content,
        guidelineId,
        sectionId,
        thread,
        path: noticePath.parse(path),
        byId: by,
        createdAt,
        mail: null,
      }));
      await store.add(tx, rows);
      announcements.afterCommit(told);
    },

    async inbox(personId: PersonId, before: NoticeId | null): Promise<Inbox> {
      const found = await store.ofPerson(personId, before, PAGE_SIZE + 1);
      const unread = await store.unread(personId);
      const sights = await sightsOf(personId, [...found, ...unread]);
      const heard = found
        .slice(0, PAGE_SIZE)
        .filter(({ guidelineId, content }) => mayHear(sights.get(guidelineId), content.kind));
      return {
        unread: unread
          .filter(({ guidelineId, kind }) => mayHear(sights.get(guidelineId), kind))
          .reduce((sum, { count }) => sum + count, 0),
        notices: await named(heard, sights),
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

  async function sightsOf(
    personId: PersonId,
    about: readonly { readonly guidelineId: GuidelineId }[],
  ): Promise<ReadonlyMap<GuidelineId, Sight | undefined>> {
    const ids = [...new Set(about.map(({ guidelineId }) => guidelineId))];
    return new Map(
      await Promise.all(
        ids.map(async (id) => [id, (await facts.sight(db, id, [personId])).get(personId)] as const),
      ),
    );
  }

  /** Puts the names to it that are true now. */
  async function named(
    notices: readonly StoredNotice[],
    sights: ReadonlyMap<GuidelineId, Sight | undefined>,
  ): Promise<Notice[]> {
    const people = new Set(notices.flatMap(({ byId }) => byId ?? []));
    const [titles, names, bodies] = await Promise.all([
      facts.titles([...new Set(notices.map(({ guidelineId }) => guidelineId))]),
      store.namesOf([...people]),
      identity.bodies(),
    ]);
    return notices.map((notice) => {
      const about = titles.get(notice.guidelineId);
      const bodyId = "bodyId" in notice.content ? notice.content.bodyId : null;
      const body = bodies.find(({ id }) => id === bodyId);
      const by = notice.byId === null ? undefined : names.get(notice.byId);
      const seesDraft = sights.get(notice.guidelineId) === "draft";
      return {
        id: notice.id,
        content: notice.content,
        at: notice.createdAt,
        read: notice.isRead,
        path: notice.path,
        thread: notice.thread,
        guideline: { id: notice.guidelineId, title: about?.title ?? "" },
        section:
          seesDraft && notice.sectionId !== null ? (about?.sections.get(notice.sectionId) ?? null) : null,
        by: notice.byId === null || by === undefined ? null : { id: notice.byId, name: by },
        body: body === undefined ? null : { id: body.id, key: body.key, name: body.name },
      };
    });
  }
}

/** Tells open windows of new notices once their transaction is over. */
function createAnnouncements(db: Database, events: Events, log: Log) {
  const waiting = new Set<PersonId>();
  return {
    /** Called inside the transaction; whoever needs nothing more than a look at the inbox learns nothing if it is undone. */
    afterCommit(people: readonly PersonId[]): void {
      const first = waiting.size === 0;
      for (const personId of people) waiting.add(personId);
      if (!first) return;
      // There is one connection, and it is the transaction's until that is over: this waits for its end.
      db.connection()
        .execute(async () => {
          const told = [...waiting];
          waiting.clear();
          for (const personId of told) events.publish("notifications:changed", { personId });
        })
        .catch((error: unknown) => log.error({ err: error }, "an announcement of notices failed"));
    },
  };
}
