/**
 * A real server process and a real browser with several people in it. When a test fails, a picture and the console
 * of every open page are kept under `.test-output/`.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach } from "vitest";
import { type ServerProcess, startServer } from "#test/support/server-process.ts";
import { openBrowser, openVisitor, type VisitOptions, type Visitor } from "./browser.ts";

export interface Stage extends AsyncDisposable {
  readonly server: ServerProcess;
  /** Opens a page in a browser context of its own: another person's browser. */
  visit(options?: VisitOptions): Promise<Visitor>;
}

const OUTPUT = join(import.meta.dirname, "../../.test-output");
/** Call it in a file's `beforeAll`. */
export async function openStage(env: Readonly<Record<string, string>> = {}): Promise<Stage> {
  const [server, browser] = await Promise.all([startServer({ env }), openBrowser()]);
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
