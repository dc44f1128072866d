/** Editor states written as lines, without a browser. */
import type { Node } from "prosemirror-model";
import { type Command, EditorState, TextSelection } from "prosemirror-state";
import { schema } from "#shared/document/schema.ts";

export type LineSpec = readonly [text: string, attributes?: Readonly<Record<string, unknown>>];

export function line([text, attributes = {}]: LineSpec): Node {
  return schema.nodes.block.create(attributes, text === "" ? [] : schema.text(text));
}

/** One section with the title "Titel"; the cursor stands behind `at`, or from there to behind `to`. */
export function aText(content: readonly (LineSpec | Node)[], at: string, to = at): EditorState {
  const children = content.map((each) => ("type" in each ? each : line(each)));
  const title = schema.nodes.title.create(null, schema.text("Titel"));
  const section = schema.nodes.section.create({ id: "section-0000000" }, [title, ...children]);
  const doc = schema.nodes.doc.create(null, section);
  const state = EditorState.create({ doc });
  const selection = TextSelection.create(doc, behind(doc, at), behind(doc, to));
  return state.apply(state.tr.setSelection(selection));
}

function behind(doc: Node, words: string): number {
  let found: number | null = null;
  doc.descendants((node, pos) => {
    if (found !== null || !node.isTextblock) return found === null;
    const index = node.textContent.indexOf(words);
    if (index >= 0 && (words !== "" || node.content.size === 0)) found = pos + 1 + index + words.length;
    return false;
  });
  if (found === null) throw new Error(`There is no “${words}”.`);
  return found;
}

/** @returns the state behind the commands, one after the other */
export function after(state: EditorState, ...commands: readonly Command[]): EditorState {
  let now = state;
  for (const command of commands)
    command(now, (tr) => {
      now = now.apply(tr);
    });
  return now;
}

/** `bullet1 Text`, one line each; lines in a box begin with its type. */
export function shown({ doc }: EditorState): readonly string[] {
  const lines: string[] = [];
  doc.descendants((node, _pos, parent) => {
    if (node.type !== schema.nodes.block) return true;
    const { kind, indent, checked } = node.attrs;
    const box = parent?.type === schema.nodes.box ? `${parent.attrs.type} ` : "";
    const done = checked === true ? " done" : "";
    lines.push(`${box}${kind}${indent > 0 ? indent : ""}${done} ${node.textContent}`.trim());
    return false;
  });
  return lines;
}
