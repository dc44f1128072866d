import { mkdir } from "node:fs/promises";
import { join as joinPath } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Version } from "#shared/versions.ts";
import { join } from "#test/support/cohort.ts";
import { createGuideline } from "#test/support/people.ts";
import type { Visitor } from "./browser.ts";
import { beginLine, expectSaved, goToEndOf, openDraft, sectionTitle, text } from "./draft.ts";
import { anOrganisation, type Organisation } from "./organisation.ts";
import { openStage, type Stage } from "./stage.ts";

const PICTURES = joinPath(import.meta.dirname, "../../.screenshots");

let stage: Stage;
let organisation: Organisation;
let birgit: Visitor;
let renamed: string;
let begun: Version;
beforeAll(async () => {
  await mkdir(PICTURES, { recursive: true });
  stage = await openStage();
  organisation = await anOrganisation(stage.server.url);
  const path = `/api/guidelines/${organisation.guideline.id}/versions`;
  begun = await organisation.owner.ask<Version>("POST", path, { title: "Ausgangsstand", note: "" });
  birgit = await stage.visit({ as: organisation.owner, width: 1440 });
});
afterAll(() => stage[Symbol.asyncDispose]());

test("from the history one comes to what has changed since, as sentences and in the text", async () => {
  await openDraft(birgit, organisation.guideline);
  const { page } = birgit;
  renamed = (await sectionTitle(page, 1).textContent()) ?? "";

  await beginLine(page, 0, "Wir fragen vorher nach.");
  await text(page).getByText("Wir kaufen keine Follower").click({ clickCount: 3 });
  await page.keyboard.press("ControlOrMeta+b");
  await goToEndOf(page, "Wir kaufen keine Follower");
  await sectionTitle(page, 1).click();
  await page.keyboard.press("End");
  await page.keyboard.type(", neu gefasst");
  await expectSaved(page);

  await page.getByRole("tab", { name: "Verlauf" }).click();
  await page.getByRole("link", { name: "Mit dem Entwurf vergleichen: Ausgangsstand" }).click();
  await page.getByRole("heading", { level: 1, name: "Vergleich" }).waitFor();
  const list = page.getByRole("complementary", { name: "Änderungen" });
  await list.getByText("3 Änderungen").waitFor();
  await list.getByRole("button", { name: "Eingefügt: „Wir fragen vorher nach.“" }).waitFor();
  await list.getByRole("button", { name: /^Anders formatiert: „Wir kaufen keine Follower/ }).waitFor();
  await list.getByRole("button", { name: `Titel: „${renamed}, neu gefasst“ statt „${renamed}“.` }).waitFor();
  await page.locator("ins", { hasText: ", neu gefasst" }).waitFor();
});

test("one goes from change to change by key and by click, and hears which it is", async () => {
  const { page } = birgit;
  const list = page.getByRole("complementary", { name: "Änderungen" });
  await page.keyboard.press("Alt+ArrowDown");
  await list.getByText("1 von 3").waitFor();
  expect(await list.locator("[aria-live]").textContent()).toContain("Eingefügt: „Wir fragen vorher nach.“");
  await page.keyboard.press("Alt+ArrowDown");
  await list.getByRole("button", { name: "Nächste Änderung" }).click();
  await list.getByText("3 von 3").waitFor();
  expect(await list.getByRole("button", { name: "Nächste Änderung" }).isDisabled()).toBe(true);
  await page.keyboard.press("Alt+ArrowUp");
  await list.getByText("2 von 3").waitFor();
  await list.getByRole("button", { name: /^Eingefügt/ }).click();
  await list.getByText("1 von 3").waitFor();
  await page.locator(".compared--here", { hasText: "Wir fragen vorher nach." }).waitFor();
});

test("what concerns the look alone can be left out", async () => {
  const { page } = birgit;
  const list = page.getByRole("complementary", { name: "Änderungen" });
  await list.getByLabel("Auch zeigen, was nur das Aussehen betrifft").uncheck();
  await list.getByText("2 Änderungen").waitFor();
  await expect.poll(() => page.locator(".compared--reformatted").count()).toBe(0);
  await list.getByLabel("Auch zeigen, was nur das Aussehen betrifft").check();
  await page.locator(".compared--reformatted").first().waitFor();
});

