import { afterAll, beforeAll, expect, test } from "vitest";
import type { Visitor } from "./browser.ts";
import { beginLine, expectSaved, numbered, openDraft, read, sameText, sectionTitle, text } from "./draft.ts";
import { anOrganisation, type Organisation } from "./organisation.ts";
import { openStage, type Stage } from "./stage.ts";

let stage: Stage;
let organisation: Organisation;
let birgit: Visitor;
let jonas: Visitor;
beforeAll(async () => {
  stage = await openStage();
  organisation = await anOrganisation(stage.server.url);
  birgit = await stage.visit({ as: organisation.owner });
  jonas = await stage.visit({ as: organisation.editor });
  await openDraft(birgit, organisation.guideline);
  await openDraft(jonas, organisation.guideline);
});
afterAll(() => stage[Symbol.asyncDispose]());

test("a version gets a name, and stands in the history of everybody at once", async () => {
  await jonas.page.getByRole("tab", { name: "Verlauf" }).click();
  await beginLine(birgit.page, 0, "So wurde es besprochen.");
  await expectSaved(birgit.page);
  await birgit.page.getByRole("button", { name: "Zwischenstand benennen" }).click();
  const dialog = birgit.page.getByRole("dialog", { name: "Zwischenstand benennen" });
  await dialog.getByLabel("Name").fill("Nach der Sitzung");
  await dialog.getByLabel("Notiz").fill("Alle waren einverstanden.");
  await dialog.getByRole("button", { name: "Festhalten" }).click();
  await dialog.waitFor({ state: "detached" });
  await jonas.page.getByRole("link", { name: "Nach der Sitzung", exact: true }).waitFor();
});

test("a version is read as it was, and a section of it restored while the other types elsewhere", async () => {
  const title = (await sectionTitle(birgit.page, 0).textContent()) ?? "";
  await text(birgit.page).getByText("So wurde es besprochen.").click({ clickCount: 3 });
  await birgit.page.keyboard.type("Alles anders.");
  await expectSaved(birgit.page);

  await beginLine(jonas.page, 3, "");
  const words = numbered("weiter", 60);
  const typing = jonas.page.keyboard.type(words, { delay: 15 });

  await birgit.page.getByRole("tab", { name: "Verlauf" }).click();
  await birgit.page.getByRole("link", { name: "Nach der Sitzung", exact: true }).click();
  await birgit.page.getByRole("heading", { level: 1, name: "Nach der Sitzung" }).waitFor();
  await birgit.page.getByText("Alle waren einverstanden.").waitFor();
  await birgit.page.getByText("So wurde es besprochen.").waitFor();
  expect(await birgit.page.getByText("Alles anders.").count()).toBe(0);
  await birgit.page.getByRole("button", { name: "Wiederherstellen" }).click();
  const dialog = birgit.page.getByRole("dialog", { name: "Diesen Stand wiederherstellen" });
  await dialog.getByText(`${title}: 1 Stelle ändert sich.`).waitFor();
  await dialog.getByLabel("Was").selectOption({ label: `Nur „${title}“` });
  expect(await dialog.getByRole("listitem").allTextContents()).toEqual([`${title}: 1 Stelle ändert sich.`]);
  await dialog.getByRole("button", { name: "Wiederherstellen" }).click();
  await text(birgit.page).waitFor();
  await text(birgit.page).getByText("So wurde es besprochen.").waitFor();
  await jonas.page.getByText(`„${title}“ ist wieder wie im Stand „Nach der Sitzung“.`).waitFor();
  await typing;

  const shown = await sameText(birgit.page, jonas.page);
  expect(shown).toContain("So wurde es besprochen.");
  expect(shown).not.toContain("Alles anders.");
  expect(shown).toContain(words);
});

test("the state before a restore is kept, and can be read", async () => {
  await birgit.page.getByRole("tab", { name: "Verlauf" }).click();
  await birgit.page
    .getByRole("link", { name: "Stand vor dem Wiederherstellen", exact: true })
    .first()
    .click();
  await birgit.page.getByText("Alles anders.").waitFor();
  await birgit.page.getByRole("link", { name: "Zurück zum Entwurf" }).click();
  await text(birgit.page).waitFor();
});

test("a restore is taken back at once, and what is like it already cannot be restored", async () => {
  await openDraft(birgit, organisation.guideline);
  await beginLine(birgit.page, 2, "Bleibt stehen.");
  await expectSaved(birgit.page);
  await birgit.page.getByRole("tab", { name: "Verlauf" }).click();
  await birgit.page.getByRole("link", { name: "Nach der Sitzung", exact: true }).click();
  await birgit.page.getByRole("button", { name: "Wiederherstellen" }).click();
  const dialog = birgit.page.getByRole("dialog");
  const untouched = await dialog.getByLabel("Was").locator("option").nth(1).textContent();
  await dialog.getByLabel("Was").selectOption({ label: untouched ?? "" });
  await dialog.getByText("Der Entwurf ist dort schon wie dieser Stand.").waitFor();
  expect(await dialog.getByRole("button", { name: "Wiederherstellen" }).isDisabled()).toBe(true);
  await dialog.getByLabel("Was").selectOption({ label: "Die ganze Leitlinie" });
  await dialog.getByRole("button", { name: "Wiederherstellen" }).click();
  await expect
    .poll(async () => (await read(jonas.page)).join("\n"), { timeout: 10_000 })
    .not.toContain("Bleibt stehen.");
  await birgit.page.getByRole("button", { name: "Rückgängig" }).click();
  await text(jonas.page).getByText("Bleibt stehen.").waitFor();
  await text(birgit.page).waitFor();
});

test("the whole guideline goes back, for both", async () => {
  await openDraft(birgit, organisation.guideline);
  await beginLine(birgit.page, 1, "Danach geschrieben.");
  await expectSaved(birgit.page);
  await birgit.page.getByRole("tab", { name: "Verlauf" }).click();
  await birgit.page.getByRole("link", { name: "Nach der Sitzung", exact: true }).click();
  await birgit.page.getByRole("button", { name: "Wiederherstellen" }).click();
  await birgit.page.getByRole("dialog").getByRole("button", { name: "Wiederherstellen" }).click();
  await expect
    .poll(async () => (await read(jonas.page)).join("\n"), { timeout: 10_000 })
    .not.toContain("Danach geschrieben.");
  await text(birgit.page).waitFor();
  expect(await sameText(birgit.page, jonas.page)).toContain("So wurde es besprochen.");
  expect([...birgit.complaints, ...jonas.complaints]).toEqual([]);
});
