import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Thread, ThreadRequest } from "#shared/discussion.ts";
import type { Guideline } from "#shared/guidelines.ts";
import type { SectionId } from "#shared/ids.ts";
import { DEFAULT_SETTINGS } from "#shared/notifications.ts";
import { addThreads } from "#test/support/many-threads.ts";
import { createGuideline, invite, type Someone, setUp } from "#test/support/people.ts";
import { SETUP_CODE } from "#test/support/server-process.ts";
import { openSmtpSink, type SmtpSink } from "#test/support/smtp-sink.ts";
import { until } from "#test/support/until.ts";
import type { Visitor } from "./browser.ts";
import { beginLine, expectSaved, goToEndOf, openDraft, read, text } from "./draft.ts";
import { openStage, type Stage } from "./stage.ts";

let stage: Stage;
let sink: SmtpSink;
let guideline: Guideline;
let people: Readonly<Record<"owner" | "editor" | "council" | "management" | "it", Someone>>;
let lena: Visitor;
let birgit: Visitor;
beforeAll(async () => {
  sink = await openSmtpSink();
  stage = await openStage({ SMTP_URL: sink.url });
  const owner = await setUp(stage.server.url, SETUP_CODE, { name: "Lena Sommer", email: "lena@example.org" });
  guideline = await createGuideline(owner);
  const { id } = guideline;
  const member = (
    name: string,
    role: "editor" | "commenter" | "approver",
    body: "betriebsrat" | "geschaeftsfuehrung" | "it",
  ) => invite(owner, { name, bodies: [body], guideline: { id, role } });
  people = {
    owner,
    editor: await member("Jan Thoma", "editor", "it"),
    council: await member("Birgit Rau", "commenter", "betriebsrat"),
    management: await member("Katrin Wolff", "approver", "geschaeftsfuehrung"),
    it: await member("Deniz Aydin", "commenter", "it"),
  };
  lena = await stage.visit({ as: owner, width: 1440 });
  birgit = await stage.visit({ as: people.council, width: 1440 });
  await openDraft(lena, guideline);
  await openDraft(birgit, guideline);
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
  await sink[Symbol.asyncDispose]();
});

const WORDS = "Wir kaufen keine Follower";

const panel = async (page: Page) => {
  const tab = page.getByRole("tab", { name: /^Diskussion/ });
  await tab.waitFor();
  await tab.click();
  return page.getByRole("region", { name: "Diskussion" });
};
const card = (page: Page, words: string) => page.locator("li.thread", { hasText: words });

const isInSight = (place: Locator) =>
  place.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return top > 0 && bottom < innerHeight;
  });

/** Whether something comes into sight, and is still there once everything around it is drawn. */
async function expectToStayInSight(place: Locator): Promise<void> {
  await expect.poll(() => isInSight(place)).toBe(true);
  await frames(place.page(), 40);
  expect(await isInSight(place)).toBe(true);
}

const frames = (page: Page, count: number) =>
  page.evaluate(async (left) => {
    for (; left > 0; left--) await new Promise((next) => requestAnimationFrame(next));
  }, count);

const hasFocus = (place: Locator) => place.evaluate((element) => element.contains(document.activeElement));

/** Milliseconds from the click on the discussion's tab to the frame that shows threads, by the page's own clock. */
const timeToThreads = (page: Page) =>
  page.evaluate(async () => {
    const began = performance.now();
    document.getElementById("tab-discussion")?.click();
    const frame = () => new Promise((next) => requestAnimationFrame(next));
    while (document.querySelector("li.thread") === null) await frame();
    await frame();
    return Math.round(performance.now() - began);
  });

/** A concern of the council's person about the first section. */
async function aConcern(body: string): Promise<Thread> {
  const base = `/api/guidelines/${guideline.id}`;
  const { doc } = await people.owner.ask<{ doc: { content: { attrs: { id: string } }[] } }>(
    "GET",
    `${base}/content`,
  );
  const sectionId = doc.content[0]?.attrs.id;
  return people.council.ask("POST", `${base}/threads`, { kind: "concern", sectionId, body });
}

/** Selects a line with the mouse and opens the composer with the bubble beside it. */
async function composeOn(page: Page, words: string) {
  await text(page).getByText(words).first().click({ clickCount: 3 });
  await page.getByRole("button", { name: "Zur Auswahl schreiben" }).click();
  return page.getByRole("form", { name: "Beitrag schreiben" });
}

