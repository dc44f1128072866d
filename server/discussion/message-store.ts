import type { Kysely } from "kysely";
import type { Message, MessageEdit } from "#shared/discussion.ts";
import type { MessageId, ThreadId } from "#shared/ids.ts";
import { type DiscussionTables, type NewMessage, type Tx, toMessage } from "./rows.ts";

/** What is said in threads: added, changed with what stood there before, emptied. */
export function openMessageStore(db: Kysely<DiscussionTables>) {
  return {
    /** @returns false, with nothing changed, where there is one of this id */
    async addMessage(
      threadId: ThreadId,
      message: NewMessage,
      also: (tx: Tx) => Promise<void>,
    ): Promise<boolean> {
      return db.transaction().execute(async (tx) => {
        const same = await tx
          .selectFrom("thread_messages")
          .select("id")
          .where("id", "=", message.id)
          .executeTakeFirst();
        if (same !== undefined) return false;
        await appendMessage(tx, threadId, message);
        await also(tx);
        return true;
      });
    },

    async message(id: MessageId): Promise<{ readonly threadId: ThreadId; readonly message: Message } | null> {
      const row = await db
        .selectFrom("thread_messages")
        .innerJoin("people", "people.id", "thread_messages.author_id")
        .innerJoin("user", "user.id", "thread_messages.author_id")
        .selectAll("thread_messages")
        .select(["user.name", "people.colour"])
        .where("thread_messages.id", "=", id)
        .executeTakeFirst();
      return row === undefined ? null : { threadId: row.thread_id, message: toMessage(row) };
    },

    /** What stood there before is kept. */
    async editMessage(
      id: MessageId,
      text: string,
      at: string,
      also: (tx: Tx) => Promise<void>,
    ): Promise<void> {
      await db.transaction().execute(async (tx) => {
        const before = await tx
          .selectFrom("thread_messages")
          .select(["text", "deleted_at"])
          .where("id", "=", id)
          .executeTakeFirst();
        if (before === undefined || before.deleted_at !== null || before.text === text) return;
        await tx
          .insertInto("thread_message_edits")
          .values({ message_id: id, until: at, text: before.text })
          .execute();
        await tx.updateTable("thread_messages").set({ text, edited_at: at }).where("id", "=", id).execute();
        await also(tx);
      });
    },

    /** Leaves a stub: who wrote and when, nothing of what. */
    async deleteMessage(id: MessageId, at: string): Promise<void> {
      await db.transaction().execute(async (tx) => {
        await tx.deleteFrom("thread_message_edits").where("message_id", "=", id).execute();
        await tx
          .updateTable("thread_messages")
          .set({ text: "", deleted_at: at })
          .where("id", "=", id)
          .where("deleted_at", "is", null)
          .execute();
      });
    },

    async history(id: MessageId): Promise<readonly MessageEdit[]> {
      return db
        .selectFrom("thread_message_edits")
        .select(["text", "until"])
        .where("message_id", "=", id)
        .orderBy("until", "desc")
        .execute();
    },
  };
}

export async function appendMessage(tx: Tx, threadId: ThreadId, message: NewMessage): Promise<void> {
  const last = await tx
    .selectFrom("thread_messages")
    .select((max) => max.fn.max("position").as("position"))
    .where("thread_id", "=", threadId)
    .executeTakeFirst();
  await tx
    .insertInto("thread_messages")
    .values({
      id: message.id,
      thread_id: threadId,
      position: (last?.position ?? 0) + 1,
      author_id: message.author,
      text: message.text,
      created_at: message.createdAt,
      edited_at: null,
      deleted_at: null,
    })
    .execute();
}
