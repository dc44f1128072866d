/** The whole life of an approval, as the people who decide see it. */
import { mkdir } from "node:fs/promises";
import { join as joinPath } from "node:path";
import SQLite from "better-sqlite3";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Guideline } from "#shared/guidelines.ts";
import { DEFAULT_SETTINGS } from "#shared/notifications.ts";
import type { Question } from "#shared/questions.ts";
import type { Review } from "#shared/reviews.ts";
import { join } from "#test/support/cohort.ts";
import { createGuideline, invite, PASSWORD, readContent, type Someone, setUp } from "#test/support/people.ts";
import { SETUP_CODE } from "#test/support/server-process.ts";
import { openSmtpSink, type SmtpSink } from "#test/support/smtp-sink.ts";
import { until } from "#test/support/until.ts";
import { typeBefore } from "../questions/support.ts";
import { axe } from "./axe.ts";
import { openStage, type Stage } from "./stage.ts";

const PICTURES = joinPath(import.meta.dirname, "../../.screenshots");

let sink: SmtpSink;
let stage: Stage;
let owner: Someone;
let it: Someone;
let council: Someone;
let boss: Someone;
let guideline: Guideline;
let owners: Page;
let its: Page;
let councils: Page;

beforeAll(async () => {
  await mkdir(PICTURES, { recursive: true });
  sink = await openSmtpSink();
  stage = await openStage({ SMTP_URL: sink.url });
  owner = await setUp(stage.server.url, SETUP_CODE);
  guideline = await createGuideline(owner, { variables: { contact: "Presse, 0431 1234" } });
  const member = (name: string, key: "it" | "betriebsrat" | "geschaeftsfuehrung") =>
    invite(owner, { name, bodies: [key], guideline: { id: guideline.id, role: "approver" } });
  it = await member("Jonas Weber", "it");
  council = await member("Mira Kaya", "betriebsrat");
  boss = await member("Doris Kern", "geschaeftsfuehrung");
  await boss.ask("PUT", "/api/notifications/settings", {
    ...DEFAULT_SETTINGS,
    quietNights: null,
    quietWeekends: false,
  });
  const path = `/api/guidelines/${guideline.id}/questions`;
  for (const { id, blocking } of await owner.ask<readonly Question[]>("GET", path))
    if (blocking) await owner.ask("PUT", `${path}/${id}/exclusion`, { reason: "Gilt hier nicht." });
  owners = (await stage.visit({ as: owner, width: 1440 })).page;
  its = (await stage.visit({ as: it, width: 1440 })).page;
  councils = (await stage.visit({ as: council, width: 1440, dark: true })).page;
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
  await sink[Symbol.asyncDispose]();
});

const picture = (page: Page, name: string) =>
  page.screenshot({ path: joinPath(PICTURES, `approval-${name}.png`), fullPage: true });
const today = () => new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Berlin" }).format(new Date());

async function request(what: string): Promise<void> {
  await owners.goto(`/guidelines/${guideline.id}/approval`);
  await owners.getByLabel("Was ist neu, und warum?").fill(what);
  await owners.getByRole("button", { name: "Festhalten und anfordern" }).click();
  await owners.getByRole("heading", { name: "Stand der Entscheidungen" }).waitFor();
}

/** From the start page to the candidate. */
async function toCandidate(page: Page, words: string): Promise<void> {
  await page.goto("/");
  await page.getByRole("link", { name: words }).click();
  await page.getByRole("heading", { name: "Stand der Entscheidungen" }).waitFor();
}

async function decide(
  page: Page,
  choice: string,
  { note, resolution = false }: { readonly note?: string; readonly resolution?: boolean } = {},
): Promise<void> {
  const button = page.getByRole("button", { name: "Entscheidung festhalten" });
  expect(await button.isDisabled()).toBe(true);
  await page.getByLabel("Ich habe diese Vorlage gelesen.").check();
  await page.getByLabel(choice, { exact: true }).check();
  if (resolution) await page.getByLabel("Beschluss vom").fill(today());
  if (note !== undefined) await page.getByLabel("Grund", { exact: true }).fill(note);
  await page.getByRole("button", { name: choice, exact: true }).click();
  await page.getByText("Die Entscheidung ist festgehalten.").first().waitFor();
}

async function type(words: string, before?: string): Promise<void> {
  using writer = await join(owner, guideline.id);
  const [first = ""] = await lines("none");
  typeBefore(writer, before ?? first, words);
  await writer.saved();
}

