/**
 * Passages: lines that an answer has put into the text in place of its question. A passage is known by the ids of its
 * lines and recognised by its fingerprint, so that what people have changed since is never overwritten.
 *
 * Ids for new lines are chosen before the edit: who repeats it after a crash finds them in the text, or finds that the
 * place says already what it should, and knows that it is done.
 */
import { Fragment, type Node } from "prosemirror-model";
import type * as Y from "yjs";
import { lineNodes } from "./build.ts";
import type { LineContent } from "./content.ts";
import { readOrder, readSection } from "./read.ts";
import { schema } from "./schema.ts";
import { drawSection, rootsOf } from "./to-doc.ts";
import { writeSection } from "./write.ts";

/** Where a question or a passage stands in the text. */
export interface Place {
  readonly section: string;
  /** Ids of the lines, in their order. */
  readonly lines: readonly string[];
  /** What they say, without ids; equal for equal text. */
  readonly fingerprint: string;
  /** Id of the line before the first one; null at the section's beginning. */
  readonly after: string | null;
}

/** How many lines a wording has, boxes opened. */
export function countLines(wording: readonly LineContent[]): number {
  return blocksOf(lineNodes(wording)).length;
}

/** What a wording says once it stands in the text; equal to the place's fingerprint until somebody changes it. */
export function fingerprintOf(wording: readonly LineContent[]): string {
  return fingerprint(lineNodes(wording));
}

/** All places where a question stands in the text, those in shown sections first. */
export function findPending(ydoc: Y.Doc, question: string): readonly Place[] {
  return findLines(ydoc, (node) => node.type === schema.nodes.pending && node.attrs.ref === question);
}

/** Where a passage stands, as far as its lines are still there; null when none is, or in several sections. */
export function findPassage(ydoc: Y.Doc, lines: readonly string[]): Place | null {
  const wanted = new Set(lines);
  const places = findLines(ydoc, (node) => node.isBlock && wanted.has(node.attrs.id));
  return places.length === 1 ? (places[0] as Place) : null;
}

/** Where lines stand in a section that say what the wording says, one behind the other; null when they do not. */
export function findWording(ydoc: Y.Doc, section: string, wording: readonly LineContent[]): Place | null {
  const read = readSection(rootsOf(ydoc).sections, section);
  const wanted = linesOf(lineNodes(wording)).map((line) => JSON.stringify(describe(line)));
  if (read === null || wanted.length === 0) return null;
  const lines = linesOf(drawSection(read, null).children.slice(1));
  const said = lines.map((line) => JSON.stringify(describe(line)));
  const at = said.findIndex((_line, index) =>
    wanted.every((words, offset) => said[index + offset] === words),
  );
  return at < 0 ? null : placeOf(section, lines, lines.slice(at, at + wanted.length));
}

/**
 * Puts lines where the place is and takes away those that stand there. Everything around keeps its text; text that
 * both have in common stays, and with it what a colleague is typing there. Call it inside `ydoc.transact`.
 * @param ids wanted for the new lines (see `countLines`); a line that stays keeps its own
 * @returns the ids under which the lines stand
 */
export function replacePlace(
  ydoc: Y.Doc,
  place: Pick<Place, "section" | "lines">,
  wording: readonly LineContent[],
  ids: readonly string[],
): readonly string[] {
  const gone = new Set(place.lines);
  return edit(ydoc, place.section, wording, (children) => {
    const at = linesOf(children.slice(1)).findIndex(({ node }) => gone.has(node.attrs.id));
    let put = false;
    const added = () => {
      if (put) return [];
      put = true;
      return withIds(lineNodes(wording), ids);
    };
    const changed = children.flatMap((node) => {
      if (node.type === schema.nodes.title) return [node];
      if (node.type !== schema.nodes.box) return gone.has(node.attrs.id) ? added() : [node];
      const left = node.children.filter((line) => !gone.has(line.attrs.id));
      if (left.length === node.childCount) return [node];
      // Within a box that people have drawn around it, it comes before what else stands there.
      return [...added(), ...(left.length === 0 ? [] : [node.copy(Fragment.from(left))])];
    });
    return { changed, at };
  });
}

