/** Things that stand in a line of their own: open questions, figures, and what this client does not know. */
import { effect } from "@preact/signals";
import type { NodeViewConstructor } from "prosemirror-view";
import { figureAddress } from "#shared/figure-address.ts";
import { formatList } from "../../i18n/index.ts";
import { bodyKeyName } from "../../identity/body-names.ts";
import type { Catalogue } from "../catalogue.ts";
import { editorTexts } from "../texts.ts";

/** The question that stands in place of a rule; it is answered elsewhere. */
export function pendingView(catalogue: () => Catalogue): NodeViewConstructor {
  return (node) => {
    const dom = document.createElement("div");
    dom.className = "pending";
    dom.contentEditable = "false";
    const draw = () => dom.replaceChildren(...describeQuestion(String(node.attrs.ref), catalogue()));
    // Again whenever the language of the interface changes.
    return { dom, destroy: effect(draw), ignoreMutation: () => true };
  };
}

export function describeQuestion(ref: string, catalogue: Catalogue): readonly HTMLElement[] {
  const t = editorTexts();
  const question = catalogue.question(ref);
  const asked = question === null ? "" : t.asked(formatList(question.askedOf.map(bodyKeyName)));
  const parts = [
    paragraph("pending__text", question?.text ?? ref),
    paragraph("pending__asked", `${asked} ${t.notAnswered}`),
  ];
  if (question?.type !== "option") return parts;
  const options = document.createElement("ul");
  options.className = "pending__options";
  for (const option of question.options) {
    const item = document.createElement("li");
    item.textContent = option.label;
    options.append(item);
  }
  return [...parts, options];
}

export const figureView: NodeViewConstructor = (node) => {
  const { ref, alt, caption } = node.attrs as { ref: string | null; alt: string; caption: string };
  const dom = document.createElement("figure");
  if (ref !== null) {
    const image = document.createElement("img");
    image.src = figureAddress(ref);
    image.alt = alt;
    dom.append(image);
  }
  const words = document.createElement("figcaption");
  words.textContent = caption;
  dom.append(words);
  return { dom };
};

export const unknownView: NodeViewConstructor = () => ({
  dom: paragraph("unknown", editorTexts().unknownLine),
});

function paragraph(className: string, text: string): HTMLElement {
  const element = document.createElement("p");
  element.className = className;
  element.textContent = text.trim();
  return element;
}
