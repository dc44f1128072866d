/** Notices as one person may read them now: rights first, then the names that are true at this moment. */
import type { GuidelineId, PersonId } from "#shared/ids.ts";
import type { Notice, NoticeKind } from "#shared/notifications.ts";
import type { Identity } from "../identity/index.ts";
import type { Database } from "../platform/db.ts";
import { type GuidelineFacts, mayHear } from "./guideline-facts.ts";
import type { NoticeStore, StoredNotice } from "./store.ts";

export type Reading = ReturnType<typeof createReading>;

export function createReading(parts: {
  readonly db: Database;
  readonly store: NoticeStore;
  readonly identity: Identity;
  readonly facts: GuidelineFacts;
}) {
  const { db, store, identity, facts } = parts;

  return {
    /** Leaves out what the person may not hear of (any more). */
    async notices(personId: PersonId, stored: readonly StoredNotice[]): Promise<Notice[]> {
      const sights = await sightsOf(personId, stored);
      const heard = stored.filter(({ guidelineId, content }) =>
        mayHear(sights.get(guidelineId), content.kind),
      );
      const [titles, names, bodies] = await Promise.all([
        facts.titles([...new Set(heard.map(({ guidelineId }) => guidelineId))]),
        store.namesOf([...new Set(heard.flatMap(({ byId }) => byId ?? []))]),
        identity.bodies(),
      ]);
      return heard.map((notice) => {
        const { content, guidelineId, sectionId, byId } = notice;
        const about = titles.get(guidelineId);
        const bodyId = "bodyId" in content ? content.bodyId : null;
        const body = bodies.find(({ id }) => id === bodyId);
        const by = byId === null ? undefined : names.get(byId);
        const section =
          sectionId !== null && sights.get(guidelineId) === "draft"
            ? about?.sections.get(sectionId)
            : undefined;
        return {
          id: notice.id,
          content,
          at: notice.createdAt,
          read: notice.isRead,
          path: notice.path,
          thread: notice.thread,
          guideline: { id: guidelineId, title: about?.title ?? "" },
          section: section ?? null,
          by: byId === null || by === undefined ? null : { id: byId, name: by },
          body: body === undefined ? null : { id: body.id, key: body.key, name: body.name },
        };
      });
    },

    async unread(personId: PersonId): Promise<number> {
      const counts = await store.unread(personId);
      const sights = await sightsOf(personId, counts);
      return counts
        .filter(({ guidelineId, kind }: { guidelineId: GuidelineId; kind: NoticeKind }) =>
          mayHear(sights.get(guidelineId), kind),
        )
        .reduce((sum, { count }) => sum + count, 0);
    },
  };

  async function sightsOf(personId: PersonId, about: readonly { readonly guidelineId: GuidelineId }[]) {
    const ids = [...new Set(about.map(({ guidelineId }) => guidelineId))];
    return new Map(
      await Promise.all(
        ids.map(async (id) => [id, (await facts.sight(db, id, [personId])).get(personId)] as const),
      ),
    );
  }
}
