/** What a question asks and what its answers change, as it entered the guideline; kept with it as JSON. */
import { z } from "zod";
import type { LineContent } from "#shared/document/content.ts";
import { id } from "#shared/identity.ts";
import type { BodyId } from "#shared/ids.ts";
import { newId } from "#shared/ids.ts";
import type { OwnQuestionData } from "#shared/questions.ts";
import { answerInWords, effectOf, fits } from "#shared/template-answers.ts";
import { type Answer, question as templateQuestion } from "#shared/template-questions.ts";

/** Lines out of JSON. */
export const wordingLines = z
  .array(z.custom<LineContent>((value) => typeof value === "object" && value !== null))
  .transform(shareBoxes);

const fromTemplate = z.object({
  source: z.literal("template"),
  question: templateQuestion,
  /** Prepared wordings by their `wordingKey`. */
  wordings: z.record(z.string(), wordingLines),
  askedOf: z.array(id<BodyId>()),
});

const own = z.object({
  source: z.literal("own"),
  type: z.enum(["option", "text", "person"]),
  text: z.string(),
  why: z.string().nullable(),
  options: z.array(z.object({ value: z.string(), label: z.string(), wording: wordingLines.nullable() })),
  blocking: z.boolean(),
  askedOf: z.array(id<BodyId>()),
});

export const definition = z.discriminatedUnion("source", [fromTemplate, own]);
export type Definition = z.output<typeof definition>;

/** What an answer changes: values of variables, and the lines that stand where the question stood. */
export interface Effect {
  readonly variables: Readonly<Record<string, string>>;
  /** Null: nothing stands there. */
  readonly wording: readonly LineContent[] | null;
}

export function ownDefinition({ type, text, why, options, blocking, askedOf }: OwnQuestionData): Definition {
  return {
    source: "own",
    type,
    text,
    why: why === "" ? null : why,
    options: options.map(({ label, wording }) => ({
      value: `o-${newId()
        .toLowerCase()
        .replaceAll(/[^a-z0-9]/g, "x")}`,
      label,
      wording: wording === "" ? null : paragraphs(wording),
    })),
    blocking,
    askedOf,
  };
}

export function isAnswer(to: Definition, answer: Answer): boolean {
  if (to.source === "template") return fits(to.question, answer);
  switch (to.type) {
    case "option":
      return to.options.some(({ value }) => value === answer);
    case "text":
      return typeof answer === "string";
    case "person":
      return typeof answer === "object" && "name" in answer;
    default:
      return to.type satisfies never;
  }
}

/** @throws RangeError when it is no answer to this question */
export function effect(of: Definition, answer: Answer): Effect {
  if (of.source === "template") {
    const { variables, wording } = effectOf(of.question, answer);
    return { variables, wording: wording === null ? null : (of.wordings[wording] ?? null) };
  }
  if (of.type === "option") {
    const option = of.options.find(({ value }) => value === answer);
    return { variables: {}, wording: option?.wording ?? null };
  }
  return { variables: {}, wording: paragraphs(inWords(of, answer)) };
}

export function inWords(of: Definition, answer: Answer): string {
  if (of.source === "template") return answerInWords(of.question, answer);
  if (typeof answer === "string") return of.options.find(({ value }) => value === answer)?.label ?? answer;
  if ("amount" in answer) return String(answer.amount);
  return answer.deputy === undefined ? answer.name : `${answer.name}, ${answer.deputy}`;
}

/** The answer that stands until somebody confirms it; questions that hold approval have none. */
export function proposalOf(of: Definition): Answer | null {
  return of.source === "template" && !of.question.blocking ? (of.question.proposal ?? null) : null;
}

export function isBlocking(of: Definition): boolean {
  return of.source === "template" ? of.question.blocking : of.blocking;
}

export function textOf(of: Definition): string {
  return of.source === "template" ? of.question.text : of.text;
}

function paragraphs(text: string): LineContent[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => ({ attributes: {}, spans: [{ text: line }] }));
}

/** Lines of one box share one object, which JSON forgets. */
function shareBoxes(read: readonly LineContent[]): LineContent[] {
  let before: LineContent["box"];
  return read.map((line) => {
    const { box, ...rest } = line;
    if (box === undefined) {
      before = undefined;
      return line;
    }
    if (JSON.stringify(box) !== JSON.stringify(before)) before = box;
    return { ...rest, ...(before === undefined ? {} : { box: before }) };
  });
}
