import type { EditorView } from "prosemirror-view";

/**
 * Lets the view read the selection that the browser shows. ProseMirror does so on "selectionchange", which comes some
 * milliseconds after the caret has moved. A key pressed in between would act where the caret was before, and an
 * update of the view would put it back there: the click would be lost, and the next words would land elsewhere.
 */
export function settleSelection(view: EditorView): void {
  if (view.hasFocus() && !view.composing) view.dom.ownerDocument.dispatchEvent(new Event("selectionchange"));
}
