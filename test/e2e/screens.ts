/** Every screen, and how to get there: for pictures, for axe and for narrow windows. */
import type { Page } from "playwright-core";
import type { Someone } from "#test/support/people.ts";
import { aPng } from "#test/support/pictures.ts";
import { until } from "#test/support/until.ts";
import { APPROVAL_SCREENS } from "./approval-screens.ts";
import type { Organisation } from "./organisation.ts";
import { PARTICIPATION_SCREENS } from "./participation-screens.ts";

export interface Screen {
  readonly name: string;
  readonly path: (organisation: Organisation) => string | Promise<string>;
  /** Who looks: nobody has no session, and `first` comes to a server that is not set up yet. */
  readonly as: "first" | "nobody" | "owner" | "commenter";
  /** Does what leads to it, and waits until it is complete. */
  readonly ready: (page: Page) => Promise<void>;
}

const heading = async (page: Page) => page.getByRole("heading", { level: 1 }).waitFor();

/** The steps behind the first one of a new guideline. */
const step = (number: number) => async (page: Page) => {
  await page.getByRole("radio").first().waitFor();
  for (let at = 1; at < number; at++) await page.getByRole("button", { name: "Weiter" }).click();
  if (number === 4) await page.getByRole("button", { name: "Person hinzufügen" }).click();
  await page.getByText(`Schritt ${number} von 4`).waitFor();
};

export const SCREENS: readonly Screen[] = [
  { name: "setup", path: () => "/setup", as: "first", ready: heading },
  { name: "sign-in", path: () => "/sign-in", as: "nobody", ready: heading },
  { name: "invitation", path: ({ invitation }) => invitation, as: "nobody", ready: heading },
  { name: "start", path: () => "/", as: "owner", ready: cords },
  { name: "start-commenter", path: () => "/", as: "commenter", ready: cords },
  { name: "members", path: () => "/", as: "owner", ready: members },
  { name: "new-1", path: () => "/new", as: "owner", ready: step(1) },
  { name: "new-2", path: () => "/new", as: "owner", ready: step(2) },
  { name: "new-3", path: () => "/new", as: "owner", ready: step(3) },
  { name: "new-4", path: () => "/new", as: "owner", ready: step(4) },
  { name: "people", path: () => "/people", as: "owner", ready: people },
  { name: "people-invite", path: () => "/people", as: "owner", ready: inviting },
  { name: "editor", path: draft, as: "owner", ready: live },
  { name: "editor-commenter", path: draft, as: "commenter", ready: live },
  { name: "editor-background", path: draft, as: "commenter", ready: background },
  { name: "editor-answer", path: answering, as: "owner", ready: answerForm },
  { name: "editor-own-question", path: draft, as: "owner", ready: ownQuestion },
  { name: "readiness", path: (all) => `${draft(all)}/readiness`, as: "owner", ready: heading },
  { name: "readiness-hold", path: (all) => `${draft(all)}/readiness`, as: "owner", ready: holding },
  { name: "decisions", path: (all) => `${draft(all)}/decisions`, as: "owner", ready: heading },
  { name: "briefing", path: (all) => `${draft(all)}/briefing`, as: "commenter", ready: heading },
  { name: "benefits", path: (all) => `${draft(all)}/benefits`, as: "commenter", ready: heading },
  { name: "editor-history", path: draft, as: "owner", ready: history },
  { name: "editor-discussion", path: draft, as: "commenter", ready: discussion },
  { name: "editor-composer", path: draft, as: "commenter", ready: composer },
  { name: "editor-participation", path: draft, as: "owner", ready: participation },
  { name: "concerns", path: (all) => `${draft(all)}/concerns`, as: "commenter", ready: concerns },
  { name: "editor-toolbar", path: draft, as: "owner", ready: toolbar },
  { name: "editor-slash", path: draft, as: "owner", ready: slash },
  { name: "editor-table", path: draft, as: "owner", ready: table },
  { name: "editor-line-menu", path: draft, as: "owner", ready: lineMenu },
  { name: "editor-figure", path: draft, as: "owner", ready: figure },
  { name: "editor-naming", path: draft, as: "owner", ready: naming },
  { name: "editor-offline", path: draft, as: "owner", ready: offline },
  { name: "editor-find", path: draft, as: "owner", ready: finding },
  { name: "editor-placeholders", path: draft, as: "owner", ready: placeholders },
  { name: "editor-palette", path: draft, as: "owner", ready: palette },
  { name: "editor-shortcuts", path: draft, as: "owner", ready: shortcuts },
  { name: "reading", path: (all) => `${draft(all)}/read`, as: "owner", ready: version },
  { name: "version", path: (all) => `${draft(all)}/versions/1`, as: "owner", ready: version },
  { name: "version-restore", path: (all) => `${draft(all)}/versions/1`, as: "owner", ready: restoring },
  {
    name: "compare",
    path: (all) => `${draft(all)}/compare?from=template&to=draft`,
    as: "owner",
    ready: comparison,
  },
  { name: "audit", path: () => "/audit", as: "owner", ready: auditLog },
  { name: "inbox", path: () => "/inbox", as: "commenter", ready: notices },
  { name: "inbox-owner", path: () => "/inbox", as: "owner", ready: heading },
  { name: "inbox-popover", path: () => "/", as: "commenter", ready: inboxOpen },
  { name: "inbox-in-editor", path: draft, as: "commenter", ready: inboxInEditor },
  { name: "notifications", path: () => "/settings/notifications", as: "commenter", ready: settings },
  { name: "mails", path: () => "/settings/mails", as: "owner", ready: heading },
  { name: "unsubscribe-gone", path: () => "/unsubscribe/gone.gone", as: "nobody", ready: heading },
  { name: "not-found", path: () => "/nothing-here", as: "owner", ready: heading },
  ...APPROVAL_SCREENS,
  ...PARTICIPATION_SCREENS,
];

