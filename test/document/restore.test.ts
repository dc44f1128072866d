import fc from "fast-check";
import { Fragment, type Node } from "prosemirror-model";
import { Transform } from "prosemirror-transform";
import { expect, test } from "vitest";
import * as Y from "yjs";
import type { DocumentContent } from "#shared/document/content.ts";
import { bringBackSection, moveSection, removedSections } from "#shared/document/outline.ts";
import { restoreDoc } from "#shared/document/restore.ts";
import { schema } from "#shared/document/schema.ts";
import { toDoc } from "#shared/document/to-doc.ts";
import { readVariables, setVariable } from "#shared/document/variables.ts";
import { applyEdit, edit, KEEPING, TAKING } from "./random-edits.ts";
import { aCohort, checkedView, countText, deliverAll, everyKind, settings, timeLimit } from "./support.ts";

const words = [
  "guideline",
  "answer",
  "within",
  "hours",
  "private",
  "business",
  "never",
  "always",
  "please",
  "name",
];

/** Thirty sections of four lines. */
const large: DocumentContent = {
  variables: {},
  sections: Array.from({ length: 30 }, (_, at) => ({
    key: null,
    title: `Section ${at}`,
    lines: Array.from({ length: 4 }, (_, line) => ({
      attributes: {},
      spans: [{ text: words.map((word, n) => `${word}${(at * 7 + line * 3 + n) % 10}`).join(" ") }],
    })),
  })),
};

test(
  "a version with two sections removed and one moved since is restored while ten sections are typed in",
  () => {
    const fractions = fc.noBias(fc.nat(999)).map((part) => part / 1000);
    const property = fc.property(fc.array(fractions, { minLength: 80, maxLength: 80 }), (random) => {
      let turn = 0;
      const pick = () => random[turn++ % random.length] as number;
      const [server, ...people] = aCohort(5, large);
      if (!server) return;
      const version = server.cache.doc();
      const ids = version.children.map((node) => node.attrs.id as string);

      server.change((doc) => doc.copy(doc.content.cut(0, doc.content.size - 2 * doc.child(29).nodeSize)));
      moveSection(server.ydoc, ids[3] as string, 20);
      server.change((doc) => insertAt(doc, ids[5] as string, 2, "inserted since "));
      deliverAll([server, ...people], pick);

      const typed: { id: string; line: number; character: string }[] = [];
      for (let n = 0; n < 10; n++) {
        const id = ids[n * 2] as string;
        const line = 1 + Math.floor(pick() * 4);
        const character = String.fromCharCode(0x4e00 + n);
        const offset = Math.floor(pick() * 30);
        people[n % people.length]?.change((doc) => insertAt(doc, id, line, character, offset));
        typed.push({ id, line, character });
      }
      const removed = ids[29] as string;
      restoreDoc(server.ydoc, version.toJSON(), {});
      deliverAll([server, ...people], pick);

      const view = checkedView(server.ydoc, server.cache);
      for (const person of people)
        expect(checkedView(person.ydoc, person.cache).toJSON()).toEqual(view.toJSON());
      expect(view.children.map((node) => node.attrs.id)).toEqual(ids);
      expect(ids).toContain(removed);
      for (const { id, line, character } of typed) {
        expect(sectionOf(view, id).child(line).textContent).toContain(character);
      }
      const withoutTyped = view.children.map((section) =>
        section.textContent.replace(/[\u4e00-\u4eff]/g, ""),
      );
      expect(withoutTyped).toEqual(version.children.map((section) => section.textContent));
    });
    fc.assert(property, settings("restore while typing", 25));
  },
  timeLimit(25),
);

test(
  "whatever happened since, a restored document is the version again, ids of what was kept included",
  () => {
    const property = fc.property(
      fc.array(edit([...KEEPING, ...TAKING]), { maxLength: 10 }),
      fc.array(edit([...KEEPING, ...TAKING]), { maxLength: 20, size: "max" }),
      (earlier, since) => {
        const [peer] = aCohort(1);
        if (!peer) return;
        for (const each of earlier) peer.change((doc) => applyEdit(doc, each, "früher"));
        const version = peer.cache.doc();
        for (const each of since) peer.change((doc) => applyEdit(doc, each, "since"));
        restoreDoc(peer.ydoc, version.toJSON(), { contact: "other" });
        const view = checkedView(peer.ydoc, peer.cache);
        expect(withoutIds(view)).toEqual(withoutIds(version));
        expect(view.children.map((node) => node.attrs.id)).toEqual(
          version.children.map((node) => node.attrs.id),
        );
        expect(readVariables(peer.ydoc)).toEqual({ contact: "other" });
      },
    );
    fc.assert(property, settings("restore after anything", 100));
  },
  timeLimit(100),
);

