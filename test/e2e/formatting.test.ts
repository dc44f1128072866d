import { afterAll, beforeAll, expect, test } from "vitest";
import { readContent } from "#test/support/people.ts";
import type { Visitor } from "./browser.ts";
import { beginLine, expectSaved, openDraft, read, text } from "./draft.ts";
import { hasFocus, tabTo } from "./keyboard.ts";
import { anOrganisation, type Organisation } from "./organisation.ts";
import { openStage, type Stage } from "./stage.ts";

let stage: Stage;
let organisation: Organisation;
let birgit: Visitor;
beforeAll(async () => {
  stage = await openStage();
  organisation = await anOrganisation(stage.server.url);
  birgit = await stage.visit({ as: organisation.owner });
  await openDraft(birgit, organisation.guideline);
});
afterAll(() => stage[Symbol.asyncDispose]());

interface Json {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
  readonly text?: string;
  readonly marks?: readonly { readonly type: string; readonly attrs?: Readonly<Record<string, unknown>> }[];
  readonly content?: readonly Json[];
}

test("what is typed as in Markdown becomes headings, lists, tasks and quotes", async () => {
  const { page } = birgit;
  await beginLine(page, 0, "# Eine Überschrift");
  await page.keyboard.press("Enter");
  await page.keyboard.type("- Ein Punkt");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Ein Unterpunkt");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.type("Noch ein Punkt");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.keyboard.type("3. Drittens");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Viertens");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.keyboard.type("[] Eine Aufgabe");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.keyboard.type("> Ein Zitat");
  expect(await lines()).toMatchObject({
    "Eine Überschrift": { kind: "h3" },
    "Ein Punkt": { kind: "bullet", indent: 0 },
    "Ein Unterpunkt": { kind: "bullet", indent: 1 },
    "Noch ein Punkt": { kind: "bullet", indent: 0 },
    Drittens: { kind: "ordered", start: 3 },
    Viertens: { kind: "ordered" },
    "Eine Aufgabe": { kind: "task", checked: false },
    "Ein Zitat": { kind: "quote" },
  });
  expect(await text(page).locator("[data-number]").first().getAttribute("data-number")).toBe("3.");

  await text(page).getByRole("checkbox", { name: "Erledigt" }).first().check();
  await expect.poll(async () => (await lines())["Eine Aufgabe"]).toMatchObject({ checked: true });
});

test("marks come by shortcut, by typing and by the toolbar", async () => {
  const { page } = birgit;
  await beginLine(page, 1, "");
  for (const [key, word] of [
    ["Control+b", "fett"],
    ["Control+i", "schräg"],
    ["Control+u", "unterstrichen"],
  ] as const) {
    await page.keyboard.press(key);
    await page.keyboard.type(word);
    await page.keyboard.press(key);
    await page.keyboard.type(" ");
  }
  await page.keyboard.type("**getippt** und ausgewählt");
  await page.keyboard.press("Control+Shift+ArrowLeft");
  const bar = page.getByRole("toolbar", { name: "Textgestaltung" });
  await bar.getByRole("button", { name: "Durchgestrichen" }).click();
  expect(await marks()).toMatchObject({
    fett: ["strong"],
    schräg: ["em"],
    unterstrichen: ["underline"],
    getippt: ["strong"],
    ausgewählt: ["strike"],
  });
});

test("a link is set in a dialog, which refuses what is no address", async () => {
  const { page } = birgit;
  await beginLine(page, 1, "Mehr dazu hier");
  await page.keyboard.press("Control+Shift+ArrowLeft");
  // The bar is there once the editor has read the selection, which a person's pause is long enough for.
  await page.getByRole("toolbar", { name: "Textgestaltung" }).waitFor();
  await page.keyboard.press("Control+k");
  const dialog = page.getByRole("dialog", { name: "Link" });
  await dialog.getByLabel("Adresse").fill("javascript:alert(1)");
  await page.keyboard.press("Enter");
  await dialog.getByText("Die Adresse muss mit https://").waitFor();
  await dialog.getByLabel("Adresse").fill("example.org/regeln");
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
  const link = text(page).locator("a", { hasText: "hier" });
  expect(await link.getAttribute("href")).toBe("https://example.org/regeln");
  await expectSaved(page);
});

