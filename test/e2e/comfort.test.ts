import { afterAll, beforeAll, expect, test } from "vitest";
import { readContent } from "#test/support/people.ts";
import type { Visitor } from "./browser.ts";
import { beginLine, expectSaved, goToEndOf, openDraft, sameText, sectionTitle, text } from "./draft.ts";
import { hasFocus } from "./keyboard.ts";
import { anOrganisation, type Organisation } from "./organisation.ts";
import { openStage, type Stage } from "./stage.ts";

let stage: Stage;
let organisation: Organisation;
let birgit: Visitor;
let jonas: Visitor;
beforeAll(async () => {
  stage = await openStage();
  organisation = await anOrganisation(stage.server.url);
  birgit = await stage.visit({ as: organisation.owner, width: 1440 });
  jonas = await stage.visit({ as: organisation.editor, width: 1440 });
  await openDraft(birgit, organisation.guideline);
  await openDraft(jonas, organisation.guideline);
});
afterAll(() => stage[Symbol.asyncDispose]());

test("words are found and replaced for everybody, by keyboard, and one undo brings them back", async () => {
  const { page } = birgit;
  await beginLine(page, 0, "Das Wort Fundsache steht hier, Fundsache da und fundsache klein.");
  await page.keyboard.press("Control+f");
  const find = page.getByRole("search", { name: "Suchen und ersetzen" });
  await page.keyboard.type("Fundsache");
  await find.getByText("3 Stellen").waitFor();
  await page.keyboard.press("Enter");
  await find.getByText("1 von 3").waitFor();
  await page.keyboard.press("Shift+Enter");
  await find.getByText("3 von 3").waitFor();
  await find.getByRole("button", { name: "Groß- und Kleinschreibung beachten" }).click();
  await find.getByText("2 Stellen").waitFor();

  await page.keyboard.press("Escape");
  expect(await hasFocus(text(page))).toBe(true);
  await page.keyboard.press("Control+h");
  await find.getByLabel("Suchen", { exact: true }).fill("Fundsache");
  await find.getByLabel("Ersetzen durch").fill("Merkmal");
  await find.getByRole("button", { name: "Alle ersetzen" }).click();
  await page.getByText("3 Stellen ersetzt").waitFor();
  await text(jonas.page).getByText("Das Wort Merkmal steht hier, Merkmal da und Merkmal klein.").waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+z");
  await text(jonas.page).getByText("Das Wort Fundsache steht hier, Fundsache da").waitFor();
  await sameText(page, jonas.page);
});

test("an address pasted onto words links them; the card by the link opens, changes and removes it", async () => {
  const { page, context } = birgit;
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await beginLine(page, 1, "Siehe Hausordnung");
  for (let at = 0; at < "Hausordnung".length; at++) await page.keyboard.press("Shift+ArrowLeft");
  await page.evaluate(() => navigator.clipboard.writeText("https://example.org/haus"));
  await page.keyboard.press("Control+v");
  const link = text(page).getByRole("link", { name: "Hausordnung" });
  expect(await link.getAttribute("href")).toBe("https://example.org/haus");

  const card = page.getByRole("group", { name: "Link" });
  await page.mouse.move(5, 5);
  await sectionTitle(page, 0).click();
  await card.waitFor({ state: "hidden" });
  await link.hover();
  await card.getByRole("link", { name: /example\.org\/haus/ }).waitFor();
  await card.getByRole("button", { name: "Link bearbeiten" }).click();
  const dialog = page.getByRole("dialog", { name: "Link" });
  await dialog.getByLabel("Adresse").fill("javascript:alert(1)");
  await page.keyboard.press("Enter");
  await dialog.getByText("Die Adresse muss mit https://").waitFor();
  expect(await hasFocus(dialog.getByLabel("Adresse"))).toBe(true);
  await dialog.getByLabel("Adresse").fill("büro@example.org");
  await page.keyboard.press("Enter");
  await expect.poll(() => link.getAttribute("href")).toBe("mailto:büro@example.org");

  // By keyboard the card comes with the caret, and the dialog with the key.
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Control+k");
  await dialog.getByRole("link", { name: "Link öffnen" }).waitFor();
  await dialog.getByRole("button", { name: "Link entfernen" }).click();
  await expect.poll(() => link.count()).toBe(0);
});

