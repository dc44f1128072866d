/** Plain text that is Markdown becomes what it means when it is pasted; with Shift it stays the characters that it is. */
import { Fragment, type Node, Slice } from "prosemirror-model";
import { Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { lineNodes } from "#shared/document/build.ts";
import { schema } from "#shared/document/schema.ts";
import { cleanPasted } from "./clipboard.ts";

/** Signs at the beginning of a line, or a link or bold words: a dash in running text is none of them. */
const SIGNS =
  /^(?:#{1,6} \S|\s*[-*+] \S|\s*\d{1,3}[.)] \S|> \S|\|.*\|\s*$|:::+ ?[a-z]|`{3})|\]\((?:https?|mailto|tel):|\*\*\S/m;

export function markdownPaste(onSlice: (slice: Slice) => void): Plugin {
  let asCharacters = false;
  return new Plugin({
    props: {
      handleKeyDown(_view, event) {
        asCharacters = event.shiftKey;
        return false;
      },
      handlePaste(view, event) {
        const data = event.clipboardData;
        const text = data?.getData("text/plain") ?? "";
        const isPlain = data !== null && !data.types.includes("text/html");
        if (!isPlain || asCharacters || !view.editable || !SIGNS.test(text)) return false;
        if (view.state.selection.$from.parent.type !== schema.nodes.block) return false;
        void insertMarkdown(view, text, onSlice);
        return true;
      },
    },
  });
}

/** What reads Markdown is fetched when it is first needed; if it cannot be, the characters are inserted. */
async function insertMarkdown(
  view: EditorView,
  text: string,
  onSlice: (slice: Slice) => void,
): Promise<void> {
  const nodes = await readNodes(text).catch(() => null);
  if (view.isDestroyed) return;
  if (nodes === null) {
    view.pasteText(text);
    return;
  }
  const isLine = (node: Node | undefined) => (node?.type === schema.nodes.block ? 1 : 0);
  const slice = cleanPasted(new Slice(Fragment.from(nodes), isLine(nodes[0]), isLine(nodes.at(-1))), view);
  onSlice(slice);
  view.dispatch(view.state.tr.replaceSelection(slice).scrollIntoView());
}

/** Sections come as their lines, as whenever they are pasted. */
async function readNodes(text: string): Promise<readonly Node[]> {
  const { readMarkdown } = await import("#shared/document/markdown-read.ts");
  return readMarkdown(text).flatMap(({ title, lines }) => [
    ...(title === "" ? [] : [schema.nodes.block.create({ kind: "h3" }, schema.text(title))]),
    ...lineNodes(lines),
  ]);
}
