import { TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { goToSection } from "./place.ts";
import { enterText, showSelection } from "./show-selection.ts";

/** Goes to the line or section that the address names behind its "#", if it is still there. */
export function goToLinked(view: EditorView): void {
  const wanted = decodeURIComponent(location.hash.slice(1));
  if (wanted === "") return;
  let found: number | null = null;
  view.state.doc.descendants((node, pos) => {
    if (found === null && node.attrs.id === wanted) found = pos;
    return found === null && !node.isTextblock;
  });
  if (found === null) return;
  const selection = TextSelection.near(view.state.doc.resolve(found + 1), 1);
  view.dispatch(view.state.tr.setSelection(selection));
  enterText(view);
  if (view.state.doc.resolve(found).depth === 0) goToSection(view.dom, wanted);
  else showSelection(view);
}