test("the works council raises a concern on a selection; it blocks, is answered with new words, and is settled", async () => {
  const form = await composeOn(birgit.page, WORDS);
  await form.getByRole("radio", { name: "Bedenken" }).check();
  expect(await form.getByLabel("Für wen").inputValue()).not.toBe("");
  await form.getByText("Hält die Freigabe auf").waitFor();
  await form
    .getByRole("textbox", { name: "Ihr Beitrag" })
    .fill("Das betrifft auch private Konten. Bitte klarstellen.");
  await form.getByRole("button", { name: "Bedenken äußern" }).click();
  await card(birgit.page, "private Konten").getByText("hält die Freigabe auf").waitFor();

  await panel(lena.page);
  const seen = card(lena.page, "private Konten");
  await seen.waitFor();
  await lena.page.locator("#cord").getByText("1 Bedenken").waitFor();
  expect(await lena.page.locator(".discussed--blocks").first().textContent()).toContain(WORDS);
  await seen.getByRole("button", { name: /Zur Stelle im Text/ }).click();
  expect(await seen.getByRole("button", { name: "Bedenken ist erledigt" }).count()).toBe(0);
  await goToEndOf(lena.page, WORDS);
  await lena.page.keyboard.type(" Private Konten sind nicht gemeint.");
  await expectSaved(lena.page);
  await panel(lena.page);
  await card(lena.page, "private Konten").getByRole("button", { name: "Antworten" }).click();
  await lena.page.getByRole("textbox", { name: "Ihre Antwort" }).fill("Ergänzt. Passt das so?");
  await lena.page.getByRole("button", { name: "Senden" }).click();

  await card(birgit.page, "Passt das so?").waitFor();
  await text(birgit.page).getByText("Private Konten sind nicht gemeint.").waitFor();
  await birgit.page.getByRole("button", { name: "Bedenken ist erledigt" }).click();
  await birgit.page.getByText("Das Bedenken ist erledigt.").waitFor();
  await expect.poll(() => lena.page.locator(".discussed--blocks").count()).toBe(0);
});

test("management does not follow a concern, with a reason that stays in the register; the owner cannot", async () => {
  const form = await composeOn(birgit.page, WORDS);
  await form.getByRole("radio", { name: "Bedenken" }).check();
  await form.getByRole("textbox", { name: "Ihr Beitrag" }).fill("Werbung sollte ganz verboten sein.");
  await form.getByRole("button", { name: "Bedenken äußern" }).click();
  await card(birgit.page, "ganz verboten").waitFor();

  await panel(lena.page);
  await card(lena.page, "ganz verboten")
    .getByRole("button", { name: /Zur Stelle im Text/ })
    .click();
  expect(await card(lena.page, "ganz verboten").getByRole("button", { name: "Nicht folgen" }).count()).toBe(
    0,
  );

  const katrin = await stage.visit({ as: people.management, width: 1440 });
  await openDraft(katrin, guideline);
  await panel(katrin.page);
  await card(katrin.page, "ganz verboten")
    .getByRole("button", { name: /Zur Stelle im Text/ })
    .click();
  await card(katrin.page, "ganz verboten").getByRole("button", { name: "Nicht folgen" }).click();
  const dialog = katrin.page.getByRole("dialog", { name: "Bedenken nicht folgen" });
  await dialog.getByRole("button", { name: "Nicht folgen" }).click();
  await dialog.getByText("Bitte geben Sie einen Grund an.").waitFor();
  await dialog.getByLabel("Grund").fill("Gekennzeichnete Werbung bleibt erlaubt.");
  await dialog.getByRole("button", { name: "Nicht folgen" }).click();
  await dialog.waitFor({ state: "detached" });

  await birgit.page.getByRole("link", { name: "Register der Bedenken" }).click();
  await birgit.page.getByRole("heading", { level: 1, name: "Register der Bedenken" }).waitFor();
  const rows = birgit.page.locator(".register li.register__concern");
  await expect.poll(() => rows.count()).toBe(2);
  await birgit.page.getByText("Gekennzeichnete Werbung bleibt erlaubt.").waitFor();
  await birgit.page.getByLabel("Stand").selectOption({ label: "Nicht gefolgt" });
  await expect.poll(() => rows.count()).toBe(1);
  await birgit.page.getByRole("link", { name: "Zum Entwurf" }).click();
  await text(birgit.page).waitFor();
  expect([...katrin.complaints, ...birgit.complaints]).toEqual([]);
  await katrin.context.close();
});

