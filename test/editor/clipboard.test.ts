import { Slice } from "prosemirror-model";
import { expect, test } from "vitest";
import { cleanPasted, plainText, setStylesAside } from "#client/editor/clipboard.ts";
import { schema } from "#shared/document/schema.ts";
import { line } from "./text.ts";

const title = schema.nodes.title.create(null, schema.text("Titel"));
const section = (...nodes: Parameters<typeof line>[0][]) =>
  schema.nodes.section.create({ id: "x" }, [title, ...nodes.map(line)]);

test("A pasted section comes as its lines, with its title as a heading and without ids", () => {
  const slice = new Slice(schema.nodes.doc.create(null, section(["eins", { id: "old" }])).content, 0, 0);
  const lines = cleanPasted(slice).content.content.map(({ attrs, textContent }) => [
    attrs.kind,
    attrs.id,
    textContent,
  ]);
  expect(lines).toEqual([
    ["h3", null, "Titel"],
    ["text", null, "eins"],
  ]);
});

test("Questions that wait for an answer are not copied with the text around them", () => {
  const pending = schema.nodes.pending.create({ id: "p", ref: "start" });
  const slice = new Slice(section(["eins"]).copy(section(["eins"]).content.addToEnd(pending)).content, 0, 0);
  expect(cleanPasted(slice).content.content.map(({ type }) => type.name)).toEqual(["block", "block"]);
});

test("Plain text has one line for each line", () => {
  expect(plainText(new Slice(section(["eins"], ["zwei"]).content, 0, 0))).toBe("Titel\neins\nzwei");
});

test("Styles of pasted text are set aside, words about styles are not touched", () => {
  expect(setStylesAside('<p style="color:red">a style="b"</p>')).toBe(
    '<p data-style="color:red">a style="b"</p>',
  );
});
