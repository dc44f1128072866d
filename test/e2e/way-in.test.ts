import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PASSWORD } from "#test/support/people.ts";
import { SETUP_CODE } from "#test/support/server-process.ts";
import type { Visitor } from "./browser.ts";
import { openStage, type Stage } from "./stage.ts";

let stage: Stage;
let birgit: Visitor;
let jonas: Visitor;
/** As copied from the page, for the next one in the row. */
let invitation: string;

beforeAll(async () => {
  stage = await openStage();
  birgit = await stage.visit();
  jonas = await stage.visit();
});
afterAll(() => stage[Symbol.asyncDispose]());

test("the first person sets up the organisation with the link that the server prints", async () => {
  const { page } = birgit;
  const link = stage.server.output().match(/http:\/\/\S+\/setup\S*/)?.[0] ?? "";
  expect(link).toContain(SETUP_CODE);
  await page.goto(link);
  await page.getByRole("heading", { level: 1, name: "Richtschnur einrichten" }).waitFor();
  await page.getByLabel("Name der Organisation").fill("Muster GmbH");
  await page.getByLabel("Vertretung der Beschäftigten").selectOption({ label: "Betriebsrat" });
  await page.getByLabel("Ihr Name").fill("Birgit Rau");
  await page.getByLabel("E-Mail-Adresse").fill("birgit.rau@example.org");
  await page.getByLabel("Passwort", { exact: true }).fill("zu kurz");
  await page.getByRole("button", { name: "Einrichten" }).click();
  await expect.poll(() => focused(page)).toBe("password");
  await page.getByLabel("Passwort", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Einrichten" }).click();
  await page.getByRole("heading", { level: 1, name: /Birgit Rau/ }).waitFor();
  expect(birgit.complaints).toEqual([]);
});

test("the link works once", async () => {
  const { page } = jonas;
  await page.goto(`/setup?code=${SETUP_CODE}`);
  await page.getByRole("link", { name: "Anmelden" }).waitFor();
  expect(await page.getByLabel("Name der Organisation").count()).toBe(0);
});

test("a guideline is made in a few steps, and somebody is invited on the way", async () => {
  const { page } = birgit;
  await page.getByRole("link", { name: "Neue Leitlinie" }).click();
  await page.getByRole("heading", { name: "Womit beginnen Sie?" }).waitFor();
  await page.getByRole("button", { name: "Weiter" }).click();

  await page.getByRole("heading", { name: "Wie heißt das Dokument?" }).waitFor();
  await page.getByLabel("Titel").fill("Leitlinie für soziale Medien");
  await page.getByRole("radio", { name: /Leitlinie/ }).check();
  await page.getByRole("button", { name: "Weiter" }).click();

  await page.getByRole("heading", { name: "Was ist schon bekannt?" }).waitFor();
  expect(await page.getByRole("textbox").count()).toBeGreaterThanOrEqual(3);
  await page.getByRole("button", { name: "Zurück" }).click();
  expect(await page.getByLabel("Titel").inputValue()).toBe("Leitlinie für soziale Medien");
  await page.getByRole("button", { name: "Weiter" }).click();
  await page.getByRole("button", { name: "Weiter" }).click();

  await page.getByRole("heading", { name: "Wen beteiligen Sie?" }).waitFor();
  await page.getByRole("button", { name: "Person hinzufügen" }).click();
  const person = page.getByRole("group", { name: "Person 1" });
  await person.getByLabel("Name").fill("Jonas Weber");
  await person.getByLabel("E-Mail").fill("jonas.weber@example.org");
  await person.getByLabel("Gremium oder Bereich").selectOption({ label: "IT" });
  await person.getByLabel("Recht an der Leitlinie").selectOption({ label: "Schreiben" });
  await page.getByRole("button", { name: "Leitlinie anlegen" }).click();
  await page.getByRole("heading", { level: 1, name: "Die Leitlinie ist angelegt" }).waitFor();
  invitation = await page.getByRole("textbox", { name: "Einladungslink" }).inputValue();
  expect(invitation).toContain("/invitation/");
});

test("an invitation lets somebody in who chooses a password, once", async () => {
  const { page } = jonas;
  await page.goto(invitation);
  await page.getByRole("heading", { level: 1, name: "Willkommen bei Muster GmbH" }).waitFor();
  expect(await page.getByLabel("Ihr Name").inputValue()).toBe("Jonas Weber");
  await page.getByLabel("Passwort", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Mitwirken" }).click();
  await page.getByRole("heading", { level: 1, name: /Jonas Weber/ }).waitFor();
  await page.getByRole("link", { name: "Leitlinie für soziale Medien", exact: true }).waitFor();
  expect(jonas.complaints).toEqual([]);

  const { page: again, context } = await stage.visit();
  await again.goto(invitation);
  await again.getByRole("heading", { level: 1, name: "Diese Einladung gilt nicht mehr" }).waitFor();
  await context.close();
});

test("people are invited from the list of people too, and their account can be closed at once", async () => {
  const { page } = birgit;
  await page.getByRole("link", { name: "Menschen" }).click();
  await page.getByRole("button", { name: "Einladen" }).click();
  const dialog = page.getByRole("dialog", { name: "Jemanden einladen" });
  await dialog.getByLabel("Name").fill("Mira Kaya");
  await dialog.getByLabel("E-Mail-Adresse").fill("mira.kaya@example.org");
  await dialog.getByRole("checkbox", { name: "Betriebsrat" }).check();
  await dialog.getByRole("button", { name: "Link erstellen" }).click();
  const link = await page.getByRole("textbox", { name: "Einladungslink" }).inputValue();
  await page.getByRole("button", { name: "Fertig" }).click();
  await page.getByText("Mira Kaya").waitFor();

  const mira = await stage.visit();
  await mira.page.goto(link);
  await mira.page.getByLabel("Passwort", { exact: true }).fill(PASSWORD);
  await mira.page.getByRole("button", { name: "Mitwirken" }).click();
  await mira.page.getByRole("heading", { level: 1, name: /Mira Kaya/ }).waitFor();

  await page.reload();
  await page.getByRole("button", { name: "Aktionen für Mira Kaya" }).click();
  await page.getByRole("menuitem", { name: "Konto schließen" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Konto schließen" }).click();
  await page.getByText("Geschlossen", { exact: true }).waitFor();
  await mira.page.reload();
  await mira.page.getByRole("heading", { level: 1, name: "Anmelden" }).waitFor();
  await mira.context.close();
});

test("a wrong password is told in a sentence, the right one leads to where one wanted to go", async () => {
  const { page, context } = await stage.visit();
  await page.goto("/people");
  await page.getByRole("heading", { level: 1, name: "Anmelden" }).waitFor();
  await page.getByLabel("E-Mail-Adresse").fill("birgit.rau@example.org");
  await page.getByLabel("Passwort", { exact: true }).fill("not the password");
  await page.getByRole("button", { name: "Anmelden" }).click();
  await page.getByRole("alert").waitFor();
  await page.getByLabel("Passwort", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Anmelden" }).click();
  await page.getByRole("heading", { level: 1, name: "Menschen" }).waitFor();

  await page.getByRole("button", { name: "Konto von Birgit Rau" }).click();
  await page.getByRole("menuitem", { name: "Abmelden" }).click();
  await page.getByRole("heading", { level: 1, name: "Anmelden" }).waitFor();
  await page.goto("/people");
  await page.getByRole("heading", { level: 1, name: "Anmelden" }).waitFor();
  await context.close();
});

test("the interface speaks German and English, switches at once and remembers it", async () => {
  const { page } = birgit;
  await page.goto("/");
  await page.getByRole("button", { name: "Konto von Birgit Rau" }).click();
  await page.getByRole("menuitem", { name: "English" }).click();
  await page.getByRole("link", { name: "New guideline" }).waitFor();
  expect(await page.locator("html").getAttribute("lang")).toBe("en");
  await page.reload();
  await page.getByRole("link", { name: "New guideline" }).waitFor();
  await page.getByRole("button", { name: "Account of Birgit Rau" }).click();
  await page.getByRole("menuitem", { name: "Deutsch" }).click();
  await page.getByRole("link", { name: "Neue Leitlinie" }).waitFor();
});

test("light and dark can be chosen, and hold after a reload", async () => {
  const { page } = birgit;
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await page.getByRole("button", { name: "Konto von Birgit Rau" }).click();
  await page.getByRole("menuitemradio", { name: "Dunkel" }).click();
  await expect.poll(background).not.toBe(light);
  const dark = await background();
  await page.reload();
  await page.getByRole("link", { name: "Neue Leitlinie" }).waitFor();
  expect(await background()).toBe(dark);
});

test("a guideline goes to the archive and comes back", async () => {
  const { page } = birgit;
  await page.getByRole("button", { name: "Aktionen für „Leitlinie für soziale Medien“" }).click();
  await page.getByRole("menuitem", { name: "Ins Archiv" }).click();
  await page.getByText("Archiv (1)").click();
  await page.getByRole("button", { name: "Aktionen für „Leitlinie für soziale Medien“" }).click();
  await page.getByRole("menuitem", { name: "Aus dem Archiv holen" }).click();
  await expect.poll(() => page.getByText("Archiv (1)").count()).toBe(0);
  await page.getByRole("link", { name: "Leitlinie für soziale Medien", exact: true }).waitFor();
});

function focused(page: Page): Promise<string | null> {
  return page.evaluate(() => document.activeElement?.getAttribute("name") ?? null);
}