test("without a mouse: a line is chosen, an inquiry written, a person named, and the way leads back to the text", async () => {
  const deniz = await stage.visit({ as: people.it, width: 1440 });
  const { page } = deniz;
  await openDraft(deniz, guideline);
  await text(page).focus();
  for (let times = 0; times < 3; times++) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Control+Alt+KeyM");
  const form = page.getByRole("form", { name: "Beitrag schreiben" });
  await expect.poll(() => hasFocus(form.getByRole("radio", { name: "Kommentar" }))).toBe(true);
  await page.keyboard.press("ArrowRight");
  await form.getByText("Eine Frage an ein Gremium").waitFor();
  await form.getByRole("option", { name: "Betriebsrat" }).waitFor({ state: "attached" });
  await page.keyboard.press("Tab");
  const asks = form.getByLabel("An wen");
  await expect.poll(() => hasFocus(asks)).toBe(true);
  await page.keyboard.type("Betriebsrat");
  await expect.poll(() => asks.inputValue()).not.toBe("");
  await page.keyboard.press("Tab");
  const words = form.getByRole("textbox", { name: "Ihr Beitrag" });
  await expect.poll(() => hasFocus(words)).toBe(true);
  await page.keyboard.type("Gilt das auch für @Birg");
  await page.getByRole("option", { name: "Birgit Rau" }).waitFor();
  await page.keyboard.press("Enter");
  await expect.poll(() => words.inputValue()).toBe("Gilt das auch für @Birgit Rau ");
  await page.keyboard.type("und alle anderen?");
  await page.keyboard.press("Control+Enter");
  const asked = card(page, "und alle anderen?");
  await asked.getByText("Rückfrage: Betriebsrat").waitFor();
  await asked.getByText("@Birgit Rau").waitFor();
  await asked.getByRole("button", { name: /Zur Stelle im Text/ }).focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => hasFocus(text(page))).toBe(true);
  await page.keyboard.press("Control+Alt+KeyD");
  await expect.poll(() => hasFocus(asked)).toBe(true);
  await page.keyboard.press("Escape");
  await expect.poll(() => hasFocus(text(page))).toBe(true);
  expect(deniz.complaints).toEqual([]);
  await deniz.context.close();
});

test("IT makes an inquiry on a section; the asked council has it by mail, and the mail leads to it", async () => {
  // At any hour, since this runs at any hour.
  const settings = { ...DEFAULT_SETTINGS, quietNights: null, quietWeekends: false };
  await people.council.ask("PUT", "/api/notifications/settings", settings);
  const deniz = await stage.visit({ as: people.it, width: 1440 });
  await openDraft(deniz, guideline);
  const section = text(deniz.page).locator("section", { hasText: "Monitoring" }).first();
  await section.locator(".bubble").click();
  const form = deniz.page.getByRole("form", { name: "Beitrag schreiben" });
  await form.getByText("Zum Abschnitt").waitFor();
  await form.getByRole("radio", { name: "Rückfrage" }).check();
  await form.getByLabel("An wen").selectOption({ label: "Betriebsrat" });
  await form.getByRole("textbox", { name: "Ihr Beitrag" }).fill("Dürfen wir Zugriffe protokollieren?");
  await form.getByRole("button", { name: "Fragen" }).click();
  const asked = card(deniz.page, "Zugriffe protokollieren");
  await asked.waitFor();
  const id = (await asked.getAttribute("id"))?.replace("thread-", "");

  const mail = await until("the mail to the council", async () =>
    (await sink.to(people.council.email)).find(({ text: words }) => words?.includes(`thread=${id}`)),
  );
  expect(mail.text).toContain("Deniz Aydin hat eine Rückfrage an Sie (Betriebsrat)");
  // No word of a draft or of what is said about it leaves by mail.
  expect(`${mail.text}${mail.html}`).not.toContain("Zugriffe");
  const link = mail.text?.split(/\s/).find((word) => word.endsWith(`thread=${id}`));
  await birgit.page.goto(link ?? "");
  await card(birgit.page, "Zugriffe protokollieren").getByRole("button", { name: "Antworten" }).waitFor();
  expect([...deniz.complaints, ...birgit.complaints]).toEqual([]);
  await deniz.context.close();
});

