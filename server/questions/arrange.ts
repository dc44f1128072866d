/** Questions come into a guideline with the sections of the catalogue, and stay known when a section goes. */
import type { Doc } from "yjs";
import type { LineContent } from "#shared/document/content.ts";
import { readOutline } from "#shared/document/outline.ts";
import { findWording } from "#shared/document/passages.ts";
import type { Body } from "#shared/identity.ts";
import type { GuidelineId } from "#shared/ids.ts";
import type { SectionFile } from "#shared/template-file.ts";
import { type Definition, effect, isBlocking, proposalOf } from "./definition.ts";
import type { Passage, StoredQuestion } from "./rows.ts";

export interface Arrangement {
  readonly added: readonly StoredQuestion[];
  /** Those that stand elsewhere than before. */
  readonly places: readonly Pick<StoredQuestion, "id" | "sectionId" | "position">[];
}

/** Own questions stand behind those of the catalogue. */
const OWN_FROM = 500;
const PER_SECTION = 1000;

/**
 * Which questions a text has, in its order. A section that comes again (brought back, or anew from the catalogue)
 * finds the questions that it had, with what was decided.
 */
export function arrange(
  ydoc: Doc,
  guidelineId: GuidelineId,
  known: readonly StoredQuestion[],
  sections: ReadonlyMap<string, SectionFile>,
  bodies: readonly Body[],
  now: string,
): Arrangement {
  const before = new Map(known.map((question) => [question.id, question]));
  const shown = readOutline(ydoc);
  const added: StoredQuestion[] = [];
  const places: { -readonly [K in keyof Arrangement["places"][number]]: Arrangement["places"][number][K] }[] =
    [];
  const placed = new Set<string>();
  const place = (question: StoredQuestion, sectionId: StoredQuestion["sectionId"], position: number) => {
    placed.add(question.id);
    if (question.sectionId !== sectionId || question.position !== position)
      places.push({ id: question.id, sectionId, position });
  };

  shown.forEach(({ id: sectionId, key }, index) => {
    const file = key === null ? undefined : sections.get(key);
    file?.questions.forEach((question, at) => {
      const position = index * PER_SECTION + at;
      const old = before.get(question.id);
      // The same section twice: its questions are asked once.
      if (placed.has(question.id)) return;
      if (old !== undefined) {
        place(old, sectionId, position);
        return;
      }
      const definition: Definition = {
        source: "template",
        question,
        wordings: Object.fromEntries(
          [...file.wordings]
            .filter(([name]) => name === question.id || name.startsWith(`${question.id}/`))
            .map(([name, lines]) => [name, [...lines]]),
        ),
        askedOf: bodies
          .filter(({ key }) => key !== null && question.askedOf.includes(key))
          .map(({ id }) => id),
      };
      placed.add(question.id);
      added.push({
        guidelineId,
        id: question.id,
        sectionId,
        sectionKey: key,
        definition,
        position,
        status: proposalOf(definition) === null ? "open" : "proposed",
        entryId: null,
        dueOn: null,
        passage: isBlocking(definition)
          ? null
          : restingPassage(ydoc, sectionId, file, question.id, definition),
        createdAt: now,
      });
    });
    for (const question of known)
      if (question.sectionId === sectionId && !placed.has(question.id)) {
        const own = question.position % PER_SECTION;
        place(question, sectionId, index * PER_SECTION + (own < OWN_FROM ? OWN_FROM + own : own));
      }
  });
  return { added, places };
}

/** Where an own question comes in a section that has `count` of them. */
export function ownPosition(sectionIndex: number, count: number): number {
  return sectionIndex * PER_SECTION + OWN_FROM + count;
}

/** What stands in the text of a question that does not hold approval, while nobody has answered it. */
export function restingWording(definition: Definition): readonly LineContent[] | null {
  const proposal = proposalOf(definition);
  if (proposal !== null) return effect(definition, proposal).wording;
  if (definition.source === "own") return null;
  return definition.wordings[definition.question.id] ?? null;
}

function restingPassage(
  ydoc: Doc,
  section: string,
  file: SectionFile,
  id: string,
  definition: Definition,
): Passage | null {
  const resting = restingWording(definition) ?? [];
  if (resting.length > 0) return findWording(ydoc, section, resting);
  const at = file.lines.findIndex(({ attributes }) => attributes.kind === "pending" && attributes.ref === id);
  const before = file.lines[at - 1];
  if (at < 0 || before === undefined) return null;
  const neighbour = findWording(ydoc, section, [before]);
  if (neighbour === null) return null;
  return { section, lines: [], fingerprint: "[]", after: neighbour.lines[0] ?? null };
}
