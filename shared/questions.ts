/**
 * Clarifying questions (Klärungsfragen) of a guideline, the decisions that answer them, and how far a guideline is.
 * What an answer changes in the text is in shared/template-answers.ts and shared/document/passages.ts.
 *
 *   GET    /api/guidelines/:id/questions                   → Question[], in the order of the text
 *   POST   /api/guidelines/:id/questions                   OwnQuestionRequest → 201 Question          editor
 *   PATCH  /api/guidelines/:id/questions/:qid              {dueOn} → Question                         owner
 *   PUT    /api/guidelines/:id/questions/:qid/decision     DecisionRequest → Question                 asked body, owner
 *   DELETE /api/guidelines/:id/questions/:qid/decision     → Question, open again                     owner
 *   PUT    /api/guidelines/:id/questions/:qid/deferral     DeferralRequest → Question                 asked body, owner
 *   PUT    /api/guidelines/:id/questions/:qid/exclusion    ExclusionRequest → Question                asked body, owner
 *   POST   /api/guidelines/:id/questions/:qid/wording      {replaces} → Question, wording taken over  editor
 *   GET    /api/guidelines/:id/decisions                   → RecordEntry[], newest first
 *   GET    /api/guidelines/:id/readiness                   → Readiness
 *   GET    /api/guidelines/:id/briefing                    → Briefing
 *   GET    /api/guidelines/:id/hold                        → Hold | null
 *   PUT    /api/guidelines/:id/hold                        HoldRequest → Hold          owner, management
 *   DELETE /api/guidelines/:id/hold                        → 204                       owner, management
 *   GET    /api/questions                                  → Waiting[], what waits for the person who asks
 */
import { z } from "zod";
import type { LineContent } from "./document/content.ts";
import { isVariableName } from "./document/layout.ts";
import { id } from "./identity.ts";
import type { BodyId, GuidelineId, PersonId, SectionId } from "./ids.ts";
import { answer, catalogueKey } from "./template-questions.ts";

/** Lines of text, as the server reads them out of the templates. */
const wording = z.array(z.custom<LineContent>((value) => typeof value === "object" && value !== null));
const variableValues = z.record(z.custom<string>(isVariableName), z.string());
const reason = z.string().trim().max(2000);
const givenReason = reason.min(1);

/** Template questions keep their id, which stands in the text; own ones get a random one. */
const questionId = z.custom<string>(
  (value) => typeof value === "string" && /^[A-Za-z0-9_-]{1,64}$/.test(value),
);

const option = z.object({
  value: catalogueKey,
  label: z.string(),
  /** What this answer puts into the text in place of the question; null: nothing. */
  wording: wording.nullable(),
  /** What it puts into variables. */
  set: variableValues,
});
export type QuestionOption = z.infer<typeof option>;

const unit = z.object({ value: catalogueKey, label: z.string(), one: z.string(), other: z.string() });

/** Who decided, for whom, and when. `onBehalf`: somebody else than a person of that body, visibly so. */
const signature = {
  at: z.iso.datetime(),
  by: z.object({ id: id<PersonId>(), name: z.string() }),
  forBody: id<BodyId>().nullable(),
  onBehalf: z.boolean(),
  reason,
};

/**
 * What a decision has done to the text. waiting: on its way; done: it says so; offered: people had changed the place,
 * so the wording stands beside the question until somebody takes it over.
 */
export const TEXT_STATES = ["waiting", "done", "offered"] as const;

const answered = z.object({
  ...signature,
  kind: z.literal("answered"),
  answer,
  /** The answer as it reads, in the language of the guideline. */
  inWords: z.string(),
  text: z.enum(TEXT_STATES),
  wording: wording.nullable(),
  set: variableValues,
  /** Of `set`, those that people had filled otherwise; offered, never overwritten. */
  offered: variableValues,
});
const deferred = z.object({
  ...signature,
  kind: z.literal("deferred"),
  until: z.iso.date(),
  person: z.object({ id: id<PersonId>(), name: z.string() }).nullable(),
});
const notApplicable = z.object({ ...signature, kind: z.literal("notApplicable"), text: z.enum(TEXT_STATES) });
const undone = z.object({ ...signature, kind: z.literal("undone") });

