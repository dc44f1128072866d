import { expect, test } from "vitest";
import { toDoc } from "#shared/document/to-doc.ts";
import { aPair, find, linesOf, select, type } from "./support.ts";

test("after a failure the view shows what is shared, says so, and goes on", () => {
  const { ann, ben, exchange } = aPair();
  let fails = true;
  ann.ydoc.getMap("sections").observeDeep(() => {
    if (!fails) return;
    fails = false;
    throw new Error("broken");
  });
  select(ann, find(ann, "guess"));
  type(ann, "X");
  expect(ann.failures).toHaveLength(1);
  expect(toDoc(ann.ydoc).eq(ann.view.state.doc)).toBe(true);
  select(ann, find(ann, "argue"));
  type(ann, "Y");
  exchange();
  expect(linesOf(ben)).toContain("Do not Yargue.");
});
