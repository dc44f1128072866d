import { afterAll, beforeAll, expect, test } from "vitest";
import { join, type Writer } from "#test/support/cohort.ts";
import { until } from "#test/support/until.ts";
import type { Visitor } from "./browser.ts";
import { beginLine, expectSaved, numbered, openDraft, read, sameText, text } from "./draft.ts";
import { anOrganisation, type Organisation } from "./organisation.ts";
import { openStage, type Stage } from "./stage.ts";

let stage: Stage;
let organisation: Organisation;
let birgit: Visitor;
let jonas: Visitor;
beforeAll(async () => {
  stage = await openStage();
  organisation = await anOrganisation(stage.server.url);
  birgit = await stage.visit({ as: organisation.owner });
  jonas = await stage.visit({ as: organisation.editor });
  await openDraft(birgit, organisation.guideline);
  await openDraft(jonas, organisation.guideline);
});
afterAll(() => stage[Symbol.asyncDispose]());

test("a lost connection is said plainly, with what is only here; it all arrives when it is back", async () => {
  await beginLine(birgit.page, 0, "Vorher. ");
  await expectSaved(birgit.page);
  await birgit.context.setOffline(true);
  const banner = birgit.page.locator(".banner");
  await banner.waitFor();
  expect(await banner.textContent()).toContain("Ihre Arbeit bis hierher ist gesichert");

  await birgit.page.keyboard.type("Ohne Netz.");
  await birgit.page.getByText("Ihre 10 Änderungen liegen nur in diesem Fenster").waitFor();
  await birgit.page.setViewportSize({ width: 320, height: 640 });
  expect(await banner.isVisible()).toBe(true);
  await birgit.page.setViewportSize({ width: 1280, height: 900 });
  await beginLine(jonas.page, 1, "Inzwischen anderswo.");
  expect((await read(jonas.page)).join("\n")).not.toContain("Ohne Netz.");

  await birgit.context.setOffline(false);
  await banner.waitFor({ state: "detached" });
  const shown = await sameText(birgit.page, jonas.page);
  expect(shown).toContain("Vorher. Ohne Netz.");
  expect(shown).toContain("Inzwischen anderswo.");
});

test("the server is killed while both type; both come back by themselves, and nothing either saw is gone", async () => {
  await beginLine(birgit.page, 2, "");
  await beginLine(jonas.page, 3, "");
  const [ours, theirs] = [numbered("birgit", 60), numbered("jonas", 60)];
  const typing = Promise.all([
    birgit.page.keyboard.type(ours, { delay: 10 }),
    jonas.page.keyboard.type(theirs, { delay: 10 }),
  ]);
  await text(birgit.page).getByText("jonas20").waitFor();
  await text(jonas.page).getByText("birgit20").waitFor();
  await stage.server.kill();
  const shown = await Promise.all([read(birgit.page), read(jonas.page)]);
  for (const { page } of [birgit, jonas]) await page.locator(".banner").waitFor();
  await typing;
  await stage.server.start();

  for (const { page } of [birgit, jonas])
    await page.locator(".banner").waitFor({ state: "detached", timeout: 20_000 });
  const after = await sameText(birgit.page, jonas.page);
  expect(after).toContain(ours);
  expect(after).toContain(theirs);
  for (const words of shown.flatMap(wordsOf)) expect(after).toContain(words);

  const newcomer = await stage.visit({ as: organisation.commenter });
  await openDraft(newcomer, organisation.guideline);
  expect(await sameText(birgit.page, newcomer.page)).toBe(after);
  await newcomer.context.close();
});

test("leaving with work that is only in this window is asked back", async () => {
  await birgit.context.setOffline(true);
  await beginLine(birgit.page, 4, "Noch nicht gesichert.");
  await birgit.page.getByText(/Änderungen liegen nur in diesem Fenster/).waitFor();
  const asked = new Promise<string>((resolve) => {
    birgit.page.once("dialog", (dialog) => {
      resolve(dialog.type());
      void dialog.dismiss();
    });
  });
  void birgit.page.close({ runBeforeUnload: true });
  expect(await asked).toBe("beforeunload");
  await birgit.context.setOffline(false);
  await expectSaved(birgit.page);
});

test("who loses the right to the draft is told at once, and keeps what was not handed in", async () => {
  using owner: Writer = await join(organisation.owner, organisation.guideline.id);
  await beginLine(jonas.page, 5, "Bis hierher.");
  await expectSaved(jonas.page);
  const path = `/api/guidelines/${organisation.guideline.id}/members/${organisation.editor.id}`;
  await organisation.owner.ask("DELETE", path);
  await jonas.page.locator(".banner").getByText("Der Entwurf ist für Sie nicht mehr offen.").waitFor();
  await until("his words to be kept", () => owner.text().includes("Bis hierher."));
});

function wordsOf(lines: readonly string[]): readonly string[] {
  // The word at the cursor may be half typed.
  return lines.flatMap((line) => line.match(/(birgit|jonas)\d+ /g) ?? []);
}
