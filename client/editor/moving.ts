/**
 * Moving lines. The order of lines is the order of their text in the flow, so a line that changes places with its
 * neighbour cannot do so by reference: one of the two is cut out and put in again. Here it is the one in which nobody
 * writes, so that what a colleague is typing goes on where it is. Tables, figures and other objects are always the
 * ones put in again where they can be: of them nothing is lost. A line that leaves its box only loses an attribute.
 */
import { Fragment, type Node } from "prosemirror-model";
import {
  type Command,
  type EditorState,
  NodeSelection,
  TextSelection,
  type Transaction,
} from "prosemirror-state";
import { schema } from "#shared/document/schema.ts";
import { newId } from "#shared/ids.ts";

const { block, box, section, table, title } = schema.nodes;

/** Where others are: positions in the document. */
export type Occupied = readonly number[];

/** Neighbouring lines in one section or box. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The lines that the selection touches: in a box lines of it, else whole boxes, tables and objects. Null in a title. */
export function selectedStretch({ selection }: Pick<EditorState, "selection">): Stretch | null {
  const { $from, $to } = selection;
  const holds = (node: Node) => node.type === section || node.type === box;
  const range = $from.blockRange($to, holds);
  if (range !== null) {
    const first = range.parent.child(range.startIndex);
    return first.type === title ? null : { from: range.start, to: range.end };
  }
  return selection instanceof NodeSelection && holds($from.parent)
    ? { from: selection.from, to: selection.to }
    : null;
}

/** The stretch and what stands around it. */
interface Place {
  readonly parent: Node;
  readonly start: number;
  readonly first: number;
  readonly last: number;
}

function placeOf(doc: Node, { from, to }: Stretch): Place {
  const $from = doc.resolve(from);
  return {
    parent: $from.parent,
    start: $from.start(),
    first: $from.index(),
    last: doc.resolve(to).index() - 1,
  };
}

