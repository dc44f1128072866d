import { NodeSelection, TextSelection } from "prosemirror-state";
import { expect, test } from "vitest";
import { enter } from "#client/editor/commands.ts";
import { aPair, find, linesOf, type Person, select, type } from "./support.ts";

const press = ({ view }: Person) => enter(view.state, view.dispatch);

test("the caret stays with its text when a colleague presses Enter before it in the same line", () => {
  const { ann, ben, exchange } = aPair();
  select(ann, find(ann, "your name"));
  select(ben, find(ben, "sign with"));
  press(ben);
  exchange();
  type(ann, "X");
  expect(linesOf(ann)).toContain("sign with Xyour name.");
});

test("the caret stands behind one's own Enter", () => {
  const { ann } = aPair();
  select(ann, find(ann, "sign with"));
  press(ann);
  type(ann, "X");
  expect(linesOf(ann)).toContain("Xsign with your name.");
});

test("a selected object that a colleague removes leaves no other object selected", () => {
  const { ann, ben, exchange } = aPair();
  const figure = ({ view }: Person) => {
    let at = -1;
    view.state.doc.descendants((node, pos) => {
      if (node.type.name === "figure") at = pos;
    });
    return at;
  };
  ann.view.dispatch(ann.view.state.tr.setSelection(NodeSelection.create(ann.view.state.doc, figure(ann))));
  ben.view.dispatch(ben.view.state.tr.delete(figure(ben), figure(ben) + 1));
  exchange();
  expect(ann.view.state.selection).toBeInstanceOf(TextSelection);
});
