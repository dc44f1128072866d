/** From a keystroke until what it wrote is painted, in milliseconds. */
import { setTimeout as pause } from "node:timers/promises";
import type { CDPSession, Page } from "playwright-core";

export interface Typing {
  /** One for each keystroke. */
  readonly painted: readonly number[];
  /** The page's own work per keystroke and second, in milliseconds, by what it is spent on. */
  readonly work: Readonly<Record<(typeof WORK)[number], number>>;
}

const WORK = ["ScriptDuration", "RecalcStyleDuration", "LayoutDuration", "TaskDuration"] as const;
const WORDS = "und wer hier schreibt merkt nichts davon ";
/** In milliseconds: a fast typist. */
const PAUSE = 90;

/** Run before the page's own scripts. A frame is on its way to the screen once a task behind it runs. */
export function watchKeys(): void {
  const painted: number[] = [];
  Object.assign(globalThis, { painted });
  addEventListener(
    "keydown",
    (event) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => painted.push(performance.now() - event.timeStamp);
        port2.postMessage(null);
      });
    },
    true,
  );
}

/** Types in a line in the middle of the text. */
export async function typeAndWatch(page: Page, keys: number, warmup: number): Promise<Typing> {
  const line = page.locator(".sheet__text section:nth-of-type(16) p").nth(3);
  await line.scrollIntoViewIfNeeded();
  await line.click({ position: { x: 4, y: 4 } });
  await page.keyboard.press("End");
  await type(page, warmup);
  const client = await page.context().newCDPSession(page);
  await client.send("Performance.enable");
  await page.evaluate("painted.length = 0");
  const before = await metrics(client);
  await type(page, keys);
  await page.waitForFunction(
    (count) => (globalThis as { painted?: number[] }).painted?.length === count,
    keys,
  );
  const after = await metrics(client);
  const painted = await page.evaluate<number[]>("painted");
  await client.detach();
  const work = Object.fromEntries(
    WORK.map((name) => [name, (((after[name] ?? 0) - (before[name] ?? 0)) * 1000) / keys]),
  );
  return { painted, work: work as Typing["work"] };
}

async function type(page: Page, keys: number): Promise<void> {
  for (let index = 0; index < keys; index++) {
    await page.keyboard.press(
      WORDS[index % WORDS.length] === " " ? "Space" : (WORDS[index % WORDS.length] ?? "x"),
    );
    await pause(PAUSE);
  }
}

async function metrics(client: CDPSession): Promise<Readonly<Record<string, number>>> {
  const { metrics: all } = await client.send("Performance.getMetrics");
  return Object.fromEntries(all.map(({ name, value }) => [name, value]));
}
