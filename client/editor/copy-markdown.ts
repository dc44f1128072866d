import type { Node } from "prosemirror-model";
import type { DocumentKind } from "#shared/roles.ts";
import { errorTexts } from "../i18n/errors.ts";
import { copyText } from "../ui/copy.ts";
import { toast } from "../ui/toast.tsx";
import { blockTexts } from "./block-texts.ts";

/** Puts a section, or the whole text, on the clipboard as Markdown; what writes it is fetched when it is first needed. */
export async function copyAsMarkdown(doc: Node, kind: DocumentKind, section?: string): Promise<void> {
  try {
    const [{ writeMarkdown }, { isNumbered, withNumbers }] = await Promise.all([
      import("#shared/document/markdown.ts"),
      import("#shared/document/numbering.ts"),
    ]);
    const sections = (isNumbered(kind) ? withNumbers(doc) : doc).children.filter(
      (node) => section === undefined || node.attrs.id === section,
    );
    if (await copyText(writeMarkdown(sections))) toast(blockTexts().markdownCopied);
  } catch {
    toast(errorTexts().network);
  }
}