test("typical objections are offered to who raises a concern, and outlines of answers to who answers it", async () => {
  await openDraft(birgit, guideline);
  const section = text(birgit.page).locator("section", { hasText: "Monitoring" }).first();
  await section.locator(".bubble").click();
  const form = birgit.page.getByRole("form", { name: "Beitrag schreiben" });
  await form.getByRole("radio", { name: "Bedenken" }).check();
  await form.getByText("Was dazu oft eingewandt wird").click();
  // Those of one's own body come first.
  expect(await form.locator(".objections__group").first().textContent()).toBe("Betriebsrat");
  const words = "Kommentare und Statistiken werden zur Überwachung der Beschäftigten.";
  await form.getByRole("listitem").filter({ hasText: words }).getByRole("button").click();
  expect(await form.getByRole("textbox", { name: "Ihr Beitrag" }).inputValue()).toBe(words);
  await form.getByRole("button", { name: "Bedenken äußern" }).click();

  const jan = await stage.visit({ as: people.editor, width: 1440 });
  await openDraft(jan, guideline);
  await panel(jan.page);
  const raised = card(jan.page, words);
  await raised.getByRole("button", { name: /Zur Stelle im Text/ }).click();
  await raised.getByRole("button", { name: "Antworten" }).click();
  await raised.getByText("Was eine Antwort sagen kann").click();
  await raised.getByText("Berichte enthalten Summen, keine Namen und keine Ranglisten.").waitFor();
  expect(jan.complaints).toEqual([]);
  await jan.context.close();
});

test("a draft survives closing the window and being offline, and is sent once", async () => {
  const deniz = await stage.visit({ as: people.it, width: 1440 });
  const { page } = deniz;
  await openDraft(deniz, guideline);
  const form = await composeOn(page, WORDS);
  await form.getByRole("textbox", { name: "Ihr Beitrag" }).fill("Das schreibe ich später zu Ende.");
  await page.reload();
  await text(page).waitFor();
  await panel(page);
  await page.getByRole("button", { name: "Angefangenen Beitrag fortsetzen" }).click();
  await deniz.context.setOffline(true);
  await form.getByRole("button", { name: "Senden" }).click();
  await form.getByText("Ihr Entwurf liegt auf diesem Gerät").waitFor();
  await deniz.context.setOffline(false);
  await form.getByRole("button", { name: "Senden" }).click();
  await card(page, "später zu Ende").waitFor();
  await card(lena.page, "später zu Ende").waitFor();
  expect(await card(page, "später zu Ende").count()).toBe(1);
  await page.reload();
  await panel(page);
  await card(page, "später zu Ende").waitFor();
  expect(await page.getByRole("button", { name: "Angefangenen Beitrag fortsetzen" }).count()).toBe(0);
  await deniz.context.close();
});

test("a suggestion stands in the text, struck and inserted; accepted, it is the text", async () => {
  const form = await composeOn(birgit.page, "Beginnen Sie mit einem Kanal");
  await form.getByRole("radio", { name: "Vorschlag" }).check();
  const words = form.getByRole("textbox", { name: "Neuer Wortlaut" });
  const before = await words.inputValue();
  await words.fill(before.replace("Beginnen Sie", "Fangen Sie bitte"));
  await form.getByRole("button", { name: "Vorschlagen" }).click();
  await birgit.page.locator(".suggested--in").first().waitFor();

  const jan = await stage.visit({ as: people.editor, width: 1440 });
  await openDraft(jan, guideline);
  await panel(jan.page);
  await jan.page.locator(".suggested--out").first().waitFor();
  await jan.page.getByLabel("Vorschläge im Text zeigen").uncheck();
  await expect.poll(() => jan.page.locator(".suggested--in").count()).toBe(0);
  const proposed = card(jan.page, "Fangen Sie bitte");
  await proposed.getByRole("button", { name: "Übernehmen" }).click();
  await jan.page.getByText("Der Vorschlag steht jetzt im Text.").waitFor();
  await text(birgit.page).getByText("Fangen Sie bitte mit einem Kanal").waitFor();
  expect(await text(birgit.page).getByText("Beginnen Sie mit einem Kanal").count()).toBe(0);
  expect(jan.complaints).toEqual([]);
  await jan.context.close();
});

