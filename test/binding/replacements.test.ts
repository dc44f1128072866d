import { Transform } from "prosemirror-transform";
import { expect, test } from "vitest";
import { addReplacements, replacements } from "#client/editor/binding/replacements.ts";
import { schema } from "#shared/document/schema.ts";

const { doc, section, title, block, box } = schema.nodes;
const line = (id: string, text: string) => block.create({ id }, schema.text(text));
const sectionOf = (...content: readonly ReturnType<typeof line>[]) =>
  doc.create(null, section.create({ id: "s" }, [title.create(), ...content]));

test("where a box lets its line go and takes in another, the lines around it stay what they are on screen", () => {
  const before = sectionOf(box.create({ id: "b" }, line("one", "Do not argue.")), line("two", "Do answer."));
  const after = sectionOf(
    line("one", "Do not argue."),
    line("two", "Do answer."),
    box.create({ id: "b" }, line("three", "Do not guess.")),
  );
  const tr = addReplacements(new Transform(before), replacements(before, after));
  expect(tr.doc.eq(after)).toBe(true);
  let answer = 0;
  before.descendants((node, pos) => {
    if (node.attrs.id === "two") answer = pos;
  });
  expect(tr.mapping.mapResult(answer + 1, 1).deletedAcross).toBe(false);
});
