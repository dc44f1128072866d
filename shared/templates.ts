/**
 * Section templates and kits, as the files under templates/ are read and as the interface sees them.
 *
 *   GET /api/kits?locale=       → Kit[]
 *   GET /api/templates?locale=  → TemplateSummary[]
 *   GET /api/templates/:key?locale=  → SectionContent of shared/document/content.ts
 */
import { z } from "zod";
import { isVariableName } from "./document/layout.ts";
import { BODY_KEYS, LOCALES } from "./roles.ts";

export const catalogueKey = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,63}$/, "expected lower-case words with hyphens");
const variableName = z.custom<string>(
  isVariableName,
  "expected lower-case words with hyphens, such as lead-department",
);

/** A placeholder that is filled once and stands everywhere. */
export const variable = z.object({
  name: variableName,
  label: z.string().min(1),
  /** What could stand there, shown in the empty field; never filled in by itself. */
  example: z.string().min(1),
  hint: z.string().optional(),
});
export type Variable = z.infer<typeof variable>;

const option = z.object({
  value: catalogueKey,
  label: z.string().min(1),
  /** Wording (in the templates' Markdown) that this answer puts in place of the question. */
  text: z.string().optional(),
  /** Variables that this answer fills. */
  set: z.record(z.string(), z.string()).optional(),
});

/** A clarifying question (Klärungsfrage). `type: option` offers options, `text` asks for words. */
export const question = z.object({
  id: catalogueKey,
  text: z.string().min(1),
  why: z.string().optional(),
  type: z.enum(["option", "text"]),
  options: z.array(option).min(2).optional(),
  /** Proposed answer: an option's value, or the words. Only questions that do not block have one. */
  proposal: z.string().optional(),
  blocking: z.boolean().default(false),
  askedOf: z.array(z.enum(BODY_KEYS)).min(1),
  /** The variable that a text answer fills. */
  variable: variableName.optional(),
});
export type Question = z.infer<typeof question>;

/** Front matter of one section file. The body is Markdown, see server/templates. */
export const sectionFrontMatter = z.strictObject({
  key: catalogueKey,
  title: z.string().min(1),
  /** One sentence under the title in the editor: what the section is for. */
  purpose: z.string().min(1),
  variables: z.array(variable).default([]),
  questions: z.array(question).default([]),
});

export const templateSummary = z.object({
  key: catalogueKey,
  locale: z.enum(LOCALES),
  title: z.string(),
  purpose: z.string(),
  variables: z.array(variable),
  questions: z.array(question),
});
export type TemplateSummary = z.infer<typeof templateSummary>;

/** A kit file: which sections, in which order, and which basics are asked for at the start. */
export const kitFile = z.strictObject({
  key: catalogueKey,
  sections: z.array(catalogueKey).min(1),
  basics: z.array(variableName).max(7),
  locales: z.record(
    z.enum(LOCALES),
    z.object({ title: z.string().min(1), description: z.string().min(1), documentTitle: z.string().min(1) }),
  ),
});

export const kit = z.object({
  key: catalogueKey,
  title: z.string(),
  description: z.string(),
  /** Suggested title of the document; may contain {{organisation}}. */
  documentTitle: z.string(),
  sections: z.array(z.object({ key: catalogueKey, title: z.string() })),
  /** The basics asked for at the start, in the order of the form. */
  basics: z.array(variable),
});
export type Kit = z.infer<typeof kit>;
