import { NodeSelection, TextSelection } from "prosemirror-state";
import { expect, test } from "vitest";
import {
  backspace,
  deleteForward,
  enter,
  indent,
  insertVariable,
  linkRange,
  openVariable,
  setLink,
  toggleBox,
  toggleChecked,
  toggleKind,
} from "#client/editor/commands.ts";
import { schema } from "#shared/document/schema.ts";
import { after, aText, line, shown } from "./text.ts";

const bullet = { kind: "bullet" };

test("Enter goes on with the list, and in an empty line leaves it level by level", () => {
  const state = aText(
    [
      ["eins", bullet],
      ["zwei", { kind: "bullet", indent: 1 }],
    ],
    "zwei",
  );
  const once = after(state, enter);
  expect(shown(once)).toEqual(["bullet eins", "bullet1 zwei", "bullet1"]);
  expect(shown(after(once, enter))).toEqual(["bullet eins", "bullet1 zwei", "bullet"]);
  expect(shown(after(once, enter, enter))).toEqual(["bullet eins", "bullet1 zwei", "text"]);
});

test("Enter behind a checked task begins one that is open", () => {
  const state = aText([["Prüfen", { kind: "task", checked: true }]], "Prüfen");
  expect(shown(after(state, enter))).toEqual(["task done Prüfen", "task"]);
});

test("Enter behind a heading begins text", () => {
  expect(shown(after(aText([["Für wen", { kind: "h3" }]], "Für wen"), enter))).toEqual([
    "h3 Für wen",
    "text",
  ]);
});

test("Enter before a heading makes room for text above it", () => {
  const state = after(aText([["eins"], ["Für wen", { kind: "h3" }]], "Für"), (now, dispatch) => {
    dispatch?.(now.tr.setSelection(TextSelection.create(now.doc, now.selection.$from.start())));
    return true;
  });
  const made = after(state, enter);
  expect(shown(made)).toEqual(["text eins", "text", "h3 Für wen"]);
  expect(made.selection.$from.parent.textContent).toBe("Für wen");
});

test("Enter in a title goes to the first line and splits nothing", () => {
  const state = after(aText([["eins"]], "Ti"), enter);
  expect(state.doc.firstChild?.firstChild?.textContent).toBe("Titel");
  expect(state.selection.$from.parent.textContent).toBe("eins");
});

test("Enter in the last, empty line of a box leaves the box", () => {
  const box = schema.nodes.box.create({ id: "box" }, [line(["eins"]), line([""])]);
  expect(shown(after(aText([box], ""), enter))).toEqual(["callout text eins", "text"]);
});

test("Backspace at the start of a list line moves it out, then makes it text, then joins it", () => {
  const start = aText(
    [
      ["eins", bullet],
      ["", { kind: "bullet", indent: 1 }],
    ],
    "",
  );
  const out = after(start, backspace);
  expect(shown(out)).toEqual(["bullet eins", "bullet"]);
  expect(shown(after(out, backspace))).toEqual(["bullet eins", "text"]);
  expect(shown(after(out, backspace, backspace))).toEqual(["bullet eins"]);
});

test("Backspace never joins a line to the title", () => {
  const state = aText([["eins"]], "Titel");
  const first = after(state, enter);
  expect(after(first, backspace).doc.eq(first.doc)).toBe(true);
});

test("Delete at the end of a title does not pull the first line into it", () => {
  const state = aText([["eins"]], "Titel");
  expect(after(state, deleteForward).doc.eq(state.doc)).toBe(true);
});

test("Tab moves list lines only, and no further than the list goes", () => {
  const state = aText([["eins", bullet]], "eins");
  const far = after(state, ...Array.from({ length: 9 }, () => indent(1)));
  expect(shown(far)).toEqual(["bullet5 eins"]);
  expect(indent(1)(aText([["eins"]], "eins"))).toBe(false);
});

test("A kind that all selected lines have is taken away, with its level", () => {
  const state = aText(
    [
      ["eins", { kind: "bullet", indent: 2 }],
      ["zwei", bullet],
    ],
    "ei",
    "zwei",
  );
  expect(shown(after(state, toggleKind("bullet")))).toEqual(["text eins", "text zwei"]);
});

test("A box is put around the selected lines, changes its kind, and goes", () => {
  const boxed = after(aText([["eins"], ["zwei"]], "ei", "zwei"), toggleBox({ type: "callout", tone: "tip" }));
  expect(shown(boxed)).toEqual(["callout text eins", "callout text zwei"]);
  const example = after(boxed, toggleBox({ type: "example", verdict: "do" }));
  expect(shown(example)).toEqual(["example text eins", "example text zwei"]);
  expect(shown(after(example, toggleBox({ type: "example", verdict: "do" })))).toEqual([
    "text eins",
    "text zwei",
  ]);
});

test("Tasks are checked together, and opened together once all are done", () => {
  const state = aText(
    [
      ["a", { kind: "task", checked: true }],
      ["b", { kind: "task" }],
    ],
    "a",
    "b",
  );
  expect(shown(after(state, toggleChecked))).toEqual(["task done a", "task done b"]);
  expect(shown(after(state, toggleChecked, toggleChecked))).toEqual(["task a", "task b"]);
});

test("The link at the cursor is changed and taken away as a whole", () => {
  const linked = after(
    aText([["Mehr auf unserer Seite"]], "Mehr", "Mehr auf"),
    setLink("https://example.org"),
  );
  const { doc, selection, tr } = linked;
  const cursor = linked.apply(tr.setSelection(TextSelection.create(doc, selection.to - 1)));
  expect(linkRange(cursor)?.href).toBe("https://example.org");
  expect(linkRange(after(cursor, setLink(null)))?.href).toBe("");
});

test("No link is set to an address that runs scripts, and none in a title", () => {
  expect(setLink("javascript:alert(1)")(aText([["Mehr"]], "M", "Mehr"))).toBe(false);
  expect(linkRange(aText([["Mehr"]], "Ti"))).toBeNull();
});

test("Enter opens the placeholder that is selected", () => {
  const state = after(aText([["An "]], "An "), insertVariable("contact"));
  const selected = state.apply(
    state.tr.setSelection(NodeSelection.create(state.doc, state.selection.from - 1)),
  );
  const opened: string[] = [];
  expect(openVariable((name) => opened.push(name))(selected)).toBe(true);
  expect(opened).toEqual(["contact"]);
  expect(openVariable((name) => opened.push(name))(state)).toBe(false);
});
