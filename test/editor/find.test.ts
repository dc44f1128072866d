import type { EditorView } from "prosemirror-view";
import { expect, test } from "vitest";
import { matchesOf, replaceAll, type Wanted } from "#client/editor/find.ts";
import type { DocumentContent } from "#shared/document/content.ts";
import { aPair, find, linesOf, type Person, select, type } from "../binding/support.ts";

const wanted = (change: Partial<Wanted>): Wanted => ({
  words: "Konto",
  replacement: "Profil",
  matchCase: false,
  wholeWords: false,
  ...change,
});

const line = (text: string) => ({ attributes: {}, spans: [{ text }] });

const CONTENT: DocumentContent = {
  variables: {},
  sections: [
    {
      key: null,
      title: "Das Konto",
      lines: [
        line("Ein Konto und noch ein Konto, und am Ende ein KONTO."),
        { ...line("Im Kasten steht ein Kontostand."), box: { type: "callout" } },
        {
          attributes: { kind: "table" },
          spans: [],
          table: { header: "row", rows: [[[line("Konto A")], [line("Wert")]]] },
        },
      ],
    },
  ],
};

const viewOf = ({ view }: Person) => view as unknown as EditorView;

test("words are found in titles, lines, boxes and cells", () => {
  const { ann } = aPair(CONTENT);
  expect(matchesOf(ann.view.state, wanted({}))).toHaveLength(6);
  expect(matchesOf(ann.view.state, wanted({ matchCase: true }))).toHaveLength(5);
  expect(matchesOf(ann.view.state, wanted({ wholeWords: true }))).toHaveLength(5);
  expect(matchesOf(ann.view.state, wanted({ words: "" }))).toEqual([]);
  expect(matchesOf(ann.view.state, wanted({ words: "\\n" }))).toEqual([]);
});

test("all are replaced, for everybody, and one undo brings them back", () => {
  const { ann, ben, exchange } = aPair(CONTENT);
  const before = linesOf(ann);
  expect(replaceAll(viewOf(ann), wanted({ matchCase: true }))).toBe(5);
  exchange();
  expect(linesOf(ben)).toEqual([
    "Das Profil",
    "Ein Profil und noch ein Profil, und am Ende ein KONTO.",
    "Im Kasten steht ein Profilstand.",
    "Profil A",
    "Wert",
  ]);
  ann.binding.undo(ann.view.state, ann.view.dispatch);
  expect(linesOf(ann)).toEqual(before);
  expect(ann.failures).toEqual([]);
});

test("what a colleague types between two replaced words of one line meanwhile is kept in its place", () => {
  const { ann, ben, exchange } = aPair(CONTENT);
  select(ben, find(ben, "noch ein"));
  type(ben, "sicher ");
  replaceAll(viewOf(ann), wanted({}));
  exchange();
  expect(linesOf(ann)).toEqual(linesOf(ben));
  expect(linesOf(ann)).toContain("Ein Profil und sicher noch ein Profil, und am Ende ein Profil.");
});

test("a replacement may hold the words that it replaces", () => {
  const { ann } = aPair(CONTENT);
  expect(replaceAll(viewOf(ann), wanted({ replacement: "Kontokonto", matchCase: true }))).toBe(5);
  expect(linesOf(ann)).toContain("Ein Kontokonto und noch ein Kontokonto, und am Ende ein KONTO.");
});

test("words can be taken out altogether", () => {
  const { ann } = aPair(CONTENT);
  replaceAll(viewOf(ann), wanted({ words: " und", replacement: "" }));
  expect(linesOf(ann)).toContain("Ein Konto noch ein Konto, am Ende ein KONTO.");
});