/** One step in the life of a question. Earlier ones stay readable. */
export const questionEntry = z.discriminatedUnion("kind", [answered, deferred, notApplicable, undone]);
export type QuestionEntry = z.infer<typeof questionEntry>;

const base = z.object({
  id: questionId,
  sectionId: id<SectionId>(),
  /** own: added to this guideline by its people. */
  origin: z.enum(["template", "own"]),
  text: z.string(),
  why: z.string().nullable(),
  type: z.enum(["option", "text", "number", "person"]),
  options: z.array(option).optional(),
  units: z.array(unit).optional(),
  /** Of a number. */
  min: z.number().optional(),
  max: z.number().nullable().optional(),
  /** The variable that an answer in words, a number or a person fills. */
  variable: z.string().optional(),
  /** A person is asked for together with a deputy. */
  deputyVariable: z.string().optional(),
  /** What an answer in words, a number or a person puts into the text. */
  wording: wording.nullable(),
  /** Holds approval as long as it is open or deferred. */
  blocking: z.boolean(),
  askedOf: z.array(id<BodyId>()),
  due: z.object({ on: z.iso.date(), proposed: z.boolean() }).nullable(),
  /** Ids of the lines that an answer or the proposal has put into the text, see `findPassage`. */
  passage: z.array(z.string()),
  /** Everything that happened to it, oldest first. */
  history: z.array(questionEntry),
});

export const question = z.discriminatedUnion("status", [
  base.extend({ status: z.literal("open") }),
  /** The template's answer stands in the text, nobody has confirmed it. Warns. */
  base.extend({ status: z.literal("proposed"), proposal: answer, proposalInWords: z.string() }),
  base.extend({ status: z.literal("answered"), decision: answered }),
  base.extend({ status: z.literal("deferred"), deferral: deferred }),
  base.extend({ status: z.literal("notApplicable"), exclusion: notApplicable }),
]);
export type Question = z.infer<typeof question>;
export type QuestionStatus = Question["status"];

export const decisionRequest = z.object({
  answer,
  reason: reason.default(""),
  /** The body that is answered for; by default the first asked one that the person belongs to. */
  onBehalfOf: id<BodyId>().optional(),
});

export const deferralRequest = z.object({
  until: z.iso.date(),
  /** Who sees to it. */
  personId: id<PersonId>().nullable().default(null),
  reason: reason.default(""),
  onBehalfOf: id<BodyId>().optional(),
});

export const exclusionRequest = z.object({ reason: givenReason, onBehalfOf: id<BodyId>().optional() });

export const wordingRequest = z.object({
  /** Fingerprint of the passage that was shown as what goes; null when nothing goes. */
  replaces: z.string().max(100_000).nullable(),
});

export const questionChange = z.object({ dueOn: z.iso.date().nullable() });

const ownOption = z.object({
  label: z.string().trim().min(1).max(200),
  /** What it puts into the text, a paragraph a line. */
  wording: z.string().trim().max(4000).default(""),
});

export const ownQuestionRequest = z
  .object({
    sectionId: id<SectionId>(),
    text: z.string().trim().min(1).max(500),
    why: z.string().trim().max(1000).default(""),
    type: z.enum(["option", "text", "person"]),
    options: z.array(ownOption).max(8).default([]),
    blocking: z.boolean().default(false),
    askedOf: z.array(id<BodyId>()).min(1).max(10),
    /** The line behind which it stands in the text, if it blocks; by default the section's last one. */
    after: z.string().max(64).nullable().default(null),
  })
  .refine(({ type, options }) => type !== "option" || options.length >= 2, {
    path: ["options"],
    message: "expected two options at least",
  });

export type OwnQuestionData = z.output<typeof ownQuestionRequest>;

/** "Not yet starting": holds everything until it is lifted. */
export const hold = z.object({
  at: z.iso.datetime(),
  by: z.object({ id: id<PersonId>(), name: z.string() }),
  onBehalf: z.boolean(),
  reason: z.string(),
  reviewOn: z.iso.date(),
});
export type Hold = z.infer<typeof hold>;

export const holdRequest = z.object({ reason: givenReason, reviewOn: z.iso.date() });

