import type { Generated, Transaction } from "kysely";
import { z } from "zod";
import { id } from "#shared/identity.ts";
import type { BodyId, GuidelineId, PersonId, SectionId } from "#shared/ids.ts";
import { type QuestionStatus, TEXT_STATES } from "#shared/questions.ts";
import { answer } from "#shared/template-questions.ts";
import type { Database } from "../platform/db.ts";
import { type Definition, definition, wordingLines } from "./definition.ts";

type QuestionsTable = {
  readonly guideline_id: GuidelineId;
  readonly id: string;
  readonly section_id: SectionId;
  readonly section_key: string | null;
  readonly origin: "template" | "own";
  readonly definition: string;
  readonly position: number;
  readonly status: QuestionStatus;
  readonly entry_id: number | null;
  readonly due_on: string | null;
  readonly passage: string | null;
  readonly created_at: string;
};

type Tables = {
  readonly questions: QuestionsTable;
  readonly question_entries: {
    readonly id: Generated<number>;
    readonly guideline_id: GuidelineId;
    readonly question_id: string;
    readonly kind: keyof typeof details;
    readonly at: string;
    readonly person_id: PersonId;
    readonly body_id: BodyId | null;
    readonly on_behalf: number;
    readonly reason: string;
    readonly detail: string;
  };
  readonly question_intents: {
    readonly id: Generated<number>;
    readonly guideline_id: GuidelineId;
    readonly question_id: string;
    readonly edit: string;
  };
  readonly guideline_holds: {
    readonly id: Generated<number>;
    readonly guideline_id: GuidelineId;
    readonly at: string;
    readonly person_id: PersonId;
    readonly on_behalf: number;
    readonly reason: string;
    readonly review_on: string;
    readonly lifted_at: string | null;
    readonly lifted_by: PersonId | null;
  };
};

export type Tx = Transaction<Tables>;

const values = z.record(z.string(), z.string());

const passage = z.object({
  section: z.string(),
  lines: z.array(z.string()).readonly(),
  fingerprint: z.string(),
  after: z.string().nullable(),
});
/** Lines that an answer or a proposal has put into the text; none when it put nothing where the question stood. */
export type Passage = z.infer<typeof passage>;

export interface StoredQuestion {
  readonly guidelineId: GuidelineId;
  readonly id: string;
  readonly sectionId: SectionId;
  readonly sectionKey: string | null;
  readonly definition: Definition;
  readonly position: number;
  readonly status: QuestionStatus;
  readonly entryId: number | null;
  readonly dueOn: string | null;
  readonly passage: Passage | null;
  readonly createdAt: string;
}

const textState = z.enum(TEXT_STATES);
const details = {
  answered: z.object({
    answer,
    inWords: z.string(),
    wording: wordingLines.nullable(),
    set: values,
    text: textState,
    offered: values,
  }),
  deferred: z.object({
    until: z.iso.date(),
    /** Who sees to it. */
    to: id<PersonId>().nullable(),
  }),
  notApplicable: z.object({ text: textState }),
  undone: z.object({}).transform((): object => ({})),
} as const;

export type EntryDetail = {
  readonly [Kind in keyof typeof details]: { readonly kind: Kind } & z.infer<(typeof details)[Kind]>;
}[keyof typeof details];

interface Signature {
  readonly at: string;
  readonly personId: PersonId;
  readonly bodyId: BodyId | null;
  readonly onBehalf: boolean;
  readonly reason: string;
}
export type NewEntry = Signature & EntryDetail;
export type StoredEntry = NewEntry & {
  readonly id: number;
  readonly guidelineId: GuidelineId;
  readonly questionId: string;
};

const intent = z.object({
  /** The entry that it carries out; null for the proposal that comes back. */
  entryId: z.number().nullable(),
  wording: wordingLines,
  /** Ids of the lines, chosen beforehand: who finds them in the text knows that it is done. */
  ids: z.array(z.string()),
  variables: values,
  /** Values that a variable may have had without anybody's doing. */
  untouched: z.record(z.string(), z.array(z.string())),
  /** Somebody has seen what stands there (its fingerprint; null: nothing) and wants it replaced all the same. */
  takeOver: z.object({ replaces: z.string().nullable() }).nullable(),
});
/** An edit of the text that is still to be done. */
export type Intent = z.infer<typeof intent>;

