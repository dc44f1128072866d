import { afterAll, beforeAll, expect, test } from "vitest";
import type { Guideline } from "#shared/guidelines.ts";
import { createGuideline } from "#test/support/people.ts";
import { beginLine, openDraft, sectionTitle } from "./draft.ts";
import { anOrganisation, type Organisation } from "./organisation.ts";
import { openStage, type Stage } from "./stage.ts";

let stage: Stage;
let organisation: Organisation;
let guideline: Guideline;
beforeAll(async () => {
  stage = await openStage();
  organisation = await anOrganisation(stage.server.url);
  guideline = await createGuideline(organisation.owner, { title: "Leitlinie mit Ton" });
});
afterAll(() => stage[Symbol.asyncDispose]());

const FORBIDDING =
  "Private Konten sind verboten. Niemand darf den Arbeitgeber nennen, und Fotos sind untersagt.";

test("a section's background tells its authors, with the words, when it forbids much, and says nothing otherwise", async () => {
  const visitor = await stage.visit({ as: organisation.owner, width: 1440 });
  const { page } = visitor;
  await openDraft(visitor, guideline);
  const dialog = page.getByRole("dialog", { name: /^Hintergrund/ });
  const look = async () => {
    const knot = page.locator("#cord li").first();
    await knot.hover();
    await knot.getByRole("button", { name: /^Aktionen/ }).click();
    await page.getByRole("menuitem", { name: "Hintergrund" }).click();
    await dialog.waitFor();
  };
  await look();
  expect(await dialog.getByRole("heading", { name: "Zum Ton dieses Abschnitts" }).count()).toBe(0);
  await dialog.getByRole("button", { name: "Schließen" }).last().click();
  await beginLine(page, 0, `${FORBIDDING} ${FORBIDDING}`);
  await sectionTitle(page, 0).click();
  await look();
  await dialog.getByRole("heading", { name: "Zum Ton dieses Abschnitts" }).waitFor();
  const quotes = await dialog.getByText(/^(Private Konten|Niemand darf den Arbeitgeber)/).allInnerTexts();
  expect(quotes).toEqual([
    "Private Konten sind verboten.",
    "Niemand darf den Arbeitgeber nennen, und Fotos sind untersagt.",
  ]);
  // It is read from the top.
  expect(
    await dialog.getByRole("heading", { level: 2 }).evaluate((title) => title.getBoundingClientRect().top),
  ).toBeGreaterThan(0);
});