/** The session that a screen is seen with, or null. */
export function viewerOf({ as }: Screen, { owner, commenter }: Organisation): Someone | null {
  switch (as) {
    case "owner":
      return owner;
    case "commenter":
      return commenter;
    case "nobody":
    case "first":
      return null;
    default:
      return as satisfies never;
  }
}

function draft({ guideline }: Organisation): string {
  return `/guidelines/${guideline.id}`;
}

async function live(page: Page): Promise<void> {
  await page.getByRole("textbox", { name: /^Text: / }).waitFor();
  // The toolbar and the cord come with the live text.
  await page.locator("#cord li").first().waitFor({ state: "attached" });
}

function answering(all: Organisation): string {
  return `${draft(all)}?question=employer-in-profile`;
}

async function answerForm(page: Page): Promise<void> {
  await live(page);
  await page.getByRole("form", { name: "Ihre Antwort" }).getByRole("radio").first().check();
}

async function ownQuestion(page: Page): Promise<void> {
  await live(page);
  const panel = page.getByRole("button", { name: "Seitenleiste" });
  if ((await panel.getAttribute("aria-expanded")) === "false") await panel.click();
  await page.getByRole("button", { name: "Eigene Frage stellen" }).click();
  await page.getByRole("dialog", { name: "Eigene Frage stellen" }).waitFor();
}

async function holding(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Noch nicht beginnen" }).click();
  await page.getByRole("dialog", { name: "Noch nicht beginnen" }).waitFor();
}

async function history(page: Page): Promise<void> {
  await live(page);
  const panel = page.getByRole("tab", { name: "Verlauf" });
  if ((await panel.count()) === 0) await page.getByRole("button", { name: "Seitenleiste" }).click();
  await panel.click();
  await page.getByRole("link", { name: "Erster Entwurf", exact: true }).waitFor();
}

