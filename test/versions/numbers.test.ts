import { strFromU8, unzipSync } from "fflate";
import { Fragment } from "prosemirror-model";
import { expect, test } from "vitest";
import { printedRedline } from "#server/versions/printed-redline.ts";
import { redline } from "#server/versions/redline.ts";
import { compare } from "#shared/document/compare.ts";
import { readMarkdown } from "#shared/document/markdown-read.ts";
import { toDoc } from "#shared/document/to-doc.ts";
import type { DocumentKind } from "#shared/roles.ts";
import { newDoc } from "#test/document/support.ts";

const SOURCE = `## Geltung

Diese Anweisung gilt für alle.

Sie gilt auch für Gäste.

Sie gilt auch im Ausland.

## Übergang

Bisheriges bleibt.

## Inkrafttreten

Sie gilt ab sofort.
`;

const OLDER = toDoc(newDoc({ variables: {}, sections: readMarkdown(SOURCE) }));

/** Without its second paragraph and without its second section. */
function shortened() {
  const [first, , last] = OLDER.children;
  if (first === undefined || last === undefined) throw new Error("The text has three sections.");
  const kept = first.copy(Fragment.from(first.children.filter((_, index) => index !== 2)));
  return OLDER.copy(Fragment.from([kept, last]));
}

const comparison = () => compare({ doc: OLDER, variables: {} }, { doc: shortened(), variables: {} });
const side = { name: "", at: null, contentHash: "a".repeat(64) };
const about = (kind: DocumentKind) => ({
  kind,
  title: "Dienstanweisung",
  organisation: "Muster",
  timeZone: "Europe/Berlin",
  older: side,
  newer: side,
  locale: "de" as const,
  at: "2026-11-25T12:00:00Z",
  variableLabel: (name: string) => name,
});

async function wordsOf(kind: DocumentKind): Promise<string> {
  const files = unzipSync(new Uint8Array(await redline(comparison(), { ...about(kind), lead: "" })));
  const xml = strFromU8(files["word/document.xml"] ?? new Uint8Array());
  return xml.replaceAll("</w:p>", "\n").replaceAll(/<[^>]+>/g, "");
}

test("a directive's numbers are those of the newer text in the Word file, and what is gone has none", async () => {
  const lines = (await wordsOf("instruction")).split("\n");
  for (const line of [
    "§\u00A01 Geltung",
    "(1) Diese Anweisung gilt für alle.",
    "Sie gilt auch für Gäste.",
    "(2) Sie gilt auch im Ausland.",
    "Übergang",
    "§\u00A02 Inkrafttreten",
    "Sie gilt ab sofort.",
  ])
    expect(lines).toContain(line);
  expect(await wordsOf("guideline")).not.toMatch(/§|\(1\)/);
});

test("a directive's numbers stand on the printed pages as well", () => {
  const printed = (kind: DocumentKind) => JSON.stringify(printedRedline(comparison(), about(kind)));
  const numbers = printed("instruction").match(/"(?:§\u00A0\d|\(\d\)) "/g);
  expect(numbers).toEqual(['"§\u00A01 "', '"(1) "', '"(2) "', '"§\u00A02 "']);
  expect(printed("guideline")).not.toMatch(/"(?:§\u00A0\d|\(\d\)) "/);
});
