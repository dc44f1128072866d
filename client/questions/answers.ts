/** An answer while it is being given, and what it would put into the text. */
import type { LineContent } from "#shared/document/content.ts";
import type { Question } from "#shared/questions.ts";
import type { Answer } from "#shared/template-questions.ts";

export interface Draft {
  readonly option: string;
  readonly words: string;
  readonly amount: string;
  readonly unit: string;
  readonly name: string;
  readonly deputy: string;
}

/** What the form begins with: the option chosen on the way, else the proposal or what was answered before. */
export function draftOf(question: Question, option: string | null): Draft {
  const before =
    question.status === "proposed"
      ? question.proposal
      : question.history.findLast((entry) => entry.kind === "answered")?.answer;
  const empty = {
    option: option ?? "",
    words: "",
    amount: "",
    unit: question.units?.[0]?.value ?? "",
    name: "",
    deputy: "",
  };
  if (before === undefined) return empty;
  if (typeof before === "string") {
    const isOption = question.type === "option";
    return { ...empty, option: option ?? (isOption ? before : ""), words: isOption ? "" : before };
  }
  if ("amount" in before) return { ...empty, amount: String(before.amount), unit: before.unit };
  return { ...empty, name: before.name, deputy: before.deputy ?? "" };
}

/** The answer, or the name of the field that does not fit yet. */
export function answerOf(question: Question, draft: Draft): { answer: Answer } | { wrong: keyof Draft } {
  const { type } = question;
  switch (type) {
    case "option":
      return draft.option === "" ? { wrong: "option" } : { answer: draft.option };
    case "text":
      return draft.words.trim() === "" ? { wrong: "words" } : { answer: draft.words.trim() };
    case "number": {
      const amount = Number(draft.amount);
      const { min = 0, max = null } = question;
      const fits = /^\d+$/.test(draft.amount.trim()) && amount >= min && (max === null || amount <= max);
      return fits ? { answer: { amount, unit: draft.unit } } : { wrong: "amount" };
    }
    case "person": {
      if (draft.name.trim() === "") return { wrong: "name" };
      if (question.deputyVariable === undefined) return { answer: { name: draft.name.trim() } };
      if (draft.deputy.trim() === "") return { wrong: "deputy" };
      return { answer: { name: draft.name.trim(), deputy: draft.deputy.trim() } };
    }
    default:
      return type satisfies never;
  }
}

export interface Preview {
  readonly wording: readonly LineContent[] | null;
  readonly set: Readonly<Record<string, string>>;
}

/** What an answer would put into the text. */
export function previewOf(question: Question, draft: Draft): Preview {
  if (question.type === "option") {
    const option = question.options?.find(({ value }) => value === draft.option);
    return { wording: option?.wording ?? null, set: option?.set ?? {} };
  }
  const words = wordsOf(question, draft);
  if (question.origin === "own") {
    return { wording: words === "" ? null : [{ attributes: {}, spans: [{ text: words }] }], set: {} };
  }
  return {
    wording: question.wording,
    set: {
      ...(question.variable === undefined ? {} : { [question.variable]: words }),
      ...(question.deputyVariable === undefined ? {} : { [question.deputyVariable]: draft.deputy.trim() }),
    },
  };
}

function wordsOf({ type, units }: Question, draft: Draft): string {
  if (type === "text") return draft.words.trim();
  if (type === "person") return draft.name.trim();
  const unit = units?.find(({ value }) => value === draft.unit);
  const amount = draft.amount.trim();
  if (amount === "" || unit === undefined) return amount;
  return Number(amount) === 1 ? unit.one : unit.other.replace("{n}", amount);
}