test("a suggestion over several lines stands in each of them, adds one, and becomes the text as a whole", async () => {
  const [first, second] = ["Wer Dienst hat, sieht", "Eine Frage oder Beschwerde"];
  await openDraft(birgit, guideline);
  const { page } = birgit;
  await text(page)
    .getByText(first)
    .click({ position: { x: 1, y: 10 } });
  await page.keyboard.press("Home");
  const line = text(page).getByText(second);
  const { width = 0, height = 0 } = (await line.boundingBox()) ?? {};
  await line.click({ modifiers: ["Shift"], position: { x: width - 2, y: height - 8 } });
  await page.getByRole("button", { name: "Zur Auswahl schreiben" }).click();
  const form = page.getByRole("form", { name: "Beitrag schreiben" });
  await form.getByRole("radio", { name: "Vorschlag" }).check();
  const words = form.getByRole("textbox", { name: "Neuer Wortlaut" });
  const before = await words.inputValue();
  expect(before.split("\n").map((each) => each.slice(0, 11))).toEqual(["Wer Dienst ", "Eine Frage "]);
  const added = "Am Wochenende sieht niemand nach.";
  const after = `${before.replace("sieht am", "prüft am").replace("einen Verteiler", "alle")}\n${added}`;
  await words.fill(after);
  await form.getByRole("button", { name: "Vorschlagen" }).click();
  const drawn = (visitor: Visitor, kind: "in" | "out") =>
    text(visitor.page)
      .locator(`.suggested--${kind}`)
      .allTextContents()
      .then((found) => found.map((each) => each.trim()));
  const shown = async (visitor: Visitor) => [await drawn(visitor, "out"), await drawn(visitor, "in")];
  const expected = [
    ["sieht", "einen Verteiler"],
    ["prüft", "alle", added],
  ];
  await expect.poll(() => shown(birgit)).toEqual(expected);
  // Who only reads, and has not been in the text yet, is led to it as well.
  const deniz = await stage.visit({ as: people.it, width: 1440 });
  await openDraft(deniz, guideline);
  await panel(deniz.page);
  const place = text(deniz.page).locator(".suggested--in").first();
  await place.waitFor();
  expect(await isInSight(place)).toBe(false);
  await card(deniz.page, added)
    .getByRole("button", { name: /Zur Stelle im Text/ })
    .click();
  await expectToStayInSight(place);
  await deniz.context.close();

  const jan = await stage.visit({ as: people.editor, width: 1440 });
  await openDraft(jan, guideline);
  await expect.poll(() => shown(jan)).toEqual(expected);
  await panel(jan.page);
  const proposed = card(jan.page, added);
  await proposed.getByRole("button", { name: "Übernehmen" }).click();
  await jan.page.getByText("Der Vorschlag steht jetzt im Text.").waitFor();
  for (const visitor of [birgit, jan]) {
    const lines = text(visitor.page)
      .locator("p[data-kind=bullet]")
      .filter({ hasText: /^Wer Dienst|^Eine Frage|^Am Wochenende/ });
    await expect.poll(() => shown(visitor)).toEqual([[], []]);
    expect((await read(visitor.page)).join("\n")).toContain(after.split("\n").slice(1).join("\n"));
    expect(await lines.count()).toBe(3);
    // The placeholder is still one.
    expect(await lines.first().locator(".variable").count()).toBe(1);
  }
  expect([...jan.complaints, ...birgit.complaints]).toEqual([]);
  await jan.context.close();
});

