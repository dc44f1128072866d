/**
 * Places in the text that stay with their text while others edit: Yjs relative positions in a flow or title.
 * They survive Enter, join, kind, boxing and moves of the section; only cut and paste makes new text.
 */
import type { Node } from "prosemirror-model";
import * as Y from "yjs";
import { isId } from "../ids.ts";
import { isRelativePosition } from "./quotes.ts";
import { type Flow, type Line, type Run, readSection, runsOf, type Section, sectionFlows } from "./read.ts";
import { schema } from "./schema.ts";
import { rootsOf } from "./to-doc.ts";

export interface Anchor {
  readonly section: string;
  /** JSON of a Yjs relative position. */
  readonly relative: unknown;
}

/** To which neighbour an anchor holds: -1 to the character before it (the end of a quote), 0 to the one behind. */
export type Side = -1 | 0;

/**
 * The anchor of a ProseMirror position, or null where none can be: between sections, or in a cell that nobody has
 * typed in yet. `doc` must be what `ydoc` shows; an object's position gives the anchor of the object.
 */
export function anchorAt(ydoc: Y.Doc, doc: Node, pos: number, side: Side = 0): Anchor | null {
  const $pos = doc.resolve(pos);
  if ($pos.depth === 0) return null;
  const id: string = $pos.node(1).attrs.id;
  const section = readSection(rootsOf(ydoc).sections, id);
  if (section === null) return null;
  const place = placeAt(section, $pos.parent, $pos.parentOffset, $pos.nodeAfter, $pos.nodeBefore);
  if (place === null) return null;
  const relative = Y.createRelativePositionFromTypeIndex(place.text, place.index, side);
  return { section: id, relative: Y.relativePositionToJSON(relative) };
}

/**
 * The ProseMirror position of an anchor, or null if its section is not shown or its text is unknown here. The anchor
 * may come from anybody: what is none gives null. `doc` must be what `ydoc` shows.
 */
export function positionOf(ydoc: Y.Doc, doc: Node, anchor: Anchor): number | null {
  return openPositions(ydoc, doc)(anchor);
}

/** For many anchors of one view: `positionOf`, reading each section once. */
export function openPositions(ydoc: Y.Doc, doc: Node): (anchor: Anchor) => number | null {
  const shown = new Map<string, Shown | null>();

  function show(id: string): Shown | null {
    const section = readSection(rootsOf(ydoc).sections, id);
    let start = 0;
    const node = doc.children.find((child) => {
      if (child.attrs.id === id) return true;
      start += child.nodeSize;
      return false;
    });
    return section && node ? { section, flows: sectionFlows(section), node, start } : null;
  }

  return (anchor) => {
    if (!isId(anchor.section) || !isRelativePosition(anchor.relative)) return null;
    const relative = Y.createRelativePositionFromJSON(anchor.relative);
    const place = Y.createAbsolutePositionFromRelativePosition(relative, ydoc);
    if (!shown.has(anchor.section)) shown.set(anchor.section, show(anchor.section));
    const found = shown.get(anchor.section);
    if (!found || place === null) return null;
    const { section, flows, node, start } = found;
    if (place.type === section.map.get("title")) return start + 2 + titleOffset(section, place.index);
    const flow = flows.find(({ text }) => text === place.type);
    return flow ? positionInFlow(node, start, flow, place.index) : null;
  };
}

/** A section, and where its node begins. */
interface Shown {
  readonly section: Section;
  readonly flows: readonly Flow[];
  readonly node: Node;
  readonly start: number;
}

interface Place {
  readonly text: Y.Text;
  readonly index: number;
}

function placeAt(
  section: Section,
  parent: Node,
  offset: number,
  after: Node | null,
  before: Node | null,
): Place | null {
  if (parent.type === schema.nodes.title) return titlePlace(section, offset);
  if (parent.type === schema.nodes.block) return linePlace(section, parent.attrs.id, offset);
  if (after) return edgePlace(section, after, "start");
  return before ? edgePlace(section, before, "end") : null;
}

/** The first or last place in a node that stands beside the position. */
function edgePlace(section: Section, node: Node, edge: "start" | "end"): Place | null {
  if (node.type === schema.nodes.title) return titlePlace(section, edge === "start" ? 0 : node.content.size);
  if (node.type === schema.nodes.block) {
    return linePlace(section, node.attrs.id, edge === "start" ? 0 : node.content.size);
  }
  if (node.isLeaf || node.type === schema.nodes.table) return linePlace(section, node.attrs.id, 0);
  const child = edge === "start" ? node.firstChild : node.lastChild;
  return child && edgePlace(section, child, edge);
}

function titlePlace(section: Section, offset: number): Place | null {
  const text = section.map.get("title");
  if (!(text instanceof Y.Text)) return null;
  return { text, index: indexOf(titleRuns(section), offset, text.length) };
}

/** A title shows its characters only, so only they count. */
function titleRuns(section: Section): Run[] {
  return [...runsOf(section.map.get("title"))].filter((run) => typeof run.content === "string");
}

function titleOffset(section: Section, index: number): number {
  return offsetOf(titleRuns(section), index);
}

function linePlace(section: Section, id: string, offset: number): Place | null {
  for (const { text, lines } of sectionFlows(section)) {
    const line = lines.find((candidate) => candidate.id === id);
    if (line && text) return { text, index: indexOf(line.runs, offset, line.end) };
  }
  return null;
}

function widthOf(run: Run): number {
  return typeof run.content === "string" ? run.content.length : 1;
}

/** Index in the flow of an offset in a line (both in UTF-16 units, embeds count one). */
function indexOf(runs: readonly Run[], offset: number, end: number): number {
  let rest = offset;
  for (const run of runs) {
    if (rest < widthOf(run)) return run.index + rest;
    rest -= widthOf(run);
  }
  return end;
}

function offsetOf(runs: readonly Run[], index: number): number {
  let offset = 0;
  for (const run of runs) offset += Math.min(Math.max(index - run.index, 0), widthOf(run));
  return offset;
}

function positionInFlow(section: Node, start: number, flow: Flow, index: number): number | null {
  const line: Line | undefined = flow.lines.find(({ end }) => end >= index) ?? flow.lines.at(-1);
  if (!line) return null;
  let result: number | null = null;
  section.descendants((node, pos) => {
    if (result !== null) return false;
    if (node.attrs.id === line.id && !isRow(node)) {
      const at = start + 1 + pos;
      result = line.shows === "text" ? at + 1 + Math.min(offsetOf(line.runs, index), node.content.size) : at;
    }
    return result === null && !node.inlineContent;
  });
  return result;
}

/** Boxes and rows have ids of their own, which say nothing about lines. */
function isRow(node: Node): boolean {
  return node.type === schema.nodes.row || node.type === schema.nodes.box;
}
