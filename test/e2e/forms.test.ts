import { afterAll, beforeAll, expect, test } from "vitest";
import { type Someone, setUp } from "#test/support/people.ts";
import { SETUP_CODE } from "#test/support/server-process.ts";
import { openStage, type Stage } from "./stage.ts";

let stage: Stage;
let owner: Someone;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

test("who fills in the set-up page while somebody else finishes it is shown the way to sign in", async () => {
  const { page, context } = await stage.visit();
  await page.goto(`/setup?code=${SETUP_CODE}`);
  await page.getByLabel("Name der Organisation").fill("Muster GmbH");
  await page.getByLabel("Ihr Name").fill("Jonas Weber");
  await page.getByLabel("E-Mail-Adresse").fill("jonas.weber@example.org");
  await page.getByLabel("Passwort", { exact: true }).fill("lang genug für alle");
  owner = await setUp(stage.server.url, SETUP_CODE);
  await page.getByRole("button", { name: "Einrichten" }).click();
  await page.getByRole("heading", { level: 1, name: "Schon eingerichtet" }).waitFor();
  await page.getByRole("link", { name: "Anmelden" }).click();
  await page.getByRole("heading", { level: 1, name: "Anmelden" }).waitFor();
  await context.close();
});

test("a suggested title can be emptied, and is then asked for", async () => {
  const { page, context } = await stage.visit({ as: owner });
  await page.goto("/new");
  await page.getByRole("button", { name: "Weiter" }).click();
  const title = page.getByLabel("Titel");
  await title.fill("");
  expect(await title.inputValue()).toBe("");
  await page.getByRole("button", { name: "Weiter" }).click();
  await page.getByText("Bitte ausfüllen.").waitFor();
  await expect.poll(() => title.evaluate((field) => field === document.activeElement)).toBe(true);
  await context.close();
});

test("another language of the document changes the suggestion and leaves the focus where it is", async () => {
  const { page, context } = await stage.visit({ as: owner });
  await page.goto("/new");
  await page.getByRole("button", { name: "Weiter" }).click();
  const language = page.getByLabel("Sprache des Dokuments");
  await language.focus();
  await language.selectOption("en");
  await expect.poll(() => page.getByLabel("Titel").inputValue()).toBe("Social media guideline");
  expect(await language.evaluate((field) => field === document.activeElement)).toBe(true);
  await context.close();
});

test("nothing is created while an invitee's address cannot be one", async () => {
  const { page, context } = await stage.visit({ as: owner });
  await page.goto("/new");
  for (let step = 1; step < 4; step += 1) await page.getByRole("button", { name: "Weiter" }).click();
  await page.getByRole("button", { name: "Person hinzufügen" }).click();
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("name"))).toBe("name0");
  await page.keyboard.type("Mira Kaya");
  await page.getByLabel("E-Mail-Adresse").fill("mira");
  await page.getByRole("button", { name: "Leitlinie anlegen" }).click();
  await page.getByText("Das ist keine E-Mail-Adresse.").waitFor();
  expect(await owner.ask("GET", "/api/guidelines")).toEqual([]);
  await context.close();
});

test("a link is copied and says so where the browser gives no clipboard, as on plain HTTP", async () => {
  const { page, context } = await stage.visit({ as: owner });
  await page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  await page.goto("/people");
  await page.getByRole("button", { name: "Einladen" }).click();
  await page.getByLabel("Name").fill("Mira Kaya");
  await page.getByLabel("E-Mail-Adresse").fill("mira.kaya@example.org");
  await page.getByRole("button", { name: "Link erstellen" }).click();
  await page.getByRole("button", { name: "Kopieren" }).click();
  await page.getByRole("dialog").getByRole("status").getByText("Kopiert").waitFor();
  await context.close();
});

test("the last administrator learns inside the dialog why the role stays", async () => {
  const { page, context } = await stage.visit({ as: owner });
  await page.goto("/people");
  await page.getByRole("button", { name: `Aktionen für ${owner.name}` }).click();
  await page.getByRole("menuitem", { name: "Bearbeiten" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Recht in der Organisation").selectOption("member");
  await dialog.getByRole("button", { name: "Speichern" }).click();
  await dialog.getByRole("alert").waitFor();
  await context.close();
});

test("the interface works in a browser that keeps nothing", async () => {
  const { page, context, complaints } = await stage.visit({ as: owner });
  await page.addInitScript(() =>
    Object.defineProperty(window, "localStorage", {
      get: () => {
        throw new DOMException("blocked", "SecurityError");
      },
    }),
  );
  await page.goto("/");
  await page.getByRole("heading", { level: 1, name: new RegExp(owner.name) }).waitFor();
  await page.getByRole("button", { name: `Konto von ${owner.name}` }).click();
  await page.getByRole("menuitemradio", { name: "Dunkel" }).click();
  await expect.poll(() => page.locator("html").getAttribute("data-theme")).toBe("dark");
  expect(complaints).toEqual([]);
  await context.close();
});

test("a session that has ended elsewhere leads to sign-in, and from there back", async () => {
  const { page, context } = await stage.visit({ as: owner });
  await page.goto("/");
  await page.getByRole("heading", { level: 1, name: new RegExp(owner.name) }).waitFor();
  await context.clearCookies();
  await page.getByRole("link", { name: "Menschen" }).click();
  await page.getByRole("heading", { level: 1, name: "Anmelden" }).waitFor();
  expect(new URL(page.url()).searchParams.get("next")).toBe("/people");
  await context.close();
});
