import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Version } from "#shared/versions.ts";
import { join } from "#test/support/cohort.ts";
import { aGuidelineAtWork, type GuidelineAtWork } from "#test/support/guideline.ts";

let work: GuidelineAtWork;
beforeAll(async () => {
  work = await aGuidelineAtWork();
});
afterAll(() => work[Symbol.asyncDispose]());

/** The document of a Word file, as XML. */
async function wordOf(from: string | number, to: string | number): Promise<string> {
  const path = `/api/guidelines/${work.guideline.id}/versions/compare/export?from=${from}&to=${to}&format=docx`;
  const answer = await work.owner.request("GET", path);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-disposition")).toContain(".docx");
  const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
  return strFromU8(files["word/document.xml"] ?? new Uint8Array());
}

test("a comparison comes as a Word file in which what is new and what is gone is tracked", async () => {
  const { owner, guideline } = work;
  using writer = await join(owner, guideline.id);
  writer.type(0, 0, "Ein alter Satz <mit> Zeichen & so. ");
  await writer.saved();
  const path = `/api/guidelines/${guideline.id}/versions`;
  const older = await owner.ask<Version>("POST", path, { title: "Vorher", note: "" });
  writer.type(0, 4, "ganz ");
  await writer.saved();
  const xml = await wordOf(older.number, "draft");
  expect(xml).toMatch(/<w:ins [^>]*w:author="Richtschnur"[^>]*>.*?ganz /);
  expect(xml).toContain("alter Satz &lt;mit&gt; Zeichen &amp; so.");
  expect(xml).not.toMatch(/<w:del /);

  const back = await wordOf("draft", older.number);
  expect(back).toMatch(/<w:del [^>]*>.*?<w:delText[^>]*>ganz /);
  expect(back).toContain("Vergleich: Entwurf mit „Vorher“.");
});

test("lists count on, and tables repeat their head and keep rows whole from page to page", async () => {
  const xml = await wordOf("template", "draft");
  for (const number of ["1. ", "2. ", "3. "]) expect(xml).toContain(`>${number}</w:t>`);
  expect(xml).toContain("<w:tblHeader/>");
  expect(xml).toContain("<w:cantSplit/>");
});

test("only who may read the draft gets it", async () => {
  const reader = await work.member("Nora Lind", "reader");
  const path = `/api/guidelines/${work.guideline.id}/versions/compare/export?from=template&to=draft&format=docx`;
  expect((await reader.request("GET", path)).status).toBe(403);
  expect((await work.owner.request("GET", path.replace("docx", "exe"))).status).toBe(400);
});