async function discussion(page: Page): Promise<void> {
  await live(page);
  const tab = page.getByRole("tab", { name: /^Diskussion/ });
  if ((await tab.count()) === 0) await page.getByRole("button", { name: "Seitenleiste" }).click();
  await tab.click();
  await page.getByRole("button", { name: "Bedenken ist erledigt" }).waitFor();
  // The thread that is looked at shows its answers.
  await page.getByRole("button", { name: "1 Antwort" }).click();
  await page.getByText("passt der Wortlaut so?").waitFor();
}

async function composer(page: Page): Promise<void> {
  await discussion(page);
  await page
    .getByRole("button", { name: /^Zum Abschnitt .* schreiben$/ })
    .first()
    .click();
  await page.getByRole("radio", { name: "Bedenken" }).check();
  await page.getByText("Hält die Freigabe auf, bis").waitFor();
}

async function participation(page: Page): Promise<void> {
  await live(page);
  const tab = page.getByRole("tab", { name: /^Diskussion/ });
  if ((await tab.count()) === 0) await page.getByRole("button", { name: "Seitenleiste" }).click();
  await tab.click();
  await page.getByRole("button", { name: "Beteiligungsphase" }).click();
  await page.getByRole("dialog", { name: "Beteiligungsphase" }).waitFor();
}

async function concerns(page: Page): Promise<void> {
  await page.getByText("Bitte als Empfehlung fassen.").waitFor();
}

async function toolbar(page: Page): Promise<void> {
  await live(page);
  await page.getByText("Wir kaufen keine Follower").click({ clickCount: 3 });
  await page.locator("[role=toolbar][data-shown=true]").waitFor();
}

/** Puts the cursor behind a word and types. */
async function typeBehind(page: Page, words: string, typed: string): Promise<void> {
  await live(page);
  await page
    .getByRole("textbox", { name: /^Text: / })
    .getByText(words)
    .first()
    .click();
  await page.keyboard.press("End");
  await page.keyboard.type(typed);
}

async function slash(page: Page): Promise<void> {
  await typeBehind(page, "Wir kaufen keine Follower", " /");
  await page.getByRole("listbox", { name: "Bausteine" }).waitFor();
}

async function table(page: Page): Promise<void> {
  await live(page);
  await page.getByRole("cell", { name: "Vertretung" }).or(page.getByRole("cell").first()).first().click();
  await page.getByRole("button", { name: "Spalte", exact: true }).click();
  await page.getByRole("menuitem", { name: "Spalte breiter" }).waitFor();
}

/** On phones it is in the toolbar. */
async function lineMenu(page: Page): Promise<void> {
  await live(page);
  const line = page
    .getByRole("textbox", { name: /^Text: / })
    .getByText("Wir kaufen keine Follower")
    .first();
  await line.click();
  const menu = page
    .getByRole("button", { name: "Aktionen für diese Zeile" })
    .or(page.getByRole("button", { name: "Diese Zeile" }))
    .first();
  // The handle comes after the text, and with the next move of the mouse.
  let moves = 0;
  await until("the line's handle", async () => {
    await line.hover({ position: { x: 4 + (moves++ % 2) * 8, y: 8 } });
    return menu.isVisible();
  });
  await menu.click();
  await page.getByRole("menuitem", { name: "Verdoppeln" }).waitFor();
}

async function figure(page: Page): Promise<void> {
  await typeBehind(page, "Wir kaufen keine Follower", " /bild");
  await page.getByRole("option", { name: "Bild", exact: true }).waitFor();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Bild einfügen" });
  await dialog
    .getByLabel("Bilddatei")
    .setInputFiles({ name: "bild.png", mimeType: "image/png", buffer: aPng(320, 120) });
  await dialog.getByRole("img").waitFor();
}

async function background(page: Page): Promise<void> {
  await live(page);
  const sections = page.getByRole("button", { name: "Abschnitte" });
  if (await sections.isVisible()) await sections.click();
  const knot = page.locator("#cord li").first();
  await knot.hover();
  await knot.getByRole("button", { name: /^Aktionen/ }).click();
  await page.getByRole("menuitem", { name: "Hintergrund" }).click();
  await page.getByRole("dialog", { name: /^Hintergrund/ }).waitFor();
}

