import fc from "fast-check";
import { Fragment, Node, Slice } from "prosemirror-model";
import { Transform } from "prosemirror-transform";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { buildDocument } from "#shared/document/build.ts";
import { compare } from "#shared/document/compare.ts";
import type { Comparison } from "#shared/document/comparison.ts";
import { schema } from "#shared/document/schema.ts";
import { toDoc } from "#shared/document/to-doc.ts";
import { applyChanges } from "./apply-changes.ts";
import { applyEdit, edit, KEEPING, TAKING } from "./random-edits.ts";
import { aCohort, everyKind, newDoc, settings, shape, timeLimit } from "./support.ts";

const edits = fc.array(edit([...KEEPING, ...TAKING]), { maxLength: 25, size: "max" });

function edited(script: readonly Parameters<typeof applyEdit>[1][], text = "neu"): readonly [Node, Node] {
  const [peer] = aCohort(1);
  if (!peer) throw new Error("nobody there");
  const older = peer.cache.doc();
  for (const each of script) peer.change((doc) => applyEdit(doc, each, text));
  return [older, peer.cache.doc()];
}

const without = (doc: Node) => ({ doc, variables: {} });

test(
  "put together, the changes turn the older text into the newer one",
  () => {
    const property = fc.property(edits, (script) => {
      const [older, newer] = edited(script, "ein neues Wort 😀 ");
      const { changes } = compare(without(older), without(newer));
      const ids = newer.children.map((section) => section.attrs.id as string);
      expect(shape(applyChanges(older, changes, ids))).toEqual(shape(newer));
    });
    fc.assert(property, settings("changes applied", 300));
  },
  timeLimit(300),
);

test(
  "the text that holds both gives the newer one without what is gone, and marks nothing that is the same",
  () => {
    const property = fc.property(edits, (script) => {
      const [older, newer] = edited(script);
      const comparison = compare(without(older), without(newer));
      const merged = Node.fromJSON(schema, comparison.doc);
      merged.check();
      expect(words(remaining(merged, comparison, ["deleted", "away"]))).toEqual(words(newer));
      expect(words(remaining(merged, comparison, ["inserted", "moved"])).length).toBeLessThanOrEqual(
        words(older).length,
      );
      for (const { from, to } of comparison.spans) {
        expect(from).toBeLessThan(to);
        expect(to).toBeLessThanOrEqual(merged.content.size);
      }
    });
    fc.assert(property, settings("both in one", 150));
  },
  timeLimit(150),
);

test(
  "comparing a text with itself finds nothing, also when every id is another",
  () => {
    const property = fc.property(edits, (script) => {
      const [, doc] = edited(script);
      expect(compare(without(doc), without(doc)).changes).toEqual([]);
    });
    fc.assert(property, settings("itself", 60));
    const again = toDoc(newDoc());
    expect(compare(without(toDoc(newDoc())), without(again)).changes).toEqual([]);
  },
  timeLimit(60),
);

test("a section and a line that change places are moves, and nothing else", () => {
  const older = toDoc(newDoc());
  const sections = [...older.children];
  const first = sections[0] as Node;
  const lines = [...first.children];
  const newer = older.copy(
    Fragment.from([
      first.copy(Fragment.from(lines.toSpliced(1, 1).toSpliced(3, 0, lines[1] as Node))),
      sections[2] as Node,
      sections[1] as Node,
    ]),
  );
  const { changes } = compare(without(older), without(newer));
  expect(changes.map(({ type }) => type)).toEqual(["lineMoved", "sectionMoved"]);
});

test("a line that is cut here and pasted in another section is one that has moved there", () => {
  const older = toDoc(newDoc());
  const [first, second, third] = older.children as [Node, Node, Node];
  const line = first.child(2);
  const pasted = line.type.create({ ...line.attrs, id: "another" }, line.content);
  const newer = older.copy(
    Fragment.from([
      first.copy(Fragment.from(first.children.toSpliced(2, 1))),
      second,
      third.copy(third.content.addToEnd(pasted)),
    ]),
  );
  const { changes } = compare(without(older), without(newer));
  expect(changes).toMatchObject([{ type: "lineMoved", fromSection: first.attrs.id }]);
});

