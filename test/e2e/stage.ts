/**
 * A real server process and a real browser with several people in it. When a test fails, a picture and the console
 * of every open page are kept under `.test-output/`.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterEach } from "vitest";
import { findChromium } from "#test/support/chromium.ts";
import type { Someone } from "#test/support/people.ts";
import { type ServerProcess, startServer } from "#test/support/server-process.ts";

export interface Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors of the page's console and of its scripts so far. */
  readonly complaints: readonly string[];
}

export interface VisitOptions {
  /** Signed in as this person from the start. */
  readonly as?: Someone;
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  readonly locale?: string;
}

export interface Stage extends AsyncDisposable {
  readonly server: ServerProcess;
  /** Opens a page in a browser context of its own: another person's browser. */
  visit(options?: VisitOptions): Promise<Visitor>;
}

const OUTPUT = join(import.meta.dirname, "../../.test-output");
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export async function openBrowser(): Promise<Browser> {
  const { path, told } = findChromium();
  if (path === null) throw new Error(told);
  return chromium.launch({ executablePath: path, args: FLAGS });
}

/** Call it in a file's `beforeAll`. */
export async function openStage(): Promise<Stage> {
  const [server, browser] = await Promise.all([startServer(), openBrowser()]);
  const visitors: Visitor[] = [];
  open.add(visitors);
  return {
    server,
    async visit(options = {}) {
      const visitor = await openVisitor(browser, server.url, options);
      visitors.push(visitor);
      visitor.page.on("close", () => visitors.splice(visitors.indexOf(visitor), 1));
      return visitor;
    },
    async [Symbol.asyncDispose]() {
      open.delete(visitors);
      await browser.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

export async function openVisitor(browser: Browser, url: string, options: VisitOptions): Promise<Visitor> {
  const context = await browser.newContext({
    baseURL: url,
    locale: options.locale ?? "de-DE",
    colorScheme: options.dark ? "dark" : "light",
    reducedMotion: "reduce",
    viewport: { width: options.width ?? 1280, height: options.height ?? 900 },
  });
  if (options.as !== undefined) await context.addCookies(cookiesOf(options.as));
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.stack ?? error.message));
  return { page, context, complaints };
}

const open = new Set<readonly Visitor[]>();

afterEach(async ({ task }) => {
  if (task.result?.state !== "fail") return;
  await mkdir(OUTPUT, { recursive: true });
  const name = task.name.replaceAll(/[^\p{L}\d]+/gu, "-").slice(0, 80);
  for (const [index, { page, complaints }] of [...open].flat().entries()) {
    const file = join(OUTPUT, `${name}-${index}`);
    await page.screenshot({ path: `${file}.png`, timeout: 5000 }).catch(() => {});
    await writeFile(`${file}.txt`, `${page.url()}\n${complaints.join("\n")}\n`);
    console.log(`See ${file}.png`);
  }
});

function cookiesOf(someone: Someone) {
  return someone.cookie.split("; ").map((pair) => {
    const [name = "", ...value] = pair.split("=");
    return { name, value: value.join("="), url: someone.url };
  });
}
