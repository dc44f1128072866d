import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openApp } from "#server/app.ts";
import { readConfig } from "#server/platform/config.ts";
import type { Guideline } from "#shared/guidelines.ts";
import type { TemplateNews } from "#shared/templates.ts";
import { createGuideline, invite, readContent, type Someone, setUp } from "#test/support/people.ts";
import { SETUP_CODE } from "#test/support/server-process.ts";

const folder = mkdtempSync(join(tmpdir(), "richtschnur-news-"));
const templates = join(folder, "templates");
afterAll(() => rmSync(folder, { recursive: true }));

let owner: Someone;
let commenter: Someone;
let guideline: Guideline;

/** The server on the same data, with the templates as they are now. */
async function withServer<T>(work: (url: string) => Promise<T>): Promise<T> {
  const config = readConfig({
    DATA_DIR: join(folder, "data"),
    PORT: "0",
    BASE_URL: "http://localhost",
    SETUP_CODE,
    LOG_LEVEL: "silent",
  });
  const app = await openApp(config, { templates, serveClient: () => {} });
  try {
    return await work(app.url);
  } finally {
    await app.close();
  }
}

function newVersion(key: string): void {
  for (const [locale, what] of [
    ["de", "Ein Satz zu neuen Werkzeugen."],
    ["en", "A sentence on new tools."],
  ] as const) {
    const file = join(templates, locale, `${key}.md`);
    const change = `version: 2\nchanges:\n  - { version: 2, on: 2027-01-15, what: ${what} }\n`;
    writeFileSync(file, readFileSync(file, "utf8").replace("title:", `${change}title:`));
  }
}

const newsFor = (someone: Someone, url: string) =>
  someone.at(url).ask<TemplateNews[]>("GET", `/api/guidelines/${guideline.id}/template-news`);

beforeAll(async () => {
  cpSync(join(import.meta.dirname, "../../templates"), templates, { recursive: true });
  await withServer(async (url) => {
    owner = await setUp(url, SETUP_CODE);
    guideline = await createGuideline(owner, { kit: "kmu" });
    commenter = await invite(owner, {
      name: "Paul Reiter",
      guideline: { id: guideline.id, role: "commenter" },
    });
    await readContent(owner, guideline.id);
  });
});

test("a guideline made from the templates as they are has no news", async () => {
  expect(await withServer((url) => newsFor(owner, url))).toEqual([]);
});

test("what a template brings later is told, for sections that the guideline has, until an author has seen to it", async () => {
  newVersion("monitoring");
  newVersion("crisis");
  await withServer(async (url) => {
    const news = {
      key: "monitoring",
      title: "Monitoring",
      since: 1,
      version: 2,
      changes: [{ version: 2, on: "2027-01-15", what: "Ein Satz zu neuen Werkzeugen." }],
    };
    expect(await newsFor(owner, url)).toEqual([news]);
    expect(await newsFor(commenter, url)).toEqual([news]);

    const path = `/api/guidelines/${guideline.id}/template-news/monitoring`;
    expect((await commenter.at(url).request("PUT", path, { version: 2 })).status).toBe(403);
    expect(await newsFor(owner, url)).toEqual([news]);

    await owner.at(url).ask("PUT", path, { version: 2 });
    expect(await newsFor(owner, url)).toEqual([]);
  });
});

test("a guideline made afterwards begins with the new version", async () => {
  await withServer(async (url) => {
    const later = await createGuideline(owner.at(url), { kit: "mittelstand" });
    await readContent(owner.at(url), later.id);
    expect(
      await owner.at(url).ask<TemplateNews[]>("GET", `/api/guidelines/${later.id}/template-news`),
    ).toEqual([]);
  });
});
