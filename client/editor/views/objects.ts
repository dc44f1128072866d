/** Things that stand in a line of their own: open questions, figures, and what this client does not know. */
import type { NodeViewConstructor } from "prosemirror-view";
import { formatList } from "../../i18n/index.ts";
import { bodyKeyName } from "../../identity/body-names.ts";
import type { Catalogue } from "../catalogue.ts";
import { editorTexts } from "../texts.ts";

/** The question that stands in place of a rule; it is answered elsewhere. */
export function pendingView(catalogue: () => Catalogue): NodeViewConstructor {
  return (node) => {
    const t = editorTexts();
    const dom = document.createElement("div");
    dom.className = "pending";
    dom.contentEditable = "false";
    const question = catalogue().question(String(node.attrs.ref));
    dom.append(
      paragraph("pending__text", question?.text ?? String(node.attrs.ref)),
      paragraph(
        "pending__asked",
        `${question === null ? "" : t.asked(formatList(question.askedOf.map(bodyKeyName)))} ${t.notAnswered}`,
      ),
    );
    if (question?.options !== undefined) {
      const options = document.createElement("ul");
      options.className = "pending__options";
      for (const option of question.options) {
        const item = document.createElement("li");
        item.textContent = option.label;
        options.append(item);
      }
      dom.append(options);
    }
    return { dom, ignoreMutation: () => true };
  };
}

export const figureView: NodeViewConstructor = (node) => {
  const { ref, alt, caption } = node.attrs as { ref: string | null; alt: string; caption: string };
  const dom = document.createElement("figure");
  if (ref !== null) {
    const image = document.createElement("img");
    image.src = `/api/figures/${encodeURIComponent(ref)}`;
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
