import { expect, test } from "vitest";
import { buildSection } from "#shared/document/build.ts";
import { bringBackSection, removedSections } from "#shared/document/outline.ts";
import { aPair, find, linesOf, type Person, select, type } from "./support.ts";

const undo = ({ binding, view }: Person) => binding.undo(view.state, view.dispatch);
const redo = ({ binding, view }: Person) => binding.redo(view.state, view.dispatch);

test("undo takes back what one has typed oneself, and nothing of others", () => {
  const { ann, ben, exchange } = aPair();
  select(ann, find(ann, "guess"));
  type(ann, "X");
  select(ben, find(ben, "argue"));
  type(ben, "Y");
  exchange();
  expect(undo(ann)).toBe(true);
  expect(linesOf(ann)).toContain("Do not guess.");
  expect(linesOf(ann)).toContain("Do not Yargue.");
  expect(redo(ann)).toBe(true);
  expect(linesOf(ann)).toContain("Do not Xguess.");
});

test("there is nothing to undo at first, and nothing after the history was cleared", () => {
  const { ann } = aPair();
  expect(undo(ann)).toBe(false);
  type(ann, "X");
  ann.binding.clearHistory();
  expect(undo(ann)).toBe(false);
});

test("undoing a new section keeps what a colleague has written in it, to be brought back", () => {
  const { ann, ben, exchange } = aPair();
  const lines = [{ attributes: {}, spans: [{ text: "First rule" }] }];
  ann.binding.edit((ydoc) => buildSection(ydoc, { key: null, title: "New", lines }, 0));
  exchange();
  select(ben, find(ben, "rule"));
  type(ben, "good ");
  exchange();
  undo(ann);
  exchange();
  expect(linesOf(ben)).not.toContain("First good rule");
  const [removed] = removedSections(ann.ydoc);
  ann.binding.edit((ydoc) => bringBackSection(ydoc, String(removed?.id), 0));
  exchange();
  expect(linesOf(ben)).toContain("First good rule");
});
