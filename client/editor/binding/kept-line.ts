/**
 * The line that an input method is at work on, character by character. What is composed replaces its own last stage;
 * others may split, join, move or format that line meanwhile, so the stage is found by its characters, not by a
 * comparison of what the line was and what it has become.
 */
import { Fragment, type Node } from "prosemirror-model";
import type { EditorState } from "prosemirror-state";
import { Transform } from "prosemirror-transform";
import { createRelativePositionFromJSON, type Doc, getItem, Item } from "yjs";
import { type Anchor, anchorAt, openPositions } from "#shared/document/anchors.ts";
import { schema } from "#shared/document/schema.ts";
import { replacements } from "./replacements.ts";

export interface KeptLine {
  readonly section: string;
  readonly id: string;
  /** One for each character (or what counts as one) of the line. */
  readonly characters: readonly (Anchor | null)[];
}

/** The line with the caret. Call it while `state` shows what is shared. */
export function keepLine(ydoc: Doc, { doc, selection: { $head } }: EditorState): KeptLine | null {
  if ($head.parent.type !== schema.nodes.block) return null;
  const start = $head.start();
  return {
    section: $head.node(1).attrs.id,
    id: $head.parent.attrs.id,
    characters: Array.from({ length: $head.parent.content.size }, (_, offset) =>
      anchorAt(ydoc, doc, start + offset),
    ),
  };
}

interface Sides {
  readonly mine: Node;
  readonly theirs: Node;
}

/**
 * Brings what was written in the kept line from `mine` into `theirs`; `base` is their common section. Afterwards
 * `mine` has the line's old words, so that nothing of it is brought over twice.
 * @returns both unchanged where the line is gone here, or none of its characters is left there
 */
export function bringKeptLine(ydoc: Doc, line: KeptLine, base: Node, sides: Sides): Sides {
  const before = lineIn(base, line.id);
  const after = lineIn(sides.mine, line.id);
  if (!before || !after || before.content.size !== line.characters.length) return sides;
  if (before.content.eq(after.content)) return sides;
  const places = placesIn(ydoc, line, sides.theirs);
  const result = new Transform(sides.theirs);
  for (const change of replacements(alone(base, before), alone(base, after)).toReversed()) {
    if (change.type === "attributes") continue;
    const start = change.from - offsetOfWords(base);
    const end = change.to - offsetOfWords(base);
    const left = places.slice(start, end).filter((pos) => pos !== null);
    const place = left[0] ?? placeBeside(places, start, end);
    if (place === null || !result.doc.resolve(place).parent.inlineContent) return sides;
    // From the end to the beginning: what is still to come stands before it.
    for (const pos of left.toReversed()) result.delete(pos, pos + 1);
    result.replace(place, place, change.slice);
  }
  return { mine: withWords(sides.mine, line.id, before), theirs: result.doc };
}

/** For each character where it stands in the section now, or null where somebody has deleted it. */
function placesIn(ydoc: Doc, { characters }: KeptLine, theirs: Node): readonly (number | null)[] {
  const positionOf = openPositions(ydoc, schema.nodes.doc.create(null, theirs));
  return characters.map((anchor) => {
    const pos = anchor !== null && isLeft(ydoc, anchor) ? positionOf(anchor) : null;
    // The section's own opening is not counted within it.
    return pos === null ? null : pos - 1;
  });
}

function isLeft(ydoc: Doc, { relative }: Anchor): boolean {
  const { item } = createRelativePositionFromJSON(relative);
  if (item === null) return false;
  const found: unknown = getItem(ydoc.store, item);
  return found instanceof Item && !found.deleted;
}

/** Behind what stood before the range, or before what stood behind it. */
function placeBeside(places: readonly (number | null)[], start: number, end: number): number | null {
  const before = places.slice(0, start).findLast((pos) => pos !== null);
  if (before !== undefined && before !== null) return before + 1;
  return places.slice(end).find((pos) => pos !== null) ?? null;
}

function lineIn(section: Node, id: string): Node | null {
  let found: Node | null = null;
  section.descendants((node) => {
    if (node.type === schema.nodes.block && node.attrs.id === id) found ??= node;
    return found === null && !node.inlineContent;
  });
  return found;
}

function withWords(section: Node, id: string, words: Node): Node {
  let start = -1;
  let size = 0;
  section.descendants((node, pos) => {
    if (start < 0 && node.type === schema.nodes.block && node.attrs.id === id)
      [start, size] = [pos + 1, node.content.size];
    return start < 0 && !node.inlineContent;
  });
  return new Transform(section).replaceWith(start, start + size, words.content).doc;
}

/** The line as the only one of its section, so that nothing else is compared. */
function alone(section: Node, line: Node): Node {
  return section.copy(Fragment.from([section.child(0), line]));
}

function offsetOfWords(section: Node): number {
  return section.child(0).nodeSize + 1;
}
