import { NodeSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { awayFromMiddle, type Edges, keepInSight } from "./sight.ts";

/** Brings what is selected into sight. It may move along while others write. */
export function showSelection(view: EditorView): void {
  keepInSight(() => (view.isDestroyed ? null : awayFromMiddle(edgesOf(view))));
}

function edgesOf(view: EditorView): Edges {
  const { selection } = view.state;
  const { from, to } = selection;
  const object = selection instanceof NodeSelection ? view.nodeDOM(from) : null;
  if (object instanceof Element) return object.getBoundingClientRect();
  const [first, last] = [view.coordsAtPos(from, 1), view.coordsAtPos(to, -1)];
  return { top: first.top, bottom: Math.max(first.bottom, last.bottom) };
}

/**
 * Gives the text the focus. ProseMirror gives none to a text that may only be read, and shows a selection in it only
 * where the page's selection is in it already.
 */
export function enterText(view: EditorView): void {
  if (!view.editable) {
    view.dom.focus({ preventScroll: true });
    const selection = getSelection();
    if (!view.dom.contains(selection?.anchorNode ?? null)) selection?.collapse(view.dom, 0);
  }
  view.focus();
}
