import type { Node } from "prosemirror-model";
import { errorTexts } from "../i18n/errors.ts";
import { copyText } from "../ui/copy.ts";
import { toast } from "../ui/toast.tsx";
import { blockTexts } from "./block-texts.ts";

/** Puts a section, or the whole text, on the clipboard as Markdown; what writes it is fetched when it is first needed. */
export async function copyAsMarkdown(doc: Node, section?: string): Promise<void> {
  try {
    const { writeMarkdown } = await import("#shared/document/markdown.ts");
    const sections = doc.children.filter((node) => section === undefined || node.attrs.id === section);
    if (await copyText(writeMarkdown(sections))) toast(blockTexts().markdownCopied);
  } catch {
    toast(errorTexts().network);
  }
}
