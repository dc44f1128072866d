import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aJpeg, aPng } from "#test/support/pictures.ts";
import { axe } from "./axe.ts";
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

/** Types "/" and words in a line of its own, and takes the first hit. */
async function insert(page: Page, section: number, words: string): Promise<void> {
  await beginLine(page, section, "");
  await page.keyboard.type(`/${words}`);
  await page.getByRole("listbox", { name: "Bausteine" }).getByRole("option").first().waitFor();
  await page.keyboard.press("Enter");
}

/** The table that the first tests make, in the second section. */
const table = (page: Page) => text(page).locator("section").nth(1).locator("table").first();
const cells = (page: Page) => table(page).locator("th, td");
const grid = (page: Page) => rowsOf(table(page));

/** What stands in the cells, without the flags of others' cursors. */
function rowsOf(of: Locator): Promise<readonly (readonly string[])[]> {
  return of.evaluate((element) => {
    const copy = element.cloneNode(true) as HTMLTableElement;
    for (const caret of copy.querySelectorAll(".peer-caret")) caret.remove();
    return [...copy.rows].map((row) => [...row.cells].map((cell) => cell.textContent ?? ""));
  });
}

async function tableAction(page: Page, menu: string, action: string): Promise<void> {
  const tools = page.getByRole("toolbar", { name: "Tabelle bearbeiten" });
  await tools.getByRole("button", { name: menu, exact: true }).click();
  await page.getByRole("menuitem", { name: action }).click();
}

test("a table comes by the menu of blocks; Tab goes from cell to cell and behind the last one to a new row", async () => {
  const { page } = birgit;
  await insert(page, 1, "tabelle");
  await cells(page).nth(8).waitFor();
  for (const words of ["Wer", "Was", "Bis wann", "IT", "Zugänge", "Mai", "Recht", "Impressum", "Juni"]) {
    await page.keyboard.type(words);
    await page.keyboard.press("Tab");
  }
  await page.keyboard.type("neu");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("End");
  await page.keyboard.type("!");
  expect(await grid(page)).toEqual([
    ["Wer", "Was", "Bis wann"],
    ["IT", "Zugänge", "Mai"],
    ["Recht", "Impressum", "Juni!"],
    ["neu", "", ""],
  ]);
  await expect.poll(() => grid(jonas.page)).toEqual(await grid(page));
});

test("two people add a row and a column and type at once: the grid is full and nothing is lost", async () => {
  await cells(birgit.page).getByText("Recht").click();
  await cells(jonas.page).getByText("Bis wann").click();
  await birgit.context.setOffline(true);
  await jonas.context.setOffline(true);
  await tableAction(birgit.page, "Zeile", "Zeile darunter einfügen");
  await birgit.page.keyboard.type("Zeile von Birgit");
  await tableAction(jonas.page, "Spalte", "Spalte rechts einfügen");
  await jonas.page.keyboard.type("Spalte von Jonas");
  await cells(jonas.page).getByText("Zugänge").click();
  await jonas.page.keyboard.press("End");
  await jonas.page.keyboard.type(" und Rollen");
  await birgit.context.setOffline(false);
  await jonas.context.setOffline(false);
  await sameText(birgit.page, jonas.page);
  const shown = [
    ["Wer", "Was", "Bis wann", "Spalte von Jonas"],
    ["IT", "Zugänge und Rollen", "Mai", ""],
    ["Recht", "Impressum", "Juni!", ""],
    ["Zeile von Birgit", "", "", ""],
    ["neu", "", "", ""],
  ];
  expect(await grid(birgit.page)).toEqual(shown);
  expect(await grid(jonas.page)).toEqual(shown);
  // The cell that neither has made takes what both write into it.
  await cells(birgit.page).nth(15).click();
  await birgit.page.keyboard.type("beide");
  await cells(jonas.page).getByText("beide").waitFor();
});

