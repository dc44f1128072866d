/** Keeps the own selection where its text is, whatever others do around it. */
import type { Node } from "prosemirror-model";
import {
  type EditorState,
  NodeSelection,
  Selection,
  TextSelection,
  type Transaction,
} from "prosemirror-state";
import type { Doc } from "yjs";
import { type Anchor, anchorAt, positionOf } from "#shared/document/anchors.ts";

/** A selection tied to the text. Cells and the whole document map well by themselves. */
export type KeptSelection =
  | { readonly type: "text"; readonly anchor: Anchor | null; readonly head: Anchor | null }
  | { readonly type: "node"; readonly at: Anchor | null; readonly node: Node }
  | { readonly type: "other" };

/** `state` must show what `ydoc` holds. */
export function keepSelection(ydoc: Doc, { doc, selection }: EditorState): KeptSelection {
  if (selection instanceof NodeSelection)
    return { type: "node", at: anchorAt(ydoc, doc, selection.from), node: selection.node };
  if (!(selection instanceof TextSelection)) return { type: "other" };
  const anchor = anchorAt(ydoc, doc, selection.anchor);
  return {
    type: "text",
    anchor,
    head: selection.empty ? anchor : anchorAt(ydoc, doc, selection.head),
  };
}

/**
 * Puts a kept selection into a transaction whose document shows what `ydoc` holds. Where its text is gone, a text
 * selection nearby takes its place: never another object, which the next key would remove.
 */
export function putSelection(ydoc: Doc, tr: Transaction, kept: KeptSelection): void {
  switch (kept.type) {
    case "text": {
      const anchor = kept.anchor && positionOf(ydoc, tr.doc, kept.anchor);
      const head = kept.head && positionOf(ydoc, tr.doc, kept.head);
      if (anchor !== null && head !== null && isInText(tr.doc, anchor) && isInText(tr.doc, head))
        tr.setSelection(TextSelection.create(tr.doc, anchor, head));
      else if (!(tr.selection instanceof TextSelection)) tr.setSelection(textNear(tr));
      return;
    }
    case "node": {
      if (tr.selection instanceof NodeSelection && isSame(kept.node, tr.selection.node)) return;
      const pos = kept.at && positionOf(ydoc, tr.doc, kept.at);
      const node = pos === null ? null : tr.doc.nodeAt(pos);
      if (pos !== null && node !== null && isSame(kept.node, node) && NodeSelection.isSelectable(node))
        tr.setSelection(NodeSelection.create(tr.doc, pos));
      else tr.setSelection(textNear(tr));
      return;
    }
    case "other":
      if (tr.selection instanceof NodeSelection) tr.setSelection(textNear(tr));
      return;
    default:
      kept satisfies never;
  }
}

function isInText(doc: Node, pos: number): boolean {
  return pos <= doc.content.size && doc.resolve(pos).parent.inlineContent;
}

function isSame(kept: Node, node: Node): boolean {
  return kept.type === node.type && kept.attrs.id === node.attrs.id && kept.attrs.name === node.attrs.name;
}

function textNear({ doc, selection }: Transaction): Selection {
  const $pos = doc.resolve(selection.from);
  return Selection.findFrom($pos, 1, true) ?? Selection.findFrom($pos, -1, true) ?? selection;
}