test("a whole table, divider or box: struck where it stands, with what comes behind it, and gone once that is accepted", async () => {
  await openDraft(lena, guideline);
  await beginLine(lena.page, 1, "/Trenn");
  await lena.page.getByRole("option", { name: "Trennlinie" }).waitFor();
  await lena.page.keyboard.press("Enter");
  await text(lena.page).locator("hr").waitFor();
  await lena.page.keyboard.type("Nach dem Strich.");
  await expectSaved(lena.page);
  await openDraft(birgit, guideline);
  const { page } = birgit;
  const form = page.getByRole("form", { name: "Beitrag schreiben" });
  const propose = async (action: string | null, words: string | null) => {
    await form.getByRole("radio", { name: "Vorschlag" }).check();
    if (action !== null) await form.getByRole("radio", { name: action }).check();
    if (words !== null) await form.getByRole("textbox", { name: "Einzufügender Text" }).fill(words);
    await form.getByRole("button", { name: "Vorschlagen" }).click();
    await form.waitFor({ state: "detached" });
  };
  const divider = text(page).locator("hr").first();
  await divider.waitFor();
  // By keys: the arrows choose objects as they choose lines.
  await text(page).getByText("Nach dem Strich.").click();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Control+Alt+KeyM");
  await form.getByText("Die Trennlinie").waitFor();
  await propose(null, null);
  await card(page, "Die Trennlinie streichen").waitFor();
  await text(page).locator("hr.suggested--object, .suggested--object hr").waitFor();

  const box = text(page).locator(".box").first();
  const said = (await box.locator("p").first().textContent()) ?? "";
  await box.locator("p").first().click();
  await page.keyboard.press("Control+Alt+KeyM");
  await form.getByRole("button", { name: "Auf den ganzen Kasten beziehen" }).click();
  await propose("Dahinter einfügen", "Eine Zeile hinter dem Kasten.");
  const added = text(page).locator(".suggested--lines", { hasText: "Eine Zeile hinter dem Kasten." });
  await added.waitFor();
  expect(await added.evaluate((element) => element.previousElementSibling?.classList.contains("box"))).toBe(
    true,
  );

  const jan = await stage.visit({ as: people.editor, width: 1440 });
  await openDraft(jan, guideline);
  await panel(jan.page);
  for (const words of ["Die Trennlinie streichen", "Eine Zeile hinter dem Kasten."])
    await card(jan.page, words).getByRole("button", { name: "Übernehmen" }).click();
  for (const visitor of [birgit, jan]) {
    await expect.poll(() => text(visitor.page).locator("hr").count()).toBe(0);
    await text(visitor.page).locator(".box + p", { hasText: "Eine Zeile hinter dem Kasten." }).waitFor();
    await text(visitor.page).locator(".box", { hasText: said }).first().waitFor();
    await text(visitor.page).getByText("Nach dem Strich.").waitFor();
  }
  expect([...jan.complaints, ...birgit.complaints, ...lena.complaints]).toEqual([]);
  await jan.context.close();
});

test("who only reads is led to a place far down and finds it where it was left, also on a slow machine", async () => {
  type Node = { type: string; attrs: { id: string }; content?: Node[] };
  const { doc } = await people.owner.ask<{ doc: Node }>("GET", `/api/guidelines/${guideline.id}/content`);
  const far = doc.content?.at(-2);
  const line = far?.content?.findLast(({ type, content }) => type === "block" && content !== undefined);
  const path = `/api/guidelines/${guideline.id}/threads`;
  const begin = (body: string, place: Partial<ThreadRequest>) =>
    people.it.ask<Thread>("POST", path, { kind: "comment", body, sectionId: far?.attrs.id, ...place });
  const before = await begin("Davor steht dies.", { sectionId: doc.content?.[0]?.attrs.id as SectionId });
  for (const body of ["Eins.", "Zwei.", "Drei."])
    await people.it.ask("POST", `${path}/${before.id}/messages`, { body });
  await begin("Weit unten.", { anchor: { line: line?.attrs.id, block: true } });

  const deniz = await stage.visit({ as: people.it, width: 1440 });
  const { page } = deniz;
  await openDraft(deniz, guideline);
  await panel(page);
  await card(page, "Davor steht dies.")
    .getByRole("button", { name: /Zur Stelle im Text/ })
    .click();
  await card(page, "Davor steht dies.").getByText("Drei.").waitFor();
  const slow = await deniz.context.newCDPSession(page);
  await slow.send("Emulation.setCPUThrottlingRate", { rate: 6 });
  // As a hand does it: what was chosen before shrinks when something else is, also while the button is held.
  const shown = card(page, "Weit unten.");
  await shown.getByRole("button", { name: /Zur Stelle im Text/ }).hover();
  await page.mouse.down();
  await frames(page, 10);
  await page.mouse.up();
  await expect.poll(() => shown.getAttribute("class")).toContain("thread--focused");
  await expectToStayInSight(text(page).locator(`[data-id="${line?.attrs.id}"]`));
  // On phones the panel covers the text, and makes way.
  await page.setViewportSize({ width: 360, height: 740 });
  await page.evaluate(() => scrollTo(0, 0));
  const opener = page.locator('.bar [aria-controls="side-panel"]');
  if ((await opener.getAttribute("aria-expanded")) === "false") await opener.click();
  await shown.getByRole("button", { name: /Zur Stelle im Text/ }).click();
  await page.locator("#side-panel").waitFor({ state: "detached" });
  await expect.poll(() => hasFocus(text(page))).toBe(true);
  await expectToStayInSight(text(page).locator(`[data-id="${line?.attrs.id}"]`));
  expect(deniz.complaints).toEqual([]);
  await deniz.context.close();
});

