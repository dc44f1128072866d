import { Transform } from "prosemirror-transform";
import { extractText, getDocumentProxy } from "unpdf";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPrint, PRINT_LIMITS, type Print } from "#server/print/index.ts";
import { printedRedline } from "#server/versions/printed-redline.ts";
import { compare } from "#shared/document/compare.ts";
import { toDoc } from "#shared/document/to-doc.ts";
import type { Version } from "#shared/versions.ts";
import { newDoc } from "#test/document/support.ts";
import { join } from "#test/support/cohort.ts";
import { aGuidelineAtWork, type GuidelineAtWork } from "#test/support/guideline.ts";

let work: GuidelineAtWork;
beforeAll(async () => {
  work = await aGuidelineAtWork();
});
afterAll(() => work[Symbol.asyncDispose]());

/** All text of a PDF, as a reader gets it, with runs of blanks as one. */
async function textOf(pdf: Uint8Array): Promise<string> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true });
  return text.replaceAll(/\s+/g, " ");
}

async function pdfOf(from: string | number, to: string | number): Promise<Uint8Array> {
  const path = `/api/guidelines/${work.guideline.id}/versions/compare/export?from=${from}&to=${to}&format=pdf`;
  const answer = await work.owner.request("GET", path);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("application/pdf");
  expect(answer.headers.get("content-disposition")).toContain(".pdf");
  return new Uint8Array(await answer.arrayBuffer());
}

test("a comparison comes as pages to sign, with each change as a sentence and what it holds for", async () => {
  const { owner, guideline } = work;
  using writer = await join(owner, guideline.id);
  writer.type(0, 0, "Ein alter Satz. ");
  await writer.saved();
  const path = `/api/guidelines/${guideline.id}/versions`;
  const older = await owner.ask<Version>("POST", path, { title: "Vorher", note: "" });
  writer.type(0, 4, "ganz ");
  await writer.saved();
  const newer = await owner.ask<Version>("POST", path, { title: "Nachher", note: "" });
  const text = await textOf(await pdfOf(older.number, newer.number));
  expect(text).toContain("1 Änderung in 1 Abschnitt, 1 davon betrifft Verbindliches.");
  expect(text).toContain("Eingefügt: „ganz“");
  expect(text).toContain("Ein ganz alter Satz.");
  for (const { contentHash } of [older, newer]) expect(text.replaceAll(" ", "")).toContain(contentHash);
  for (const words of [
    "„Vorher“",
    "„Nachher“",
    "Freigegeben",
    "Zustimmung verweigert",
    "Beschluss vom",
    "Unterschrift",
  ])
    expect(text).toContain(words);
  expect(text).toMatch(/Seite 1 von \d/);
});

test("it is tagged, titled and in the guideline's language, as PDF/UA-1 asks", async () => {
  const pdf = await getDocumentProxy(await pdfOf("template", "draft"));
  expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true });
  const { info, metadata } = await pdf.getMetadata();
  expect(info).toMatchObject({
    Title: `${work.guideline.title} – Vergleich zweier Stände`,
    Language: "de-DE",
  });
  expect(metadata?.get("pdfuaid:part")).toBe("1");
  const outline = await pdf.getOutline();
  expect(outline.map(({ title }) => title)).toContain("Entscheidung auf Papier");
});

const HOSTILE = [
  '#panic("run") #read("/etc/passwd") $x$ *bold* _em_ `raw` @label <tag> \\ // /* = Heading',
  ']) #import "x.typ" {{contact}} "quoted" \\u{0041}',
  "\u0007 \u202Ereversed \u{10FFFD} \uE000 漢字 שלום 😀",
];

test("text is shown as it is, whatever it looks like to a compiler", async () => {
  const print = openPrint();
  const doc = toDoc(newDoc());
  for (const text of HOSTILE) {
    const newer = new Transform(doc).insert(placeOf(doc, "Who it is for"), doc.type.schema.text(text)).doc;
    const shown = await textOf(await print.pdf("redline", dataOf(doc, newer)));
    for (const word of text.match(/[A-Za-z0-9#$*_`@<>\\/="(){}.[\]]+/g) ?? []) expect(shown).toContain(word);
  }
});

test("every kind of line, box and object can be printed, come or gone", async () => {
  const print = openPrint();
  const [doc, empty] = [toDoc(newDoc()), toDoc(newDoc({ variables: {}, sections: [] }))];
  const words = [
    "Who it is for",
    "Always sign with your name.",
    "Do not guess.",
    "09:00",
    "A picture",
    "second line",
  ];
  for (const [older, newer] of [
    [doc, empty],
    [empty, doc],
    [doc, doc],
  ] as const) {
    const shown = await textOf(await print.pdf("redline", dataOf(older, newer)));
    for (const word of words) expect(shown).toContain(word);
    expect(shown).toContain("Consent (staff representation)");
    // What is gone is not counted.
    expect(shown.includes("3.")).toBe(newer === doc);
  }
});

test("a page that takes too long or too much memory is ended, and those that wait are not too many", async () => {
  const doc = toDoc(newDoc());
  const data = dataOf(doc, doc);
  const failing = async (print: Print) => print.pdf("redline", data).catch(({ code }) => code);
  expect(await failing(openPrint({ ...PRINT_LIMITS, time: 1 }))).toBe("print/failed");
  if (process.platform === "linux")
    expect(await failing(openPrint({ ...PRINT_LIMITS, memory: 1 }))).toBe("print/failed");
  const print = openPrint({ ...PRINT_LIMITS, waiting: 1 });
  const jobs = [failing(print), failing(print), failing(print)];
  expect(await jobs[2]).toBe("print/busy");
  print.close();
  expect(await jobs[0]).toBe("print/failed");
  expect(await jobs[1]).toBe("print/failed");
});

test("only who may read the draft gets it", async () => {
  const reader = await work.member("Nora Lind", "reader");
  const path = `/api/guidelines/${work.guideline.id}/versions/compare/export?from=template&to=draft&format=pdf`;
  expect((await reader.request("GET", path)).status).toBe(403);
});

type Doc = ReturnType<typeof toDoc>;

function dataOf(older: Doc, newer: Doc) {
  return printedRedline(compare({ doc: older, variables: {} }, { doc: newer, variables: {} }), {
    kind: "guideline",
    title: "Guideline",
    organisation: "Example Ltd",
    locale: "en",
    timeZone: "Europe/Berlin",
    at: "2026-11-25T12:00:00Z",
    older: { name: "snapshot 1", at: "2026-11-24T12:00:00Z", contentHash: "a".repeat(64) },
    newer: { name: "draft", at: null, contentHash: "b".repeat(64) },
    variableLabel: (name) => name,
  });
}

function placeOf(doc: Doc, text: string): number {
  let found = 0;
  doc.descendants((node, pos) => {
    if (node.text?.includes(text)) found = pos;
  });
  return found;
}
