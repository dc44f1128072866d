/** Keeps the own selection where its text is, whatever others do around it. */
import {
  type EditorState,
  NodeSelection,
  type Selection,
  TextSelection,
  type Transaction,
} from "prosemirror-state";
import type { Doc } from "yjs";
import { type Anchor, anchorAt, positionOf } from "#shared/document/anchors.ts";

/** A selection tied to the text. */
export interface KeptSelection {
  readonly anchor: Anchor | null;
  readonly head: Anchor | null;
  readonly isNode: boolean;
}

/** `state` must show what `ydoc` holds. */
export function keepSelection(ydoc: Doc, { doc, selection }: EditorState): KeptSelection {
  return {
    anchor: anchorAt(ydoc, doc, selection.anchor),
    head: anchorAt(ydoc, doc, selection.head),
    isNode: selection instanceof NodeSelection,
  };
}

/**
 * Puts a kept selection into a transaction whose document shows what `ydoc` holds. Where its text is gone, the
 * selection stays where the transaction has mapped it.
 */
export function putSelection(ydoc: Doc, tr: Transaction, kept: KeptSelection): void {
  const mapped: Selection = tr.selection;
  // Cells and whole documents map well by themselves.
  if (!kept.isNode && !(mapped instanceof TextSelection)) return;
  const anchor = kept.anchor === null ? null : positionOf(ydoc, tr.doc, kept.anchor);
  const head = kept.head === null ? null : positionOf(ydoc, tr.doc, kept.head);
  if (anchor === null || head === null) return;
  if (kept.isNode) {
    const node = tr.doc.nodeAt(anchor);
    if (node !== null && NodeSelection.isSelectable(node))
      tr.setSelection(NodeSelection.create(tr.doc, anchor));
    return;
  }
  if (tr.doc.resolve(anchor).parent.inlineContent && tr.doc.resolve(head).parent.inlineContent)
    tr.setSelection(TextSelection.create(tr.doc, anchor, head));
}
