import { afterAll, beforeAll, expect, test } from "vitest";
import { join } from "#test/support/cohort.ts";
import type { Visitor } from "./browser.ts";
import { beginLine, goToEndOf, numbered, openDraft, read, sameText, sectionTitle, text } from "./draft.ts";
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

test("two people see each other on top and each other's cursor in the text", async () => {
  await sectionTitle(birgit.page, 0).click();
  await sectionTitle(jonas.page, 1).click();
  await birgit.page.locator("header").getByRole("img", { name: "Jonas Weber" }).waitFor();
  await jonas.page.locator("header").getByRole("img", { name: "Birgit Rau" }).waitFor();
  await sectionTitle(jonas.page, 0).locator(".peer-caret", { hasText: "BR" }).waitFor();
  await sectionTitle(birgit.page, 1).locator(".peer-caret", { hasText: "JW" }).waitFor();
});

test("both type in the same paragraph at once, and in different ones", async () => {
  await beginLine(birgit.page, 0, "Anfang Ende");
  await text(jonas.page).getByText("Anfang Ende").waitFor();
  await goToEndOf(jonas.page, "Anfang Ende");
  await birgit.page.keyboard.press("Home");
  const [ours, theirs] = [numbered("b", 40), numbered("j", 40)];
  await Promise.all([
    birgit.page.keyboard.type(`${ours} `, { delay: 5 }),
    jonas.page.keyboard.type(` ${theirs}`, { delay: 5 }),
  ]);
  expect(await sameText(birgit.page, jonas.page)).toContain(`${ours} Anfang Ende ${theirs}`);

  await beginLine(birgit.page, 1, "");
  await beginLine(jonas.page, 2, "");
  await Promise.all([
    birgit.page.keyboard.type(numbered("one", 20), { delay: 5 }),
    jonas.page.keyboard.type(numbered("two", 20), { delay: 5 }),
  ]);
  const shown = await sameText(birgit.page, jonas.page);
  expect(shown).toContain(numbered("one", 20));
  expect(shown).toContain(numbered("two", 20));
});

test("Enter, joining, a heading and moving the section lose nothing of what the other types in that line", async () => {
  await beginLine(birgit.page, 3, "Hier schreiben beide ");
  const title = await sectionTitle(birgit.page, 3).textContent();
  await text(jonas.page).getByText("Hier schreiben beide").waitFor();
  await goToEndOf(jonas.page, "Hier schreiben beide");
  const words = numbered("wort", 80);
  let done = false;
  const typing = jonas.page.keyboard.type(words, { delay: 12 }).then(() => {
    done = true;
  });

  const { page } = birgit;
  const keys = (...all: readonly string[]) =>
    all.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
  await keys("Home", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "Enter");
  await expect.poll(() => read(page)).toContain("Hier");
  await keys("Backspace");
  await expect
    .poll(async () => (await read(page)).some((line) => line.startsWith("Hier schreiben")))
    .toBe(true);
  await keys("Control+Alt+3");
  await text(page).locator("h3", { hasText: "Hier schreiben" }).waitFor();
  for (const action of ["Nach unten", "Nach oben", "Nach unten"]) {
    await page.getByRole("button", { name: `Aktionen für „${title}“` }).click();
    await page.getByRole("menuitem", { name: action }).click();
  }
  expect(done, "all of this happened while the other was typing").toBe(false);
  await typing;

  const shown = await sameText(birgit.page, jonas.page);
  expect(shown).toContain(`Hier schreiben beide ${words}`);
  expect(await sectionTitle(jonas.page, 4).textContent()).toBe(title);
  await text(jonas.page).locator("h3", { hasText: "Hier schreiben beide" }).waitFor();
});

test("undo takes back what one has done oneself, and nothing of the other's", async () => {
  await beginLine(birgit.page, 0, "Von Birgit. ");
  await text(jonas.page).getByText("Von Birgit.").waitFor();
  await goToEndOf(jonas.page, "Von Birgit.");
  await jonas.page.keyboard.type("Von Jonas.");
  await text(birgit.page).getByText("Von Birgit. Von Jonas.").waitFor();
  for (let times = 0; times < 3; times++) await birgit.page.keyboard.press("Control+z");
  await expect.poll(async () => (await read(birgit.page)).join("\n")).not.toContain("Von Birgit.");
  const shown = await sameText(birgit.page, jonas.page);
  expect(shown).toContain("Von Jonas.");
  expect(shown).toContain(numbered("one", 20));
});

test("sections are added, renamed, removed and brought back along the cord, for both", async () => {
  const cord = birgit.page.getByRole("navigation", { name: "Abschnitte" });
  await cord.getByRole("button", { name: "Abschnitt hinzufügen" }).click();
  await birgit.page.getByRole("menuitem", { name: "Leerer Abschnitt" }).click();
  await cord.getByRole("link", { name: /Neuer Abschnitt/ }).waitFor();
  await cord.getByRole("button", { name: "Aktionen für „Neuer Abschnitt“" }).click();
  await birgit.page.getByRole("menuitem", { name: "Umbenennen" }).click();
  await birgit.page.getByRole("dialog").getByLabel("Titel").fill("Bilder und Rechte");
  await birgit.page.getByRole("button", { name: "Speichern" }).click();
  const other = jonas.page.getByRole("navigation", { name: "Abschnitte" });
  await other.getByRole("link", { name: /Bilder und Rechte/ }).waitFor();

  await other.getByRole("button", { name: "Aktionen für „Bilder und Rechte“" }).click();
  await jonas.page.getByRole("menuitem", { name: "Entfernen" }).click();
  await cord.getByRole("link", { name: /Bilder und Rechte/ }).waitFor({ state: "detached" });
  await cord.getByRole("button", { name: "„Bilder und Rechte“ zurückholen" }).click();
  await other.getByRole("link", { name: /Bilder und Rechte/ }).waitFor();
  await sameText(birgit.page, jonas.page);
});

test("who may not write reads along, live, and typing does nothing", async () => {
  const mira = await stage.visit({ as: organisation.commenter });
  await openDraft(mira, organisation.guideline);
  expect(await text(mira.page).getAttribute("aria-readonly")).toBe("true");
  await sectionTitle(mira.page, 0).click();
  await mira.page.keyboard.type("Darf nicht sein");
  await beginLine(birgit.page, 0, "Live gelesen");
  await text(mira.page).getByText("Live gelesen").waitFor();
  expect(await sameText(birgit.page, jonas.page, mira.page)).not.toContain("Darf nicht sein");
  await mira.context.close();
});

test("no click is lost to what others do at the same moment", async () => {
  using busy = await join(organisation.editor, organisation.guideline.id);
  const typing = setInterval(() => busy.type(5, 0, "."), 20);
  const { page } = birgit;
  try {
    for (let times = 0; times < 60; times++) {
      const title = sectionTitle(page, times % 2);
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      await title.click();
      await page.keyboard.press("ArrowLeft");
      const inTitle = await title.evaluate((element) => element.contains(getSelection()?.anchorNode ?? null));
      expect(inTitle, `click ${times}`).toBe(true);
    }
  } finally {
    clearInterval(typing);
  }
});

test("nobody's browser had anything to complain about", () => {
  expect([...birgit.complaints, ...jonas.complaints]).toEqual([]);
});
