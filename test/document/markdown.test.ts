import fc from "fast-check";
import type { Node } from "prosemirror-model";
import { expect, test } from "vitest";
import { lineNodes } from "#shared/document/build.ts";
import { writeMarkdown } from "#shared/document/markdown.ts";
import { readMarkdown } from "#shared/document/markdown-read.ts";
import { toDoc } from "#shared/document/to-doc.ts";
import { parseSectionFile } from "#shared/template-file.ts";
import { anyDocument, kept } from "./any-document.ts";
import { everyKind, newDoc, settings, timeLimit } from "./support.ts";

function comeBack(source: string): Node {
  return toDoc(newDoc({ variables: {}, sections: readMarkdown(source) }));
}

/** If no list line of the text stands on the first level, the levels below come that much higher. */
function indentsOf(doc: Node): (indent: number) => number {
  const levels: number[] = [];
  doc.descendants((node, _pos, parent) => {
    const isList = ["bullet", "ordered", "task"].includes(node.attrs.kind);
    if (isList && node.attrs.indent > 0 && parent?.type.name !== "cell") levels.push(node.attrs.indent);
    return !node.isTextblock;
  });
  const least = levels.length === 0 ? 1 : Math.min(...levels);
  return (indent) => Math.round(indent / least);
}

test(
  "any document is the same text after it was written as Markdown and read again",
  () => {
    fc.assert(
      fc.property(anyDocument, (doc) => {
        const source = writeMarkdown(doc.children);
        expect(kept(comeBack(source)), source).toEqual(kept(doc, indentsOf(doc)));
      }),
      settings("Markdown", 300),
    );
  },
  timeLimit(300),
);

test("a text with every kind of line, box and object reads well", () => {
  expect(writeMarkdown(toDoc(newDoc(everyKind)).children)).toMatchSnapshot();
});

const TEMPLATE = `---
key: sample
title: Beispiel
purpose: Alles, was eine Vorlage enthalten kann.
variables:
  - name: lead-department
    label: Stelle
    example: Kommunikation
questions:
  - id: who-leads
    text: Wer führt?
    type: text
    variable: lead-department
    askedOf: [geschaeftsfuehrung]
    blocking: true
---
! Wer für uns spricht, sagt es.
Die zweite Zeile gehört dazu.

? Fragen Sie {{lead-department}}, **zuerst** und *immer*.

### Überschrift

#### Kleinere

- eins
  - zwei
1. erstens
- [ ] offen
- [x] fertig

> Ein ~~langes~~ Zitat mit \`Code\` und [Link](https://example.org/a).

---

[[who-leads]]

::: do
So ist es gut.
:::

::: warning
Vorsicht.
:::

| Wer | Was |
| --- | --- |
| IT | **Zugänge** |
`;

test("templates are written in the same dialect: both readers find the same in one", () => {
  const template = parseSectionFile("de/sample.md", TEMPLATE);
  const [section] = readMarkdown(TEMPLATE.replace(/^---\n[\s\S]*?\n---\n/, ""));
  const shown = (lines: typeof template.lines) => lineNodes(lines).map((node) => node.toJSON());
  expect(shown(section?.lines ?? [])).toEqual(shown(template.lines));
});

test("what others write is read as far as it goes, and its words are kept", () => {
  const source = [
    "# Leitlinie",
    "",
    "Erste Zeile  ",
    "zweite Zeile, ![ein Bild](https://example.org/a.png) und <span>mehr</span>.",
    "* eins",
    "    * zwei",
    "        * drei",
    "",
    "```js",
    "let a = 1;",
    "```",
    "Wer|Was ist kein Tisch",
    "",
    "| a | b |",
    "|:-:|----|",
    "| 1 |",
  ].join("\r\n");
  const read = readMarkdown(source);
  expect(read.map(({ title }) => title)).toEqual(["Leitlinie"]);
  const doc = comeBack(source);
  expect(doc.textBetween(0, doc.content.size, "\n", (leaf) => (leaf.type.name === "break" ? "/" : ""))).toBe(
    "Leitlinie\nErste Zeile/zweite Zeile, ein Bild und mehr.\neins\nzwei\ndrei\nlet a = 1;\nWer|Was ist kein Tisch\na\nb\n1\n",
  );
  const levels: number[] = [];
  doc.descendants((node) => {
    if (node.attrs.kind === "bullet") levels.push(node.attrs.indent);
  });
  expect(levels).toEqual([0, 1, 2]);
});
