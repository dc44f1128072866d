/** Threads, what became of them, and where they stand: SQL only. */
import type { Thread, ThreadStep } from "#shared/discussion.ts";
import type { ThreadStatus } from "#shared/discussion-limits.ts";
import type { GuidelineId, SectionId, ThreadId } from "#shared/ids.ts";
import type { Database } from "../platform/db.ts";
import { appendMessage, openMessageStore } from "./message-store.ts";
import {
  type DiscussionTables,
  type Intent,
  intent,
  type NewMessage,
  type NewStep,
  type NewThread,
  type Placed,
  type Tx,
  toMessage,
  toPlaced,
  toProposed,
  toSuggestion,
} from "./rows.ts";
import { openVoteStore } from "./vote-store.ts";

export type DiscussionStore = ReturnType<typeof openDiscussionStore>;

export function openDiscussionStore(database: Database) {
  const db = database.withTables<DiscussionTables>();

  async function read(where: {
    readonly guidelineId: GuidelineId;
    readonly id?: ThreadId;
  }): Promise<Thread[]> {
    let query = db
      .selectFrom("threads")
      .innerJoin("people", "people.id", "threads.author_id")
      .innerJoin("user", "user.id", "threads.author_id")
      .selectAll("threads")
      .select(["user.name", "people.colour"])
      .where("guideline_id", "=", where.guidelineId)
      .orderBy("number");
    if (where.id !== undefined) query = query.where("threads.id", "=", where.id);
    const rows = await query.execute();
    if (rows.length === 0) return [];
    const concerned = db
      .selectFrom("threads")
      .select("threads.id")
      .where("guideline_id", "=", where.guidelineId)
      .$if(where.id !== undefined, (chosen) => chosen.where("threads.id", "=", where.id as ThreadId));
    const [messages, steps, votes] = await Promise.all([
      db
        .selectFrom("thread_messages")
        .innerJoin("people", "people.id", "thread_messages.author_id")
        .innerJoin("user", "user.id", "thread_messages.author_id")
        .selectAll("thread_messages")
        .select(["user.name", "people.colour"])
        .where("thread_id", "in", concerned)
        .orderBy("thread_messages.position")
        .execute(),
      db
        .selectFrom("thread_steps")
        .innerJoin("people", "people.id", "thread_steps.person_id")
        .innerJoin("user", "user.id", "thread_steps.person_id")
        .selectAll("thread_steps")
        .select(["user.name", "people.colour"])
        .where("thread_id", "in", concerned)
        .orderBy("thread_steps.position")
        .execute(),
      db
        .selectFrom("thread_votes")
        .select(["thread_id", (count) => count.fn.countAll<number>().as("count")])
        .where("thread_id", "in", concerned)
        .groupBy("thread_id")
        .execute(),
    ]);
    const messagesOf = Map.groupBy(messages, (row) => row.thread_id);
    const stepsOf = Map.groupBy(steps, (row) => row.thread_id);
    const votesOf = new Map(votes.map((row) => [row.thread_id, Number(row.count)]));
    return rows.map((row) => {
      const own = (messagesOf.get(row.id) ?? []).map(toMessage);
      return {
        ...toPlaced(row),
        number: row.number,
        suggestion: toSuggestion(row),
        author: { id: row.author_id, name: row.name, colour: row.colour },
        onBehalfOf: row.on_behalf_of,
        addressedTo: row.addressed_to,
        fromStaff: row.from_staff === 1,
        createdAt: row.created_at,
        steps: (stepsOf.get(row.id) ?? []).map(
          (step): ThreadStep => ({
            status: step.status,
            at: step.at,
            by: { id: step.person_id, name: step.name, colour: step.colour },
            body: step.body_id,
            reason: step.reason,
          }),
        ),
        votes: row.past_votes + (votesOf.get(row.id) ?? 0),
        votesCounted: row.past_votes > 0,
        messageCount: own.length,
        messages: own,
      } satisfies Thread;
    });
  }

  async function appendStep(tx: Tx, threadId: ThreadId, step: NewStep): Promise<void> {
    const last = await tx
      .selectFrom("thread_steps")
      .select((max) => max.fn.max("position").as("position"))
      .where("thread_id", "=", threadId)
      .executeTakeFirst();
    await tx
      .insertInto("thread_steps")
      .values({
        thread_id: threadId,
        position: (last?.position ?? 0) + 1,
        status: step.status,
        at: step.at,
        person_id: step.by,
        body_id: step.body,
        reason: step.reason,
      })
      .execute();
  }

  return {
    ...openMessageStore(db),
    ...openVoteStore(db),

    list: (guidelineId: GuidelineId): Promise<readonly Thread[]> => read({ guidelineId }),

    async find(guidelineId: GuidelineId, id: ThreadId): Promise<Thread | null> {
      return (await read({ guidelineId, id }))[0] ?? null;
    },

    /** Whether an id is taken, here or in another guideline. */
    async exists(id: ThreadId): Promise<boolean> {
      return (
        (await db.selectFrom("threads").select("id").where("id", "=", id).executeTakeFirst()) !== undefined
      );
    },

    /**
     * Adds a thread with its beginning and, where there is one, its first message; `also` shares the transaction.
     * @returns false, with nothing changed, where there is one of this id
     */
    async add(
      added: NewThread,
      message: NewMessage | null,
      also: (tx: Tx) => Promise<void>,
    ): Promise<boolean> {
      return db.transaction().execute(async (tx) => {
        const same = await tx
          .selectFrom("threads")
          .select("id")
          .where("id", "=", added.id)
          .executeTakeFirst();
        if (same !== undefined) return false;
        const last = await tx
          .selectFrom("threads")
          .select((max) => max.fn.max("number").as("number"))
          .where("guideline_id", "=", added.guidelineId)
          .executeTakeFirst();
        await tx
          .insertInto("threads")
          .values({
            id: added.id,
            guideline_id: added.guidelineId,
            number: (last?.number ?? 0) + 1,
            kind: added.kind,
            status: "open",
            section_id: added.sectionId,
            place: JSON.stringify(added.place),
            suggestion: added.suggestion === null ? null : JSON.stringify(added.suggestion),
            outdated: 0,
            author_id: added.author,
            on_behalf_of: added.onBehalfOf,
            addressed_to: added.addressedTo,
            from_staff: added.fromStaff ? 1 : 0,
            intent: null,
            created_at: added.createdAt,
            past_votes: 0,
          })
          .execute();
        const { author: by, onBehalfOf: body, createdAt: at } = added;
        await appendStep(tx, added.id, { status: "open", at, by, body, reason: null });
        if (message !== null) await appendMessage(tx, added.id, message);
        await also(tx);
        return true;
      });
    },

    /**
     * Writes what became of a thread, if it still stands where the caller saw it.
     * @returns false, with nothing changed, when somebody else was faster
     */
    async step(
      threadId: ThreadId,
      from: ThreadStatus,
      step: NewStep,
      also: (tx: Tx) => Promise<void>,
    ): Promise<boolean> {
      return db.transaction().execute(async (tx) => {
        const { numUpdatedRows } = await tx
          .updateTable("threads")
          .set({ status: step.status })
          .where("id", "=", threadId)
          .where("status", "=", from)
          .where("intent", "is", null)
          .executeTakeFirst();
        if (Number(numUpdatedRows) === 0) return false;
        await appendStep(tx, threadId, step);
        await also(tx);
        return true;
      });
    },

    /** Takes an open suggestion for accepting. @returns false when somebody else has it, or it is over */
    async intend(threadId: ThreadId, wish: Intent): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable("threads")
        .set({ intent: JSON.stringify(wish) })
        .where("id", "=", threadId)
        .where("status", "=", "open")
        .where("intent", "is", null)
        .executeTakeFirst();
      return Number(numUpdatedRows) === 1;
    },

    /** Ends an intent: with a step when the text is there, with none when it was outdated. */
    async fulfil(threadId: ThreadId, step: NewStep | null, also: (tx: Tx) => Promise<void>): Promise<void> {
      await db.transaction().execute(async (tx) => {
        const set = step === null ? { intent: null, outdated: 1 } : { intent: null, status: step.status };
        await tx.updateTable("threads").set(set).where("id", "=", threadId).execute();
        if (step !== null) await appendStep(tx, threadId, step);
        await also(tx);
      });
    },

    async unfulfilled(): Promise<
      readonly { readonly guidelineId: GuidelineId; readonly id: ThreadId; readonly intent: Intent }[]
    > {
      const rows = await db
        .selectFrom("threads")
        .select(["id", "guideline_id", "intent"])
        .where("intent", "is not", null)
        .execute();
      return rows.map((row) => ({
        guidelineId: row.guideline_id,
        id: row.id,
        intent: intent.parse(JSON.parse(row.intent ?? "null")),
      }));
    },

    async sectionsWithOpenConcerns(guidelineIds: readonly GuidelineId[]): Promise<readonly SectionId[]> {
      if (guidelineIds.length === 0) return [];
      const rows = await db
        .selectFrom("threads")
        .select("section_id")
        .distinct()
        .where("guideline_id", "in", [...guidelineIds])
        .where("kind", "=", "concern")
        .where("status", "=", "open")
        .execute();
      return rows.map((row) => row.section_id);
    },

    async places(guidelineId: GuidelineId): Promise<readonly Placed[]> {
      const rows = await db
        .selectFrom("threads")
        .selectAll()
        .where("guideline_id", "=", guidelineId)
        .orderBy("number")
        .execute();
      return rows.map((row) => ({
        ...toPlaced(row),
        suggestion: toProposed(row),
        outdated: row.outdated === 1,
      }));
    },

    async setPlaces(
      places: readonly Pick<Placed, "id" | "sectionId" | "place" | "outdated">[],
    ): Promise<void> {
      await db.transaction().execute(async (tx) => {
        for (const each of places)
          await tx
            .updateTable("threads")
            .set({
              place: JSON.stringify(each.place),
              section_id: each.sectionId,
              outdated: each.outdated ? 1 : 0,
            })
            .where("id", "=", each.id)
            .execute();
      });
    },
  };
}