test("boxes and labels are reached without a mouse", async () => {
  const { page } = birgit;
  await beginLine(page, 2, "Fragen Sie zuerst.");
  await page.keyboard.press("Alt+F10");
  const bar = page.getByRole("toolbar", { name: "Textgestaltung" });
  await expect.poll(() => hasFocus(bar.getByRole("button").first())).toBe(true);
  await tabTo(page, bar.getByRole("button", { name: "Kasten" }));
  await page.keyboard.press("Enter");
  await expect.poll(() => hasFocus(page.getByRole("menuitem", { name: "Hinweis" }))).toBe(true);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await text(page).locator(".box.callout", { hasText: "Fragen Sie zuerst." }).waitFor();
  await page.keyboard.press("Control+Alt+r");
  expect(await lines()).toMatchObject({ "Fragen Sie zuerst.": { force: "recommended" } });
});

test("a placeholder that is filled once stands everywhere", async () => {
  const { page } = birgit;
  const missing = text(page).getByText("Ansprechperson mit Telefon und E-Mail fehlt");
  const places = await missing.count();
  expect(places).toBeGreaterThan(1);
  await missing.first().click();
  const dialog = page.getByRole("dialog", { name: "Ansprechperson mit Telefon und E-Mail" });
  await dialog.getByLabel("Wert").fill("Lena Sommer, Telefon 101");
  await dialog.getByRole("button", { name: "Speichern" }).click();
  await expect.poll(() => missing.count()).toBe(0);
  expect(
    await text(page)
      .locator(".variable", { hasText: /^Lena Sommer, Telefon 101$/ })
      .count(),
  ).toBe(places);
  await expectSaved(page);
  const { variables } = await readContent(organisation.owner, organisation.guideline.id);
  expect(Object.values(variables)).toContain("Lena Sommer, Telefon 101");
});

test("on a narrow window the sections open as a sheet, and writing goes on", async () => {
  const { page } = birgit;
  await page.setViewportSize({ width: 320, height: 640 });
  await page.getByRole("button", { name: "Abschnitte zeigen" }).click();
  const cord = page.getByRole("navigation", { name: "Abschnitte" });
  await cord.getByRole("link", { name: /Monitoring/ }).click();
  await expect.poll(() => cord.isVisible()).toBe(false);
  await page.keyboard.type("Schmal geschrieben ");
  await expect.poll(async () => (await read(page)).join("\n")).toContain("Schmal geschrieben ");
  await expectSaved(page);
  await page.setViewportSize({ width: 1280, height: 900 });
});

test("after a reload all of it is there, as it was", async () => {
  const before = await read(birgit.page);
  await birgit.page.reload();
  await text(birgit.page).waitFor();
  expect(await read(birgit.page)).toEqual(before);
  expect(birgit.complaints).toEqual([]);
});

/** Attributes of the lines as the server has them, by their words. */
async function lines(): Promise<Readonly<Record<string, unknown>>> {
  const found: Record<string, unknown> = {};
  await walk((node) => {
    if (node.type === "block")
      found[(node.content ?? []).map((part) => part.text ?? "").join("")] = node.attrs;
  });
  return found;
}

/** Names of the marks on each stretch of text, by its words. */
async function marks(): Promise<Readonly<Record<string, readonly string[]>>> {
  const found: Record<string, readonly string[]> = {};
  await walk((node) => {
    if (node.text !== undefined && node.marks !== undefined)
      found[node.text] = node.marks.map(({ type }) => type);
  });
  return found;
}

async function walk(visit: (node: Json) => void): Promise<void> {
  await expectSaved(birgit.page);
  const { doc } = await readContent(organisation.owner, organisation.guideline.id);
  const down = (node: Json) => {
    visit(node);
    node.content?.forEach(down);
  };
  down(doc as unknown as Json);
}
