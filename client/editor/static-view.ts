/** A text as it is or was, to read: for the first paint and for versions. */
import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import type { Content } from "#shared/collab.ts";
import { schema } from "#shared/document/schema.ts";
import type { Catalogue } from "./catalogue.ts";
import { nodeViews } from "./drawing.ts";
import { linesPlugin } from "./views/lines.ts";
import { fixedValues } from "./views/variables.ts";
import "./editor.css";

/** @returns a function that takes the view away */
export function mountStaticDoc(
  element: HTMLElement,
  content: Pick<Content, "doc" | "variables">,
  catalogue: Catalogue,
): () => void {
  const state = EditorState.create({ doc: schema.nodeFromJSON(content.doc), plugins: [linesPlugin()] });
  const view = new EditorView(element, {
    state,
    editable: () => false,
    nodeViews: nodeViews(
      fixedValues(content.variables),
      () => catalogue,
      () => {},
    ),
    attributes: { class: "sheet__text" },
  });
  return () => view.destroy();
}