export interface StoredIntent extends Intent {
  readonly id: number;
  readonly guidelineId: GuidelineId;
  readonly questionId: string;
}

export interface StoredHold {
  readonly id: number;
  readonly at: string;
  readonly personId: PersonId;
  readonly onBehalf: boolean;
  readonly reason: string;
  readonly reviewOn: string;
  readonly lifted: { readonly at: string; readonly personId: PersonId } | null;
}

/** How a step leaves the question, and what it does to the text. */
export interface Step {
  readonly status: QuestionStatus;
  readonly entry: NewEntry;
  /** Made with the id of the entry. */
  readonly intent: ((entryId: number) => Intent) | null;
  readonly tell: Tell<[entryId: number]>;
}

/** Writes notices into the transaction that makes them true. */
export type Tell<Arguments extends readonly unknown[] = []> = (tx: Tx, ...more: Arguments) => Promise<void>;

export type QuestionStore = ReturnType<typeof openQuestionStore>;

export function openQuestionStore(database: Database) {
  const db = database.withTables<Tables>();

  return {
    async ofGuideline(guidelineId: GuidelineId): Promise<readonly StoredQuestion[]> {
      const rows = await db
        .selectFrom("questions")
        .selectAll()
        .where("guideline_id", "=", guidelineId)
        .orderBy("position")
        .execute();
      return rows.map(toQuestion);
    },

    async ofGuidelines(ids: readonly GuidelineId[]): Promise<readonly StoredQuestion[]> {
      if (ids.length === 0) return [];
      const rows = await db
        .selectFrom("questions")
        .selectAll()
        .where("guideline_id", "in", [...ids])
        .orderBy("position")
        .execute();
      return rows.map(toQuestion);
    },

    /** Guidelines on which something waits for an answer. */
    async withUnanswered(): Promise<readonly GuidelineId[]> {
      const rows = await db
        .selectFrom("questions")
        .select("guideline_id")
        .distinct()
        .where("status", "in", ["open", "deferred"])
        .execute();
      return rows.map((row) => row.guideline_id);
    },

    async find(guidelineId: GuidelineId, questionId: string): Promise<StoredQuestion | null> {
      const row = await db
        .selectFrom("questions")
        .selectAll()
        .where("guideline_id", "=", guidelineId)
        .where("id", "=", questionId)
        .executeTakeFirst();
      return row === undefined ? null : toQuestion(row);
    },

    /** Oldest first. */
    async entries(guidelineId: GuidelineId, questionId?: string): Promise<readonly StoredEntry[]> {
      let query = db.selectFrom("question_entries").selectAll().where("guideline_id", "=", guidelineId);
      if (questionId !== undefined) query = query.where("question_id", "=", questionId);
      const rows = await query.orderBy("id").execute();
      return rows.map(
        ({ id, guideline_id, question_id, person_id, body_id, on_behalf, detail, kind, at, reason }) =>
          ({
            id,
            guidelineId: guideline_id,
            questionId: question_id,
            at,
            personId: person_id,
            bodyId: body_id,
            onBehalf: on_behalf === 1,
            reason,
            kind,
            ...details[kind].parse(JSON.parse(detail)),
          }) as StoredEntry,
      );
    },

    /** Adds questions that are not there yet and puts all in their place. */
    async arrange(
      guidelineId: GuidelineId,
      added: readonly StoredQuestion[],
      places: readonly { readonly id: string; readonly sectionId: SectionId; readonly position: number }[],
      tell: Tell,
    ): Promise<void> {
      await db.transaction().execute(async (tx) => {
        for (const question of added)
          await tx
            .insertInto("questions")
            .values(toRow(question))
            .onConflict((conflict) => conflict.doNothing())
            .execute();
        for (const { id, sectionId, position } of places)
          await tx
            .updateTable("questions")
            .set({ section_id: sectionId, position })
            .where("guideline_id", "=", guidelineId)
            .where("id", "=", id)
            .execute();
        await tell(tx);
      });
    },

    async transaction(work: Tell): Promise<void> {
      await db.transaction().execute(work);
    },

    /** An own question, behind all others, with the edit that puts it into the text. */
    async add(question: StoredQuestion, intent: Intent | null, tell: Tell): Promise<void> {
      await db.transaction().execute(async (tx) => {
        await tx.insertInto("questions").values(toRow(question)).execute();
        if (intent !== null) await addIntent(tx, question.guidelineId, question.id, intent);
        await tell(tx);
      });
    },

    /**
     * Takes a question one step further, if it is still as the person saw it.
     * @returns false, with nothing changed, when somebody was faster
     */
    async step(question: StoredQuestion, { status, entry, intent, tell }: Step): Promise<boolean> {
      const { guidelineId, id } = question;
      return db.transaction().execute(async (tx) => {
        const now = await tx
          .selectFrom("questions")
          .select(["status", "entry_id"])
          .where("guideline_id", "=", guidelineId)
          .where("id", "=", id)
          .executeTakeFirst();
        if (now?.status !== question.status || now.entry_id !== question.entryId) return false;
        const { kind, at, personId, bodyId, onBehalf, reason, ...detail } = entry;
        const { id: entryId } = await tx
          .insertInto("question_entries")
          .values({
            guideline_id: guidelineId,
            question_id: id,
            kind,
            at,
            person_id: personId,
            body_id: bodyId,
            on_behalf: onBehalf ? 1 : 0,
            reason,
            detail: JSON.stringify(detail),
          })
          .returning("id")
          .executeTakeFirstOrThrow();
        await tx
          .updateTable("questions")
          .set({ status, entry_id: kind === "undone" ? null : entryId })
          .where("guideline_id", "=", guidelineId)
          .where("id", "=", id)
          .execute();
        if (intent !== null) await addIntent(tx, guidelineId, id, intent(entryId));
        await tell(tx, entryId);
        return true;
      });
    },

    async setDue(guidelineId: GuidelineId, id: string, dueOn: string | null): Promise<void> {
      await db
        .updateTable("questions")
        .set({ due_on: dueOn })
        .where("guideline_id", "=", guidelineId)
        .where("id", "=", id)
        .execute();
    },

    async intend(guidelineId: GuidelineId, id: string, intent: Intent): Promise<void> {
      await db.transaction().execute((tx) => addIntent(tx, guidelineId, id, intent));
    },

    /** Edits that are still to be done, in their order; of all guidelines without an id. */
    async intents(guidelineId?: GuidelineId): Promise<readonly StoredIntent[]> {
      let query = db.selectFrom("question_intents").selectAll();
      if (guidelineId !== undefined) query = query.where("guideline_id", "=", guidelineId);
      const rows = await query.orderBy("id").execute();
      return rows.map((row) => ({
        ...intent.parse(JSON.parse(row.edit)),
        id: row.id,
        guidelineId: row.guideline_id,
        questionId: row.question_id,
      }));
    },

    /** The text has what was intended, or cannot have it: `passage` undefined leaves that as it was. */
    async confirm(
      done: StoredIntent,
      passage: Passage | null | undefined,
      text: (typeof TEXT_STATES)[number],
      offered: Readonly<Record<string, string>>,
    ): Promise<void> {
      await db.transaction().execute(async (tx) => {
        await tx.deleteFrom("question_intents").where("id", "=", done.id).execute();
        if (passage !== undefined)
          await tx
            .updateTable("questions")
            .set({ passage: passage === null ? null : JSON.stringify(passage) })
            .where("guideline_id", "=", done.guidelineId)
            .where("id", "=", done.questionId)
            .execute();
        if (done.entryId === null) return;
        const row = await tx
          .selectFrom("question_entries")
          .select(["kind", "detail"])
          .where("id", "=", done.entryId)
          .executeTakeFirst();
        if (row?.kind !== "answered" && row?.kind !== "notApplicable") return;
        const detail = { ...JSON.parse(row.detail), text, ...(row.kind === "answered" ? { offered } : {}) };
        await tx
          .updateTable("question_entries")
          .set({ detail: JSON.stringify(detail) })
          .where("id", "=", done.entryId)
          .execute();
      });
    },

    /** Newest first. */
    async holds(guidelineId: GuidelineId): Promise<readonly StoredHold[]> {
      const rows = await db
        .selectFrom("guideline_holds")
        .selectAll()
        .where("guideline_id", "=", guidelineId)
        .orderBy("id", "desc")
        .execute();
      return rows.map(toHold);
    },

    /** The guidelines of a list that are held now. */
    async held(ids: readonly GuidelineId[]): Promise<ReadonlySet<GuidelineId>> {
      if (ids.length === 0) return new Set();
      const rows = await db
        .selectFrom("guideline_holds")
        .select("guideline_id")
        .where("guideline_id", "in", [...ids])
        .where("lifted_at", "is", null)
        .execute();
      return new Set(rows.map((row) => row.guideline_id));
    },

    /** Holds a guideline; a hold that is there already is lifted for it in the same step. */
    async hold(guidelineId: GuidelineId, hold: Omit<StoredHold, "id" | "lifted">, tell: Tell): Promise<void> {
      await db.transaction().execute(async (tx) => {
        await liftNow(tx, guidelineId, hold.at, hold.personId);
        await tx
          .insertInto("guideline_holds")
          .values({
            guideline_id: guidelineId,
            at: hold.at,
            person_id: hold.personId,
            on_behalf: hold.onBehalf ? 1 : 0,
            reason: hold.reason,
            review_on: hold.reviewOn,
            lifted_at: null,
            lifted_by: null,
          })
          .execute();
        await tell(tx);
      });
    },

    async lift(guidelineId: GuidelineId, at: string, by: PersonId, tell: Tell): Promise<void> {
      await db.transaction().execute(async (tx) => {
        await liftNow(tx, guidelineId, at, by);
        await tell(tx);
      });
    },
  };
}