test("a placeholder is written with {{, listed where it stands, and filled in every window", async () => {
  const { page } = birgit;
  await beginLine(page, 2, "Fragen an ");
  await page.keyboard.type("{{Anspr");
  const list = page.getByRole("listbox", { name: "Platzhalter" });
  await list
    .getByRole("option", { name: /Ansprechperson/ })
    .first()
    .waitFor();
  await page.keyboard.press("Enter");
  await list.waitFor({ state: "detached" });
  await page.keyboard.type(" und {{Zahl der Tage");
  await list.getByRole("option", { name: "Neuer Platzhalter „Zahl der Tage“" }).waitFor();
  await page.keyboard.press("Tab");
  await text(page).getByText("Zahl der Tage fehlt").waitFor();
  await page.keyboard.type(" {{Offener Punkt");
  await list.getByRole("option", { name: "Neuer Platzhalter „Offener Punkt“" }).click();

  await page.getByRole("tab", { name: "Platzhalter" }).click();
  const panel = page.getByRole("tabpanel", { name: "Platzhalter" });
  const field = panel.getByRole("textbox", { name: "Zahl der Tage" });
  await field.fill("14 Tage");
  await text(jonas.page).locator(".variable", { hasText: "14 Tage" }).waitFor();
  await jonas.page.getByRole("tab", { name: "Platzhalter" }).click();
  await jonas.page.getByRole("tabpanel").getByRole("textbox", { name: "Zahl der Tage" }).fill("21 Tage");
  await expect.poll(() => field.inputValue()).toBe("21 Tage");
  await panel.getByText(/Platzhalter sind noch leer|1 Platzhalter ist noch leer/).waitFor();

  await panel.getByRole("button", { name: "Zur nächsten Stelle mit „Zahl der Tage“" }).click();
  await page.locator(".variable.ProseMirror-selectednode", { hasText: "21 Tage" }).waitFor();

  await page.getByRole("button", { name: "Zwischenstand benennen" }).click();
  const dialog = page.getByRole("dialog", { name: "Zwischenstand benennen" });
  await dialog.getByText(/Noch leer: .*Offener Punkt/).waitFor();
  await page.keyboard.press("Escape");
  await expectSaved(page);
  const { variables } = await readContent(organisation.owner, organisation.guideline.id);
  expect(variables["Zahl der Tage"]).toBe("21 Tage");
});

test("quotes are set in the way of the text's language, and Ctrl+Z or Backspace takes that back at once", async () => {
  const { page } = birgit;
  await beginLine(page, 0, 'Wir sagen "Guten Tag", z.B. nach § 87');
  await text(page).getByText("Wir sagen „Guten Tag“, z.\u00a0B. nach §\u00a087").waitFor();
  await page.keyboard.type(' "');
  await page.keyboard.press("Backspace");
  await page.keyboard.type("!");
  await text(page).getByText('§\u00a087 "!').waitFor();
  await page.keyboard.type(" ...");
  await page.keyboard.press("Control+z");
  await text(page).getByText('"! ...').waitFor();
});

test("the palette finds sections, actions and guidelines; in the text Ctrl+K is for links", async () => {
  const { page } = birgit;
  await goToEndOf(page, "Wir sagen");
  await page.keyboard.press("Control+Shift+k");
  const palette = page.getByRole("dialog", { name: "Suchen und springen" });
  await palette.waitFor();
  await page.keyboard.type("umg fehl");
  await palette.getByRole("option", { name: "Umgang mit Fehlern" }).waitFor();
  await page.keyboard.press("Enter");
  await palette.waitFor({ state: "detached" });
  await page.locator(".cord__item--here", { hasText: "Umgang mit Fehlern" }).waitFor();

  await page.getByRole("link", { name: "Ziele und Zweck" }).focus();
  await page.keyboard.press("Control+k");
  await palette.waitFor();
  await page.keyboard.type("leseans");
  await palette.getByRole("option", { name: "Leseansicht" }).waitFor();
  await page.keyboard.press("Escape");
  await palette.waitFor({ state: "detached" });
  expect(await hasFocus(page.getByRole("link", { name: "Ziele und Zweck" }))).toBe(true);

  await page.keyboard.press("Control+Shift+k");
  await page.keyboard.type("veranst");
  await palette.getByRole("option", { name: "Richtlinie für Veranstaltungen" }).waitFor();
  await page.keyboard.press("Escape");
});