/** Moves the selected lines over their neighbour: out of their box, over a table, into the next section. */
export function moveLines(by: 1 | -1, occupied: () => Occupied): Command {
  return (state, dispatch) => {
    const stretch = selectedStretch(state);
    if (stretch === null) return false;
    const place = placeOf(state.doc, stretch);
    const next = by < 0 ? place.first - 1 : place.last + 1;
    const neighbour = place.parent.maybeChild(next);
    const tr = state.tr;
    if (neighbour && neighbour.type !== title) {
      const target = by < 0 ? stretch.from - neighbour.nodeSize : stretch.to + neighbour.nodeSize;
      moveStretch(tr, stretch, target, occupied());
    } else if (place.parent.type === box) {
      if (!leaveBox(tr, stretch, by)) return false;
    } else if (!moveToNextSection(tr, stretch, by)) {
      return true;
    }
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}

/**
 * Moves a stretch to a border between two lines; within its section or box the cheaper side is put in anew.
 * Does nothing where the target lies within the stretch.
 */
export function moveStretch(tr: Transaction, stretch: Stretch, target: number, occupied: Occupied): void {
  const { from, to } = stretch;
  if (target >= from && target <= to) return;
  const passed: Stretch = target < from ? { from: target, to: from } : { from: to, to: target };
  const isNear = tr.doc.resolve(target).parent === tr.doc.resolve(from).parent;
  const own = cost(tr.doc, stretch, occupied);
  if (isNear && cost(tr.doc, passed, occupied) < own) putAnew(tr, passed, target < from ? to : from);
  else putAnew(tr, stretch, target);
}

/** What could be lost if it were put in anew: people in it first, then characters. Objects lose nothing. */
function cost(doc: Node, { from, to }: Stretch, occupied: Occupied): number {
  let people = 0;
  let characters = 0;
  doc.nodesBetween(from, to, (node, pos) => {
    if (pos < from || pos >= to) return true;
    if (node.type === table || node.isLeaf) return false;
    if (!node.isTextblock) return true;
    characters += node.content.size;
    people += occupied.filter((each) => each > pos && each < pos + node.nodeSize).length;
    return false;
  });
  return people * 1_000_000 + characters;
}

/** Cuts a stretch out and puts it in at another place under new ids. The selection goes with it. */
function putAnew(tr: Transaction, { from, to }: Stretch, target: number): void {
  const content = withoutIds(tr.doc.slice(from, to).content);
  const { anchor, head } = tr.selection;
  const isInside = anchor >= from && anchor <= to && head >= from && head <= to;
  const isObject = tr.selection instanceof NodeSelection;
  if (target > to) tr.insert(target, content).delete(from, to);
  else tr.delete(from, to).insert(target, content);
  if (!isInside) return;
  const shift = (target > to ? target - (to - from) : target) - from;
  tr.setSelection(
    isObject
      ? NodeSelection.create(tr.doc, from + shift)
      : TextSelection.between(tr.doc.resolve(anchor + shift), tr.doc.resolve(head + shift)),
  );
}

/** A box stays the box that it is, and a table the table: they are referred to. */
function withoutIds(content: Fragment): Fragment {
  return Fragment.from(
    content.content.map((node) => {
      if (node.type === box) return node.copy(withoutIds(node.content));
      return node.type.create({ ...node.attrs, id: null }, node.content, node.marks);
    }),
  );
}

/** The lines at the edge of a box stand outside of it then; their text is not touched. */
function leaveBox(tr: Transaction, { from, to }: Stretch, by: 1 | -1): boolean {
  const $from = tr.doc.resolve(from);
  const around = $from.parent;
  const { anchor, head } = tr.selection;
  const lines = tr.doc.slice(from, to).content;
  const isWhole = lines.size === around.content.size;
  const before = $from.before();
  const after = $from.after();
  if (isWhole) {
    tr.replaceWith(before, after, lines);
  } else {
    const rest = around.copy(
      by < 0 ? around.content.cut(lines.size) : around.content.cut(0, from - $from.start()),
    );
    tr.replaceWith(before, after, by < 0 ? [...lines.content, rest] : [rest, ...lines.content]);
  }
  const shift = by < 0 || isWhole ? -1 : 1;
  tr.setSelection(TextSelection.between(tr.doc.resolve(anchor + shift), tr.doc.resolve(head + shift)));
  return true;
}

function moveToNextSection(tr: Transaction, stretch: Stretch, by: 1 | -1): boolean {
  const $from = tr.doc.resolve(stretch.from);
  const next = tr.doc.maybeChild($from.index(0) + by);
  if (!next || $from.depth !== 1) return false;
  const heading = next.child(0).nodeSize;
  putAnew(tr, stretch, by < 0 ? $from.before(1) - 1 : $from.after(1) + 1 + heading);
  return true;
}

/** The same lines once more, behind themselves. */
export const duplicateLines: Command = (state, dispatch) => {
  const stretch = selectedStretch(state);
  if (stretch === null) return false;
  const { from, to } = stretch;
  const { anchor, head } = state.selection;
  const copy = withoutIds(state.doc.slice(from, to).content);
  const tr = state.tr.insert(to, asCopies(copy));
  const shift = to - from;
  if (!(state.selection instanceof NodeSelection))
    tr.setSelection(TextSelection.between(tr.doc.resolve(anchor + shift), tr.doc.resolve(head + shift)));
  dispatch?.(tr.scrollIntoView());
  return true;
};

/** Of a table or box there are two then. */
function asCopies(content: Fragment): Fragment {
  return Fragment.from(
    content.content.map((node) => {
      if (node.type === table) return node.type.create({ ...node.attrs, ref: null }, node.content);
      return node.type === box ? node.type.create({ ...node.attrs, id: newId() }, node.content) : node;
    }),
  );
}

/** Takes the selected lines out; a box without lines goes too. */
export const deleteLines: Command = (state, dispatch) => {
  const stretch = selectedStretch(state);
  if (stretch === null) return false;
  const $from = state.doc.resolve(stretch.from);
  const isWholeBox = $from.parent.type === box && stretch.to - stretch.from === $from.parent.content.size;
  const { from, to } = isWholeBox ? { from: $from.before(), to: $from.after() } : stretch;
  const tr = state.tr.delete(from, to);
  const parent = tr.doc.resolve(from).parent;
  if (parent.type === section && parent.childCount === 1) tr.insert(from, block.create());
  tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(from, tr.doc.content.size)), 1));
  dispatch?.(tr.scrollIntoView());
  return true;
};