test("rows and columns move, go and get headings, by menu and by keys; who types in them types on", async () => {
  const { page } = birgit;
  await cells(jonas.page).getByText("Impressum").click();
  await jonas.page.keyboard.press("End");
  const typing = jonas.page.keyboard.type(" bleibt", { delay: 30 });
  await cells(page).getByText("Recht").click();
  await page.keyboard.press("Alt+Shift+ArrowUp");
  await page.keyboard.press("Alt+Shift+ArrowRight");
  await tableAction(page, "Spalte", "Spalte nach links");
  await typing;
  await sameText(birgit.page, jonas.page);
  expect((await grid(page))[1]).toEqual(["Recht", "Impressum bleibt", "Juni!", ""]);
  await cells(page).getByText("neu").click();
  await tableAction(page, "Zeile", "Zeile löschen");
  await page
    .getByRole("toolbar", { name: "Tabelle bearbeiten" })
    .getByRole("button", { name: "Überschriften" })
    .click();
  await page.getByRole("menuitemradio", { name: "Erste Spalte als Überschriften" }).click();
  await table(jonas.page).locator("tr:nth-child(2) > th", { hasText: "Recht" }).waitFor();
  expect(await grid(page)).toHaveLength(4);
});

test("a column is as wide as the mouse or the menu makes it, for both", async () => {
  const { page } = birgit;
  const column = (of: Page) => table(of).locator("th").nth(1);
  const widthOf = async (of: Page) => (await column(of).boundingBox())?.width ?? 0;
  const box = await column(page).boundingBox();
  if (box === null) throw new Error("no column");
  await page.mouse.move(box.x + box.width, box.y + 10);
  await text(page).locator(".table-frame--edge").waitFor();
  await page.mouse.down();
  await page.mouse.move(box.x + box.width + 60, box.y + 10, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => widthOf(page)).toBeCloseTo(box.width + 60, -1);
  await expect.poll(() => widthOf(jonas.page)).toBeCloseTo(box.width + 60, -1);
  await column(page).click();
  await tableAction(page, "Spalte", "Spalte schmaler");
  await expect.poll(() => widthOf(jonas.page)).toBeCloseTo(box.width + 36, -1);
  await tableAction(page, "Spalte", "Breite nach Inhalt");
  await expect.poll(() => widthOf(jonas.page)).toBeLessThan(box.width + 30);
});

test("selected cells are emptied; empty ones that are a whole row go", async () => {
  const { page } = birgit;
  const before = (await grid(page)).length;
  const row = table(page).locator("tr", { hasText: "Zeile von Birgit" }).locator("th, td");
  await row.first().click();
  await row.last().click({ modifiers: ["Shift"] });
  await expect.poll(() => text(page).locator(".selectedCell").count()).toBe(4);
  await page.keyboard.press("Delete");
  await expect.poll(() => grid(page)).not.toContainEqual(expect.arrayContaining(["Zeile von Birgit"]));
  expect(await grid(page)).toHaveLength(before);
  await page.keyboard.press("Delete");
  await expect.poll(async () => (await grid(page)).length).toBe(before - 1);
  await sameText(birgit.page, jonas.page);
});

test("the menu of blocks is filtered in German and English, names its option to the text, and lets go", async () => {
  const { page } = birgit;
  await beginLine(page, 2, "");
  await page.keyboard.type("/heading");
  const list = page.getByRole("listbox", { name: "Bausteine" });
  await list.getByRole("option", { name: "Überschrift", exact: true }).waitFor();
  const selected = list.locator("[aria-selected=true]");
  const named = async () => text(page).getAttribute("aria-activedescendant");
  expect(await named()).toBe(await selected.getAttribute("id"));
  expect(await text(page).getAttribute("aria-controls")).toBe(await list.getAttribute("id"));
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => selected.textContent()).toBe("Zwischenüberschrift");
  expect(await named()).toBe(await selected.getAttribute("id"));
  await page
    .getByRole("status")
    .filter({ hasText: "2 Bausteine, gewählt: Zwischenüberschrift" })
    .waitFor({ state: "attached" });
  expect(await axe(page, "#content")).toEqual([]);
  await page.keyboard.press("Enter");
  await page.keyboard.type("Ein Titel darunter");
  await text(page).locator("h4", { hasText: "Ein Titel darunter" }).waitFor();

  await page.keyboard.press("Enter");
  await page.keyboard.type("und/oder /zit");
  await list.getByRole("option", { name: "Zitat" }).waitFor();
  await page.keyboard.press("Escape");
  await list.waitFor({ state: "detached" });
  expect(await text(page).getAttribute("aria-activedescendant")).toBeNull();
  await text(page).getByText("und/oder /zit").waitFor();
});