test("palette and menu copy the whole text as Markdown", async () => {
  const { page, context } = birgit;
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const sections = await text(page).locator("h2").count();
  expect(sections).toBeGreaterThan(1);
  const copied = async () => {
    const markdown = await page.evaluate(() => navigator.clipboard.readText());
    return markdown.match(/^## /gm)?.length;
  };
  await page.keyboard.press("Control+Shift+k");
  await page.keyboard.type("markdown");
  await page.getByRole("option", { name: "Als Markdown kopieren" }).waitFor();
  await page.keyboard.press("Enter");
  await expect.poll(copied).toBe(sections);

  await page.evaluate(() => navigator.clipboard.writeText(""));
  await page.getByRole("banner").getByRole("button", { name: "Weitere Aktionen" }).click();
  await page.getByRole("menuitem", { name: "Als Markdown kopieren" }).click();
  await expect.poll(copied).toBe(sections);
});

test("? lists all keys outside of the text, and can be switched off", async () => {
  const { page } = birgit;
  const dialog = page.getByRole("dialog", { name: "Tastenkürzel und Bedienung" });
  await goToEndOf(page, "Wir sagen");
  await page.keyboard.type("?");
  expect(await dialog.count()).toBe(0);
  await page.getByRole("link", { name: "Ziele und Zweck" }).focus();
  await page.keyboard.press("?");
  const what = (keys: string) =>
    dialog
      .locator(".shortcuts__row", { has: page.getByText(keys, { exact: true }) })
      .locator("dt")
      .textContent();
  expect(await what("Strg+U")).toBe("Unterstrichen");
  expect(await what("Alt+Umschalt+↑")).toBe("Zeile, Abschnitt oder Tabellenzeile nach oben");
  expect(await what("Strg+Alt+M")).toBe("Kommentieren, was ausgewählt ist");
  expect(await what("/")).toBe("Baustein einfügen");
  await dialog.getByLabel("Tasten ohne Strg oder Alt").uncheck();
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  expect(await dialog.count()).toBe(0);
  await page.keyboard.press("Control+/");
  await dialog.waitFor();
  await dialog.getByLabel("Tasten ohne Strg oder Alt").check();
  await page.keyboard.press("Escape");
});

test("after a reload one is where one was, with the same panel", async () => {
  const { page } = birgit;
  await page.getByRole("tab", { name: "Verlauf" }).click();
  await sectionTitle(page, 4).evaluate((title) => title.scrollIntoView());
  await page.mouse.wheel(0, 150);
  const words = () =>
    page.evaluate(() => document.elementFromPoint(700, 300)?.closest("[data-id]")?.textContent ?? "");
  await expect.poll(() => page.evaluate(() => Object.keys(sessionStorage).length)).toBeGreaterThan(0);
  await expect.poll(words).not.toBe("");
  // Scrolling has come to rest, and the place that is kept is the one that is seen.
  await page.waitForFunction(() => {
    const place = JSON.parse(Object.values(sessionStorage).at(0) ?? "{}") as {
      section?: string;
      offset?: number;
    };
    const section = document.querySelector(`section[data-id="${place.section}"]`);
    const offset = -(section?.getBoundingClientRect().top ?? Number.NaN);
    return offset > 0 && Math.abs(offset - (place.offset ?? 0)) < 1;
  });
  const before = await words();
  await page.reload();
  await text(page).waitFor();
  await expect.poll(words).toBe(before);
  expect(await page.getByRole("tab", { name: "Verlauf" }).getAttribute("aria-selected")).toBe("true");
});

test("the floating tools come with a selection, show what is on, and stay out of the way while it is made", async () => {
  const { page } = birgit;
  await goToEndOf(page, "Wir sagen");
  const tools = page.locator("[role=toolbar]");
  const line = text(page).getByText("Wir sagen „Guten Tag");
  const box = await line.boundingBox();
  if (box === null) throw new Error("The line is not shown.");
  await page.mouse.move(box.x + 4, box.y + 8);
  await page.mouse.down();
  await page.mouse.move(box.x + 140, box.y + 8, { steps: 4 });
  expect(await tools.getAttribute("data-shown")).toBe("false");
  await page.mouse.up();
  await page.locator("[role=toolbar][data-shown=true]").waitFor();
  await tools.getByRole("button", { name: "Fett" }).click();
  expect(await tools.getByRole("button", { name: "Fett" }).getAttribute("aria-pressed")).toBe("true");
  await tools.getByRole("button", { name: "Gestaltung entfernen" }).click();
  await expect
    .poll(() => tools.getByRole("button", { name: "Fett" }).getAttribute("aria-pressed"))
    .toBe("false");
  expect(birgit.complaints).toEqual([]);
  expect(jonas.complaints).toEqual([]);
});

test("where the system sets the colours, focus, boxes and what is pressed are drawn by lines", async () => {
  const { page } = birgit;
  await page.emulateMedia({ forcedColors: "active" });
  await beginLine(page, 1, "Eigene Farben");
  await page.keyboard.press("Control+Alt+c");
  const box = text(page).locator(".box", { hasText: "Eigene Farben" });
  const lines = (element: Element) => {
    const { borderLeftStyle, borderLeftWidth, outlineStyle, outlineWidth } = getComputedStyle(element);
    return { border: [borderLeftStyle, borderLeftWidth], outline: [outlineStyle, outlineWidth] };
  };
  await expect.poll(async () => (await box.evaluate(lines)).border).toEqual(["solid", "3px"]);

  await page.keyboard.press("Shift+Home");
  await page.keyboard.press("Control+b");
  const bold = page.getByRole("button", { name: "Fett", pressed: true });
  await expect.poll(async () => (await bold.evaluate(lines)).outline).toEqual(["solid", "2px"]);
  await page.keyboard.press("Alt+F10");
  const focused = page.locator(".toolbar :focus-visible");
  await expect.poll(async () => (await focused.evaluate(lines)).outline).toEqual(["solid", "2px"]);
  await page.emulateMedia({ forcedColors: "none" });
});
