/**
 * Sections come and go through the outline alone, never through the text: a deletion that reaches over the border of
 * a section, a title or a table's cell empties what lies between and keeps both sides apart.
 */
import type { Node, ResolvedPos } from "prosemirror-model";
import { type EditorState, TextSelection, type Transaction } from "prosemirror-state";
import { type Mappable, Mapping, ReplaceAroundStep, ReplaceStep } from "prosemirror-transform";
import { addReplacements, replacements } from "./replacements.ts";

const ISLANDS: readonly string[] = ["section", "title", "cell"];

/** Whether a selection of text reaches over such a border. */
export function crossesBorder({ selection }: EditorState): boolean {
  const { $from, $to, empty } = selection;
  if (empty || !(selection instanceof TextSelection)) return false;
  return left($from, $to).length > 0 || left($to, $from).length > 0;
}

/**
 * What to append to transactions that took a border away: everything as it was, only that what lay between is
 * emptied, and what was typed instead of it stands at its beginning. Null where every border has stayed.
 */
export function keepBorders(
  transactions: readonly Transaction[],
  before: EditorState,
  after: EditorState,
): Transaction | null {
  if (before.doc === after.doc) return null;
  const mapping = new Mapping(transactions.flatMap((tr) => tr.mapping.maps));
  const { $from, $to, empty } = before.selection;
  const isKept =
    sameSections(before.doc, after.doc) &&
    !bordersOf(before.doc).some((pos) => mapping.mapResult(pos).deletedAcross) &&
    !(crossesBorder(before) && (isOpened($from, $to, mapping) || isOpened($to, $from, mapping)));
  if (isKept) return null;
  const { from, to } = empty
    ? changedRange(before.doc, after.doc)
    : { from: before.selection.from, to: before.selection.to };
  const wanted = deleteAcross(before.tr, from, to);
  const typed = typedText(transactions);
  if (typed !== "" && wanted.selection.$from.parent.inlineContent) wanted.insertText(typed);
  const tr = addReplacements(after.tr, replacements(after.doc, wanted.doc));
  return tr.setSelection(TextSelection.near(tr.doc.resolve(wanted.selection.from)));
}

/** Depths of the islands around a position that the other one does not stand in. */
function left($pos: ResolvedPos, $other: ResolvedPos): number[] {
  const depths: number[] = [];
  for (let depth = $pos.sharedDepth($other.pos) + 1; depth <= $pos.depth; depth++)
    if (ISLANDS.includes($pos.node(depth).type.name)) depths.push(depth);
  return depths;
}

/** Whether an island around `$pos` has lost its border towards `$other` although something of it is left. */
function isOpened($pos: ResolvedPos, $other: ResolvedPos, mapping: Mappable): boolean {
  return left($pos, $other).some((depth) => {
    const start = mapping.mapResult($pos.start(depth), -1);
    const end = mapping.mapResult($pos.end(depth), 1);
    const isGone = start.deletedBefore && end.deletedAfter && start.pos === end.pos;
    return !isGone && ($other.pos > $pos.pos ? end.deletedAfter : start.deletedBefore);
  });
}

/** Empties everything between two positions, but for sections, titles, and the cells of a table that goes on. */
export function deleteAcross(tr: Transaction, from: number, to: number): Transaction {
  const removals: { readonly from: number; readonly to: number }[] = [];
  tr.doc.nodesBetween(from, to, (node, pos, parent) => {
    const end = pos + node.nodeSize;
    if (node.isTextblock) {
      const inside = { from: Math.max(from, pos + 1), to: Math.min(to, end - 1) };
      const isLine = parent?.type.name === "section" || parent?.type.name === "box";
      const whole = pos >= from && end <= to && isLine && node.type.name !== "title";
      removals.push(whole ? { from: pos, to: end } : inside);
      return false;
    }
    // Rows and cells stay, so that the table keeps its form.
    if (["doc", "section", "row", "cell"].includes(node.type.name)) return true;
    if (pos >= from && end <= to) {
      removals.push({ from: pos, to: end });
      return false;
    }
    return !node.isLeaf;
  });
  for (const removal of removals.toReversed())
    if (removal.to > removal.from) tr.delete(removal.from, removal.to);
  return tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(from, tr.doc.content.size)), -1));
}

/** Positions between two sections, and between a title and what follows it. */
function bordersOf(doc: Node): number[] {
  const borders: number[] = [];
  doc.forEach((section, offset) => {
    borders.push(offset, offset + 1 + (section.firstChild?.nodeSize ?? 0));
  });
  return borders;
}

/** Whether the same sections stand in the same order. */
function sameSections(before: Node, after: Node): boolean {
  if (before.childCount !== after.childCount) return false;
  return before.children.every((section, index) => section.attrs.id === after.child(index).attrs.id);
}

function changedRange(before: Node, after: Node): { readonly from: number; readonly to: number } {
  const from = before.content.findDiffStart(after.content) ?? 0;
  const to = before.content.findDiffEnd(after.content)?.a ?? from;
  return { from, to: Math.max(from, to) };
}

function typedText(transactions: readonly Transaction[]): string {
  const slices = transactions.flatMap(({ steps }) =>
    steps.flatMap((step) =>
      step instanceof ReplaceStep || step instanceof ReplaceAroundStep ? [step.slice.content] : [],
    ),
  );
  return slices.map((content) => content.textBetween(0, content.size, " ")).join("");
}