async function addIntent(tx: Tx, guidelineId: GuidelineId, questionId: string, edit: Intent): Promise<void> {
  await tx
    .insertInto("question_intents")
    .values({ guideline_id: guidelineId, question_id: questionId, edit: JSON.stringify(edit) })
    .execute();
}

async function liftNow(tx: Tx, guidelineId: GuidelineId, at: string, by: PersonId): Promise<void> {
  await tx
    .updateTable("guideline_holds")
    .set({ lifted_at: at, lifted_by: by })
    .where("guideline_id", "=", guidelineId)
    .where("lifted_at", "is", null)
    .execute();
}

function toQuestion(row: QuestionsTable): StoredQuestion {
  return {
    guidelineId: row.guideline_id,
    id: row.id,
    sectionId: row.section_id,
    sectionKey: row.section_key,
    definition: definition.parse(JSON.parse(row.definition)),
    position: row.position,
    status: row.status,
    entryId: row.entry_id,
    dueOn: row.due_on,
    passage: row.passage === null ? null : passage.parse(JSON.parse(row.passage)),
    createdAt: row.created_at,
  };
}

function toRow(question: StoredQuestion): QuestionsTable {
  return {
    guideline_id: question.guidelineId,
    id: question.id,
    section_id: question.sectionId,
    section_key: question.sectionKey,
    origin: question.definition.source,
    definition: JSON.stringify(question.definition),
    position: question.position,
    status: question.status,
    entry_id: question.entryId,
    due_on: question.dueOn,
    passage: question.passage === null ? null : JSON.stringify(question.passage),
    created_at: question.createdAt,
  };
}

function toHold(row: {
  readonly id: number;
  readonly at: string;
  readonly person_id: PersonId;
  readonly on_behalf: number;
  readonly reason: string;
  readonly review_on: string;
  readonly lifted_at: string | null;
  readonly lifted_by: PersonId | null;
}): StoredHold {
  const { lifted_at, lifted_by } = row;
  return {
    id: row.id,
    at: row.at,
    personId: row.person_id,
    onBehalf: row.on_behalf === 1,
    reason: row.reason,
    reviewOn: row.review_on,
    lifted: lifted_at === null || lifted_by === null ? null : { at: lifted_at, personId: lifted_by },
  };
}
