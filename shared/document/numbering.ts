/**
 * How a directive (Dienstanweisung) is cited: its sections as § 1, § 2, and the paragraphs of a section as (1), (2).
 * Numbers follow from the order alone; they are shown and written out, never part of the shared text.
 */
import { Fragment, type Node } from "prosemirror-model";
import type { DocumentKind } from "../roles.ts";
import { schema } from "./schema.ts";

export interface NumberedLine {
  readonly type: string;
  readonly kind: unknown;
  readonly isEmpty: boolean;
}

export function isNumbered(kind: DocumentKind): boolean {
  return kind === "instruction";
}

/** @param index of the section in its text, from 0 */
export function sectionNumber(index: number): string {
  return `§\u00A0${index + 1}`;
}

/**
 * The numbers of a section's lines, in their order. Only paragraphs count, not lists, headings, boxes or tables; a
 * paragraph that stands alone in its section needs no number.
 */
export function paragraphNumbers(lines: readonly NumberedLine[]): readonly (string | null)[] {
  const isCounted = ({ type, kind, isEmpty }: NumberedLine) =>
    type === "block" && (kind ?? "text") === "text" && !isEmpty;
  if (lines.filter(isCounted).length < 2) return lines.map(() => null);
  let count = 0;
  return lines.map((line) => (isCounted(line) ? `(${++count})` : null));
}

export function numbersOf(section: Node): readonly (string | null)[] {
  return paragraphNumbers(
    section.children.map((node) => ({
      type: node.type.name,
      kind: node.attrs.kind,
      isEmpty: node.content.size === 0,
    })),
  );
}

/** The text with its numbers as words, for files and the clipboard. */
export function withNumbers(doc: Node): Node {
  return doc.copy(
    Fragment.from(
      doc.children.map((section, index) => {
        const numbers = numbersOf(section);
        return section.copy(
          Fragment.from(
            section.children.map((node, at) => {
              const number = node.type === schema.nodes.title ? sectionNumber(index) : numbers[at];
              if (number === null || number === undefined) return node;
              return node.copy(node.content.addToStart(schema.text(`${number} `)));
            }),
          ),
        );
      }),
    ),
  );
}
