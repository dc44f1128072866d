/** Clarifying questions (Klärungsfragen) as section files declare them, and the answers that they take. */
import { z } from "zod";
import { isTemplateVariableName } from "./document/layout.ts";
import { BODY_KEYS } from "./roles.ts";

export const catalogueKey = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,63}$/, "expected lower-case words with hyphens");
export const variableName = z.custom<string>(
  isTemplateVariableName,
  "expected lower-case words with hyphens, such as lead-department",
);

/**
 * For whom something in a file is meant; absent: for everybody. Tokens are kits (`schule`), kinds of staff
 * representation (`personalrat`, or `represented`, `unrepresented`) and kinds of document (`instruction`).
 * One of `when` suffices, none of `unless` may hold.
 */
export const condition = {
  when: z.array(catalogueKey).min(1).optional(),
  unless: z.array(catalogueKey).min(1).optional(),
};
export interface Condition {
  readonly when?: readonly string[] | undefined;
  readonly unless?: readonly string[] | undefined;
}

const words = z.string().trim().min(1).max(500);
const amountAnswer = z.strictObject({ amount: z.number().int().min(0), unit: catalogueKey });
const personAnswer = z.strictObject({ name: words, deputy: words.optional() });

/** An option's value, words, an amount, or a person: what it must be follows from the question's type. */
export const answer = z.union([words, amountAnswer, personAnswer]);
export type Answer = z.infer<typeof answer>;

const option = z.object({
  value: catalogueKey,
  label: z.string().min(1),
  /** Wording (one or several blocks of the templates' Markdown) that this answer puts where the question stands. */
  wording: z.string().optional(),
  /** Variables that this answer fills. */
  set: z.record(variableName, z.string()).optional(),
});

/** A unit of a number: how it reads in the text, for one and for `{n}` of it (“einem Arbeitstag”, “{n} Arbeitstagen”). */
const unit = z.object({
  value: catalogueKey,
  /** In the form, behind the number. */
  label: z.string().min(1),
  one: z.string().min(1),
  other: z.string().includes("{n}"),
});

const asked = z.object({
  id: catalogueKey,
  text: z.string().min(1),
  why: z.string().optional(),
  /** Open, it holds approval; a kit's own list (`blocking`) goes before. */
  blocking: z.boolean().default(false),
  askedOf: z.array(z.enum(BODY_KEYS)).min(1),
  ...condition,
});
/** What fills one variable, and may have a wording that stands where the question stood. */
const filling = asked.extend({ variable: variableName, wording: z.string().optional() });

/**
 * A clarifying question. `proposal` is the answer that stands in the text, unconfirmed, while the question does not
 * block and nobody has answered it; a blocking question stands in the text itself.
 */
export const question = z.discriminatedUnion("type", [
  asked.extend({
    type: z.literal("option"),
    options: z.array(option).min(2),
    proposal: catalogueKey.optional(),
  }),
  filling.extend({ type: z.literal("text"), proposal: words.optional() }),
  filling.extend({
    type: z.literal("number"),
    units: z.array(unit).min(1),
    min: z.number().int().min(0).default(1),
    max: z.number().int().optional(),
    proposal: amountAnswer.optional(),
  }),
  filling.extend({
    type: z.literal("person"),
    /** Filled by the deputy, who is asked for then too. */
    deputyVariable: variableName.optional(),
    proposal: personAnswer.optional(),
  }),
]);
export type Question = z.infer<typeof question>;
