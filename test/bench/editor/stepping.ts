/**
 * Second part of `npm run bench:compare`: the page that compares two versions of 60 pages with some 500 changes, in Chromium. Prints
 * how soon it is there and how long each step to the next change takes until it is painted.
 */
import type { Page } from "playwright-core";
import { ensureClient } from "#server/platform/client-build.ts";
import { applyDoc } from "#shared/document/edits.ts";
import { toDoc } from "#shared/document/to-doc.ts";
import type { Version } from "#shared/versions.ts";
import { openBrowser, openVisitor } from "#test/e2e/browser.ts";
import { join } from "#test/support/cohort.ts";
import { setUp } from "#test/support/people.ts";
import { SETUP_CODE, startServer } from "#test/support/server-process.ts";
import { changed } from "../changed.ts";
import { aLongGuideline } from "./long-guideline.ts";

const STEPS = 100;

await ensureClient();
await using server = await startServer({ env: { LOG_LEVEL: "warn" } });
const owner = await setUp(server.url, SETUP_CODE);
const guideline = await aLongGuideline(owner);
const snapshot = (title: string) =>
  owner.ask<Version>("POST", `/api/guidelines/${guideline.id}/versions`, { title, note: "" });
const older = await snapshot("Older");
{
  using writer = await join(owner, guideline.id);
  const { ydoc } = writer;
  const before = toDoc(ydoc);
  ydoc.transact(() => applyDoc(ydoc, before, changed(before)));
  await writer.saved();
}
const newer = await snapshot("Newer");

const browser = await openBrowser();
try {
  const { page } = await openVisitor(browser, server.url, { as: owner, width: 1440 });
  const opened = performance.now();
  await page.goto(
    `${server.url}/guidelines/${guideline.id}/compare?from=${older.number}&to=${newer.number}`,
    { waitUntil: "commit" },
  );
  await page.locator("ins").first().waitFor();
  const there = performance.now() - opened;
  const count = await page.locator("[data-item]").count();
  const steps = await step(page);
  const at = (share: number) => (steps[Math.floor(steps.length * share)] ?? Number.NaN).toFixed(1);
  console.log(`
${count} changes in the list; first of them seen ${there.toFixed(0)} ms after the address was opened.
${STEPS} steps by key until painted: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, longest ${at(0.999)} ms.`);
} finally {
  await browser.close();
}

/** A frame is on its way to the screen once a task behind it runs. @returns milliseconds, the shortest first */
async function step(page: Page): Promise<readonly number[]> {
  await page.evaluate(() => {
    const steps: number[] = [];
    Object.assign(globalThis, { steps });
    addEventListener(
      "keydown",
      ({ timeStamp }) =>
        requestAnimationFrame(() => setTimeout(() => steps.push(performance.now() - timeStamp))),
      { capture: true },
    );
  });
  const taken = () => page.evaluate(() => (globalThis as unknown as { steps: number[] }).steps);
  for (let step = 1; step <= STEPS; step++) {
    await page.keyboard.press("Alt+ArrowDown");
    await page.waitForFunction(
      (wanted) => (globalThis as unknown as { steps: number[] }).steps.length >= wanted,
      step,
    );
  }
  return (await taken()).toSorted((a, b) => a - b);
}
