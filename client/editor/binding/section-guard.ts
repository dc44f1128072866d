/**
 * Sections come and go through the outline alone, never through the text: a deletion that reaches from one section
 * into another empties what lies between and keeps both.
 */
import type { Node } from "prosemirror-model";
import { type EditorState, TextSelection, type Transaction } from "prosemirror-state";

/** Whether a selection reaches over the border of a section. */
export function crossesSections({ selection }: EditorState): boolean {
  const { $from, $to } = selection;
  return !selection.empty && $from.depth > 0 && $to.depth > 0 && $from.index(0) !== $to.index(0);
}

/** Empties everything between two positions, but for the sections and titles themselves. */
export function deleteAcross(tr: Transaction, from: number, to: number): Transaction {
  const removals: { readonly from: number; readonly to: number }[] = [];
  tr.doc.nodesBetween(from, to, (node, pos, parent) => {
    const end = pos + node.nodeSize;
    if (node.isTextblock) {
      const inside = { from: Math.max(from, pos + 1), to: Math.min(to, end - 1) };
      const whole = pos >= from && end <= to && node.type.name !== "title" && parent?.type.name === "section";
      removals.push(whole ? { from: pos, to: end } : inside);
      return false;
    }
    if (node.type.name === "section" || node.type.name === "doc") return true;
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

/** Whether the same sections stand in the same order. */
export function sameSections(before: Node, after: Node): boolean {
  if (before.childCount !== after.childCount) return false;
  for (let index = 0; index < before.childCount; index++)
    if (before.child(index).attrs.id !== after.child(index).attrs.id) return false;
  return true;
}