/**
 * Puts lines behind the line `after`; at the section's end when that line is gone, at its beginning for null. Passed
 * over when there is no such section. Call it inside `ydoc.transact`.
 * @returns the ids under which the lines stand
 */
export function insertLines(
  ydoc: Y.Doc,
  section: string,
  after: string | null,
  wording: readonly LineContent[],
  ids: readonly string[],
): readonly string[] {
  return edit(ydoc, section, wording, (children) => {
    const holds = (node: Node) =>
      node.attrs.id === after || node.children.some((line) => line.attrs.id === after);
    const found = children.findIndex((node) => node.type !== schema.nodes.title && holds(node));
    const index = after === null ? 1 : found < 0 ? children.length : found + 1;
    return {
      changed: children.toSpliced(index, 0, ...withIds(lineNodes(wording), ids)),
      at: linesOf(children.slice(1, index)).length,
    };
  });
}

/** `at` is where the lines of the wording begin among the lines of the changed section. */
function edit(
  ydoc: Y.Doc,
  id: string,
  wording: readonly LineContent[],
  change: (children: readonly Node[]) => { readonly changed: readonly Node[]; readonly at: number },
): readonly string[] {
  const { sections } = rootsOf(ydoc);
  const section = readSection(sections, id);
  if (section === null) return [];
  const shown = drawSection(section, null);
  const { changed, at } = change(shown.children);
  // Only as in a restore do new lines get the ids that were chosen for them.
  writeSection(section, shown.copy(Fragment.from([...changed])), true);
  const written = readSection(sections, id);
  if (written === null) return [];
  const lines = linesOf(drawSection(written, null).children.slice(1));
  return lines.slice(at, at + countLines(wording)).map(({ node }) => String(node.attrs.id));
}

function findLines(ydoc: Y.Doc, matches: (node: Node) => boolean): Place[] {
  const { order, sections } = rootsOf(ydoc);
  const shown = readOrder(order, sections);
  const removed = [...sections.keys()].filter((id) => !shown.includes(id)).sort();
  return [...shown, ...removed].flatMap((id): Place[] => {
    const section = readSection(sections, id);
    if (section === null) return [];
    const nodes = drawSection(section, null).children.slice(1);
    const lines = linesOf(nodes);
    const found = lines.filter(({ node }) => matches(node));
    return found.length === 0 ? [] : [placeOf(id, lines, found)];
  });
}

function placeOf(section: string, lines: readonly FoundLine[], found: readonly FoundLine[]): Place {
  const before = lines[lines.indexOf(found[0] as FoundLine) - 1];
  return {
    section,
    lines: found.map(({ node }) => String(node.attrs.id)),
    fingerprint: JSON.stringify(found.map(describe)),
    after: before === undefined ? null : String(before.node.attrs.id),
  };
}

interface FoundLine {
  readonly node: Node;
  readonly box: Node | null;
}

/** Lines of text and objects, top-down, with the box around them. */
function linesOf(nodes: readonly Node[]): FoundLine[] {
  return nodes.flatMap((node): FoundLine[] =>
    node.type === schema.nodes.box
      ? node.children.map((line) => ({ node: line, box: node }))
      : [{ node, box: null }],
  );
}

function fingerprint(nodes: readonly Node[]): string {
  return JSON.stringify(linesOf(nodes).map(describe));
}

function describe({ node, box }: FoundLine): unknown {
  const { id: _id, ...attrs } = node.attrs;
  const { id: _box, ...around } = box?.attrs ?? {};
  return [
    node.type.name,
    attrs,
    node.isTextblock ? node.content.toJSON() : null,
    box === null ? null : around,
  ];
}

function blocksOf(nodes: readonly Node[]): readonly Node[] {
  return linesOf(nodes).map(({ node }) => node);
}

function withIds(nodes: readonly Node[], ids: readonly string[]): Node[] {
  let next = 0;
  const named = (node: Node) =>
    node.type.create({ ...node.attrs, id: ids[next++] ?? null }, node.content, node.marks);
  return nodes.map((node) =>
    node.type === schema.nodes.box ? node.copy(Fragment.from(node.children.map(named))) : named(node),
  );
}