/** A line of the decision record (Beschlussprotokoll). */
export const recordEntry = z.discriminatedUnion("about", [
  z.object({
    about: z.literal("question"),
    questionId,
    text: z.string(),
    section: z.string(),
    entry: questionEntry,
    /** Another answer holds now, or none. */
    superseded: z.boolean(),
  }),
  z.object({
    about: z.literal("hold"),
    hold,
    lifted: z.object({ at: z.iso.datetime(), by: z.string() }).nullable(),
  }),
]);
export type RecordEntry = z.infer<typeof recordEntry>;

/** What the text says while a question is open. */
export const meanwhile = z.discriminatedUnion("says", [
  z.object({ says: z.literal("question") }),
  z.object({ says: z.literal("wording"), words: z.string() }),
  z.object({ says: z.literal("nothing") }),
]);
export type Meanwhile = z.infer<typeof meanwhile>;

export const finding = z.discriminatedUnion("what", [
  z.object({ what: z.literal("hold"), hold }),
  z.object({
    what: z.literal("question"),
    questionId,
    sectionId: id<SectionId>(),
    text: z.string(),
    status: z.enum(["open", "proposed", "answered", "deferred"]),
    askedOf: z.array(id<BodyId>()),
    due: base.shape.due,
    meanwhile,
  }),
  /** A placeholder without a value. */
  z.object({
    what: z.literal("variable"),
    name: z.string(),
    sectionId: id<SectionId>(),
    times: z.number().int(),
  }),
]);
export type Finding = z.infer<typeof finding>;

export const readiness = z.object({
  sections: z.array(
    z.object({
      id: id<SectionId>(),
      title: z.string(),
      status: z.enum(["open", "discussed", "settled"]),
      blocks: z.array(finding),
      warns: z.array(finding),
    }),
  ),
  hold: hold.nullable(),
  blocking: z.number().int(),
  warnings: z.number().int(),
});
export type Readiness = z.infer<typeof readiness>;

export const briefing = z.object({
  variables: z.record(z.string(), z.string()),
  hold: hold.nullable(),
  decided: z.array(
    z.object({
      text: z.string(),
      inWords: z.string(),
      forBody: id<BodyId>().nullable(),
      at: z.iso.datetime(),
      blocking: z.boolean(),
    }),
  ),
  open: z.array(
    z.object({
      text: z.string(),
      askedOf: z.array(id<BodyId>()),
      blocking: z.boolean(),
      due: base.shape.due,
      deferred: z.boolean(),
    }),
  ),
  proposed: z.number().int(),
  sections: z.object({ settled: z.number().int(), all: z.number().int() }),
  /** Open concerns, as far as something counts them. */
  concerns: z.array(z.object({ body: id<BodyId>().nullable(), words: z.string() })),
});
export type Briefing = z.infer<typeof briefing>;

/** Questions that one body is asked on one guideline, for the start page. */
export const waiting = z.object({
  guidelineId: id<GuidelineId>(),
  title: z.string(),
  bodyId: id<BodyId>(),
  count: z.number().int(),
  blocking: z.number().int(),
  due: z.iso.date().nullable(),
  /** Titles of the sections that they belong to. */
  sections: z.array(z.string()),
});
export type Waiting = z.infer<typeof waiting>;

const DAY = 24 * 60 * 60 * 1000;

/**
 * When a question should be answered so that the rest can be done by the target date: four weeks before it for what
 * holds approval (a staff representation decides in session), two weeks for the rest; on a short way half and three
 * quarters of it. Never on a weekend. ISO dates.
 */
export function proposedDue(blocking: boolean, from: string, target: string): string {
  const start = Date.parse(from.slice(0, 10));
  const end = Date.parse(target);
  const way = Math.max(0, end - start);
  const due = new Date(end - (blocking ? Math.min(28 * DAY, way / 2) : Math.min(14 * DAY, way / 4)));
  const weekday = due.getUTCDay();
  if (weekday === 6) due.setTime(due.getTime() - DAY);
  if (weekday === 0) due.setTime(due.getTime() - 2 * DAY);
  return due.toISOString().slice(0, 10);
}
