import fc from "fast-check";
import { TextSelection } from "prosemirror-state";
import { expect, test } from "vitest";
import { addReplacements, replacements } from "#client/editor/binding/replacements.ts";
import { moveSection, removedSections, removeSection } from "#shared/document/outline.ts";
import { toDoc } from "#shared/document/to-doc.ts";
import { applyEdit, type Edit, edit, KEEPING } from "../document/random-edits.ts";
import { settings, timeLimit } from "../document/support.ts";
import { aPair, endComposition, find, linesOf, type Person, select, type } from "./support.ts";

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

/** What an input method puts in step by step, each time in place of what it had put in before. */
const STEPS = ["ｋ", "ｋａ", "ｋａん", "かん", "かんじ", "漢字"];

test(
  "whatever a colleague does meanwhile, in the same line, cell or box too, what was composed stands there once and whole",
  () => {
    const fraction = fc.noBias(fc.nat(999)).map((part) => part / 1000);
    const acts = fc.array(
      fc.record({ edit: edit([...KEEPING, "type", "type", "box", "kind"]), heard: fc.boolean() }),
      {
        minLength: STEPS.length,
        maxLength: 14,
      },
    );
    const property = fc.property(acts, fraction, fraction, (all, line, offset) => {
      const { ann, ben, exchange } = aPair();
      putCaret(ann, line, offset);
      ann.view.composing = true;
      let composed = "";
      let typed = "";
      all.forEach(({ edit: each, heard }, at) => {
        const step = STEPS[Math.min(at, STEPS.length - 1)] as string;
        if (step !== composed) {
          const { head } = ann.view.state.selection;
          ann.view.dispatch(ann.view.state.tr.insertText(step, head - composed.length, head));
          composed = step;
        }
        const character = String.fromCharCode(0x5000 + at);
        act(ben, each, character);
        if (ben.view.state.doc.textContent.includes(character)) typed += character;
        if (heard) exchange();
      });
      endComposition(ann);
      exchange();
      expect([...ann.failures, ...ben.failures]).toEqual([]);
      expect(ann.view.state.doc.toJSON()).toEqual(ben.view.state.doc.toJSON());
      expect(toDoc(ann.ydoc).eq(ann.view.state.doc)).toBe(true);
      const text = linesOf(ann).join("\n");
      // Once it was heard, the colleague may write, split the line or put a placeholder in the midst of it.
      const between = new RegExp(`[${typed}\\n]|\\{\\{contact\\}\\}`, "g");
      expect(text.replaceAll(between, "").split("漢字")).toHaveLength(2);
      expect(text).not.toMatch(/[ｋａかんじ]/);
      for (const character of typed) expect(text).toContain(character);
    });
    fc.assert(property, settings("compositions", 25));
  },
  timeLimit(25),
);

/** Whole sections are moved by reference, as the cord and the keys do it; everything else is an edit of the view. */
function act({ binding, view }: Person, each: Edit, character: string): void {
  const { doc } = view.state;
  if (each.kind === "moveSection") {
    const from = Math.floor(each.at * doc.childCount);
    const to = Math.floor(each.to * doc.childCount);
    binding.edit((ydoc) => moveSection(ydoc, doc.child(from).attrs.id, to));
    return;
  }
  view.dispatch(addReplacements(view.state.tr, replacements(doc, applyEdit(doc, each, character))));
}

function putCaret({ view }: Person, line: number, offset: number): void {
  const starts: { readonly pos: number; readonly size: number }[] = [];
  view.state.doc.descendants((node, pos) => {
    if (node.type.name === "block") starts.push({ pos: pos + 1, size: node.content.size });
  });
  const { pos, size } = starts[Math.floor(line * starts.length)] as (typeof starts)[number];
  const at = pos + Math.floor(offset * (size + 1));
  // No caret stands within a character of two units.
  const place = /[\uD800-\uDBFF]$/.test(view.state.doc.textBetween(pos, at, "", "x")) ? at - 1 : at;
  view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(place))));
}