test("boxes come in their kinds, a good and a bad example as a pair, and are announced as what they are", async () => {
  const { page } = birgit;
  await insert(page, 2, "gut und schlecht");
  await page.keyboard.type("Fragen, bevor man teilt.");
  await text(page)
    .getByRole("group", { name: "So gelingt es" })
    .getByText("Fragen, bevor man teilt.")
    .waitFor();
  await insert(page, 2, "warnung");
  await page.keyboard.type("Nichts Vertrauliches");
  const box = text(page).getByRole("group", { name: "Achtung" });
  await box.getByText("Nichts Vertrauliches").waitFor();
  await page.keyboard.type(" /tipp");
  await page.keyboard.press("Enter");
  await text(jonas.page).getByRole("group", { name: "Tipp" }).getByText("Nichts Vertrauliches").waitFor();
  await page.keyboard.type("/auflösen");
  await page.keyboard.press("Enter");
  await text(jonas.page).locator("section > p", { hasText: "Nichts Vertrauliches" }).waitFor();
});

test("lines move by key and by mouse; a colleague who writes in one writes on where it is", async () => {
  const { page } = birgit;
  for (const words of ["Zeder", "Birke", "Ahorn"]) await beginLine(page, 3, words);
  const order = async (of: Page) => (await read(of)).filter((line) => /^(Ahorn|Birke|Zeder)/.test(line));
  expect(await order(page)).toEqual(["Ahorn", "Birke", "Zeder"]);
  await goToEndOf(jonas.page, "Birke");
  await text(page).locator("p", { hasText: "Birke" }).locator(".peer-caret").waitFor();
  const words = numbered("wort", 40);
  const typing = jonas.page.keyboard.type(` ${words}`, { delay: 10 });
  await goToEndOf(page, "Birke");
  for (const key of ["ArrowUp", "ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp"])
    await page.keyboard.press(`Alt+Shift+${key}`);
  await page.getByText("Dort schreibt gerade Jonas Weber. Nichts davon geht verloren.").first().waitFor();
  await typing;
  await sameText(birgit.page, jonas.page);
  expect(await order(page)).toEqual([`Birke ${words}`, "Ahorn", "Zeder"]);

  const line = text(page).locator("p", { hasText: /^Zeder/ });
  const target = text(page).locator("p", { hasText: /^Birke/ });
  await line.hover();
  const handle = page.getByRole("button", { name: "Aktionen für diese Zeile" });
  await expect
    .poll(async () =>
      Math.abs(((await handle.boundingBox())?.y ?? 0) - ((await line.boundingBox())?.y ?? 99)),
    )
    .toBeLessThan(12);
  const from = await handle.boundingBox();
  const to = await target.boundingBox();
  if (from === null || to === null) throw new Error("nothing to drag");
  await page.mouse.move(from.x + 8, from.y + 8);
  await page.mouse.down();
  await page.mouse.move(from.x + 8, to.y + 2, { steps: 6 });
  await page.locator(".drop-line").waitFor();
  await page.mouse.up();
  await expect.poll(() => order(jonas.page)).toEqual(["Zeder", `Birke ${words}`, "Ahorn"]);
});