/** Lines of the draft with this label that stand in one piece. */
async function lines(force: string): Promise<readonly string[]> {
  const { doc } = await readContent(owner, guideline.id);
  const found: string[] = [];
  const walk = (node: {
    type?: string;
    attrs?: { force?: string };
    content?: readonly { type?: string; text?: string }[];
  }) => {
    const [only] = node.content ?? [];
    if (node.type === "block" && node.attrs?.force === force && node.content?.length === 1 && only?.text)
      found.push(only.text);
    for (const child of node.content ?? []) walk(child as typeof node);
  };
  walk(doc as Parameters<typeof walk>[0]);
  return found;
}

test("the owner says who decides, sees what holds it, and asks", async () => {
  await owners.goto(`/guidelines/${guideline.id}/approval`);
  await owners.getByRole("button", { name: "Ändern" }).click();
  const dialog = owners.getByRole("dialog", { name: "Wer entscheidet" });
  const row = (name: string) => dialog.getByRole("group", { name, exact: true });
  await row("IT").getByLabel("Entscheidung").selectOption({ label: "Freigabe" });
  await row("Geschäftsführung").getByLabel("Schritt").selectOption({ label: "Schritt 2" });
  expect(
    await row("Betriebsrat").getByLabel("Entscheidung").getByRole("option", { name: "Freigabe" }).count(),
  ).toBe(0);
  await picture(owners, "policy-1440");
  await dialog.getByRole("button", { name: "Festlegen" }).click();
  await owners.getByText("Schritt 2: Geschäftsführung (Freigabe)").waitFor();
  await owners.getByText("Nichts hält die Freigabe auf.").waitFor();
  expect(await axe(owners)).toEqual([]);
  await picture(owners, "request-1440");
  await owners.goto(`/guidelines/${guideline.id}`);
  await owners.getByRole("banner").getByRole("link", { name: "Freigabe anfordern" }).click();
  await owners.getByRole("heading", { name: "Freigabe anfordern" }).waitFor();
  await request("Die erste Fassung.");
  await owners.goto(`/guidelines/${guideline.id}`);
  await owners.getByRole("banner").getByRole("link", { name: "Freigabe läuft: 0 von 3" }).waitFor();
  await picture(owners, "under-way-editor-1440");
});

test("IT returns it with a reason that stays on the draft", async () => {
  await toCandidate(its, "Freigabe der Vorlage zu Fassung 1");
  expect(await axe(its)).toEqual([]);
  await picture(its, "vote-1440");
  await decide(its, "Zurückgeben", { note: "Die Passwörter fehlen." });
  await owners.goto(`/guidelines/${guideline.id}`);
  const state = owners.getByRole("link", { name: "Vorlage zu Fassung 1: Zurückgegeben" });
  await state.waitFor();
  expect(await state.textContent()).toContain("Die Passwörter fehlen.");
  await picture(owners, "returned-editor-1440");
});

test("who has a vote is led from the draft to the decision, and the others see how far it is", async () => {
  await type("Passwörter liegen im Tresor. ");
  await request("Mit Passwörtern.");
  await its.goto(`/guidelines/${guideline.id}`);
  await its.getByRole("banner").getByRole("link", { name: "Jetzt entscheiden" }).click();
  await its.getByRole("heading", { name: "Stand der Entscheidungen" }).waitFor();
  await owners.goto(`/guidelines/${guideline.id}`);
  const state = owners.getByRole("banner").getByRole("link", { name: /^Freigabe läuft/ });
  await state.filter({ hasText: "0 von 3" }).waitFor();
  // A reason belongs to what was returned; the new candidate has none.
  expect(await owners.getByText("Die Passwörter fehlen.").count()).toBe(0);
  await decide(its, "Freigeben");
  await state.filter({ hasText: "1 von 3" }).waitFor();
  expect(await axe(owners)).toEqual([]);
});

test("the works council refuses, then consents by resolution", async () => {
  await toCandidate(councils, "Zustimmung zur Vorlage zu Fassung 1");
  await councils.getByText("Diese Entscheidung ersetzt keine Betriebs- oder Dienstvereinbarung.").waitFor();
  await decide(councils, "Zustimmung verweigern", { note: "Erst die Beratung.", resolution: true });
  expect(await axe(councils)).toEqual([]);
  await picture(councils, "refused-dark-1440");

  await request("Unverändert, nach der Beratung.");
  await owners.getByText("Gilt weiter, weil sich am Inhalt nichts geändert hat").waitFor();
  await toCandidate(councils, "Zustimmung zur Vorlage zu Fassung 1");
  await decide(councils, "Zustimmung mitteilen", { resolution: true });
  await councils.getByText(/Beschluss vom .*, mitgeteilt von Mira Kaya/).waitFor();
});

