import type { Selectable, Transaction } from "kysely";
import { z } from "zod";
import {
  type Message,
  type MessageEdit,
  type Participant,
  type Place,
  place,
  suggestion,
  type Thread,
  type ThreadStep,
  type thread,
} from "#shared/discussion.ts";
import type { ThreadKind, ThreadStatus } from "#shared/discussion-limits.ts";
import type { BodyId, GuidelineId, MessageId, PersonId, SectionId, ThreadId } from "#shared/ids.ts";
import type { IdentityTables } from "../identity/index.ts";
import type { AnyTransaction, Database } from "../platform/db.ts";

type ThreadsTable = {
  readonly id: ThreadId;
  readonly guideline_id: GuidelineId;
  readonly number: number;
  readonly kind: ThreadKind;
  readonly status: ThreadStatus;
  readonly section_id: SectionId;
  readonly place: string;
  readonly suggestion: string | null;
  readonly outdated: number;
  readonly author_id: PersonId;
  readonly on_behalf_of: BodyId | null;
  readonly addressed_to: BodyId | null;
  readonly from_staff: number;
  readonly intent: string | null;
  readonly created_at: string;
  readonly past_votes: number;
};

type MessagesTable = {
  readonly id: MessageId;
  readonly thread_id: ThreadId;
  readonly position: number;
  readonly author_id: PersonId;
  readonly text: string;
  readonly created_at: string;
  readonly edited_at: string | null;
  readonly deleted_at: string | null;
};

export type DiscussionTables = IdentityTables & {
  readonly threads: ThreadsTable;
  readonly thread_steps: {
    readonly thread_id: ThreadId;
    readonly position: number;
    readonly status: ThreadStatus;
    readonly at: string;
    readonly person_id: PersonId;
    readonly body_id: BodyId | null;
    readonly reason: string | null;
  };
  readonly thread_messages: MessagesTable;
  readonly thread_message_edits: {
    readonly message_id: MessageId;
    readonly until: string;
    readonly text: string;
  };
  readonly thread_votes: { readonly thread_id: ThreadId; readonly person_id: PersonId };
};

export type Tx = Transaction<DiscussionTables>;

/** What a suggestion says, without what follows from the text as it is now. */
const proposed = suggestion.omit({ outdated: true });
export type Proposed = z.infer<typeof proposed>;

export interface NewThread {
  readonly id: ThreadId;
  readonly guidelineId: GuidelineId;
  readonly kind: ThreadKind;
  readonly sectionId: SectionId;
  readonly place: Place;
  readonly suggestion: Proposed | null;
  readonly author: PersonId;
  readonly onBehalfOf: BodyId | null;
  readonly addressedTo: BodyId | null;
  readonly fromStaff: boolean;
  readonly createdAt: string;
}

export interface NewMessage {
  readonly id: MessageId;
  readonly author: PersonId;
  readonly text: string;
  readonly createdAt: string;
}

export interface NewStep {
  readonly status: ThreadStatus;
  readonly at: string;
  readonly by: PersonId;
  readonly body: BodyId | null;
  readonly reason: string | null;
}

/** What is looked after while the text changes. */
export interface Placed {
  readonly id: ThreadId;
  readonly kind: ThreadKind;
  readonly status: ThreadStatus;
  readonly sectionId: SectionId;
  readonly place: Place;
  readonly suggestion: Proposed | null;
  readonly outdated: boolean;
}

/** Somebody is accepting a suggestion: what is needed to finish it after a crash. */
const intent = z.object({ by: z.custom<PersonId>((value) => typeof value === "string"), at: z.string() });
export type Intent = z.infer<typeof intent>;

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
        messageCount: own.length,
        messages: own,
      } satisfies Thread;
    });
  }

  async function appendMessage(tx: Tx, threadId: ThreadId, message: NewMessage): Promise<void> {
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

    /** Adds a thread with its beginning and, where there is one, its first message; `also` shares the transaction. */
    async add(added: NewThread, message: NewMessage | null, also: (tx: Tx) => Promise<void>): Promise<void> {
      await db.transaction().execute(async (tx) => {
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
      });
    },

    async addMessage(
      threadId: ThreadId,
      message: NewMessage,
      also: (tx: Tx) => Promise<void>,
    ): Promise<void> {
      await db.transaction().execute(async (tx) => {
        await appendMessage(tx, threadId, message);
        await also(tx);
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

    async vote(threadId: ThreadId, personId: PersonId, votes: boolean): Promise<void> {
      if (votes)
        await db
          .insertInto("thread_votes")
          .values({ thread_id: threadId, person_id: personId })
          .onConflict((conflict) => conflict.columns(["thread_id", "person_id"]).doNothing())
          .execute();
      else
        await db
          .deleteFrom("thread_votes")
          .where("thread_id", "=", threadId)
          .where("person_id", "=", personId)
          .execute();
    },

    async votesOf(guidelineId: GuidelineId, personId: PersonId): Promise<ReadonlySet<ThreadId>> {
      const rows = await db
        .selectFrom("thread_votes")
        .innerJoin("threads", "threads.id", "thread_votes.thread_id")
        .select("thread_votes.thread_id")
        .where("threads.guideline_id", "=", guidelineId)
        .where("thread_votes.person_id", "=", personId)
        .execute();
      return new Set(rows.map((row) => row.thread_id));
    },

    /** Keeps how many voted and forgets who, inside the transaction that ends the phase. */
    async forgetVoters(transaction: AnyTransaction, guidelineId: GuidelineId): Promise<void> {
      const tx = transaction.withTables<DiscussionTables>();
      const counts = await tx
        .selectFrom("thread_votes")
        .innerJoin("threads", "threads.id", "thread_votes.thread_id")
        .select(["threads.id", "threads.past_votes", (count) => count.fn.countAll<number>().as("count")])
        .where("threads.guideline_id", "=", guidelineId)
        .groupBy(["threads.id", "threads.past_votes"])
        .execute();
      for (const { id, past_votes, count } of counts) {
        await tx
          .updateTable("threads")
          .set({ past_votes: past_votes + Number(count) })
          .where("id", "=", id)
          .execute();
        await tx.deleteFrom("thread_votes").where("thread_id", "=", id).execute();
      }
    },
  };
}

type PlacedRow = Pick<
  Selectable<ThreadsTable>,
  "id" | "kind" | "status" | "section_id" | "place" | "suggestion" | "outdated"
>;

function toPlaced(row: PlacedRow): Pick<Placed, "id" | "kind" | "status" | "sectionId" | "place"> {
  return {
    id: row.id,
    kind: row.kind,
    status: row.status,
    sectionId: row.section_id,
    place: place.parse(JSON.parse(row.place)),
  };
}

function toProposed(row: PlacedRow): Proposed | null {
  return row.suggestion === null ? null : proposed.parse(JSON.parse(row.suggestion));
}

function toSuggestion(row: PlacedRow): Thread["suggestion"] {
  const found = toProposed(row);
  return found === null ? null : { ...found, outdated: row.outdated === 1 };
}

function toMessage(
  row: Selectable<MessagesTable> & { readonly name: string; readonly colour: Participant["colour"] },
): Message {
  return {
    id: row.id,
    author: { id: row.author_id, name: row.name, colour: row.colour },
    text: row.text,
    createdAt: row.created_at,
    editedAt: row.edited_at,
    deletedAt: row.deleted_at,
  };
}

/** The thread without its messages. */
export function headOf({ messages: _messages, voted: _voted, ...head }: z.infer<typeof thread>) {
  return head;
}