test("the line's menu turns it into something else, doubles it, takes it out and copies a link to it", async () => {
  const { page, context } = birgit;
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const choose = async (words: string, action: string) => {
    await text(page).getByText(words).first().hover();
    await page.getByRole("button", { name: "Aktionen für diese Zeile" }).click();
    await page.getByRole("menuitem", { name: action, exact: true }).click();
  };
  await choose("Zeder", "Zwischenüberschrift");
  await text(jonas.page).locator("h4", { hasText: "Zeder" }).waitFor();
  await choose("Zeder", "Verdoppeln");
  await expect.poll(() => text(jonas.page).locator("h4", { hasText: "Zeder" }).count()).toBe(2);
  await choose("Zeder", "Löschen");
  await expect.poll(() => text(jonas.page).locator("h4", { hasText: "Zeder" }).count()).toBe(1);
  await choose("Ahorn", "Link hierher kopieren");
  await page.getByText("Der Link ist kopiert.").waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const guest = await stage.visit({ as: organisation.editor });
  await guest.page.goto(link);
  await text(guest.page).waitFor();
  await expect
    .poll(() =>
      guest.page.evaluate(
        () => document.getSelection()?.anchorNode?.parentElement?.closest("p")?.textContent ?? "",
      ),
    )
    .toContain("Ahorn");
  await guest.context.close();
});

test("a section moves with its title, by key, while somebody writes in it", async () => {
  const { page } = birgit;
  const title = (await sectionTitle(page, 3).textContent()) ?? "";
  await goToEndOf(jonas.page, "Ahorn");
  const typing = jonas.page.keyboard.type(` ${numbered("satz", 30)}`, { delay: 10 });
  await sectionTitle(page, 3).click();
  await page.keyboard.press("Alt+Shift+ArrowDown");
  await expect.poll(() => sectionTitle(page, 4).textContent()).toBe(title);
  await page.keyboard.press("Alt+Shift+ArrowUp");
  await typing;
  expect(await sameText(birgit.page, jonas.page)).toContain(`Ahorn ${numbered("satz", 30)}`);
  expect(await sectionTitle(page, 3).textContent()).toBe(title);
});

