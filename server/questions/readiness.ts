/** How far a guideline is: what holds its approval, what only warns, and what the text says meanwhile. */
import type { Node } from "prosemirror-model";
import type { Doc } from "yjs";
import { type OutlineSection, readOutline } from "#shared/document/outline.ts";
import { findPassage, findPending } from "#shared/document/passages.ts";
import { schema } from "#shared/document/schema.ts";
import { toDoc } from "#shared/document/to-doc.ts";
import { readVariables } from "#shared/document/variables.ts";
import type { SectionId } from "#shared/ids.ts";
import { holdsApproval, isUnanswered } from "#shared/question-status.ts";
import type { Finding, Hold, Meanwhile, Question, Readiness } from "#shared/questions.ts";
import { pressing, type SectionStatus } from "#shared/section-status.ts";
import type { StoredQuestion } from "./rows.ts";

/** What a look at the text has found; the words come later, outside of the room. */
export interface Sight {
  readonly outline: readonly OutlineSection[];
  readonly variables: Readonly<Record<string, string>>;
  /** By question. */
  readonly meanwhile: ReadonlyMap<string, Meanwhile>;
  /** Placeholders without a value: how often, by section. */
  readonly missing: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

export function lookAt(ydoc: Doc, questions: readonly Pick<StoredQuestion, "id" | "passage">[]): Sight {
  const doc = toDoc(ydoc);
  const variables = readVariables(ydoc);
  const lines = new Map<string, Node>();
  const missing = new Map<string, Map<string, number>>();
  doc.forEach((section) => {
    const gaps = new Map<string, number>();
    section.descendants((node) => {
      if (node.isTextblock && node.attrs.id !== undefined) lines.set(String(node.attrs.id), node);
      if (node.type !== schema.nodes.variable) return;
      const name = String(node.attrs.name);
      if (!variables[name]?.trim()) gaps.set(name, (gaps.get(name) ?? 0) + 1);
    });
    missing.set(String(section.attrs.id), gaps);
  });
  const says = ({ id, passage }: Pick<StoredQuestion, "id" | "passage">): Meanwhile => {
    if (findPending(ydoc, id).length > 0) return { says: "question" };
    const place = passage === null ? null : findPassage(ydoc, passage.lines);
    const words = place?.lines
      .flatMap((line) => lines.get(line) ?? [])
      .map((line) => wordsOf(line, variables));
    return words === undefined || words.length === 0
      ? { says: "nothing" }
      : { says: "wording", words: words.join(" ") };
  };
  return {
    outline: readOutline(ydoc),
    variables,
    meanwhile: new Map(questions.map((question) => [question.id, says(question)])),
    missing,
  };
}

function wordsOf(line: Node, variables: Readonly<Record<string, string>>): string {
  return line.textBetween(0, line.content.size, " ", (leaf) => {
    if (leaf.type !== schema.nodes.variable) return " ";
    return variables[String(leaf.attrs.name)] || "…";
  });
}

/** `concerns` are statuses of sections that others know of. */
export function readinessOf(
  sight: Sight,
  questions: readonly Question[],
  hold: Hold | null,
  concerns: ReadonlyMap<SectionId, SectionStatus>,
): Readiness {
  const sections = sight.outline.map(({ id, title }) => {
    const own = questions.filter(({ sectionId }) => sectionId === id);
    const blocks: Finding[] = [];
    const warns: Finding[] = [];
    for (const question of own) {
      const meanwhile = sight.meanwhile.get(question.id) ?? { says: "nothing" };
      const weight = weigh(question, meanwhile);
      if (weight === null || question.status === "notApplicable") continue;
      const found: Finding = {
        what: "question",
        questionId: question.id,
        sectionId: id,
        text: question.text,
        status: question.status,
        askedOf: question.askedOf,
        due: question.due,
        meanwhile,
      };
      (weight === "blocks" ? blocks : warns).push(found);
    }
    for (const [name, times] of sight.missing.get(id) ?? [])
      warns.push({ what: "variable", name, sectionId: id, times });
    const status = pressing([
      blocks.length > 0 || own.some(isUnanswered) ? "open" : "settled",
      concerns.get(id) ?? "settled",
    ]);
    return { id, title, status, blocks, warns };
  });
  const count = (of: "blocks" | "warns") => sections.reduce((sum, section) => sum + section[of].length, 0);
  return { sections, hold, blocking: count("blocks") + (hold === null ? 0 : 1), warnings: count("warns") };
}

function weigh(question: Question, meanwhile: Meanwhile): "blocks" | "warns" | null {
  if (holdsApproval(question)) return "blocks";
  if (question.status === "answered" || question.status === "notApplicable") {
    // The text still asks what has been decided.
    if (meanwhile.says === "question") return question.blocking ? "blocks" : "warns";
    return question.status === "answered" && question.decision.text !== "done" ? "warns" : null;
  }
  return "warns";
}
