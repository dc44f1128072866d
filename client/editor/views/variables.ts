/** Placeholders show their value, or that it is missing. */
import { effect } from "@preact/signals";
import type { Node } from "prosemirror-model";
import type { EditorView, NodeViewConstructor } from "prosemirror-view";
import type { Catalogue } from "../catalogue.ts";
import { editorTexts } from "../texts.ts";

/** Values of placeholders, live or as they were. */
export interface VariableValues {
  get(name: string): string | undefined;
  /** @returns a function that ends it */
  subscribe(onChange: () => void): () => void;
}

export function variableLabel(catalogue: Catalogue, name: string): string {
  return catalogue.variable(name)?.label ?? name;
}

export function variableView(
  values: VariableValues,
  catalogue: () => Catalogue,
  onOpen: (view: EditorView, name: string) => void,
): NodeViewConstructor {
  return (node: Node, view: EditorView) => {
    const name: string = node.attrs.name;
    const dom = document.createElement("span");
    dom.className = "variable";
    dom.dataset.name = name;
    const draw = () => {
      const value = values.get(name)?.trim() ?? "";
      const label = variableLabel(catalogue(), name);
      dom.classList.toggle("variable--unset", value === "");
      dom.textContent = value === "" ? editorTexts().missing(label) : value;
      dom.title = label;
    };
    // Again whenever the language of the interface changes.
    const stopDrawing = effect(draw);
    const stop = values.subscribe(draw);
    dom.addEventListener("click", () => {
      if (view.editable) onOpen(view, name);
    });
    const destroy = () => {
      stop();
      stopDrawing();
    };
    return { dom, destroy, ignoreMutation: () => true };
  };
}
