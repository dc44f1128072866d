/** What we measure against: ProseMirror with the same document and the same styles, and nothing else. */
import "@fontsource-variable/inter";
import "@fontsource-variable/source-serif-4";
import { baseKeymap } from "prosemirror-commands";
import { keymap } from "prosemirror-keymap";
import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import type { Content } from "#shared/collab.ts";
import { schema } from "#shared/document/schema.ts";

const { doc } = (await (await fetch("/content.json")).json()) as Content;
new EditorView(document.getElementById("sheet"), {
  state: EditorState.create({ doc: schema.nodeFromJSON(doc), plugins: [keymap(baseKeymap)] }),
  attributes: { class: "sheet__text", role: "textbox", lang: "de" },
});
