/**
 * Section templates, kits and typical objections, as the files under templates/ are read and as the interface sees
 * them. `kit` and `kind` put them in the words of one guideline; the staff representation is the organisation's.
 *
 *   GET /api/kits?locale=                        → Kit[]
 *   GET /api/templates?locale=&kit=&kind=        → TemplateSummary[]
 *   GET /api/templates/:key?locale=&kit=&kind=   → TemplateContent
 *   GET /api/objections?locale=&kit=&kind=       → ObjectionGroup[]
 *   GET /api/guidelines/:id/template-news        → TemplateNews[]
 *   PUT /api/guidelines/:id/template-news/:key   {version} → 204      owner, editor: it has been seen to
 */
import { z } from "zod";
import type { SectionContent } from "./document/content.ts";
import {
  BODY_KEYS,
  DOCUMENT_KINDS,
  type DocumentKind,
  LOCALES,
  type Locale,
  REPRESENTATIONS,
} from "./roles.ts";
import { answer, catalogueKey, condition, question, variableName } from "./template-questions.ts";

export type { Answer, Question } from "./template-questions.ts";
export { catalogueKey };

/** A placeholder that is filled once and stands everywhere. */
export const variable = z.object({
  name: variableName,
  label: z.string().min(1),
  /** What could stand there, shown in the empty field; never filled in by itself. */
  example: z.string().min(1),
  hint: z.string().optional(),
});
export type Variable = z.infer<typeof variable>;

/** Year and month. */
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, "expected a year and month, such as 2026-05");

/** A law or judgment that a section rests on. Orientation, no advice: it says how sure it is, and since when. */
const lawAnchor = z.strictObject({
  ref: z.string().min(1),
  says: z.string().min(1),
  confidence: z.enum(["high", "medium", "low"]),
  /** Stand. */
  asOf: month,
  /** By when somebody should look again. */
  recheck: month,
  ...condition,
});

/** subject: needs the staff representation's consent; free: does not; check: depends, to be clarified. */
export const CODETERMINATION = ["subject", "free", "check"] as const;

const ruleLabel = z.strictObject({
  rules: z.string().min(1),
  label: z.enum(CODETERMINATION),
  because: z.string().optional(),
  ...condition,
});

/** What a department has from a section. The key is the same in all sections and languages. */
const benefit = z.strictObject({
  department: catalogueKey,
  name: z.string().min(1),
  gains: z.string().min(1),
  ...condition,
});

/** What a version of a section brought, in words for those who use an earlier one. */
const templateChange = z.strictObject({
  version: z.number().int().min(2),
  on: z.iso.date(),
  what: z.string().min(1),
});

/** Front matter of one section file. The body is Markdown, see template-file.ts. */
export const sectionFrontMatter = z.strictObject({
  key: catalogueKey,
  /** Grows by one with every change that guidelines made from it should hear of; see `changes`. */
  version: z.number().int().min(1).default(1),
  changes: z.array(templateChange).default([]),
  title: z.string().min(1),
  /** One sentence under the title in the editor: what the section is for. */
  purpose: z.string().min(1),
  benefits: z.array(benefit).default([]),
  codetermination: z.array(ruleLabel).default([]),
  law: z.array(lawAnchor).default([]),
  /** Names of those that variables.yaml describes for all sections, or descriptions of its own. */
  variables: z.array(z.union([variableName, variable])).default([]),
  questions: z.array(question).default([]),
});

export const templateSummary = z.object({
  key: catalogueKey,
  version: z.number().int(),
  locale: z.enum(LOCALES),
  title: z.string(),
  purpose: z.string(),
  benefits: z.array(benefit),
  codetermination: z.array(ruleLabel),
  law: z.array(lawAnchor),
  variables: z.array(variable),
  questions: z.array(question),
});
export type TemplateSummary = z.infer<typeof templateSummary>;

/** What a template has brought since a guideline took a section from it. */
export const templateNews = z.object({
  key: catalogueKey,
  title: z.string(),
  /** The version that the guideline's section came from. */
  since: z.number().int(),
  version: z.number().int(),
  changes: z.array(templateChange),
});
export type TemplateNews = z.infer<typeof templateNews>;
export const templateNewsSettled = z.object({ version: z.number().int().min(1) });

/** A section ready to be put into a text, with what its proposals put into variables that are still empty. */
export type TemplateContent = SectionContent & { readonly variables: Readonly<Record<string, string>> };