test("a state compared with itself is said to be the same, and so is one compared with its equal", async () => {
  const { page } = birgit;
  const from = await page.getByLabel("Von", { exact: true }).inputValue();
  await page.getByLabel("Zu", { exact: true }).selectOption(from);
  await page.getByText("Wählen Sie zwei verschiedene Stände.").waitFor();
  const path = `/api/guidelines/${organisation.guideline.id}/versions`;
  const today = await organisation.owner.ask<Version>("POST", path, { title: "Stand von heute", note: "" });
  await page.goto(`/guidelines/${organisation.guideline.id}/compare?from=${today.number}&to=draft`);
  await page.getByText("Kein Unterschied.").waitFor();
});

test("the draft is compared with what the templates would give", async () => {
  const { page } = birgit;
  await page.goto(`/guidelines/${organisation.guideline.id}/compare?from=template&to=draft`);
  const list = page.getByRole("complementary", { name: "Änderungen" });
  await list.getByRole("button", { name: /eingefügt: .*Wir fragen vorher nach/i }).waitFor();
  await page.getByRole("button", { name: "Seiten tauschen" }).click();
  await list.getByRole("button", { name: /gelöscht: .*Wir fragen vorher nach/i }).waitFor();
});

test("both files for paper come from the page, and where one cannot be had the page says so", async () => {
  const { owner, commenter, guideline } = organisation;
  const { page, context } = await stage.visit({ as: commenter, width: 1440 });
  await page.goto(`/guidelines/${guideline.id}/compare?from=${begun.number}&to=draft`);
  for (const [name, ending] of [
    ["PDF-Datei", ".pdf"],
    ["Word-Datei", ".docx"],
  ] as const) {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(new RegExp(`-${begun.number}-draft\\${ending}$`));
    await page.getByRole("link", { name }).waitFor();
  }
  const member = `/api/guidelines/${guideline.id}/members/${commenter.id}`;
  await owner.ask("DELETE", member);
  await page.getByRole("link", { name: "Word-Datei" }).click();
  await page.getByRole("status").getByText("oder Sie wirken nicht daran mit").waitFor();
  expect(page.url()).toContain("/compare");
  await owner.ask("PUT", member, { role: "commenter" });
  await context.close();
});

test("a directive is compared with its numbers, those of the newer text", async () => {
  const { owner } = organisation;
  const directive = await createGuideline(owner, { title: "Dienstanweisung", kind: "instruction" });
  const path = `/api/guidelines/${directive.id}/versions`;
  const before = await owner.ask<Version>("POST", path, { title: "Davor", note: "" });
  {
    using writer = await join(owner, directive.id);
    writer.type(0, 0, "Ab sofort: ");
    await writer.saved();
  }
  const { page, context } = await stage.visit({ as: owner, width: 1440 });
  await page.goto(`/guidelines/${directive.id}/compare?from=${before.number}&to=draft`);
  await page.locator("ins", { hasText: "Ab sofort" }).waitFor();
  const numbers = page.locator(".compared-number");
  await expect.poll(() => numbers.first().textContent()).toBe("§\u00A01 ");
  expect(await numbers.allTextContents()).toContain("(1) ");
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  await page.screenshot({ path: joinPath(PICTURES, "compare-directive-1440.png") });
  await context.close();
});

test("axe finds nothing, and a phone shows list and text without scrolling sideways", async () => {
  const { page } = birgit;
  await page.goto(`/guidelines/${organisation.guideline.id}/compare?from=${begun.number}&to=draft`);
  await page.getByText("3 Änderungen").waitFor();
  await page.keyboard.press("Alt+ArrowDown");
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  await page.setViewportSize({ width: 320, height: 640 });
  await page.getByText("1 von 3").waitFor();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wide).toBeLessThanOrEqual(0);
  for (const place of ["2 von 3", "3 von 3"]) {
    await page.getByRole("button", { name: "Nächste Änderung" }).click();
    await page.getByText(place).waitFor();
    await page.waitForFunction(() => {
      const box = document.querySelector(".compared--here")?.getBoundingClientRect();
      return box !== undefined && box.top >= 0 && box.bottom <= innerHeight;
    });
    await page.locator(".compare__now").waitFor();
  }
  expect(birgit.complaints).toEqual([]);
});
