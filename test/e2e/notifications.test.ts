/** The inbox live between two people, mails as their readers see them, and the pages around them. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import type { Email } from "postal-mime";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Guideline } from "#shared/guidelines.ts";
import { DEFAULT_SETTINGS } from "#shared/notifications.ts";
import { createGuideline, invite, type Someone, setUp } from "#test/support/people.ts";
import { SETUP_CODE } from "#test/support/server-process.ts";
import { openSmtpSink, type SmtpSink } from "#test/support/smtp-sink.ts";
import { until } from "#test/support/until.ts";
import type { Visitor } from "./browser.ts";
import { text } from "./draft.ts";
import { openStage, type Stage } from "./stage.ts";

const PICTURES = join(import.meta.dirname, "../../.screenshots");

let sink: SmtpSink;
let stage: Stage;
let owner: Someone;
let mira: Someone;
/** Wants every mail at once, at any hour: these tests run at any hour. */
let lina: Someone;
let guideline: Guideline;
const visitors: Visitor[] = [];
beforeAll(async () => {
  sink = await openSmtpSink();
  stage = await openStage({ SMTP_URL: sink.url });
  owner = await setUp(stage.server.url, SETUP_CODE);
  guideline = await createGuideline(owner);
  mira = await invite(owner, { name: "Mira Kaya" });
  lina = await invite(owner, { name: "Lina Vogt" });
  const topics = {
    mentions: "atOnce",
    requests: "atOnce",
    discussion: "atOnce",
    progress: "atOnce",
  } as const;
  const settings = { ...DEFAULT_SETTINGS, topics, quietNights: null, quietWeekends: false };
  await lina.ask("PUT", "/api/notifications/settings", settings);
});
afterEach(() => sink.answer());
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
  await sink[Symbol.asyncDispose]();
});

async function visit(as?: Someone, width = 1280): Promise<Page> {
  const visitor = await stage.visit(as === undefined ? { width } : { as, width });
  visitors.push(visitor);
  return visitor.page;
}
const place = (someone: Someone, role: string, where = guideline) =>
  owner.ask("PUT", `/api/guidelines/${where.id}/members/${someone.id}`, { role });
const bell = (page: Page, unread: number) =>
  page.getByRole("button", {
    name: unread === 0 ? "Posteingang" : `Posteingang, ${unread} ungelesen`,
    exact: true,
  });
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? "");
const noticeMails = async () =>
  (await sink.to(lina.email)).filter(({ headers }) => headers.some(({ key }) => key === "list-unsubscribe"));
const axe = async (page: Page) =>
  (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);

