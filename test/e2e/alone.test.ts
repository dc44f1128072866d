import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Kit } from "#shared/templates.ts";
import { type Someone, setUp } from "#test/support/people.ts";
import { SETUP_CODE } from "#test/support/server-process.ts";
import { read, text } from "./draft.ts";
import { openStage, type Stage } from "./stage.ts";

let stage: Stage;
let owner: Someone;
beforeAll(async () => {
  stage = await openStage();
  owner = await setUp(stage.server.url, SETUP_CODE, { name: "Lena Sommer" });
});
afterAll(() => stage[Symbol.asyncDispose]());

/** What a person does, counted. */
function counting(page: Page) {
  const counts = { clicks: 0, fields: 0 };
  return {
    counts,
    async click(name: RegExp | string, role: "button" | "link" | "radio" = "button") {
      counts.clicks += 1;
      await page.getByRole(role, { name }).first().click();
    },
    async fill(label: string, value: string) {
      counts.fields += 1;
      await page.getByLabel(label, { exact: true }).first().fill(value);
    },
  };
}

test("with the kit for a mid-sized company somebody alone reaches a draft that nothing holds up", async () => {
  const kits = await owner.ask<Kit[]>("GET", "/api/kits?locale=de");
  const kit = kits.find(({ key }) => key === "mittelstand") ?? (kits[0] as Kit);
  expect(kit.blocking.length).toBeLessThanOrEqual(10);

  const { page } = await stage.visit({ as: owner, width: 1440 });
  const person = counting(page);
  await page.goto("/");
  await person.click("Neue Leitlinie", "link");
  await person.click(new RegExp(kit.title), "radio");
  await person.click("Weiter");
  await page.getByRole("heading", { name: "Wie heißt das Dokument?" }).waitFor();
  await person.click("Weiter");
  await page.getByRole("heading", { name: "Was ist schon bekannt?" }).waitFor();
  for (const { label, example } of kit.basics) await person.fill(label, example);
  await person.click("Weiter");
  await page.getByRole("heading", { name: "Wen beteiligen Sie?" }).waitFor();
  await person.click("Leitlinie anlegen");
  await text(page).waitFor();
  // Readable from the start: what is disputed stands as a question, everything else as text.
  const lines = await read(page);
  const open = await text(page).locator(".pending").count();
  const { clicks, fields } = person.counts;
  console.log(
    `Kit ${kit.key}: a draft of ${kit.sections.length} sections and ${lines.length} lines, ${open} of them questions, after ${clicks} clicks and ${fields} fields.`,
  );
  expect(open).toBeLessThanOrEqual(10);
  expect(lines.length).toBeGreaterThan(60);
  expect([clicks <= 8, fields <= 7]).toEqual([true, true]);

  let questions = 0;
  const next = page.getByRole("button", { name: /^\d+ Fragen? klären$/ });
  await next.waitFor();
  const before = Number((await next.textContent())?.match(/\d+/)?.[0]);
  while ((await next.count()) > 0) {
    const label = (await next.textContent()) ?? "";
    await person.click(/^\d+ Fragen? klären$/);
    const form = page.getByRole("form", { name: "Ihre Antwort" });
    await form.waitFor();
    if ((await form.getByRole("radio").count()) > 0) {
      person.counts.clicks += 1;
      await form.getByRole("radio").first().check();
    } else {
      for (const field of await form.locator("input[type=text], textarea:not([name=reason])").all()) {
        person.counts.fields += 1;
        const name = await field.getAttribute("name");
        await field.fill(name === "amount" ? "6" : name === "words" ? "Fachkräfte gewinnen" : "Lena Sommer");
      }
    }
    await person.click("Beschließen");
    questions += 1;
    await expect
      .poll(async () => ((await next.count()) === 0 ? "" : await next.textContent()))
      .not.toBe(label);
  }
  await expect.poll(() => text(page).locator(".pending").count()).toBe(0);
  console.log(
    `Nothing holds it up after ${questions} answers: ${person.counts.clicks} clicks and ${person.counts.fields} fields in all.`,
  );
  expect(questions).toBe(before);
  // To the next question, its answer, and the decision.
  expect(person.counts.clicks).toBeLessThanOrEqual(clicks + 3 * questions);

  await page.getByRole("link", { name: "Stand der Klärung" }).click();
  await page.getByText("Nichts hält die Freigabe auf.").waitFor();
});
