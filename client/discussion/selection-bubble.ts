import type { EditorView } from "prosemirror-view";
import { discussionTexts } from "./texts.ts";

/** A button in the margin beside what is selected. It stands outside of the text, in the paper around it. */
export function openSelectionBubble(
  view: EditorView,
  onCompose: () => void,
): { update(mayWrite: boolean): void; destroy(): void } {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "bubble bubble--selection";
  button.hidden = true;
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", onCompose);
  view.dom.parentElement?.append(button);

  return {
    update(mayWrite) {
      const { selection } = view.state;
      const paper = view.dom.parentElement;
      button.hidden = !mayWrite || selection.empty || paper === null;
      if (button.hidden || paper === null) return;
      const label = discussionTexts().composeSelection;
      button.setAttribute("aria-label", label);
      button.title = label;
      const { top } = view.coordsAtPos(selection.from);
      button.style.top = `${top - paper.getBoundingClientRect().top}px`;
    },
    destroy: () => button.remove(),
  };
}
