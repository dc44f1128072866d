/** How questions lie in the database, and what they are read into. */
import type { Generated, Transaction } from "kysely";
import { z } from "zod";
import { id } from "#shared/identity.ts";
import type { BodyId, GuidelineId, PersonId, SectionId } from "#shared/ids.ts";
import { type QuestionStatus, TEXT_STATES } from "#shared/questions.ts";
import { answer } from "#shared/template-questions.ts";
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

export type Tables = {
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

export const passage = z.object({
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
export const details = {
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

export const intent = z.object({
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

/** Writes notices into the transaction that makes them true. */
export type Tell<Arguments extends readonly unknown[] = []> = (tx: Tx, ...more: Arguments) => Promise<void>;

export function toQuestion(row: QuestionsTable): StoredQuestion {
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

export function toRow(question: StoredQuestion): QuestionsTable {
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
