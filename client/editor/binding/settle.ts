import type { EditorView } from "prosemirror-view";

/**
 * Lets the view read the selection that the browser shows. ProseMirror does so on "selectionchange", which comes as a
 * task of its own: what is dispatched before it would set the old selection again. Call it before such a dispatch.
 */
export function settleSelection(view: EditorView): void {
  if (view.hasFocus() && !view.composing) view.dom.ownerDocument.dispatchEvent(new Event("selectionchange"));
}
