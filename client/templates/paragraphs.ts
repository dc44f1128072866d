import type { Node } from "prosemirror-model";

/** The lines of a section as plain words, without bad examples, which may be bad. */
export function paragraphsOf(doc: Node, sectionId: string): string[] {
  const paragraphs: string[] = [];
  doc.forEach((section) => {
    if (section.attrs.id !== sectionId) return;
    section.descendants((node) => {
      if (node.type.name === "box" && node.attrs.verdict === "dont" && node.attrs.type === "example")
        return false;
      if (!node.isTextblock) return true;
      paragraphs.push(node.textBetween(0, node.content.size, " ", "…"));
      return false;
    });
  });
  return paragraphs;
}