test("restoring what is shown already writes nothing", () => {
  const [peer] = aCohort(1);
  if (!peer) return;
  const before = Y.encodeStateVector(peer.ydoc);
  restoreDoc(peer.ydoc, peer.cache.doc().toJSON(), readVariables(peer.ydoc));
  expect(Y.encodeStateVector(peer.ydoc)).toEqual(before);
});

test("a restore changes the words that differ and nothing around them", () => {
  const [peer] = aCohort(1, large);
  if (!peer) return;
  const version = peer.cache.doc();
  const id = version.child(0).attrs.id as string;
  peer.change((doc) => insertAt(insertAt(doc, id, 1, "one ", 0), id, 1, "two ", 34));
  const count = countText(peer.ydoc, () => restoreDoc(peer.ydoc, version.toJSON(), {}));
  expect(count).toEqual({ inserted: 0, deleted: 8 });
});

test("one section is restored alone, also when it was removed, and nothing else changes", () => {
  const [peer] = aCohort(1);
  if (!peer) return;
  const version = peer.cache.doc();
  const [first, second] = version.children.map((node) => node.attrs.id as string) as [string, string];
  peer.change((doc) => insertAt(doc, first, 1, "new "));
  peer.change((doc) => doc.copy(Fragment.from([doc.child(0), doc.child(2)])));
  setVariable(peer.ydoc, "contact", "changed");
  restoreDoc(peer.ydoc, version.toJSON(), everyKind.variables, second);
  const view = checkedView(peer.ydoc, peer.cache);
  expect(view.childCount).toBe(3);
  expect(view.child(1).toJSON()).toEqual(version.child(1).toJSON());
  expect(view.child(0).child(1).textContent).toBe("new Who it is for");
  expect(readVariables(peer.ydoc)).toEqual({ contact: "changed" });
});

test("a version that is no valid document is refused, and nothing is written", () => {
  const [peer] = aCohort(1);
  if (!peer) return;
  const before = toDoc(peer.ydoc);
  expect(() => restoreDoc(peer.ydoc, { type: "doc", content: [{ type: "block" }] }, {})).toThrow(RangeError);
  expect(() => restoreDoc(peer.ydoc, before.toJSON(), {}, "missing")).toThrow(RangeError);
  expect(toDoc(peer.ydoc).eq(before)).toBe(true);
});

test("a removed section comes back with what was typed in it meanwhile", () => {
  const [one, other] = aCohort(2);
  if (!one || !other) return;
  const id = one.cache.doc().child(1).attrs.id as string;
  one.change((doc) => doc.copy(Fragment.from([doc.child(0), doc.child(2)])));
  other.change((doc) => insertAt(doc, id, 3, "typed meanwhile "));
  deliverAll([one, other], () => 0);
  expect(removedSections(other.ydoc)).toEqual([{ id, title: "Examples" }]);
  bringBackSection(one.ydoc, id, 0);
  deliverAll([one, other], () => 0);
  expect(checkedView(other.ydoc, other.cache).child(0).textContent).toContain("typed meanwhile");
  expect(removedSections(one.ydoc)).toEqual([]);
});

function sectionOf(doc: Node, id: string): Node {
  const section = doc.children.find((node) => node.attrs.id === id);
  if (!section) throw new Error(`No section ${id}`);
  return section;
}

/** Types into the line at `index` of a section (0 is the title); into the first block where that is a box. */
function insertAt(doc: Node, id: string, index: number, text: string, offset = 0): Node {
  let place = 0;
  doc.forEach((section, pos) => {
    if (section.attrs.id !== id) return;
    section.forEach((line, at, n) => {
      if (n === index) place = pos + 1 + at + 1 + Math.min(offset, line.content.size);
    });
  });
  return new Transform(doc).insert(place, schema.text(text)).doc;
}

function withoutIds(doc: Node): unknown {
  return JSON.parse(
    JSON.stringify(doc.toJSON(), (key, value) =>
      key === "id" || key === "column" || key === "ref" ? "" : value,
    ),
  );
}
