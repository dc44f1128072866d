/** Things that stand in a line of their own: open questions, figures, and what this client does not know. */
import { effect } from "@preact/signals";
import type { NodeViewConstructor } from "prosemirror-view";
import { figureAddress } from "#shared/figure-address.ts";
import { formatList } from "../../i18n/index.ts";
import { bodyKeyName } from "../../identity/body-names.ts";
import { blockTexts } from "../block-texts.ts";
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

/** A picture with its caption. What is missing is said, so that nobody takes a gap for the figure. */
export const figureView: NodeViewConstructor = (node, view) => {
  const { ref, alt, caption } = node.attrs as { ref: string | null; alt: string; caption: string };
  const dom = document.createElement("figure");
  const image = document.createElement("img");
  const fail = () => {
    const gone = paragraph("figure__gone", blockTexts().figureGone);
    if (alt !== "") gone.append(" ", alt);
    image.replaceWith(gone);
  };
  image.alt = alt;
  image.draggable = false;
  image.addEventListener("error", fail, { once: true });
  dom.append(image);
  if (ref === null) fail();
  else image.src = figureAddress(ref);
  if (alt === "" && view.editable) dom.append(paragraph("figure__missing", blockTexts().figureNoAlt));
  const words = document.createElement("figcaption");
  words.textContent = caption;
  if (caption !== "") dom.append(words);
  return { dom, ignoreMutation: () => true };
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
