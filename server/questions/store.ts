/** Questions, what was answered, and what is still to be done to the text: SQL only. */
import type { GuidelineId, SectionId } from "#shared/ids.ts";
import type { QuestionStatus, TEXT_STATES } from "#shared/questions.ts";
import type { Database } from "../platform/db.ts";
import { openHoldStore } from "./hold-store.ts";
import {
  details,
  type Intent,
  intent,
  type NewEntry,
  type Passage,
  type StoredEntry,
  type StoredIntent,
  type StoredQuestion,
  type Tables,
  type Tell,
  type Tx,
  toQuestion,
  toRow,
} from "./rows.ts";

/** How a step leaves the question, and what it does to the text. */
export interface Step {
  readonly status: QuestionStatus;
  readonly entry: NewEntry;
  /** Made with the id of the entry. */
  readonly intent: ((entryId: number) => Intent) | null;
  readonly tell: Tell<[entryId: number]>;
}

export type QuestionStore = ReturnType<typeof openQuestionStore>;

export function openQuestionStore(database: Database) {
  const db = database.withTables<Tables>();

  return {
    ...openHoldStore(db),

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
  };
}

async function addIntent(tx: Tx, guidelineId: GuidelineId, questionId: string, edit: Intent): Promise<void> {
  await tx
    .insertInto("question_intents")
    .values({ guideline_id: guidelineId, question_id: questionId, edit: JSON.stringify(edit) })
    .execute();
}
