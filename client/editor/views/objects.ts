/** Things that stand in a line of their own: figures, and what this client does not know. */
import type { NodeViewConstructor } from "prosemirror-view";
import { figureAddress } from "#shared/figure-address.ts";
import { blockTexts } from "../block-texts.ts";
import { editorTexts } from "../texts.ts";

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
