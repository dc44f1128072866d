import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildSection } from "#shared/document/build.ts";
import type { LineContent } from "#shared/document/content.ts";
import type { Guideline } from "#shared/guidelines.ts";
import { join } from "#test/support/cohort.ts";
import { createGuideline } from "#test/support/people.ts";
import type { Visitor } from "./browser.ts";
import { goToEndOf, openDraft, text } from "./draft.ts";
import { hasFocus } from "./keyboard.ts";
import { anOrganisation, type Organisation } from "./organisation.ts";
import { openStage, type Stage } from "./stage.ts";

let stage: Stage;
let organisation: Organisation;
let guideline: Guideline;
let birgit: Visitor;
beforeAll(async () => {
  stage = await openStage();
  organisation = await anOrganisation(stage.server.url);
  guideline = await createGuideline(organisation.owner, { title: "Leitlinie zum Vorlesen" });
  using writer = await join(organisation.owner, guideline.id);
  writer.ydoc.transact(
    () => buildSection(writer.ydoc, { key: null, title: "Alles auf einmal", lines: LINES }, 0),
    "building",
  );
  await writer.saved();
  birgit = await stage.visit({ as: organisation.owner, width: 1280 });
});
afterAll(() => stage[Symbol.asyncDispose]());

const line = (text: string, attributes: LineContent["attributes"] = {}): LineContent => ({
  attributes,
  spans: [{ text }],
});

const LINES: readonly LineContent[] = [
  line("Das ist eine Regel.", { force: "binding" }),
  line("Erster Punkt", { kind: "bullet" }),
  line("Darunter", { kind: "bullet", indent: 1 }),
  line("Zweiter Punkt", { kind: "bullet" }),
  line("Schritt eins", { kind: "ordered" }),
  line("Schritt zwei", { kind: "ordered" }),
  line("Zu tun", { kind: "task", checked: true }),
  { ...line("Fragen kostet nichts."), box: { type: "callout", tone: "tip" } },
  {
    attributes: { kind: "table" },
    spans: [],
    table: {
      header: "row",
      rows: [
        [[line("Kanal")], [line("Wer")]],
        [[line("Blog")], [line("Lena")]],
      ],
    },
  },
];

test("the reading view is plain lists, headings and tables, and leads to where a section is edited", async () => {
  const { page } = birgit;
  await page.goto(`/guidelines/${guideline.id}/read`);
  const section = page.getByRole("region", { name: "Alles auf einmal" });
  await section.waitFor();
  expect(await section.ariaSnapshot()).toBe(
    [
      '- region "Alles auf einmal":',
      '  - heading "Alles auf einmal" [level=2]',
      `  - 'link "Diesen Abschnitt bearbeiten: Alles auf einmal"':`,
      `    - /url: ${await editAddress(page)}`,
      "    - text: Diesen Abschnitt bearbeiten",
      '  - paragraph: "Verbindlich: Das ist eine Regel."',
      "  - list:",
      "    - listitem:",
      "      - text: Erster Punkt",
      "      - list:",
      "        - listitem: Darunter",
      "    - listitem: Zweiter Punkt",
      "  - list:",
      "    - listitem: Schritt eins",
      "    - listitem: Schritt zwei",
      "  - list:",
      "    - listitem:",
      '      - checkbox "Erledigt" [checked] [disabled]',
      "      - text: Zu tun",
      '  - group "Tipp":',
      "    - paragraph: Fragen kostet nichts.",
      "  - table:",
      "    - rowgroup:",
      '      - row "Kanal Wer":',
      '        - columnheader "Kanal":',
      "          - paragraph: Kanal",
      '        - columnheader "Wer":',
      "          - paragraph: Wer",
      '      - row "Blog Lena":',
      '        - cell "Blog":',
      "          - paragraph: Blog",
      '        - cell "Lena":',
      "          - paragraph: Lena",
    ].join("\n"),
  );
  expect(await problems(page)).toEqual([]);
  await section.getByRole("link", { name: /bearbeiten/ }).click();
  await text(page).waitFor();
  await page.locator(".cord__item--here", { hasText: "Alles auf einmal" }).waitFor();
});

test("in the editor lines say what they are, with level and number; labels, boxes and tables are named", async () => {
  const { page } = birgit;
  await openDraft(birgit, guideline);
  const snapshot = await text(page).locator("section").first().ariaSnapshot();
  for (const said of [
    'group "Listenpunkt, Ebene 1": Erster Punkt',
    'group "Listenpunkt, Ebene 2": Darunter',
    'group "Nummer 2, Ebene 1": Schritt zwei',
    'group "Erledigte Aufgabe, Ebene 1"',
    'checkbox "Erledigt" [checked]',
    'group "Tipp"',
    'group "Verbindlich": Das ist eine Regel.',
    'row "Kanal Wer"',
    'columnheader "Kanal"',
    'row "Blog Lena"',
    'cell "Lena"',
  ])
    expect(snapshot).toContain(said);
});

test("others are seen but not heard, unless one wants to be told who comes and goes", async () => {
  const { page } = birgit;
  const mira = await stage.visit({ as: organisation.editor });
  await organisation.owner.ask("PUT", `/api/guidelines/${guideline.id}/members/${organisation.editor.id}`, {
    role: "editor",
  });
  await openDraft(mira, guideline);
  await goToEndOf(mira.page, "Das ist eine Regel.");
  await page.locator(".peer-caret").waitFor();
  expect(await text(page).ariaSnapshot()).not.toContain("JW");
  const regions = page.locator("[role=status]");
  expect((await regions.allTextContents()).join("")).not.toContain("Jonas Weber");
  await mira.page.close();
  await page.locator(".peer-caret").waitFor({ state: "detached" });

  await page.keyboard.press("Control+/");
  await page.getByLabel("Vorlesen lassen, wer dazukommt und geht").check();
  await page.keyboard.press("Escape");
  const again = await stage.visit({ as: organisation.editor });
  await openDraft(again, guideline);
  await expect
    .poll(async () => (await regions.allTextContents()).join(""))
    .toContain("Jetzt auch im Text: Jonas Weber.");
  await again.page.close();
  await expect
    .poll(async () => (await regions.allTextContents()).join(""))
    .toContain("Nicht mehr im Text: Jonas Weber.");
});