test("management approves from a phone by the link in the mail, which opens nothing by itself and once only", async () => {
  const link = await until(
    "the mail that asks management",
    async () => {
      const mails = await sink.to(boss.email);
      return mails.map(({ text }) => /\/r\/[A-Za-z0-9_-]{43}/.exec(text ?? "")?.[0]).find(Boolean) ?? null;
    },
    30_000,
  );
  const { page } = await stage.visit({ width: 360, height: 740 });
  await page.goto(link);
  await page.getByText("Der Link allein öffnet nichts").waitFor();
  expect(await page.getByText("Passwörter").count()).toBe(0);
  expect(await axe(page)).toEqual([]);
  await picture(page, "link-360");
  await page.getByLabel("Ihr Passwort").fill("not her password");
  await page.getByRole("button", { name: "Zur Vorlage" }).click();
  await page.getByRole("alert").waitFor();
  await page.getByLabel("Ihr Passwort").fill(PASSWORD);
  await page.getByRole("button", { name: "Zur Vorlage" }).click();
  await page.getByRole("heading", { name: "Stand der Entscheidungen" }).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await picture(page, "vote-360");
  await decide(page, "Freigeben");
  await page.getByRole("heading", { name: "Fassung 1", exact: true }).waitFor();

  const another = await stage.visit({ width: 360 });
  await another.page.goto(link);
  await another.page.getByText("Dieser Link ist schon benutzt worden").waitFor();
});

test("adopted, it comes into force, and an editorial change that touches a binding line is none", async () => {
  await owners.goto(`/guidelines/${guideline.id}/approval`);
  await owners.getByRole("link", { name: "Fassung 1", exact: true }).click();
  await owners.getByRole("button", { name: "In Kraft setzen" }).click();
  await owners.getByRole("dialog").getByRole("button", { name: "In Kraft setzen" }).click();
  await owners
    .getByText(/In Kraft ab/)
    .first()
    .waitFor();
  await picture(owners, "adopted-1440");
  await owners.goto(`/guidelines/${guideline.id}`);
  await owners.getByRole("banner").getByRole("link", { name: "Fassung 1", exact: true }).waitFor();
  await owners.getByRole("tab", { name: "Verlauf" }).click();
  const knot = (name: string, state: string) =>
    owners.getByRole("listitem").filter({ hasText: name }).filter({ hasText: state });
  await knot("Fassung 1", "In Kraft").waitFor();
  await knot("Vorlage", "Zurückgegeben").first().waitFor();
  expect(await axe(owners)).toEqual([]);
  await picture(owners, "history-1440");

  const [binding = ""] = await lines("binding");
  await type("Ab sofort: ", binding);
  await owners.goto(`/guidelines/${guideline.id}/approval`);
  await owners.getByRole("radio", { name: /Redaktionell/ }).check();
  await owners.getByText("eine verbindliche Zeile berührt").waitFor();
  expect(await owners.getByRole("button", { name: "Festhalten und anfordern" }).isDisabled()).toBe(true);
  expect(await axe(owners)).toEqual([]);
  await picture(owners, "not-editorial-1440");
});

/** They signed in longer ago than a decision allows. */
function ageSession({ id }: Someone): void {
  const file = new SQLite(joinPath(stage.server.dataDir, "richtschnur.db"));
  file
    .prepare("update session set createdAt = ? where userId = ?")
    .run(new Date(Date.now() - 16 * 60 * 1000).toISOString(), id);
  file.close();
}

