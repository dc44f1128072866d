import type { Node } from "prosemirror-model";
import { expect, test } from "vitest";
import { writeMarkdown } from "#shared/document/markdown.ts";
import { readMarkdown } from "#shared/document/markdown-read.ts";
import { withNumbers } from "#shared/document/numbering.ts";
import { toDoc } from "#shared/document/to-doc.ts";
import { newDoc } from "./support.ts";

const textOf = (source: string): Node => toDoc(newDoc({ variables: {}, sections: readMarkdown(source) }));

const SOURCE = `## Geltung

! Diese Anweisung gilt für alle.

### Ausnahmen

- Ehrenamtliche

&nbsp;

? Gäste sind eingeladen.

::: do

Fragen Sie nach.

:::

## Inkrafttreten

Sie gilt ab sofort.
`;

test("sections are numbered by § and paragraphs by (1), not lists, headings, boxes, empty lines and single paragraphs", () => {
  const written = writeMarkdown(withNumbers(textOf(SOURCE)).children);
  expect(written.replaceAll("\u00A0", " ").split("\n").filter(Boolean)).toEqual([
    "## § 1 Geltung",
    "! (1) Diese Anweisung gilt für alle.",
    "### Ausnahmen",
    "- Ehrenamtliche",
    "&nbsp;",
    "? (2) Gäste sind eingeladen.",
    "::: do",
    "Fragen Sie nach.",
    ":::",
    "## § 2 Inkrafttreten",
    "Sie gilt ab sofort.",
  ]);
});

test("numbers are no part of the text", () => {
  const doc = textOf(SOURCE);
  const before = JSON.stringify(doc);
  withNumbers(doc);
  expect(JSON.stringify(doc)).toBe(before);
});