test("nothing that sticks covers what has the focus, also at 400 % zoom", async () => {
  const { page } = birgit;
  for (const [width, height] of [
    [1280, 720],
    [320, 256],
  ] as const) {
    await page.setViewportSize({ width, height });
    await openDraft(birgit, guideline);
    await page.keyboard.press("Control+Home");
    expect(await coveredFocus(page, 40)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
  await page.setViewportSize({ width: 1280, height: 720 });
});

test("with forced colours everything that is told by colour is told by lines too", async () => {
  const { page } = birgit;
  await page.emulateMedia({ forcedColors: "active" });
  await openDraft(birgit, guideline);
  await goToEndOf(page, "Das ist eine Regel.");
  await page.keyboard.press("Shift+Home");
  await page.locator("[role=toolbar][data-shown=true]").waitFor();
  await page.keyboard.press("Control+b");
  const pressed = page.locator("[role=toolbar] [aria-pressed=true]").first();
  await pressed.waitFor();
  const outlineOf = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => getComputedStyle(element).outlineStyle);
  expect(await outlineOf("[role=toolbar] [aria-pressed=true]")).toBe("solid");
  const borders = await page
    .locator(".box")
    .first()
    .evaluate((box) => getComputedStyle(box).borderLeftStyle);
  expect(borders).toBe("solid");
  await page.getByRole("button", { name: "Seitenleiste" }).focus();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Tab");
  expect(await outlineOf(":focus-visible")).toBe("solid");
  expect(await problems(page)).toEqual([]);
  await page.emulateMedia({ forcedColors: "none" });
});

test("who wants no motion gets none", async () => {
  const { page } = birgit;
  await page.emulateMedia({ reducedMotion: "no-preference" });
  const duration = () =>
    page
      .getByRole("button", { name: "Seitenleiste" })
      .evaluate((button) => getComputedStyle(button).transitionDuration);
  expect(await duration()).not.toBe("0s");
  await page.emulateMedia({ reducedMotion: "reduce" });
  expect(await duration()).toBe("0s");
});

test("on paper there is the text with its title, and nothing of the workplace", async () => {
  const { page } = birgit;
  await openDraft(birgit, guideline);
  await page.emulateMedia({ media: "print" });
  for (const hidden of [".rail", ".side", ".banner-place", "[role=toolbar]", ".bar .button"])
    expect(await page.locator(hidden).first().isVisible()).toBe(false);
  expect(await page.getByRole("heading", { level: 1, name: "Leitlinie zum Vorlesen" }).isVisible()).toBe(
    true,
  );
  expect(await text(page).getByText("Das ist eine Regel.").isVisible()).toBe(true);
  expect((await page.pdf({ format: "A4" })).length).toBeGreaterThan(10_000);
  await page.emulateMedia({ media: "screen" });
});

test("at 360 pixels one writes with the tools above the keyboard, and nothing scrolls sideways", async () => {
  const jonas = await stage.visit({ as: organisation.owner, width: 360, height: 740 });
  const { page } = jonas;
  await openDraft(jonas, guideline);
  await goToEndOf(page, "Das ist eine Regel.");
  const tools = page.locator("[role=toolbar][data-shown=true]");
  await tools.waitFor();
  // What a keyboard does: it covers the lower part of the window and leaves the layout as it was.
  await page.evaluate(() => {
    const seen = window.visualViewport as VisualViewport;
    Object.defineProperty(seen, "height", { value: 440, configurable: true });
    seen.dispatchEvent(new Event("resize"));
  });
  await expect.poll(async () => Math.round((await tools.boundingBox())?.y ?? 0)).toBeLessThan(440 - 44 + 2);
  await page.keyboard.type(" Auch hier.");
  await text(page).getByText("Das ist eine Regel. Auch hier.").waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  expect(await hasFocus(text(page))).toBe(true);
});

function editAddress(page: Page): Promise<string> {
  return page
    .getByRole("link", { name: "Diesen Abschnitt bearbeiten: Alles auf einmal" })
    .getAttribute("href") as Promise<string>;
}

async function problems(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(", ")}`);
}

/** Goes through the page by Tab and names what had the focus while something else lay over all of it. */
async function coveredFocus(page: Page, steps: number): Promise<readonly string[]> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  const covered: string[] = [];
  for (let step = 0; step < steps; step++) {
    await page.keyboard.press("Tab");
    const name = await page.evaluate(() => {
      const at = document.activeElement;
      if (at === null || at === document.body || at.closest(".sheet__text") !== null) return null;
      const { left, top, right, bottom } = at.getBoundingClientRect();
      const points = [
        [left + 2, top + 2],
        [right - 2, top + 2],
        [(left + right) / 2, (top + bottom) / 2],
        [left + 2, bottom - 2],
        [right - 2, bottom - 2],
      ] as const;
      const seen = points.some(([x, y]) => {
        const there = document.elementFromPoint(x, y);
        return there !== null && (at.contains(there) || there.contains(at));
      });
      return seen ? null : (at.getAttribute("aria-label") ?? at.textContent);
    });
    if (name !== null) covered.push(name);
  }
  return covered;
}