test("the next major version asks everybody again; a decision on paper counts once the body confirms it", async () => {
  await request("Neues Recht.");
  const due = owners.getByText(/^(Freigabe|Zustimmung) steht aus$/);
  await due.first().waitFor();
  expect(await due.count()).toBe(2);

  await owners.getByRole("button", { name: "Entscheidung auf Papier eintragen" }).click();
  const dialog = owners.getByRole("dialog");
  await dialog.getByLabel("Gremium").selectOption({ label: "Betriebsrat" });
  await dialog.getByLabel("Beschluss vom").fill(today());
  await dialog.getByLabel("Mitgeteilt von").fill("Mira Kaya, Vorsitzende");
  await dialog.getByLabel("Eingegangen am").fill(today());
  await dialog.getByLabel("Scan").setInputFiles({
    name: "beschluss.pdf",
    mimeType: "application/pdf",
    buffer: Buffer.from("%PDF-1.7 ja"),
  });
  await picture(owners, "paper-1440");
  ageSession(owner);
  await dialog.getByRole("button", { name: "Eintragen" }).click();
  const again = dialog.getByLabel("Ihr Passwort");
  await again.waitFor();
  await dialog.getByRole("button", { name: "Eintragen" }).click();
  await dialog.getByText("Bitte ausfüllen.").waitFor();
  await again.fill("not the password");
  await owners.keyboard.press("Enter");
  await dialog
    .getByText(/Passwort/)
    .nth(1)
    .waitFor();
  await again.fill(PASSWORD);
  await owners.keyboard.press("Enter");
  await owners.getByText("Auf Papier entschieden, noch nicht bestätigt").waitFor();

  await toCandidate(councils, "Entscheidung auf Papier bestätigen");
  await councils.getByRole("link", { name: "Geändert seit Ihrem letzten Ja" }).waitFor();
  await picture(councils, "confirm-dark-1440");
  ageSession(council);
  await councils.getByRole("button", { name: "So ist entschieden" }).click();
  await councils.getByLabel("Ihr Passwort").fill(PASSWORD);
  // What was chosen stands, and Enter sends it.
  expect(await councils.getByRole("button", { name: /^(So|Nicht so) ist/ }).count()).toBe(1);
  await councils.keyboard.press("Enter");
  await councils.getByText(/bestätigt von Mira Kaya/).waitFor();
  await councils.getByRole("link", { name: "Geändert seit Ihrem letzten Ja" }).waitFor({ state: "detached" });
});

test("a decision is made by keyboard alone", async () => {
  await its.goto("/");
  await its.getByRole("link", { name: "Freigabe der Vorlage zu Fassung 2" }).focus();
  await its.keyboard.press("Enter");
  await its.getByLabel("Ich habe diese Vorlage gelesen.").focus();
  await its.keyboard.press("Space");
  await its.keyboard.press("Tab");
  await its.keyboard.press("Space");
  await its.keyboard.press("Tab");
  await its.keyboard.press("Tab");
  await its.keyboard.press("Enter");
  await its.getByText("Die Entscheidung ist festgehalten.").first().waitFor();
  await its.getByText("Freigegeben").first().waitFor();
});

test("a delegate decides for a body and is told for which; of its people only those who speak for it can", async () => {
  const path = `/api/guidelines/${guideline.id}`;
  await owner.ask("POST", `${path}/reviews/${(await newest()).id}/withdrawal`, {});
  const other = await invite(owner, {
    name: "Olaf Zweit",
    bodies: ["it"],
    guideline: { id: guideline.id, role: "approver" },
  });
  await owners.goto(`/guidelines/${guideline.id}/approval`);
  await owners.getByRole("button", { name: "Ändern" }).click();
  const dialog = owners.getByRole("dialog", { name: "Wer entscheidet" });
  const row = dialog.getByRole("group", { name: "IT", exact: true });
  await row.getByLabel("Vertretung").selectOption({ label: "Doris Kern" });
  await row.getByLabel(other.name).uncheck();
  await dialog.getByRole("button", { name: "Festlegen" }).click();
  await dialog.waitFor({ state: "detached" });
  await type("Und noch etwas. ");
  await request("Mit Vertretung.");

  const others = (await stage.visit({ as: other, width: 1440 })).page;
  await others.goto(`/guidelines/${guideline.id}/reviews/${(await newest()).id}`);
  await others.getByRole("heading", { name: "Stand der Entscheidungen" }).waitFor();
  expect(await others.getByRole("form", { name: /^Entscheidung/ }).count()).toBe(0);
  expect(await councils.getByRole("form", { name: "Entscheidung: IT" }).count()).toBe(0);

  const bosses = (await stage.visit({ as: boss, width: 1440 })).page;
  await bosses.goto("/");
  await bosses
    .getByRole("link", { name: "Freigabe der Vorlage zu Fassung 2" })
    .filter({ hasText: "IT" })
    .click();
  const form = bosses.getByRole("form", { name: "Entscheidung: IT" });
  await form.getByText("Sie gehören nicht zu IT und entscheiden in Vertretung.").waitFor();
  await picture(bosses, "delegate-1440");
  await form.getByLabel("Ich habe diese Vorlage gelesen.").check();
  await form.getByLabel("Freigeben", { exact: true }).check();
  await form.getByRole("button", { name: "Freigeben", exact: true }).click();
  await bosses.getByText("Die Entscheidung ist festgehalten.").first().waitFor();
  await bosses.getByText(/Doris Kern, .*, in Vertretung/).waitFor();
});

async function newest(): Promise<Review> {
  const [review] = await owner.ask<readonly Review[]>("GET", `/api/guidelines/${guideline.id}/reviews`);
  if (review === undefined) throw new Error("Approval was never asked for.");
  return review;
}
