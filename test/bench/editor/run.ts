/**
 * `npm run bench:editor`: a guideline of 60 pages in Chromium. Prints how long a keystroke takes until it is painted
 * while ten others write, beside bare ProseMirror with the same document in the same run; and how soon the text is
 * there to read and to write when the page is opened with nothing in the cache on a slow machine, beside the same.
 */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Browser } from "playwright-core";
import { ensureClient } from "#server/platform/client-build.ts";
import type { Guideline } from "#shared/guidelines.ts";
import { openBrowser, openVisitor, type VisitOptions } from "#test/e2e/browser.ts";
import { invite, readContent, type Someone, setUp } from "#test/support/people.ts";
import { SETUP_CODE, startServer } from "#test/support/server-process.ts";
import { serveBarePage } from "./bare-page.ts";
import { aLongGuideline, SECTIONS } from "./long-guideline.ts";
import { type Opening, openColdly } from "./opening.ts";
import { type Typing, typeAndWatch, watchKeys } from "./typing.ts";
import type { Writing } from "./writers.ts";

const { values } = parseArgs({
  options: {
    writers: { type: "string", default: "10" },
    rate: { type: "string", default: "4" },
    keys: { type: "string", default: "150" },
    warmup: { type: "string", default: "30" },
    rounds: { type: "string", default: "3" },
    openings: { type: "string", default: "5" },
  },
});
const keys = Number(values.keys);
const warmup = Number(values.warmup);

await ensureClient();
await using server = await startServer({ env: { LOG_LEVEL: "warn" } });
const owner = await setUp(server.url, SETUP_CODE);
const guideline = await aLongGuideline(owner);
const browser = await openBrowser();
try {
  if (Number(values.rounds) > 0) printTyping(await typing(browser));
  if (Number(values.openings) > 0) printOpenings(await openings(browser));
} finally {
  await browser.close();
}

interface Rounds {
  readonly ours: Typing[];
  readonly bare: Typing[];
}

async function typing(chromium: Browser): Promise<Rounds> {
  await using bare = await serveBarePage(await readContent(owner, guideline.id));
  // They write all the time, also while nobody of ours looks: the machine has as much to do in both cases.
  const writers = await startWriters(await seats(guideline));
  const rounds: Rounds = { ours: [], bare: [] };
  try {
    for (let round = 0; round < Number(values.rounds); round++) {
      rounds.bare.push(await measure(chromium, bare.url, {}));
      rounds.ours.push(await measure(chromium, `${server.url}/guidelines/${guideline.id}`, { as: owner }));
    }
  } finally {
    writers.kill();
  }
  return rounds;
}

async function measure(chromium: Browser, url: string, options: VisitOptions): Promise<Typing> {
  const { page, context } = await openVisitor(chromium, url, { width: 1440, ...options });
  await page.addInitScript(watchKeys);
  await page.goto(url);
  await page.locator(".sheet__text[role=textbox]").waitFor();
  const result = await typeAndWatch(page, keys, warmup);
  await context.close();
  return result;
}

interface Openings {
  readonly ours: Opening[];
  readonly bare: Opening[];
}

/** In alternation with bare ProseMirror: no editor with this document opens sooner on this machine. */
async function openings(chromium: Browser): Promise<Openings> {
  await using bare = await serveBarePage(await readContent(owner, guideline.id));
  const found: Openings = { ours: [], bare: [] };
  for (let round = 0; round < Number(values.openings); round++) {
    found.bare.push(await openColdly(chromium, bare.url, owner));
    found.ours.push(await openColdly(chromium, `${server.url}/guidelines/${guideline.id}`, owner));
  }
  return found;
}

/** One of them writes in the section in which we type. */
async function seats({ id }: Guideline): Promise<Writing["seats"]> {
  const people: Someone[] = [];
  for (let index = 0; index < Number(values.writers); index++)
    people.push(
      await invite(owner, {
        name: `Writer ${String.fromCharCode(65 + index)}`,
        guideline: { id, role: "editor" },
      }),
    );
  return people.map(({ cookie }, index) => ({ cookie, section: (15 + index * 3) % SECTIONS }));
}

async function startWriters(all: Writing["seats"]): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, "writers.ts"));
  const writing: Writing = {
    url: server.url,
    guidelineId: guideline.id,
    seats: all,
    rate: Number(values.rate),
  };
  child.send(writing);
  await once(child, "message");
  return child;
}

function printTyping({ ours, bare }: Rounds): void {
  console.log(
    `\nKeystroke to painted, in milliseconds: ${values.writers} others write ${values.rate} characters a second ` +
      `each, ${values.rounds} rounds of ${keys} keys, alternating.\n`,
  );
  console.log("| | p50 | p95 | script per key | style | layout | all tasks |");
  console.log("|---|---|---|---|---|---|---|");
  const rows = [row("bare ProseMirror, alone", bare), row("Richtschnur, ten others writing", ours)] as const;
  for (const { name, cells } of rows)
    console.log(`| ${name} | ${cells.map((each) => each.toFixed(2)).join(" | ")} |`);
  const ratios = rows[1].cells.map((value, index) => {
    const bare = rows[0].cells[index] ?? 0;
    return bare > 0 ? `${(value / bare).toFixed(2)} ×` : "–";
  });
  console.log(`| ratio | ${ratios.join(" | ")} |`);
}

function row(name: string, rounds: readonly Typing[]) {
  const painted = (part: number) => median(rounds.map((round) => quantile(round.painted, part)));
  const work = (kind: keyof Typing["work"]) => median(rounds.map((round) => round.work[kind]));
  const cells = [
    painted(0.5),
    painted(0.95),
    work("ScriptDuration"),
    work("RecalcStyleDuration"),
    work("LayoutDuration"),
    work("TaskDuration"),
  ];
  return { name, cells };
}

function printOpenings({ ours, bare }: Openings): void {
  console.log(
    `\nOpening with a cold cache at 4 × CPU throttle, in milliseconds, median of ${ours.length}, alternating.\n`,
  );
  console.log(
    "| | first paint | text painted | editor's script done | editable | all tasks | scripting | scripts | script bytes |",
  );
  console.log("|---|---|---|---|---|---|---|---|---|");
  const times: readonly ((opening: Opening) => number)[] = [
    (o) => o.firstPaint,
    (o) => o.text,
    (o) => o.script,
    (o) => o.editable,
    (o) => o.tasks,
    (o) => o.scripting,
  ];
  const print = (name: string, all: readonly Opening[]) => {
    // The bare page does not say when its script has run.
    const cells = times
      .map((pick) => median(all.map(pick)).toFixed(0))
      .map((each) => (each === "0" ? "–" : each));
    const [first] = all;
    const size = `${((first?.bytes ?? 0) / 1000).toFixed(1)} KB`;
    console.log(`| ${[name, ...cells, first?.scripts, size].join(" | ")} |`);
  };
  print("bare ProseMirror", bare);
  print("Richtschnur", ours);
  const editable = (all: readonly Opening[]) => median(all.map((each) => each.editable));
  console.log(
    `\nEditable after ${(editable(ours) / editable(bare)).toFixed(2)} × the time of bare ProseMirror.`,
  );
}

function quantile(numbers: readonly number[], part: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle) - 1] ?? 0)) / 2;
}
