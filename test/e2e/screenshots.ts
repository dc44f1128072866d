/**
 * `npm run screenshots`: a picture of every screen, light and dark, in three widths, under `.screenshots/`.
 * `npm run screenshots -- approval editor-returned` takes those whose name begins like that.
 */
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { startServer } from "../support/server-process.ts";
import { openBrowser, openVisitor } from "./browser.ts";
import { anOrganisation } from "./organisation.ts";
import { SCREENS, viewerOf } from "./screens.ts";

const OUTPUT = join(import.meta.dirname, "../../.screenshots");
const WIDTHS = [
  { width: 1440, height: 900 },
  { width: 768, height: 1024 },
  { width: 360, height: 740 },
];

const wanted = process.argv.slice(2);
const screens = SCREENS.filter(
  ({ name }) => wanted.length === 0 || wanted.some((begin) => name.startsWith(begin)),
);

await rm(OUTPUT, { recursive: true, force: true });
await mkdir(OUTPUT, { recursive: true });
const browser = await openBrowser();
try {
  await using fresh = await startServer();
  await using server = await startServer();
  const organisation = await anOrganisation(server.url);
  for (const dark of [false, true])
    for (const size of WIDTHS) {
      const suffix = `${dark ? "dark" : "light"}-${size.width}.png`;
      for (const screen of screens) {
        const someone = viewerOf(screen, organisation);
        const visit = { dark, ...size, ...(someone === null ? {} : { as: someone }) };
        const { page, context } = await openVisitor(browser, server.url, visit);
        await page.goto((screen.as === "first" ? fresh : server).url + (await screen.path(organisation)));
        await screen.ready(page);
        // What has just come into sight is painted one frame later.
        await page.evaluate(
          () => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))),
        );
        await page.screenshot({ path: join(OUTPUT, `${screen.name}-${suffix}`) });
        await context.close();
      }
      console.log(`${dark ? "dark" : "light"} ${size.width}`);
    }
} finally {
  await browser.close();
}
console.log(`Pictures are in ${OUTPUT}`);