test("an answer that was on its way while something newer was heard does not undo it", async () => {
  const path = `/api/guidelines/${guideline.id}/threads`;
  const concern = await aConcern("Wird gleich erledigt.");
  const { page, context, complaints } = await stage.visit({ as: people.editor, width: 1440 });
  await page.goto(`/guidelines/${guideline.id}?thread=${concern.id}`);
  const shown = page.locator(`#thread-${concern.id}`);
  await shown.getByRole("button", { name: "Antworten" }).click();
  await shown.getByRole("textbox", { name: "Ihre Antwort" }).fill("Gut so?");
  const old = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  let asked = 0;
  await page.route(`**${path}/${concern.id}`, async (route) => {
    asked += 1;
    if (asked > 1) return route.continue();
    const answer = await route.fetch();
    old.resolve();
    await release.promise;
    return route.fulfill({ response: answer });
  });
  await shown.getByRole("button", { name: "Senden" }).click();
  await old.promise;
  await people.council.ask("PATCH", `${path}/${concern.id}`, { status: "settled" });
  await shown.getByText("Erledigt", { exact: true }).waitFor();
  await page.evaluate((id) => {
    new MutationObserver(() => {
      const status = document.querySelector(`#thread-${id} .thread__status`);
      if (status === null) document.body.dataset.undone = "";
    }).observe(document.body, { childList: true, subtree: true });
  }, concern.id);
  release.resolve();
  // What was overtaken is asked for again.
  await expect.poll(() => asked).toBe(2);
  await shown.getByRole("textbox", { name: "Ihre Antwort" }).waitFor({ state: "detached" });
  await shown.getByText("Gut so?").waitFor();
  expect(await page.evaluate(() => document.body.dataset.undone)).toBeUndefined();
  expect(complaints).toEqual([]);
  await context.close();
});

test("what was said and decided while the line was down is there once it is back", async () => {
  const concern = await aConcern("Die Leitung ist gleich weg.");
  const { page, context } = await stage.visit({ as: people.editor, width: 1440 });
  let isDown = false;
  const lines: { close(): Promise<void> }[] = [];
  await page.routeWebSocket(/socket\.io/, (line) => {
    if (isDown) void line.close();
    else line.connectToServer();
    lines.push(line);
  });
  await page.goto(`/guidelines/${guideline.id}?thread=${concern.id}`);
  const shown = page.locator(`#thread-${concern.id}`);
  await shown.waitFor();
  await expect.poll(() => lines.length).toBeGreaterThan(0);
  isDown = true;
  await Promise.all(lines.map((line) => line.close()));
  await people.council.ask("PATCH", `/api/guidelines/${guideline.id}/threads/${concern.id}`, {
    status: "settled",
  });
  isDown = false;
  await expect
    .poll(() => shown.locator(".thread__status").allTextContents(), { timeout: 20_000 })
    .toEqual(["Erledigt"]);
  await context.close();
});

