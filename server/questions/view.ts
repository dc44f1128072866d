/** Questions and entries as people see them: with names, in words, with the day that they are due. */
import type { LineContent } from "#shared/document/content.ts";
import type { PersonId } from "#shared/ids.ts";
import { isUnanswered } from "#shared/question-status.ts";
import {
  type Hold,
  proposedDue,
  type Question,
  type QuestionEntry,
  type QuestionOption,
} from "#shared/questions.ts";
import { wordingKey } from "#shared/template-answers.ts";
import { type Definition, effect, inWords, isBlocking, proposalOf, textOf } from "./definition.ts";
import type { StoredHold } from "./hold-store.ts";
import type { StoredEntry, StoredQuestion } from "./rows.ts";

export type Names = ReadonlyMap<PersonId, string>;

/** The dates that due days are reckoned from. */
export interface Calendar {
  readonly createdAt: string;
  readonly targetDate: string | null;
}

export function toView(
  question: StoredQuestion,
  entries: readonly StoredEntry[],
  names: Names,
  calendar: Calendar,
): Question {
  const { definition, status } = question;
  const history = entries.map((entry) => entryView(entry, names));
  const current = entries.findIndex((entry) => entry.id === question.entryId);
  const base = {
    id: question.id,
    sectionId: question.sectionId,
    origin: definition.source,
    ...asked(definition),
    blocking: isBlocking(definition),
    askedOf: [...definition.askedOf],
    due: dueOf(question, calendar),
    passage: [...(question.passage?.lines ?? [])],
    history,
  };
  const entry = history[current];
  if (status === "answered" && entry?.kind === "answered") return { ...base, status, decision: entry };
  if (status === "deferred" && entry?.kind === "deferred") return { ...base, status, deferral: entry };
  if (status === "notApplicable" && entry?.kind === "notApplicable")
    return { ...base, status, exclusion: entry };
  const proposal = proposalOf(definition);
  if (proposal === null) return { ...base, status: "open" };
  return { ...base, status: "proposed", proposal, proposalInWords: inWords(definition, proposal) };
}

/** The day on which an answer is due: one that was set, or one proposed from the target date. */
export function dueOf(question: StoredQuestion, { createdAt, targetDate }: Calendar): Question["due"] {
  if (!isUnanswered(question) && question.status !== "proposed") return null;
  if (question.dueOn !== null) return { on: question.dueOn, proposed: false };
  if (targetDate === null) return null;
  return { on: proposedDue(isBlocking(question.definition), createdAt, targetDate), proposed: true };
}

type Asked = Pick<
  Question,
  "text" | "why" | "type" | "options" | "units" | "min" | "max" | "variable" | "deputyVariable" | "wording"
>;

function asked(definition: Definition): Asked {
  if (definition.source === "own") {
    const { text, why, type, options } = definition;
    return {
      text,
      why,
      type,
      wording: null,
      ...(type === "option" ? { options: options.map((option) => ({ ...option, set: {} })) } : {}),
    };
  }
  const { question, wordings } = definition;
  const common = { text: textOf(definition), why: question.why ?? null, type: question.type };
  const wordingOf = (key: string): LineContent[] | null => wordings[key] ?? null;
  switch (question.type) {
    case "option":
      return {
        ...common,
        wording: null,
        options: question.options.map(
          ({ value, label, set }): QuestionOption => ({
            value,
            label,
            wording: wordingOf(wordingKey(question.id, value)),
            set: set ?? {},
          }),
        ),
      };
    case "text":
      return { ...common, variable: question.variable, wording: wordingOf(question.id) };
    case "number": {
      const { units, min, max = null, variable } = question;
      return { ...common, units, min, max, variable, wording: wordingOf(question.id) };
    }
    case "person":
      return {
        ...common,
        variable: question.variable,
        ...(question.deputyVariable === undefined ? {} : { deputyVariable: question.deputyVariable }),
        wording: wordingOf(question.id),
      };
    default:
      return question satisfies never;
  }
}

export function entryView(entry: StoredEntry, names: Names): QuestionEntry {
  const signature = {
    at: entry.at,
    by: { id: entry.personId, name: names.get(entry.personId) ?? "" },
    forBody: entry.bodyId,
    onBehalf: entry.onBehalf,
    reason: entry.reason,
  };
  switch (entry.kind) {
    case "answered": {
      const { kind, answer, text, wording, set, offered } = entry;
      return { ...signature, kind, answer, inWords: entry.inWords, text, wording, set, offered };
    }
    case "deferred": {
      const { kind, until, to } = entry;
      return {
        ...signature,
        kind,
        until,
        person: to === null ? null : { id: to, name: names.get(to) ?? "" },
      };
    }
    case "notApplicable":
      return { ...signature, kind: entry.kind, text: entry.text };
    case "undone":
      return { ...signature, kind: entry.kind };
    default:
      return entry satisfies never;
  }
}

export function holdView(hold: StoredHold, names: Names): Hold {
  const { at, personId, onBehalf, reason, reviewOn } = hold;
  return { at, by: { id: personId, name: names.get(personId) ?? "" }, onBehalf, reason, reviewOn };
}

/** What the resting proposal puts into variables. */
export function proposedVariables(definition: Definition): Readonly<Record<string, string>> {
  const proposal = proposalOf(definition);
  return proposal === null ? {} : effect(definition, proposal).variables;
}

/** Where a question is read and answered. */
export function questionPath({ guidelineId, id }: StoredQuestion): string {
  return `/guidelines/${guidelineId}?question=${id}`;
}
