/**
 * Passages: lines that an answer has put into the text in place of its question. A passage is known by the ids of its
 * lines and recognised by its fingerprint, so that what people have changed since is never overwritten.
 *
 * The ids are chosen before the edit. Who repeats an edit after a crash finds them in the text and knows that it is
 * done.
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

/**
 * Puts lines where the place is, under the given ids (see `countLines`), and takes away those that stand there.
 * Everything around keeps its text. Call it inside `ydoc.transact`.
 */
export function replacePlace(
  ydoc: Y.Doc,
  place: Pick<Place, "section" | "lines">,
  wording: readonly LineContent[],
  ids: readonly string[],
): void {
  const gone = new Set(place.lines);
  edit(ydoc, place.section, (children) => {
    let put = false;
    const added = () => {
      if (put) return [];
      put = true;
      return withIds(lineNodes(wording), ids);
    };
    return children.flatMap((node) => {
      if (node.type === schema.nodes.box) {
        const left = node.children.filter((line) => !gone.has(line.attrs.id));
        if (left.length === node.childCount) return [node];
        const before = added();
        return left.length === 0 ? before : [...before, node.copy(fragment(left))];
      }
      return gone.has(node.attrs.id) && node.type !== schema.nodes.title ? added() : [node];
    });
  });
}

/**
 * Puts lines behind the line `after`; at the section's end when that line is gone. `after` null means the section's
 * beginning. Passed over when there is no such section. Call it inside `ydoc.transact`.
 */
export function insertLines(
  ydoc: Y.Doc,
  section: string,
  after: string | null,
  wording: readonly LineContent[],
  ids: readonly string[],
): void {
  edit(ydoc, section, (children) => {
    const nodes = withIds(lineNodes(wording), ids);
    const holds = (node: Node) => node.attrs.id === after || node.children.some((line) => line.attrs.id === after);
    const at = after === null ? 1 : children.findIndex((node) => node.type !== schema.nodes.title && holds(node)) + 1;
    return at === 0 ? [...children, ...nodes] : children.toSpliced(at, 0, ...nodes);
  });
}

function edit(ydoc: Y.Doc, id: string, change: (children: readonly Node[]) => readonly Node[]): void {
  const section = readSection(rootsOf(ydoc).sections, id);
  if (section === null) return;
  const shown = drawSection(section, null);
  const children = change(shown.children);
  // Only as in a restore do new lines get the ids that were chosen for them.
  writeSection(section, shown.copy(fragment(children)), true);
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
    const [first] = found;
    if (first === undefined) return [];
    const before = lines[lines.indexOf(first) - 1];
    return [
      {
        section: id,
        lines: found.map(({ node }) => String(node.attrs.id)),
        fingerprint: JSON.stringify(found.map(describe)),
        after: before === undefined ? null : String(before.node.attrs.id),
      },
    ];
  });
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
  return [node.type.name, attrs, node.isTextblock ? node.content.toJSON() : null, box === null ? null : around];
}

function blocksOf(nodes: readonly Node[]): readonly Node[] {
  return linesOf(nodes).map(({ node }) => node);
}

function withIds(nodes: readonly Node[], ids: readonly string[]): Node[] {
  let next = 0;
  const named = (node: Node) => node.type.create({ ...node.attrs, id: ids[next++] ?? null }, node.content, node.marks);
  return nodes.map((node) =>
    node.type === schema.nodes.box ? node.copy(fragment(node.children.map(named))) : named(node),
  );
}

function fragment(nodes: readonly Node[]): Fragment {
  return Fragment.fromArray([...nodes]);
}