test("what somebody else does appears at once in the bar, is read out, and leads there by keyboard alone", async () => {
  const page = await visit(mira);
  await page.goto("/");
  await bell(page, 0).waitFor();
  await place(mira, "commenter");
  await bell(page, 1).waitFor();
  await expect
    .poll(() => page.getByRole("status").allTextContents())
    .toContainEqual(expect.stringContaining("Neue Meldung: Birgit Rau hat Sie hinzugefügt"));
  await bell(page, 1).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "Posteingang" }).waitFor();
  await expect.poll(() => focused(page)).toBe("Posteingang");
  await page.keyboard.press("Escape");
  await expect.poll(() => page.getByRole("dialog", { name: "Posteingang" }).isVisible()).toBe(false);
  await page.keyboard.press("Enter");
  const link = page.getByRole("link", { name: /Birgit Rau hat Sie hinzugefügt/ });
  await link.waitFor();
  await page.keyboard.press("Tab");
  while (!(await link.evaluate((element) => element === document.activeElement)))
    await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/guidelines/${guideline.id}`);
  await bell(page, 0).waitFor();
  expect(await page.getByRole("dialog", { name: "Posteingang" }).isVisible()).toBe(false);
  await text(page).waitFor();
  await page.close();
});

test("what is read in one window is read in the other, and can be taken back", async () => {
  const [one, other] = [await visit(mira), await visit(mira)];
  await one.goto("/inbox");
  await other.goto("/");
  for (const role of ["editor", "commenter", "editor"]) await place(mira, role);
  await bell(other, 3).waitFor();
  // Three of the same thread stand in one row.
  await one.getByText("und 3 frühere").waitFor();
  await one.getByRole("button", { name: "Alle gelesen" }).last().click();
  await bell(other, 0).waitFor();
  await one.getByRole("button", { name: "Rückgängig" }).click();
  await bell(other, 3).waitFor();
  await one
    .getByRole("button", { name: /^Als gelesen vermerken: Birgit Rau/ })
    .last()
    .click();
  await bell(other, 0).waitFor();
  await one
    .getByRole("button", { name: /^Als ungelesen vermerken: Birgit Rau/ })
    .last()
    .click();
  await bell(other, 1).waitFor();
});

test("a mail can be read in light, dark and on a phone, by everybody", async () => {
  const second = await createGuideline(owner, { title: "Netiquette für unsere Kanäle" });
  await place(lina, "approver", second);
  const mail = await until("the mail", async () =>
    (await noticeMails()).find(({ subject }) => subject?.includes("Netiquette")),
  );
  const page = await visit();
  await page.goto("about:blank");
  await page.setContent(mail.html ?? "");
  await page.getByRole("link", { name: /hat Sie hinzugefügt/ }).waitFor();
  await mkdir(PICTURES, { recursive: true });
  for (const colorScheme of ["light", "dark"] as const)
    for (const width of [720, 320]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 640 });
      await page.screenshot({ path: join(PICTURES, `mail-${colorScheme}-${width}.png`) });
      expect(await axe(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
});

test("the link at a mail's foot ends the mails without signing in, and takes it back", async () => {
  const page = await visit();
  await page.goto(linkIn((await noticeMails()).at(-1), "Keine E-Mails mehr"));
  await page.getByText("l•••@example.org").waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByRole("button", { name: "Keine E-Mails mehr bekommen" }).click();
  await page.getByRole("heading", { name: "Sie bekommen keine E-Mails mehr" }).waitFor();
  expect(await axe(page)).toEqual([]);
  const before = (await noticeMails()).length;
  const settings = await visit(lina);
  await settings.goto("/settings/notifications");
  const mails = settings.getByRole("checkbox", { name: "E-Mails bekommen" });
  expect(await mails.isChecked()).toBe(false);
  await place(lina, "commenter");
  await page.getByRole("button", { name: "Doch wieder E-Mails bekommen" }).click();
  await page.getByText("Sie bekommen wieder E-Mails").waitFor();
  await settings.reload();
  await expect.poll(() => mails.isChecked()).toBe(true);
  await place(lina, "editor");
  await until("a mail again", async () => (await noticeMails()).length > before);
});

test("settings are kept, and say where mails go", async () => {
  const page = await visit(lina);
  await page.goto("/settings/notifications");
  await page.getByText(`Sie gehen an ${lina.email}.`).waitFor();
  await page.getByRole("combobox", { name: "Gespräche" }).selectOption("Nur im Posteingang");
  await page.getByRole("combobox", { name: "Tägliche E-Mail um" }).selectOption("16:00");
  await page.getByRole("checkbox", { name: "Nachts keine E-Mails" }).check();
  await page.getByRole("combobox", { name: "Ab" }).selectOption("22:00");
  await page.getByRole("button", { name: "Speichern" }).click();
  await page.getByText("Gespeichert").waitFor();
  await page.reload();
  const chosen = (name: string) => page.getByRole("combobox", { name }).inputValue();
  await page.getByRole("combobox", { name: "Ab" }).waitFor();
  expect([await chosen("Gespräche"), await chosen("Tägliche E-Mail um"), await chosen("Ab")]).toEqual([
    "never",
    "16:00",
    "22:00",
  ]);
  await page.getByRole("checkbox", { name: "Nachts keine E-Mails" }).uncheck();
  await page.getByRole("button", { name: "Speichern" }).click();
  await page.getByText("Gespeichert").waitFor();
});

test("an administrator sees a mail that was refused, and sends it again", async () => {
  sink.answer((at) => (at === "to" ? "550 5.1.1 unknown" : undefined));
  const third = await createGuideline(owner, { title: "Leitfaden für Krisen" });
  await place(lina, "commenter", third);
  const page = await visit(owner);
  await until("the mail to be refused", async () => {
    const { stuck } = await owner.ask<{ stuck: unknown[] }>("GET", "/api/notifications/mails");
    return stuck.length > 0;
  });
  await page.goto("/settings/mails");
  await page.getByText("Nicht angenommen · Meldung des Mailservers: 550 5.1.1").waitFor();
  expect(await axe(page)).toEqual([]);
  await mkdir(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, "mails-stuck.png") });
  sink.answer();
  await page.getByRole("button", { name: "Die E-Mail an Lina Vogt noch einmal senden" }).click();
  await page.getByText("Alle E-Mails haben den Mailserver erreicht.").waitFor();
  expect((await noticeMails()).at(-1)?.subject).toContain("Leitfaden für Krisen");
});

test("nobody's browser had anything to complain about", () => {
  expect(visitors.flatMap(({ complaints }) => complaints)).toEqual([]);
});

function linkIn(mail: Email | undefined, label: string): string {
  const found = new RegExp(`^${label}: (\\S+)$`, "m").exec(mail?.text ?? "");
  if (found?.[1] === undefined) throw new Error(`The mail has no link ${label}.`);
  return found[1];
}
