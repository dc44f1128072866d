import type { EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { expect, test } from "vitest";
import { editorInputRules } from "#client/editor/input-rules.ts";
import { schema } from "#shared/document/schema.ts";
import { aText, shown } from "./text.ts";

const [rules] = editorInputRules();

/** The state behind typing the last character, which a rule may answer. */
function typed(state: EditorState, character: string): EditorState {
  let now = state;
  const view = { state, composing: false, dispatch: (tr: EditorState["tr"]) => (now = state.apply(tr)) };
  const { from, to } = state.selection;
  const handled = rules?.props.handleTextInput?.call(
    rules,
    view as unknown as EditorView,
    from,
    to,
    character,
    () => state.tr.insertText(character),
  );
  return handled === true ? now : state.apply(state.tr.insertText(character));
}

test.each([
  ["-", "bullet"],
  ["*", "bullet"],
  ["1.", "ordered"],
  ["[]", "task"],
  ["[x]", "task done"],
  ["#", "h3"],
  ["####", "h4"],
  [">", "quote"],
])("“%s” and a space at the start of a line make it %s", (written, kind) => {
  expect(shown(typed(aText([[written]], written), " "))).toEqual([kind]);
});

test("The same characters later in a line stay what they are", () => {
  expect(shown(typed(aText([["Punkt 1."]], "Punkt 1."), " "))).toEqual(["text Punkt 1."]);
});

test("In a line that is a list already they stay too", () => {
  expect(shown(typed(aText([["-", { kind: "bullet" }]], "-"), " "))).toEqual(["bullet -"]);
});

test("Words between stars become bold and lose the stars", () => {
  const state = typed(aText([["Das ist **wichtig*"]], "**wichtig*"), "*");
  expect(shown(state)).toEqual(["text Das ist wichtig"]);
  expect(state.doc.rangeHasMark(0, state.doc.content.size, schema.marks.strong)).toBe(true);
});