/** Words that follow the kind of document and of staff representation; `{name}` in a file stands for one. */
const terms = z.record(z.string().regex(/^[a-z][a-z-]*$/), z.string().min(1));

/** templates/<locale>/terms.yaml */
export const termsFile = z.strictObject({
  kinds: z.record(z.enum(DOCUMENT_KINDS), terms),
  representations: z.record(z.enum(REPRESENTATIONS), terms),
});

/** templates/<locale>/variables.yaml */
export const variablesFile = z.array(variable);

/**
 * One step of an approval: bodies that approve (Freigabe) and bodies that consent (Zustimmung) at the same time.
 * The staff representation is left out where there is none.
 */
const approvalStep = z.strictObject({
  approve: z.array(z.enum(BODY_KEYS)).default([]),
  consent: z.array(z.enum(BODY_KEYS)).default([]),
});

const kitSection = z.union([catalogueKey, z.strictObject({ key: catalogueKey, ...condition })]);

/** Name a body as the kit calls it; without a key it is one that the organisation makes for itself. */
const kitBody = z.strictObject({
  key: z.enum(BODY_KEYS).optional(),
  name: z.string().min(1),
  /** What it is asked for. */
  role: z.string().min(1),
});

/** A kit file: which sections, in which order, in whose words, and what holds an approval. */
export const kitFile = z.strictObject({
  key: catalogueKey,
  /** Place in the list of kits. */
  position: z.number().int(),
  kind: z.enum(DOCUMENT_KINDS).default("guideline"),
  sections: z.array(kitSection).min(1),
  basics: z.array(variableName).max(7),
  /** Ids of the questions that block; all others only warn. */
  blocking: z.array(catalogueKey).max(10),
  /** Proposed answers that are others than the sections'; for words see `locales`. */
  proposals: z.record(catalogueKey, answer).default({}),
  approval: z.array(approvalStep).min(1).max(2),
  locales: z.record(
    z.enum(LOCALES),
    z.strictObject({
      title: z.string().min(1),
      description: z.string().min(1),
      documentTitle: z.string().min(1),
      bodies: z.array(kitBody).min(1),
      /** Values that variables begin with. */
      defaults: z.record(variableName, z.string().min(1)).default({}),
      /** Proposed words that are others than the sections'. */
      proposals: z.record(catalogueKey, z.string().min(1)).default({}),
      terms,
      /** Where the kit calls a staff representation otherwise than terms.yaml. */
      representations: z.partialRecord(z.enum(REPRESENTATIONS), terms).default({}),
    }),
  ),
});

export const kit = z.object({
  key: catalogueKey,
  kind: z.enum(DOCUMENT_KINDS),
  title: z.string(),
  description: z.string(),
  /** Suggested title of the document; may contain {{organisation}}. */
  documentTitle: z.string(),
  /** `asks`: a question of it blocks. */
  sections: z.array(z.object({ key: catalogueKey, title: z.string(), asks: z.boolean() })),
  /** The basics asked for at the start, in the order of the form. */
  basics: z.array(variable),
  /** Values that variables begin with. */
  defaults: z.record(z.string(), z.string()),
  /** Ids of the questions that block. */
  blocking: z.array(catalogueKey),
  bodies: z.array(kitBody),
  approval: z.array(approvalStep),
});
export type Kit = z.infer<typeof kit>;

/** A typical objection: what is said, and the outline of an answer. */
const objection = z.strictObject({
  id: catalogueKey,
  concern: z.string().min(1),
  /** Points that an answer can make; whoever answers uses own words. */
  answer: z.array(z.string().min(1)).min(1),
  /** Keys of the sections that deal with it, the most important one first. */
  sections: z.array(catalogueKey).min(1),
});

/** templates/<locale>/objections.yaml */
export const objectionsFile = z.array(
  z.strictObject({
    key: catalogueKey,
    title: z.string().min(1),
    /** The stock bodies that often raise them; none for staff as a whole. */
    bodies: z.array(z.enum(BODY_KEYS)).default([]),
    objections: z.array(objection).min(1),
    ...condition,
  }),
);
export type ObjectionGroup = z.infer<typeof objectionsFile>[number];

/** What puts templates into the words of one guideline. `kit` null: of no kit in particular. */
export interface TemplateSetting {
  readonly kit: string | null;
  readonly locale: Locale;
  readonly kind: DocumentKind;
  readonly representation: (typeof REPRESENTATIONS)[number];
}