test("a section is dragged by the handle at its title, with all that stands in it, for both", async () => {
  const { page } = birgit;
  const titles = (of: Page) => text(of).locator("h2").allTextContents();
  const before = await titles(page);
  const moved = before[4] ?? "";
  const content = await text(page).locator("section").nth(4).locator("p").allTextContents();
  expect(content.length).toBeGreaterThan(0);
  const title = sectionTitle(page, 4);
  await title.evaluate((element) => element.scrollIntoView({ block: "center" }));
  await title.hover();
  const handle = page.getByRole("button", { name: "Aktionen für diesen Abschnitt" });
  const middleOf = async (of: Locator) => {
    const box = await of.boundingBox();
    return box === null ? null : { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };
  await expect
    .poll(async () => Math.abs(((await middleOf(handle))?.y ?? 0) - ((await middleOf(title))?.y ?? 99)))
    .toBeLessThan(12);
  const from = await middleOf(handle);
  if (from === null) throw new Error("nothing to drag");
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  // Upwards to the edge of the window, where the text comes down by itself until the title above is there.
  await page.mouse.move(from.x, 20, { steps: 6 });
  const above = sectionTitle(page, 3);
  await expect.poll(async () => (await middleOf(above))?.y ?? 0, { interval: 10 }).toBeGreaterThan(100);
  const to = await middleOf(above);
  await page.mouse.move(from.x, (to?.y ?? 0) - 4);
  await page.locator(".drop-line").waitFor();
  await page.mouse.up();
  const expected = [...before.slice(0, 3), moved, ...before.slice(3).filter((each) => each !== moved)];
  await expect.poll(() => titles(jonas.page)).toEqual(expected);
  expect(await text(jonas.page).locator("section").nth(3).locator("p").allTextContents()).toEqual(content);
  await page.keyboard.press("Control+z");
  await expect.poll(() => titles(jonas.page)).toEqual(before);
});

test("a picture needs words, is shown to both, and can be changed; what is none is refused with a reason", async () => {
  const { page } = birgit;
  await insert(page, 4, "bild");
  const dialog = page.getByRole("dialog", { name: "Bild einfügen" });
  await dialog
    .getByLabel("Bilddatei")
    .setInputFiles({ name: "team.png", mimeType: "image/png", buffer: aPng(40, 30) });
  await dialog.getByRole("button", { name: "Bild einfügen" }).click();
  await dialog.getByText("Beschreiben Sie, was zu sehen ist.").waitFor();
  await dialog.getByLabel("Alternativtext").fill("Das Team am Stand");
  await dialog.getByLabel("Bildunterschrift").fill("Foto: Muster GmbH");
  expect(await axe(page, "dialog")).toEqual([]);
  await dialog.getByRole("button", { name: "Bild einfügen" }).click();
  const picture = text(jonas.page).getByRole("img", { name: "Das Team am Stand" });
  await picture.waitFor();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(40);
  await text(jonas.page).locator("figcaption", { hasText: "Foto: Muster GmbH" }).waitFor();

  await text(page).getByRole("img", { name: "Das Team am Stand" }).click();
  await page.keyboard.press("Enter");
  const again = page.getByRole("dialog", { name: "Bild bearbeiten" });
  await again.getByLabel("Alternativtext").fill("Drei Leute am Stand");
  await again.getByRole("button", { name: "Speichern" }).click();
  await text(jonas.page).getByRole("img", { name: "Drei Leute am Stand" }).waitFor();

  await insert(page, 4, "bild");
  await dialog
    .getByLabel("Bilddatei")
    .setInputFiles({ name: "x.png", mimeType: "image/png", buffer: Buffer.from("<svg/>") });
  await dialog.getByLabel("Alternativtext").fill("Nichts");
  await dialog.getByRole("button", { name: "Bild einfügen" }).click();
  await dialog.getByRole("alert").getByText("Möglich sind PNG, JPEG und WebP").waitFor();
  await page.keyboard.press("Escape");
});

test("pasted and dropped pictures ask for their words too", async () => {
  const { page } = birgit;
  await beginLine(page, 4, "Hierher ");
  for (const kind of ["paste", "drop"] as const) {
    await text(page).evaluate(
      (element, { kind, bytes }) => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(bytes)], "bild.jpg", { type: "image/jpeg" }));
        const line = [...element.querySelectorAll("p")].find((p) => p.textContent?.startsWith("Hierher"));
        const box = line?.getBoundingClientRect();
        const at = {
          bubbles: true,
          cancelable: true,
          clientX: (box?.x ?? 0) + 5,
          clientY: (box?.y ?? 0) + 5,
        };
        const event =
          kind === "paste"
            ? new ClipboardEvent("paste", { ...at, clipboardData: data })
            : new DragEvent("drop", { ...at, dataTransfer: data });
        (line ?? element).dispatchEvent(event);
      },
      { kind, bytes: [...aJpeg()] },
    );
    const dialog = page.getByRole("dialog", { name: "Bild einfügen" });
    await dialog.getByLabel("Alternativtext").fill(`Bild durch ${kind}`);
    await dialog.getByRole("button", { name: "Bild einfügen" }).click();
    await text(jonas.page)
      .getByRole("img", { name: `Bild durch ${kind}` })
      .waitFor();
  }
});