async function finding(page: Page): Promise<void> {
  await live(page);
  await page.getByText("Wir kaufen keine Follower").click();
  await page.keyboard.press("Control+h");
  await page.getByLabel("Suchen", { exact: true }).fill("Konto");
  await page.locator(".ProseMirror-search-match").first().waitFor({ state: "attached" });
}

async function placeholders(page: Page): Promise<void> {
  await live(page);
  const panel = page.getByRole("tab", { name: "Platzhalter" });
  if ((await panel.count()) === 0) await page.getByRole("button", { name: "Seitenleiste" }).click();
  await panel.click();
  await page.locator(".variables__item").first().waitFor();
}

async function palette(page: Page): Promise<void> {
  await live(page);
  await page.keyboard.press("Control+Shift+k");
  await page.getByRole("option", { name: "Richtlinie für Veranstaltungen" }).waitFor({ state: "attached" });
}

async function shortcuts(page: Page): Promise<void> {
  await live(page);
  await page.keyboard.press("Control+/");
  await page.getByText("Link setzen oder ändern").waitFor({ state: "attached" });
}

async function naming(page: Page): Promise<void> {
  await live(page);
  const button = page.getByRole("button", { name: "Zwischenstand benennen" });
  if (await button.isVisible()) await button.click();
  else {
    await page.getByRole("button", { name: "Weitere Aktionen" }).click();
    await page.getByRole("menuitem", { name: "Zwischenstand benennen" }).click();
  }
  await page.getByRole("dialog", { name: "Zwischenstand benennen" }).waitFor();
}

async function offline(page: Page): Promise<void> {
  await live(page);
  await page.context().setOffline(true);
  await page.locator(".banner").waitFor();
}

async function version(page: Page): Promise<void> {
  await page.getByText("Wir kaufen keine Follower").waitFor();
}

async function comparison(page: Page): Promise<void> {
  await page.getByText("Wir kaufen keine Follower").waitFor();
  await page.getByRole("button", { name: "Nächste Änderung" }).click();
  await page.locator(".compared--here").first().waitFor();
}

async function restoring(page: Page): Promise<void> {
  await version(page);
  await page.getByRole("button", { name: "Wiederherstellen" }).click();
  await page.getByRole("dialog", { name: "Diesen Stand wiederherstellen" }).waitFor();
}

async function cords(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Leitlinie für soziale Medien", exact: true }).waitFor();
}

async function members(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Aktionen für „Leitlinie für soziale Medien“" }).click();
  await page.getByRole("menuitem", { name: "Mitwirkende" }).click();
  await page.getByRole("dialog").getByText("Jonas Weber").waitFor();
}

async function people(page: Page): Promise<void> {
  await page.getByText("jonas.weber@example.org").waitFor();
}

async function auditLog(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Unversehrtheit prüfen" }).click();
  await page.getByText("so, wie sie geschrieben wurden").waitFor();
}

async function inviting(page: Page): Promise<void> {
  await people(page);
  await page.getByRole("button", { name: "Einladen" }).click();
  await page.getByRole("dialog", { name: "Jemanden einladen" }).waitFor();
}

async function notices(page: Page): Promise<void> {
  await page
    .getByRole("link", { name: /hat Ihr Recht geändert/ })
    .first()
    .waitFor();
}

async function inboxOpen(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Posteingang, \d+ ungelesen/ }).click();
  await page.getByRole("dialog", { name: "Posteingang" }).waitFor();
}

async function inboxInEditor(page: Page): Promise<void> {
  await live(page);
  await inboxOpen(page);
}

async function settings(page: Page): Promise<void> {
  await page.getByRole("combobox", { name: "Fragen an Sie" }).waitFor();
}
