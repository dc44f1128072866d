/** How soon a text can be read and written after its address was opened, all in milliseconds since then. */
import type { Browser } from "playwright-core";
import { openVisitor } from "#test/e2e/browser.ts";
import type { Someone } from "#test/support/people.ts";

export interface Opening {
  /** Something of the page is seen. */
  readonly firstPaint: number;
  /** The first lines of the text are seen. */
  readonly text: number;
  /** The editor's own script has run. */
  readonly script: number;
  /** One may write. */
  readonly editable: number;
  /** The page's own work until a little after that, and its scripts' part of it: what others do disturbs it less. */
  readonly tasks: number;
  readonly scripting: number;
  /** How many script files came until then, and how many bytes they are on the line. */
  readonly scripts: number;
  readonly bytes: number;
}

export async function openColdly(browser: Browser, url: string, as: Someone): Promise<Opening> {
  const { page, context } = await openVisitor(browser, url, { width: 1440, as });
  const client = await context.newCDPSession(page);
  await client.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await client.send("Performance.enable");
  await page.addInitScript(watchOpening);
  await page.goto(url, { waitUntil: "commit" });
  await page.locator(".sheet__text[role=textbox]").waitFor({ timeout: 60_000 });
  await page.waitForFunction("'editable' in opening", undefined, { timeout: 60_000 });
  const { metrics } = await client.send("Performance.getMetrics");
  const work = (name: string) => 1000 * (metrics.find((each) => each.name === name)?.value ?? 0);
  const opening = await page.evaluate<Omit<Opening, "tasks" | "scripting">>(() => {
    const entries = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
    const scripts = entries.filter(({ name }) => name.endsWith(".js"));
    return {
      firstPaint: performance.getEntriesByName("first-paint")[0]?.startTime ?? 0,
      script: performance.getEntriesByName("editor-script")[0]?.startTime ?? 0,
      scripts: scripts.length,
      bytes: scripts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
      text: 0,
      editable: 0,
      ...(globalThis as unknown as { opening: object }).opening,
    };
  });
  await context.close();
  return { ...opening, tasks: work("TaskDuration"), scripting: work("ScriptDuration") };
}

/** Run before the page's own scripts. A frame is on its way to the screen once a task behind it runs. */
function watchOpening(): void {
  const opening: Record<string, number> = {};
  Object.assign(globalThis, { opening });
  const waited = new Map([
    ["text", "main section p"],
    ["editable", ".sheet__text[role=textbox][contenteditable=true] section p"],
  ]);
  const look = () => {
    for (const [name, selector] of waited) {
      if (document.querySelector(selector) === null) continue;
      waited.delete(name);
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          opening[name] = performance.now();
        };
        port2.postMessage(null);
      });
    }
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true });
}
