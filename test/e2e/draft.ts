/** A draft as it stands in somebody's window. */
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import type { Guideline } from "#shared/guidelines.ts";
import { until } from "#test/support/until.ts";
import type { Visitor } from "./browser.ts";

/** Opens a draft and waits until it is live: one may write, or read along. */
export async function openDraft({ page }: Visitor, guideline: Pick<Guideline, "id">): Promise<void> {
  await page.goto(`/guidelines/${guideline.id}`);
  await text(page).waitFor();
}

/** The live text; the one that is shown while it is being fetched is no textbox. */
export function text(page: Page): Locator {
  return page.getByRole("textbox", { name: /^Text: / });
}

export function sectionTitle(page: Page, index: number): Locator {
  return text(page).locator("section > h2").nth(index);
}

/** Begins a line of one's own below a section's title, and stays at its end. */
export async function beginLine(page: Page, section: number, words: string): Promise<void> {
  await sectionTitle(page, section).click();
  await page.keyboard.press("End");
  // From a title, Enter leads into the first line; a second one makes room above it.
  for (const key of ["Enter", "Enter", "ArrowUp"]) await page.keyboard.press(key);
  await page.keyboard.type(words);
}

/** Puts the cursor at the end of the line with these words. */
export async function goToEndOf(page: Page, words: string): Promise<void> {
  await text(page).getByText(words).first().click();
  await page.keyboard.press("End");
}

/**
 * What everybody reads: the text of every line, without the flags of others' cursors, and without open questions, which
 * say to each person what that person can do.
 */
export function read(page: Page): Promise<readonly string[]> {
  return text(page).evaluate((element) => {
    const copy = element.cloneNode(true) as HTMLElement;
    for (const own of copy.querySelectorAll(".peer-caret, .pending")) own.remove();
    const lines = copy.querySelectorAll("h2, p, h3, h4, li, blockquote, [data-kind]");
    return [...lines].map((line) => line.textContent ?? "").filter((line) => line !== "");
  });
}

/** Waits until all windows show the same, and gives it. */
export async function sameText(...pages: readonly Page[]): Promise<string> {
  return until(
    "all windows to show the same text, saved",
    async () => {
      const shown = await Promise.all(pages.map(async (page) => (await read(page)).join("\n")));
      const saved = await Promise.all(pages.map(isSaved));
      return new Set(shown).size === 1 && saved.every(Boolean) ? shown[0] : null;
    },
    20_000,
  );
}

/** Whether "Gesichert" stands above the text; who only reads has nothing to save. */
async function isSaved(page: Page): Promise<boolean> {
  const state = page.locator(".save-state");
  return (await state.count()) === 0 || (await state.textContent()) === "Gesichert";
}

export async function expectSaved(page: Page): Promise<void> {
  await expect.poll(() => isSaved(page), { timeout: 20_000 }).toBe(true);
}

export function numbered(word: string, count: number): string {
  return Array.from({ length: count }, (_, index) => `${word}${index}`).join(" ");
}