/** Pastes as from another program. */
async function paste(page: Page, data: Readonly<Record<string, string>>): Promise<void> {
  await text(page).evaluate((element, entries) => {
    const clipboardData = new DataTransfer();
    for (const [type, value] of Object.entries(entries)) clipboardData.setData(type, value);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, data);
}

test("a table of a spreadsheet is pasted as a table, and into one cell by cell", async () => {
  const { page } = birgit;
  const tables = text(page).locator("table");
  const before = await tables.count();
  await beginLine(page, 5, "");
  const html = "<table><tr><td>Kanal</td><td>Ziel</td></tr><tr><td>Blog</td><td>Einblick</td></tr></table>";
  await paste(page, { "text/html": html, "text/plain": "Kanal\tZiel\nBlog\tEinblick" });
  await expect.poll(() => tables.count()).toBe(before + 1);
  await text(jonas.page).getByRole("cell", { name: "Einblick" }).waitFor();

  await text(page).getByRole("cell", { name: "Einblick" }).click();
  // A key comes behind the browser's word of where the caret is; a paste that is made by script does not.
  await page.keyboard.press("End");
  await paste(page, { "text/plain": "Dialog\tRau\nNähe\tWeber" });
  await expect
    .poll(() => rowsOf(text(jonas.page).locator("table", { hasText: "Weber" })))
    .toEqual([
      ["Kanal", "Ziel", ""],
      ["Blog", "Dialog", "Rau"],
      ["", "Nähe", "Weber"],
    ]);
});

test("a section is copied as Markdown, and pasted Markdown becomes lines, boxes and tables", async () => {
  const { page } = birgit;
  await sectionTitle(page, 5).hover();
  await page.getByRole("button", { name: "Aktionen für diesen Abschnitt" }).click();
  await page.getByRole("menuitem", { name: "Als Markdown kopieren" }).click();
  await page.getByText("Der Text ist als Markdown kopiert.").waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain("| Blog | Dialog | Rau |");
  expect(copied).toMatch(/^## .+\n/);

  await beginLine(page, 0, "");
  await paste(page, {
    "text/plain": "### Aus Markdown\n\n- [x] fertig\n\n::: tip\n**Mut** lohnt sich.\n:::\n",
  });
  await text(jonas.page).locator("h3", { hasText: "Aus Markdown" }).waitFor();
  await text(jonas.page).locator("[data-kind=task][data-checked=true]", { hasText: "fertig" }).waitFor();
  await text(jonas.page).getByRole("group", { name: "Tipp" }).locator("strong", { hasText: "Mut" }).waitFor();
  await sameText(birgit.page, jonas.page);
});

test("what is copied here is the same when it is pasted here: lists, boxes, tables and words", async () => {
  const { page } = birgit;
  const section = text(page).locator("section").nth(0);
  const count = () => section.locator("h3", { hasText: "Aus Markdown" }).count();
  await section.locator("h3", { hasText: "Aus Markdown" }).click();
  await page.keyboard.press("Home");
  for (let times = 0; times < 3; times++) await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+End");
  await page.keyboard.press("Control+c");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Control+v");
  await expect.poll(count).toBe(2);
  await expect.poll(() => section.locator("[data-kind=task][data-checked=true]").count()).toBe(2);
  await sameText(birgit.page, jonas.page);
});

test("places in laws become links as they are typed and by the menu, with blanks that do not break", async () => {
  const { page } = birgit;
  await beginLine(page, 5, "Das folgt aus § 87 Abs. 1 Nr. 6 BetrVG, und zwar sofort.");
  const typed = text(jonas.page).getByRole("link", { name: "§ 87 Abs. 1 Nr. 6 BetrVG" });
  await typed.waitFor();
  expect(await typed.getAttribute("href")).toBe("https://www.gesetze-im-internet.de/betrvg/__87.html");
  expect(await typed.textContent()).toBe("§\u00a087 Abs.\u00a01 Nr.\u00a06 BetrVG");
  await page.keyboard.type(" /gesetz");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Gesetzesstelle einfügen" });
  await dialog.getByLabel("Fundstelle").fill("Art. 6 Abs. 1 lit. f DSGVO");
  await dialog.getByText("Der Link führt zu eur-lex.europa.eu.").waitFor();
  await dialog.getByRole("button", { name: "Einfügen" }).click();
  const chosen = text(jonas.page).getByRole("link", { name: "Art. 6 Abs. 1 lit. f DSGVO" });
  expect(await chosen.getAttribute("href")).toContain("CELEX:32016R0679#art_6");
});

test("nobody's browser had anything to complain about", () => {
  // Of the line that the tests have cut themselves, and of an attempt that was under way when it came back.
  const own = /ERR_INTERNET_DISCONNECTED|closed before the connection is established/;
  expect([...birgit.complaints, ...jonas.complaints].filter((each) => !own.test(each))).toEqual([]);
});
