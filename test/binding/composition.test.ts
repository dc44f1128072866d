import { expect, test } from "vitest";
import { removedSections, removeSection } from "#shared/document/outline.ts";
import { toDoc } from "#shared/document/to-doc.ts";
import { aPair, endComposition, find, linesOf, select, type } from "./support.ts";

test("what others write at both ends of a line that is being composed stays, and so does what was composed", () => {
  const { ann, ben, exchange } = aPair();
  select(ann, find(ann, "with your"));
  ann.view.composing = true;
  type(ann, "a");
  select(ben, find(ben, "Always"));
  type(ben, "X");
  select(ben, find(ben, "name.") + 5);
  type(ben, "Y");
  exchange();
  expect(linesOf(ann)).toContain("Always sign awith your name.");
  type(ann, "b");
  endComposition(ann);
  exchange();
  expect(linesOf(ann)).toContain("XAlways sign abwith your name.Y");
  expect(linesOf(ben)).toEqual(linesOf(ann));
  expect(toDoc(ann.ydoc).eq(ann.view.state.doc)).toBe(true);
});

test("other sections are brought forward while a line is being composed", () => {
  const { ann, ben, exchange } = aPair();
  select(ann, find(ann, "with your"));
  ann.view.composing = true;
  type(ann, "a");
  select(ben, find(ben, "guess"));
  type(ben, "X");
  exchange();
  expect(linesOf(ann)).toContain("Do not Xguess.");
});

test("what was composed in a section that a colleague removes meanwhile comes back with it", () => {
  const { ann, ben, exchange } = aPair();
  exchange();
  select(ann, find(ann, "with your"));
  ann.view.composing = true;
  type(ann, "a");
  exchange();
  const id = ben.view.state.doc.child(0).attrs.id as string;
  ben.binding.edit((ydoc) => removeSection(ydoc, id));
  exchange();
  type(ann, "b");
  endComposition(ann);
  expect(ann.view.state.doc.childCount).toBe(2);
  expect(linesOf(ann).join()).not.toContain("b");
  expect(removedSections(ann.ydoc).map((section) => section.id)).toEqual([id]);
  const flow = (ann.ydoc.getMap("sections").toJSON()[id] as { flow: string }).flow;
  expect(flow).toContain("abwith your");
});
