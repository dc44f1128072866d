/** A guideline of 60 pages: 30 sections, 120,000 characters, 10 tables, with all that a real one has in it. */
import { buildSection } from "#shared/document/build.ts";
import type { LineContent, SectionContent, Span } from "#shared/document/content.ts";
import { readOutline, removeSection } from "#shared/document/outline.ts";
import { setVariable } from "#shared/document/variables.ts";
import type { Guideline } from "#shared/guidelines.ts";
import { join } from "#test/support/cohort.ts";
import { createGuideline, type Someone } from "#test/support/people.ts";

export const SECTIONS = 30;
const CHARACTERS = 120_000;
const TABLES = 10;

export async function aLongGuideline(owner: Someone): Promise<Guideline> {
  const guideline = await createGuideline(owner, { title: "Leitlinie mit sechzig Seiten" });
  using writer = await join(owner, guideline.id);
  const { ydoc } = writer;
  const write = async (change: () => void) => {
    ydoc.transact(change, "building");
    await writer.saved();
  };
  await write(() => {
    for (const { id } of readOutline(ydoc)) removeSection(ydoc, id);
    setVariable(ydoc, "organisation", "Stadtwerke Musterstadt");
  });
  for (let index = 0; index < SECTIONS; index++)
    await write(() => void buildSection(ydoc, section(index), index));
  return guideline;
}

/** One of its sections. */
export function section(index: number): SectionContent {
  const lines: LineContent[] = [];
  const add = (attributes: LineContent["attributes"], spans: readonly Span[]) =>
    lines.push({ attributes, spans });
  let left = CHARACTERS / SECTIONS;
  const words = (length: number): string => {
    left -= length;
    return sentence(index * 7 + lines.length, length);
  };
  add({ force: "binding" }, [{ variable: "organisation" }, { text: ` ${words(220)}` }]);
  if (index % (SECTIONS / TABLES) === 0) lines.push(table(words));
  for (let round = 0; left > 900; round++) {
    add({ kind: "h3" }, [{ text: words(36) }]);
    add({ force: round % 2 === 0 ? "recommended" : "none" }, [
      { text: words(150) },
      { text: words(24), marks: { strong: true } },
      { text: words(120) },
    ]);
    for (let item = 0; item < 3; item++)
      add({ kind: round % 2 === 0 ? "bullet" : "ordered" }, [{ text: words(80) }]);
    const box = { type: "callout", tone: "tip" } as const;
    lines.push({ attributes: {}, spans: [{ text: words(140) }], box });
  }
  add({}, [{ text: words(Math.max(1, left)) }]);
  return { key: null, title: `Abschnitt ${index + 1}: ${sentence(index, 24)}`, lines };
}

function table(words: (length: number) => string): LineContent {
  const cell = () => [{ attributes: {}, spans: [{ text: words(20) }] }];
  const rows = Array.from({ length: 5 }, () => Array.from({ length: 4 }, cell));
  return { attributes: { kind: "table" }, spans: [], table: { header: "row", rows } };
}

const WORDS =
  "Wer im Namen der Organisation spricht, nennt Rolle und Namen, antwortet freundlich und sachlich, fragt im Zweifel die Federführung und gibt Fehler offen zu, bevor andere sie finden. ".split(
    " ",
  );

/** Exactly `length` characters, and not the same for every seed. */
function sentence(seed: number, length: number): string {
  let text = "";
  for (let index = seed; text.length < length; index++) text += `${WORDS[index % WORDS.length]} `;
  return text.slice(0, Math.max(0, length - 1)).padEnd(length, ".");
}
