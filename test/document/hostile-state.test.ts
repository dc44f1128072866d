import fc from "fast-check";
import { Transform } from "prosemirror-transform";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { applyDoc } from "#shared/document/edits.ts";
import { isVariableName } from "#shared/document/layout.ts";
import { readOutline, removedSections } from "#shared/document/outline.ts";
import { schema } from "#shared/document/schema.ts";
import { createDocCache, toDoc } from "#shared/document/to-doc.ts";
import { readVariables } from "#shared/document/variables.ts";
import { applyEdit, edit, KEEPING, TAKING } from "./random-edits.ts";
import { checkedView, newDoc, settings, timeLimit } from "./support.ts";

/** One piece of damage: something written under a random key of a random shared type. */
interface Damage {
  readonly where: number;
  readonly key: string;
  readonly value: unknown;
  readonly at: number;
}

const ids = ["a", "b", "l1", "l2", "a:b", "__proto__", "constructor"];
const keys = [
  "key",
  "title",
  "flow",
  "lines",
  "boxes",
  "tables",
  "kind",
  "indent",
  "start",
  "box",
  "ref",
  "rows",
];
const moreKeys = ["columns", "header", "widths", "cells", "checked", "alt", ...ids];
const values = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    1e300,
    Number.NaN,
    "",
    "table",
    "figure",
    "h9",
    "a",
    "b",
    "l1",
    [1],
    {},
  ),
  fc.constantFrom<unknown>({ line: "l1" }, { line: "l1" }, { line: "l2" }, { line: 5 }, { footnote: "x" }),
  fc.constantFrom<unknown>(
    { variable: "contact" },
    { variable: "__proto__" },
    { break: true },
    { a: { b: {} } },
  ),
  fc.constantFrom("map", "text", "array", "xml").map((type) => ({ make: type })),
);
const damage: fc.Arbitrary<Damage> = fc.record({
  where: fc.noBias(fc.nat(999)).map((part) => part / 1000),
  key: fc.constantFrom(...keys, ...moreKeys),
  value: values,
  at: fc.noBias(fc.nat(999)).map((part) => part / 1000),
});

function made(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("make" in value)) return value;
  switch (value.make) {
    case "map":
      return new Y.Map();
    case "text":
      return new Y.Text("text\nwith a line feed");
    case "array":
      return Y.Array.from(["a", 5, null, "b", "a"]);
    default:
      return new Y.XmlFragment();
  }
}

function sharedTypes(root: Y.AbstractType<unknown>): Y.AbstractType<unknown>[] {
  const children = root instanceof Y.Map ? [...root.values()] : root instanceof Y.Array ? root.toArray() : [];
  const types = children.filter((child) => child instanceof Y.AbstractType);
  return [root, ...types.flatMap(sharedTypes)];
}

function inflict(ydoc: Y.Doc, { where, key, value, at }: Damage): void {
  const roots = [
    ydoc.getMap("sections"),
    ydoc.getMap("sections"),
    ydoc.getArray("order"),
    ydoc.getMap("variables"),
  ];
  const types = roots.flatMap((root) => sharedTypes(root as Y.AbstractType<unknown>));
  const type = types[Math.floor(where * types.length)];
  const content = made(value);
  if (type instanceof Y.Map) type.set(key, content);
  else if (type instanceof Y.Array) type.insert(Math.floor(at * type.length), [content]);
  else if (type instanceof Y.Text) damageText(type, key, content, Math.floor(at * type.length));
}

function damageText(text: Y.Text, key: string, content: unknown, index: number): void {
  if (typeof content === "string") text.insert(index, `${content}\n\uD800`, { [key]: content, strong: 7 });
  else if (content instanceof Y.AbstractType) text.insertEmbed(index, content);
  else if (typeof content === "object" && content !== null)
    text.insertEmbed(index, content, { link: "javascript:" });
  else Y.Array.prototype.insert.call(text, index, [content, 5]);
}

test(
  "any shared state gives a valid view, and can be edited",
  () => {
    const property = fc.property(
      fc.array(damage, { maxLength: 40, size: "max" }),
      fc.array(edit([...KEEPING, ...TAKING]), { maxLength: 6 }),
      (damages, edits) => {
        const ydoc = newDoc();
        const cache = createDocCache(ydoc);
        for (const each of damages) {
          inflict(ydoc, each);
          checkedView(ydoc, cache);
        }
        readOutline(ydoc);
        removedSections(ydoc);
        readVariables(ydoc);
        for (const each of edits) {
          const before = cache.doc();
          const after = applyEdit(before, each, "neu");
          ydoc.transact(() => applyDoc(ydoc, before, after));
          checkedView(ydoc, cache);
        }
      },
    );
    fc.assert(property, settings("damaged states", 150));
  },
  timeLimit(150),
);

test("roots of the wrong type give an empty document", () => {
  const hostile = new Y.Doc();
  hostile.getText("order").insert(0, "abc");
  hostile.getArray("sections").insert(0, [new Y.Map(), 5]);
  hostile.getText("variables").insert(0, "x");
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, Y.encodeStateAsUpdate(hostile));
  expect(checkedView(ydoc).childCount).toBe(0);
  expect(readVariables(ydoc)).toEqual({});
});

test("what is not known stays in the shared document when the text around it is edited", () => {
  const ydoc = newDoc();
  const section = sectionMap(ydoc, 0);
  const flow = section.get("flow") as Y.Text;
  flow.insertEmbed(3, { footnote: "later" });
  flow.format(0, 7, { highlight: "yellow" });
  const [id] = [...(section.get("lines") as Y.Map<Y.Map<unknown>>).keys()];
  const line = (section.get("lines") as Y.Map<Y.Map<unknown>>).get(String(id)) as Y.Map<unknown>;
  line.set("align", "middle");
  line.set("indent", 77);
  const before = toDoc(ydoc);
  const at = before.child(0).child(0).nodeSize + 2;
  expect(before.textBetween(at, at + 3)).toBe("Who");
  ydoc.transact(() =>
    applyDoc(ydoc, before, new Transform(before).replaceWith(at, at + 6, schema.text("XY")).doc),
  );
  expect(flow.toDelta().slice(0, 2)).toEqual([
    { insert: { footnote: "later" }, attributes: { highlight: "yellow" } },
    { insert: "XY", attributes: { highlight: "yellow" } },
  ]);
  expect([line.get("align"), line.get("indent")]).toEqual(["middle", 77]);
});

test("a line of an unknown kind is a placeholder, and its text stands before it", () => {
  const ydoc = newDoc();
  const lines = sectionMap(ydoc, 0).get("lines") as Y.Map<Y.Map<unknown>>;
  const [first] = [...lines.values()];
  first?.set("kind", "aside");
  const view = checkedView(ydoc).child(0);
  expect(view.child(1).textContent).toBe("Who it is for");
  expect(view.child(2).type.name).toBe("unknown");
});

function sectionMap(ydoc: Y.Doc, index: number): Y.Map<unknown> {
  const id = ydoc.getArray<string>("order").get(index);
  return ydoc.getMap<Y.Map<unknown>>("sections").get(id) as Y.Map<unknown>;
}

test("a placeholder may be named by words, but not as what every object has", () => {
  for (const name of ["lead-department", "Zahl der Tage", "Übergabe 2-fach"])
    expect(isVariableName(name)).toBe(true);
  const objects = ["constructor", "toString", "hasOwnProperty"];
  for (const name of [...objects, "", " x", "x ", "a  b", "a{b", "<b>", "a\u202eb", "x".repeat(65)])
    expect(isVariableName(name)).toBe(false);
});