test("a word is replaced as a word, and its line keeps the rest", () => {
  const older = toDoc(newDoc());
  const newer = replaced(older, "Always sign with your name.", "Always sign with both your names.");
  const { changes } = compare(without(older), without(newer));
  expect(changes).toMatchObject([
    {
      type: "lineEdited",
      binding: true,
      formatting: false,
      section: { title: "Scope" },
    },
  ]);
  const [change] = changes;
  if (change?.type !== "lineEdited") throw new Error("another change");
  expect(change.edits.map(({ deleted, inserted }) => [deleted, inserted])).toEqual([
    ["", "both "],
    ["name", "names"],
  ]);
});

test("formatting alone is told as formatting, a label is not", () => {
  const older = toDoc(newDoc());
  const at = positionOf(older, "Who it is for");
  const bold = new Transform(older).addMark(at, at + 3, schema.mark("strong")).doc;
  expect(compare(without(older), without(bold)).changes).toMatchObject([
    { type: "lineEdited", formatting: true, edits: [{ of: "marks", deleted: "Who", inserted: "Who" }] },
  ]);
  const label = new Transform(older).setNodeAttribute(at - 1, "force", "binding").doc;
  expect(compare(without(older), without(label)).changes).toMatchObject([
    {
      type: "linesAltered",
      formatting: false,
      binding: true,
      attributes: [{ name: "force", before: "none", after: "binding" }],
    },
  ]);
});

test("values of variables are compared by name", () => {
  const doc = toDoc(newDoc());
  const { changes } = compare(
    { doc, variables: { contact: "a", lead: "Marketing" } },
    { doc, variables: { contact: "b", time: "one day" } },
  );
  expect(changes).toMatchObject([
    { type: "variableChanged", name: "contact", before: "a", after: "b" },
    { type: "variableChanged", name: "lead", before: "Marketing", after: null },
    { type: "variableChanged", name: "time", before: null, after: "one day" },
  ]);
});

test("a text that was begun anew from the same template is compared by what it says", () => {
  const ydoc = new Y.Doc();
  buildDocument(ydoc, everyKind);
  const older = toDoc(newDoc());
  const newer = replaced(toDoc(ydoc), "Do not guess.", "Do not guess, ask.");
  const { changes } = compare(without(older), without(newer));
  expect(changes.map(({ type }) => type)).toEqual(["lineEdited"]);
});

function positionOf(doc: Node, text: string): number {
  let found = -1;
  doc.descendants((node, pos) => {
    if (found < 0 && node.isTextblock && node.textContent === text) found = pos + 1;
    return found < 0;
  });
  if (found < 0) throw new Error(`"${text}" is not in the text`);
  return found;
}

function replaced(doc: Node, before: string, after: string): Node {
  const at = positionOf(doc, before);
  return new Transform(doc).replace(
    at,
    at + before.length,
    new Slice(Fragment.from(schema.text(after)), 0, 0),
  ).doc;
}

/** Text, line by line, that is left without what the spans of these kinds cover. */
function remaining(merged: Node, { spans }: Comparison, kinds: readonly string[]): Node {
  const dropped = spans.filter(({ is }) => kinds.includes(is));
  const tr = new Transform(merged);
  // Outermost and last first; what lies within one that is gone is gone with it.
  for (const { from, to } of dropped.toSorted((a, b) => b.from - a.from || a.to - b.to)) {
    const [start, end] = [tr.mapping.map(from, 1), tr.mapping.map(to, -1)];
    if (start < end) tr.replace(start, end, Slice.empty);
  }
  return tr.doc;
}

function words(doc: Node): readonly string[] {
  const lines: string[] = [];
  doc.descendants((node) => {
    if (node.isTextblock && node.content.size > 0) lines.push(node.textContent);
  });
  return lines;
}
