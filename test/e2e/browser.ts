/** A browser with several people in it. */
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { findChromium } from "../support/chromium.ts";
import type { Someone } from "../support/people.ts";

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

export async function openBrowser(): Promise<Browser> {
  const { path, told } = findChromium();
  if (path === null) throw new Error(told);
  return chromium.launch({ executablePath: path, args: FLAGS });
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
    // Refused requests are the server's answers, which the page deals with; Chromium logs each of them.
    if (message.text().startsWith("Failed to load resource")) return;
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.stack ?? error.message));
  return { page, context, complaints };
}

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

function cookiesOf(someone: Someone) {
  return someone.cookie.split("; ").map((pair) => {
    const [name = "", ...value] = pair.split("=");
    return { name, value: value.join("="), url: someone.url };
  });
}
