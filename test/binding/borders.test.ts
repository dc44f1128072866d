import { deleteSelection } from "prosemirror-commands";
import { expect, test } from "vitest";
import { toDoc } from "#shared/document/to-doc.ts";
import { aPair, find, linesOf, type Person, select, type } from "./support.ts";

function erase(person: Person, from: string, to: string, behind = to): void {
  select(person, find(person, from), find(person, behind) + behind.indexOf(to));
  deleteSelection(person.view.state, person.view.dispatch);
}

test("deleting from one section into the next empties what lies between and keeps both", () => {
  const { ann } = aPair();
  erase(ann, "sign with", "argue");
  expect(ann.view.state.doc.childCount).toBe(3);
  expect(linesOf(ann)).toContain("Always ");
  expect(linesOf(ann)).toContain("argue.");
  expect(toDoc(ann.ydoc).eq(ann.view.state.doc)).toBe(true);
  expect(ann.failures).toEqual([]);
});

test("what is typed over a selection that reaches into the next section is not lost", () => {
  const { ann } = aPair();
  select(ann, find(ann, "sign with"), find(ann, "argue"));
  type(ann, "new");
  expect(linesOf(ann)).toContain("Always new");
  expect(ann.view.state.doc.childCount).toBe(3);
});

test("deleting from a line into a table empties cells and leaves the rest of the cell where it is", () => {
  const { ann, ben, exchange } = aPair();
  erase(ann, "argue", "en", "When");
  select(ben, find(ben, "When") + 4);
  type(ben, "?");
  exchange();
  expect(linesOf(ann)).toEqual(linesOf(ben));
  expect(linesOf(ann)).toContain("en?");
});

test("a title and a line never become one", () => {
  const { ann } = aPair();
  erase(ann, "ope", "it is for");
  expect(linesOf(ann).slice(0, 2)).toEqual(["Sc", "it is for"]);
});
