import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PASSWORD } from "#test/support/people.ts";
import type { Visitor } from "./browser.ts";
import { hasFocus, tabTo } from "./keyboard.ts";
import { anOrganisation, type Organisation } from "./organisation.ts";
import { openStage, type Stage } from "./stage.ts";

let stage: Stage;
let organisation: Organisation;
let visitor: Visitor;
beforeAll(async () => {
  stage = await openStage();
  organisation = await anOrganisation(stage.server.url);
  visitor = await stage.visit();
});
afterAll(() => stage[Symbol.asyncDispose]());

test("signing in takes no mouse, and the focus begins at the heading", async () => {
  const { page } = visitor;
  await page.goto("/");
  const heading = page.getByRole("heading", { level: 1, name: "Anmelden" });
  await heading.waitFor();
  expect(await hasFocus(heading)).toBe(true);
  await tabTo(page, page.getByLabel("E-Mail-Adresse"));
  await page.keyboard.type(organisation.owner.email);
  await tabTo(page, page.getByLabel("Passwort", { exact: true }));
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: /Birgit Rau/ }).waitFor();
});

test("the bar can be skipped", async () => {
  const { page } = visitor;
  await page.goto("/people");
  await page.getByText("jonas.weber@example.org").waitFor();
  await tabTo(page, page.getByRole("link", { name: "Zum Inhalt springen" }));
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  expect(await hasFocus(page.getByRole("button", { name: "Einladen" }))).toBe(true);
});

test("a menu opens, moves and closes by keyboard, and gives the focus back", async () => {
  const { page } = visitor;
  const button = page.getByRole("button", { name: "Konto von Birgit Rau" });
  await tabTo(page, button);
  await page.keyboard.press("Enter");
  await page.getByRole("menu", { name: "Konto von Birgit Rau" }).waitFor();
  await expect.poll(() => hasFocus(page.getByRole("menuitem").first())).toBe(true);
  await page.keyboard.press("End");
  expect(await hasFocus(page.getByRole("menuitem", { name: "Abmelden" }))).toBe(true);
  await page.keyboard.press("Escape");
  await expect.poll(() => hasFocus(button)).toBe(true);
});

test("a dialog takes the focus, keeps it, closes with Escape and gives it back", async () => {
  const { page } = visitor;
  const button = page.getByRole("button", { name: "Einladen" });
  await tabTo(page, button);
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Jemanden einladen" });
  await dialog.waitFor();
  for (let times = 0; times < 40; times++) {
    await page.keyboard.press("Tab");
    expect(await focusIsOutside(page, "dialog")).toBe(false);
  }
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await expect.poll(() => hasFocus(button)).toBe(true);
});

test("a new guideline takes no mouse", async () => {
  const { page } = visitor;
  await page.goto("/new");
  for (const heading of ["Wie heißt das Dokument?", "Was ist schon bekannt?", "Wen beteiligen Sie?"]) {
    await tabTo(page, page.getByRole("button", { name: "Weiter" }));
    await page.keyboard.press("Enter");
    const next = page.getByRole("heading", { name: heading });
    await next.waitFor();
    await expect.poll(() => hasFocus(next)).toBe(true);
  }
  await tabTo(page, page.getByRole("button", { name: "Leitlinie anlegen" }));
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/guidelines\/[^/]+$/);
});

/** Whether the focus has left for another element; the browser's own bars, where it may go too, do not count. */
function focusIsOutside(page: Page, selector: string): Promise<boolean> {
  return page.evaluate((inside) => {
    const { activeElement, body } = document;
    return activeElement !== null && activeElement !== body && activeElement.closest(inside) === null;
  }, selector);
}
