/** A guideline that has been discussed for a long time: threads with many messages, straight into the database. */
import { join } from "node:path";
import { openDiscussionStore } from "#server/discussion/store.ts";
import { openDatabase } from "#server/platform/db.ts";
import type { Thread } from "#shared/discussion.ts";
import { type GuidelineId, type MessageId, newId, type ThreadId } from "#shared/ids.ts";

/** Adds `count` comments like `model`, at the same place, with `messages` messages each. */
export async function addThreads(
  dataDir: string,
  guidelineId: GuidelineId,
  model: Thread,
  count: number,
  messages: number,
): Promise<void> {
  const db = openDatabase(join(dataDir, "richtschnur.db"));
  const store = openDiscussionStore(db);
  const author = model.author.id;
  for (let index = 1; index <= count; index++) {
    const id = newId<ThreadId>();
    const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 8, minute)).toISOString();
    const message = (minute: number) => ({
      id: newId<MessageId>(),
      author,
      text: `Beitrag ${index}, Nachricht ${minute}: **wichtig** ist uns der Wortlaut an dieser Stelle.`,
      createdAt: at(minute),
    });
    await store.add(
      {
        id,
        guidelineId,
        kind: "comment",
        sectionId: model.sectionId,
        place: model.place,
        suggestion: null,
        author,
        onBehalfOf: null,
        addressedTo: null,
        fromStaff: false,
        createdAt: at(0),
      },
      message(1),
      async () => {},
    );
    for (let minute = 2; minute <= messages; minute++)
      await store.addMessage(id, message(minute), async () => {});
  }
  await db.destroy();
}