test("the owner opens the draft to all staff, who read and comment, and shuts it again", async () => {
  const stranger = await invite(people.owner, { name: "Nora Lind" });
  const nora = await stage.visit({ as: stranger, width: 1440 });
  await nora.page.goto(`/guidelines/${guideline.id}`);
  await nora.page.getByText("Diese Leitlinie gibt es nicht").waitFor();
  await panel(lena.page);
  await lena.page.getByRole("button", { name: "Beteiligungsphase" }).click();
  const dialog = lena.page.getByRole("dialog", { name: "Beteiligungsphase" });
  await dialog.getByRole("button", { name: "Für alle öffnen" }).click();
  await dialog.getByText("Bitte wählen Sie einen Tag, der noch kommt.").waitFor();
  await dialog.getByLabel("Letzter Tag").fill("2099-12-31");
  await dialog.getByRole("button", { name: "Für alle öffnen" }).click();
  await dialog.getByText("Für alle Beschäftigten offen bis 31. Dezember 2099").waitFor();

  await nora.page.goto("/");
  await nora.page.getByRole("link", { name: guideline.title }).click();
  await nora.page.getByText("bis 31. Dezember 2099").waitFor();
  // Who takes part and how the draft came about is not for visitors.
  await nora.page.getByRole("tab", { name: /^Diskussion/ }).waitFor();
  expect(await nora.page.getByRole("tab", { name: "Verlauf" }).count()).toBe(0);
  expect(await nora.page.getByRole("button", { name: "Mitwirkende" }).count()).toBe(0);
  const form = await composeOn(nora.page, WORDS);
  expect(await form.getByRole("radio", { name: "Bedenken" }).count()).toBe(0);
  await form.getByRole("textbox", { name: "Ihr Beitrag" }).fill("Das finde ich gut.");
  await form.getByRole("button", { name: "Senden" }).click();
  await card(lena.page, "Das finde ich gut.").getByText("aus der Belegschaft").waitFor();

  await dialog.getByRole("button", { name: "Jetzt beenden" }).click();
  await dialog.getByText("1 Kommentar aus der Belegschaft").waitFor();
  await dialog.getByRole("button", { name: "Schließen" }).click();
  await nora.page.reload();
  await nora.page.getByText("Diese Leitlinie gibt es nicht").waitFor();
  expect(lena.complaints).toEqual([]);
  await nora.context.close();
});

test("what is hostile in a message is shown as the words that it is", async () => {
  const path = `/api/guidelines/${guideline.id}/threads`;
  const { sections } = await people.owner
    .ask<{ doc: { content: { attrs: { id: string } }[] } }>("GET", `/api/guidelines/${guideline.id}/content`)
    .then(({ doc }) => ({ sections: doc.content.map(({ attrs }) => attrs.id) }));
  await people.council.ask("POST", path, {
    kind: "comment",
    sectionId: sections[0],
    body: [
      "Böse <script>window.hacked = 1</script> <img src=x onerror='window.hacked = 1'>",
      "[hier](javascript:window.hacked=1) **fett** [gut](https://example.org/)",
      "@[Chefin](person:nobody)",
    ].join("\n"),
  });
  await panel(lena.page);
  const shown = card(lena.page, "Böse");
  await shown.waitFor();
  expect(await shown.locator("script, img").count()).toBe(0);
  expect(
    await shown.locator("a").evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href)),
  ).toEqual(["https://example.org/"]);
  expect(await shown.locator("strong").textContent()).toBe("fett");
  expect(await lena.page.evaluate(() => "hacked" in window)).toBe(false);
  expect(lena.complaints).toEqual([]);
});

test("500 threads with 3,000 messages: the panel draws what is in sight, and finds the last of them from the text", async () => {
  const threads = await people.owner.ask<readonly Thread[]>("GET", `/api/guidelines/${guideline.id}/threads`);
  const model = threads.find(({ place }) => place.on === "text" && place.state === "anchored") as Thread;
  await addThreads(stage.server.dataDir, guideline.id, model, 500, 6);
  const { page, context, complaints } = await stage.visit({ as: people.editor, width: 1440 });
  await page.goto(`/guidelines/${guideline.id}`);
  await text(page).waitFor();
  const tab = page.getByRole("tab", { name: /^Diskussion/ });
  await tab.waitFor();
  await expect.poll(() => tab.textContent()).toMatch(/5\d\d$/);
  const opened = await timeToThreads(page);
  console.log(`From the click on the tab to the first threads drawn: ${opened} ms.`);
  await card(page, "Beitrag 1,").waitFor();
  const drawn = () => page.locator("li.thread").count();
  expect(await drawn()).toBeLessThan(100);
  const all = await people.editor.ask<readonly Thread[]>("GET", `/api/guidelines/${guideline.id}/threads`);
  const last = all.at(-1) as Thread;
  await page.goto(`/guidelines/${guideline.id}?thread=${last.id}`);
  const card500 = page.locator(`#thread-${last.id}`);
  await card500.getByText("Nachricht 6").waitFor();
  await expect
    .poll(() => card500.evaluate((element) => element.getBoundingClientRect().top < innerHeight))
    .toBe(true);
  expect(await drawn()).toBeLessThan(150);
  // Typing goes on at its pace beside all of them.
  await goToEndOf(page, WORDS);
  await page.keyboard.type(" Und weiter geht es.");
  await expectSaved(page);
  expect(complaints).toEqual([]);
  await context.close();
});
