import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ServerProcess, startServer } from "#test/support/server-process.ts";
import { axe } from "./axe.ts";
import { anOrganisation, type Organisation } from "./organisation.ts";
import { SCREENS, viewerOf } from "./screens.ts";
import { openStage, type Stage } from "./stage.ts";

let stage: Stage;
let fresh: ServerProcess;
let organisation: Organisation;
beforeAll(async () => {
  stage = await openStage();
  fresh = await startServer();
  organisation = await anOrganisation(stage.server.url);
});
afterAll(async () => {
  await fresh[Symbol.asyncDispose]();
  await stage[Symbol.asyncDispose]();
});

test.each(SCREENS.map((screen) => [screen.name, screen] as const))(
  "axe finds nothing on %s, light, dark and at 320 px, where nothing scrolls sideways",
  async (_name, screen) => {
    const someone = viewerOf(screen, organisation);
    const { page, context } = await stage.visit(someone === null ? {} : { as: someone });
    const { url } = screen.as === "first" ? fresh : stage.server;
    await page.goto(url + (await screen.path(organisation)));
    await screen.ready(page);
    expect(await axe(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await axe(page)).toEqual([]);
    await context.setOffline(false);
    await page.setViewportSize({ width: 320, height: 640 });
    await page.reload();
    await screen.ready(page);
    expect(await tooWide(page)).toEqual([]);
    expect(await axe(page)).toEqual([]);
    await context.close();
  },
);

/** Elements that reach beyond the right edge; empty when neither the page nor a dialog scrolls sideways. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const dialogs = [...document.querySelectorAll("dialog[open]")]
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map((dialog) => `dialog.${dialog.className} ${dialog.scrollWidth}`);
    if (document.documentElement.scrollWidth <= width) return dialogs;
    return [...document.body.querySelectorAll("*")]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .map(
        (element) =>
          `${element.tagName.toLowerCase()}.${element.className} ${element.getBoundingClientRect().right}`,
      );
  });
}
