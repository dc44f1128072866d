import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Guideline } from "#shared/guidelines.ts";
import type { Question } from "#shared/questions.ts";
import { createGuideline, invite, type Someone, setUp } from "#test/support/people.ts";
import { SETUP_CODE } from "#test/support/server-process.ts";
import type { Visitor } from "./browser.ts";
import { beginLine, expectSaved, goToEndOf, openDraft, text } from "./draft.ts";
import { openStage, type Stage } from "./stage.ts";

let stage: Stage;
let owner: Someone;
let council: Someone;
let guideline: Guideline;
let birgit: Visitor;
let mira: Visitor;
/** The questions as they were at the beginning: what they say is up to the templates. */
let asked: ReadonlyMap<string, Question>;

beforeAll(async () => {
  stage = await openStage();
  owner = await setUp(stage.server.url, SETUP_CODE);
  guideline = await createGuideline(owner, { variables: { organisation: "Muster GmbH" } });
  council = await invite(owner, {
    name: "Mira Kaya",
    bodies: ["betriebsrat"],
    guideline: { id: guideline.id, role: "commenter" },
  });
  const questions = await owner.ask<Question[]>("GET", `/api/guidelines/${guideline.id}/questions`);
  asked = new Map(questions.map((question) => [question.id, question]));
  birgit = await stage.visit({ as: owner, width: 1440 });
  mira = await stage.visit({ as: council, width: 1440 });
});
afterAll(() => stage[Symbol.asyncDispose]());

const textOf = (id: string) => asked.get(id)?.text ?? id;
const labelOf = (id: string, option: string) =>
  asked.get(id)?.options?.find(({ value }) => value === option)?.label ?? option;
/** A sentence that this answer puts into the text, and no other. */
function wordsOf(id: string, option: string): string {
  const sentences = (value: string) =>
    (asked.get(id)?.options?.find((each) => each.value === value)?.wording ?? [])
      .flatMap(({ spans }) => spans.flatMap((span) => ("text" in span ? span.text.split(". ") : [])))
      .map((sentence) => sentence.trim());
  const others =
    asked.get(id)?.options?.flatMap(({ value }) => (value === option ? [] : sentences(value))) ?? [];
  const own = sentences(option).find((sentence) => sentence.length > 12 && !others.includes(sentence));
  if (own === undefined) throw new Error(`${id}/${option} puts nothing of its own into the text.`);
  return own;
}

/** Scrolls to where a question stands: what is out of sight is not drawn. */
async function goTo(page: Page, id: string): Promise<void> {
  await text(page).waitFor();
  const section = asked.get(id)?.sectionId ?? "";
  const questions = text(page).locator(`section[data-id="${section}"]`);
  for (let times = 0; times < 2; times++)
    await questions.evaluate((element, words) => {
      const block = [...element.querySelectorAll(".pending")].find((each) =>
        each.textContent?.includes(words),
      );
      (block ?? element).scrollIntoView({ block: block === undefined ? "start" : "center" });
      return new Promise((drawn) => requestAnimationFrame(drawn));
    }, textOf(id));
}

/** The block of a question in the text. */
const block = (page: Page, question: string) =>
  text(page).getByRole("group", { name: textOf(question), exact: true });
const card = (page: Page, id: string) => {
  const question = textOf(id);
  return page
    .getByRole("tabpanel")
    .getByRole("listitem")
    .filter({ has: page.getByRole("heading", { name: question, exact: true }) });
};

/** As RFC 4180 has it, with semicolons and every cell quoted. */
function readCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  for (const [, cell = "", end] of text.matchAll(/"((?:[^"]|"")*)"(;|\r\n)/g)) {
    rows.at(-1)?.push(cell.replaceAll('""', '"'));
    if (end !== ";") rows.push([]);
  }
  return rows.slice(0, -1);
}

test("asked people find on the start page what waits for their body, and get there", async () => {
  const { page } = mira;
  await page.goto("/");
  const row = page.getByRole("link", { name: /Fragen an: Betriebsrat/ });
  expect(await row.textContent()).toContain("Ohne Antwort kann die Leitlinie nicht freigegeben werden.");
  await row.click();
  await text(page).waitFor();
  expect(await page.getByRole("radio", { name: /An mich/ }).isChecked()).toBe(true);
  await card(page, "employer-in-profile").waitFor();
});

test("a blocking question stands in the text; the asked body answers it there, and the wording appears in the other window", async () => {
  await openDraft(birgit, guideline);
  for (const { page } of [birgit, mira]) await goTo(page, "employer-in-profile");
  await block(birgit.page, "employer-in-profile").waitFor();
  const { page } = mira;
  await block(page, "employer-in-profile")
    .getByRole("button", { name: labelOf("employer-in-profile", "own-opinion") })
    .click();
  const form = card(page, "employer-in-profile").getByRole("form", { name: "Ihre Antwort" });
  const chosen = form.getByRole("radio", { name: labelOf("employer-in-profile", "own-opinion") });
  expect(await chosen.isChecked()).toBe(true);
  // What it would put into the text is read before it is decided.
  expect(await form.textContent()).toContain(wordsOf("employer-in-profile", "own-opinion"));
  expect(await text(page).textContent()).not.toContain(wordsOf("employer-in-profile", "own-opinion"));
  await form.getByLabel("Begründung").fill("So halten wir es schon.");
  await form.getByRole("button", { name: "Beschließen" }).click();

  for (const { page: window } of [birgit, mira]) {
    await text(window).getByText(wordsOf("employer-in-profile", "own-opinion")).waitFor();
    await block(window, "employer-in-profile").waitFor({ state: "detached" });
  }
  const decided = card(page, "employer-in-profile");
  await decided.getByText("Mira Kaya für Betriebsrat").waitFor();
  await decided.getByText("So halten wir es schon.").waitFor();
});

test("an answer in numbers fills its placeholder in the other window, and the owner's stands in the asked body's place", async () => {
  const { page } = birgit;
  const question = "weekly-hours";
  await goTo(page, question);
  await block(page, question).getByRole("button", { name: "Beantworten" }).click();
  const form = card(page, question).getByRole("form");
  await form.getByText("Sie antworten an Stelle von: Geschäftsführung.").waitFor();
  await form.getByLabel("Zahl").fill("6");
  await form.getByRole("button", { name: "Beschließen" }).click();
  await card(page, question).getByText("Birgit Rau an Stelle von Geschäftsführung").waitFor();
  await goTo(mira.page, question);
  await text(mira.page).locator(".variable[data-name=hours-per-week]").getByText("6").first().waitFor();
});

test("the owner takes a decision back and decides again; earlier answers stay readable, beside the text and in the record", async () => {
  const { page } = birgit;
  await page.goto(`/guidelines/${guideline.id}?question=employer-in-profile`);
  await card(page, "employer-in-profile").getByRole("button", { name: "Zurücknehmen" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Zurücknehmen" }).click();
  await goTo(mira.page, "employer-in-profile");
  await block(mira.page, "employer-in-profile").waitFor();
  expect(await text(mira.page).textContent()).not.toContain(wordsOf("employer-in-profile", "own-opinion"));

  await card(page, "employer-in-profile").getByRole("button", { name: "Beantworten" }).click();
  const form = card(page, "employer-in-profile").getByRole("form");
  await form.getByRole("radio", { name: labelOf("employer-in-profile", "free") }).check();
  await form.getByLabel("Begründung").fill('=SUMME(A1); *gilt* "ab sofort"');
  await form.getByRole("button", { name: "Beschließen" }).click();
  await text(mira.page).getByText(wordsOf("employer-in-profile", "free")).waitFor();

  await card(page, "employer-in-profile").getByText("2 frühere Schritte").click();
  await card(page, "employer-in-profile")
    .getByText(`Beschlossen: ${labelOf("employer-in-profile", "own-opinion")}`)
    .waitFor();
  await page.getByRole("link", { name: "Beschlussprotokoll" }).click();
  await page.getByRole("heading", { level: 1, name: "Beschlussprotokoll" }).waitFor();
  const record = await page.locator("main").textContent();
  for (const words of [
    "Frei, ohne Zusatz",
    "Zurückgenommen",
    "So halten wir es schon.",
    "Mira Kaya für Betriebsrat",
  ])
    expect(record).toContain(words);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Als Markdown" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.md$/);
  const written = await readFile(await download.path(), "utf8");
  expect(written).toMatch(/^# Beschlussprotokoll: Leitlinie für soziale Medien\n/);
  expect(written).toContain("Mira Kaya für Betriebsrat");
  expect(written).toContain('Begründung: =SUMME(A1); \\*gilt\\* "ab sofort"');
  const [table] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Als Tabelle (CSV)" }).click(),
  ]);
  const [head, ...rows] = readCsv(await readFile(await table.path(), "utf8"));
  expect(new Set(rows.map((row) => row.length))).toEqual(new Set([head?.length]));
  const decided = rows.filter((row) => row.includes(textOf("employer-in-profile")));
  expect(decided.map((row) => row[3])).toEqual(["Beschlossen", "Zurückgenommen", "Beschlossen"]);
  // Spreadsheets would run what begins like a formula.
  expect(decided[0]).toContain('\'=SUMME(A1); *gilt* "ab sofort"');
});

test("who is overtaken while answering is told, and nothing of it is taken", async () => {
  const { page } = birgit;
  const path = `/guidelines/${guideline.id}?question=private-use-at-work`;
  const decision = `/api/guidelines/${guideline.id}/questions/private-use-at-work/decision`;
  const choose = (window: Page) =>
    card(window, "private-use-at-work")
      .getByRole("form")
      .getByRole("radio", { name: labelOf("private-use-at-work", "reasonable") })
      .check();
  await page.goto(path);
  await choose(page);
  // A third window hears nothing of what happens, so that it sends an answer too late.
  const deaf = await stage.visit({ as: owner, width: 1440 });
  await deaf.page.routeWebSocket(/socket\.io/, () => {});
  await deaf.page.goto(path);
  await choose(deaf.page);

  await council.ask("PUT", decision, { answer: "breaks" });
  await card(page, "private-use-at-work")
    .getByText("Inzwischen hat jemand anderes diese Frage beantwortet.")
    .waitFor();
  await card(deaf.page, "private-use-at-work").getByRole("button", { name: "Beschließen" }).click();
  await card(deaf.page, "private-use-at-work").getByText("Inzwischen hat jemand anderes").waitFor();
  for (const window of [page, deaf.page]) {
    await card(window, "private-use-at-work")
      .getByText(labelOf("private-use-at-work", "breaks"), { exact: true })
      .waitFor();
    await card(window, "private-use-at-work").getByText("Mira Kaya für Betriebsrat").waitFor();
    await text(window).getByText(wordsOf("private-use-at-work", "breaks")).waitFor();
    expect(await text(window).textContent()).not.toContain(wordsOf("private-use-at-work", "reasonable"));
  }
  await deaf.context.close();
});

test("deferring says who and until when, and does not unblock", async () => {
  const { page } = birgit;
  const question = "backing";
  await page.goto(`/guidelines/${guideline.id}?question=backing`);
  await card(page, question).getByRole("button", { name: "Abbrechen" }).click();
  await card(page, question).getByRole("button", { name: "Später klären" }).click();
  const form = card(page, question).getByRole("form", { name: "Zurückstellen" });
  await form.getByLabel("Bis wann").fill("2099-03-01");
  await form.getByLabel("Wer kümmert sich").selectOption({ label: "Birgit Rau" });
  await form.getByRole("button", { name: "Zurückstellen" }).click();
  await card(page, question).getByText("Zurückgestellt bis 1. März 2099").waitFor();
  await card(page, question).getByText("Hält die Freigabe weiter auf.").waitFor();
  await block(page, question).getByText("Zurückgestellt bis 1. März 2099").waitFor();
  await page.getByRole("link", { name: "Stand der Klärung" }).click();
  await page
    .getByRole("row", { name: new RegExp(textOf(question).slice(0, 30)) })
    .getByText("Zurückgestellt")
    .waitFor();
});

test("“not yet starting” holds everything, in the other window too, until it is lifted", async () => {
  const { page } = birgit;
  await page.goto(`/guidelines/${guideline.id}/readiness`);
  await page.getByRole("button", { name: "Noch nicht beginnen" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Warum jetzt nicht").fill("Bis zum Frühjahr fehlt die Zeit.");
  await dialog.getByLabel("Wieder ansehen am").fill("2099-04-01");
  await dialog.getByRole("button", { name: "Beschließen" }).click();
  await page
    .getByRole("region", { name: "Noch nicht beginnen" })
    .getByText("Bis zum Frühjahr fehlt die Zeit.")
    .waitFor();

  await mira.page.getByText("Bis zum Frühjahr fehlt die Zeit.").waitFor();
  const other = "backing";
  await goTo(mira.page, other);
  await expect
    .poll(() => block(mira.page, other).getByRole("button").allTextContents())
    .toEqual(["Frage ansehen"]);

  await page.getByRole("button", { name: "Doch beginnen" }).click();
  await expect.poll(() => block(mira.page, other).getByRole("button").count()).toBeGreaterThan(1);
});

test("the block in the text is reached and answered by keyboard, and focus goes into the form and back", async () => {
  const { page } = mira;
  const other = "backing";
  await page.reload();
  await goTo(page, other);
  await block(page, other).waitFor();
  await block(page, other).getByRole("button").first().focus();
  await page.keyboard.press("Enter");
  const form = card(page, other).getByRole("form");
  await form.waitFor();
  await expect.poll(() => form.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  await form.getByRole("button", { name: "Abbrechen" }).focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain(textOf(other));
});

test("nothing is lost of what somebody types in the section while its question is decided", async () => {
  const { page } = birgit;
  await page.goto(`/guidelines/${guideline.id}`);
  await text(page).waitFor();
  const index = await text(page)
    .locator("section > h2")
    .allTextContents()
    .then((titles) => titles.findIndex((title) => /Fehler/.test(title)));
  await beginLine(page, index, "");
  const words = Array.from({ length: 60 }, (_, at) => `wort${at}`).join(" ");
  let done = false;
  const typing = page.keyboard.type(words, { delay: 15 }).then(() => {
    done = true;
  });
  const path = `/api/guidelines/${guideline.id}/questions/backing/decision`;
  for (const { value } of asked.get("backing")?.options ?? []) {
    await council.ask("PUT", path, { answer: value });
    await owner.ask("DELETE", path);
  }
  expect(done, "all of this happened while somebody was typing").toBe(false);
  await typing;
  await text(mira.page).getByText(words).waitFor();
});

test("a question of one's own stands in the text, and its answer takes its place", async () => {
  const { page } = birgit;
  await page.goto(`/guidelines/${guideline.id}?question=employer-in-profile`);
  await card(page, "employer-in-profile").waitFor();
  await page.getByRole("button", { name: "Eigene Frage stellen" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Frage", { exact: true }).fill("Gilt das auch für Auszubildende unter 18?");
  await dialog.getByLabel("Antwort 1", { exact: true }).fill("Ja");
  await dialog.getByLabel("Wortlaut für den Text").first().fill("Das gilt auch für Auszubildende.");
  await dialog.getByLabel("Antwort 2", { exact: true }).fill("Nein");
  await dialog.getByRole("checkbox", { name: "Betriebsrat" }).check();
  await dialog.getByRole("checkbox", { name: /Hält die Freigabe auf/ }).check();
  await dialog.getByRole("button", { name: "Frage stellen" }).click();

  // Its id is its own; the text names it all the same.
  const own = "Gilt das auch für Auszubildende unter 18?";
  await goTo(mira.page, "employer-in-profile");
  await block(mira.page, own).getByRole("button", { name: "Ja" }).click();
  // So does the page to read, although the templates do not know it.
  await page.goto(`/guidelines/${guideline.id}/read`);
  await page.locator(".pending").getByText(own).waitFor();
  await page.goto(`/guidelines/${guideline.id}?question=employer-in-profile`);
  await text(page).waitFor();
  await card(mira.page, own).getByRole("form").getByRole("button", { name: "Beschließen" }).click();
  await text(page).getByText("Das gilt auch für Auszubildende.").waitFor();
});

test("wording that people have changed is never overwritten: what is decided anew is offered, and taken over by hand", async () => {
  const path = `/api/guidelines/${guideline.id}/questions/backing/decision`;
  const [first, second] = asked.get("backing")?.options ?? [];
  await owner.ask("PUT", path, { answer: first?.value });
  const { page } = birgit;
  await page.goto(`/guidelines/${guideline.id}?question=backing`);
  await goToEndOf(page, wordsOf("backing", first?.value ?? ""));
  await page.keyboard.type(" Von Hand ergänzt.");
  await expectSaved(page);
  await owner.ask("DELETE", path);
  await owner.ask("PUT", path, { answer: second?.value });

  const offer = card(page, "backing").locator(".offer");
  await offer.getByText("Der Text wurde hier von Hand geändert").waitFor();
  expect(await offer.textContent()).toContain(wordsOf("backing", second?.value ?? ""));
  expect(await offer.textContent()).toContain("Von Hand ergänzt.");
  const line = text(mira.page).getByText("Von Hand ergänzt.");
  await mira.page.goto(`/guidelines/${guideline.id}`);
  await line.waitFor();
  await offer.getByRole("button", { name: "Wortlaut übernehmen" }).click();
  await page.getByText("Der beschlossene Wortlaut steht im Text.").waitFor();
  await text(mira.page)
    .getByText(wordsOf("backing", second?.value ?? ""))
    .waitFor();
  expect(await line.count()).toBe(0);
  await offer.waitFor({ state: "detached" });
});

test("a directive is cited by § and (1), in the editor and on the page to read", async () => {
  const directive = await createGuideline(owner, { kind: "instruction", kit: "behoerde" });
  const { page } = birgit;
  for (const path of ["", "/read"]) {
    await page.goto(`/guidelines/${directive.id}${path}`);
    if (path === "") await text(page).waitFor();
    const paper = page.locator(".sheet__text").first();
    await paper.locator('h2[data-paragraph="§\u00A02"]').waitFor();
    const first = paper.locator("section").first().locator("p[data-paragraph]");
    expect(await first.evaluateAll((all) => all.map((each) => each.getAttribute("data-paragraph")))).toEqual(
      Array.from({ length: await first.count() }, (_, at) => `(${at + 1})`),
    );
    expect(await first.count()).toBeGreaterThan(1);
  }
});

test("the benefit of each department is read alone", async () => {
  const { page } = birgit;
  await page.goto(`/guidelines/${guideline.id}/readiness`);
  await page.getByRole("link", { name: "Nutzen je Bereich" }).click();
  await page.getByRole("heading", { level: 1, name: "Nutzen je Bereich" }).waitFor();
  const departments = page.getByRole("heading", { level: 2 });
  await departments.first().waitFor();
  expect(await departments.count()).toBeGreaterThan(3);
  await page.getByLabel("Bereich").selectOption({ label: "Kundendienst" });
  expect(await departments.allTextContents()).toEqual(["Kundendienst"]);
  await page.getByText("weniger gleiche Anrufe", { exact: false }).waitFor();
});

test("the briefing says what is decided and open, and prints on one sheet, whatever is decided", async () => {
  const { page } = birgit;
  const sheet = async () => {
    await page.goto(`/guidelines/${guideline.id}/briefing`);
    await page.getByRole("heading", { level: 2, name: "Offen, und bei wem" }).waitFor();
    const pdf = (await page.pdf({ format: "A4", printBackground: true })).toString("latin1");
    return pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length;
  };
  expect(await sheet()).toBe(1);
  const questions = await owner.ask<Question[]>("GET", `/api/guidelines/${guideline.id}/questions`);
  for (const question of questions)
    if (question.status !== "answered")
      await owner.request("PUT", `/api/guidelines/${guideline.id}/questions/${question.id}/decision`, {
        answer: anyAnswer(question),
      });
  expect(await sheet()).toBe(1);
  expect(await page.locator("main").textContent()).toContain("Nichts ist offen.");
});

test("nobody's browser had anything to complain about", () => {
  expect([...birgit.complaints, ...mira.complaints]).toEqual([]);
});

function anyAnswer(question: Question): unknown {
  if (question.type === "option") return question.options?.[0]?.value;
  if (question.type === "number") return { amount: question.min ?? 1, unit: question.units?.[0]?.value };
  if (question.type === "text") return "Fachkräfte gewinnen und Fragen zu unseren Leistungen beantworten";
  return { name: "Lena Sommer", ...(question.deputyVariable === undefined ? {} : { deputy: "Jan Thoma" }) };
}

test("a list that was on its way while somebody decided does not take the decision back", async () => {
  const fresh = await createGuideline(owner, { variables: { organisation: "Muster GmbH" } });
  const path = `/api/guidelines/${fresh.id}/questions`;
  const before = await owner.ask<Question[]>("GET", path);
  const isBlocking = ({ blocking, status }: Question) => blocking && status === "open";
  expect(before.find(({ id }) => id === "employer-in-profile")).toSatisfy(isBlocking);
  const { page, context, complaints } = await stage.visit({ as: owner, width: 1440 });
  const lines: { close(): Promise<void> }[] = [];
  await page.routeWebSocket(/socket\.io/, (line) => {
    line.connectToServer();
    lines.push(line);
  });
  await page.goto(`/guidelines/${fresh.id}`);
  const left = before.filter(isBlocking).length;
  const next = (count: number) => page.getByRole("button", { name: `${count} Fragen klären`, exact: true });
  await next(left).waitFor();

  const release = Promise.withResolvers<void>();
  const old: Promise<unknown>[] = [];
  let isDecided = false;
  let later = 0;
  await page.route(`**${path}`, async (route) => {
    const answer = route.fetch();
    if (isDecided) later += 1;
    else {
      old.push(answer);
      await release.promise;
    }
    return route.fulfill({ response: await answer });
  });
  // Once the line is there again the list is asked for anew.
  for (const line of lines) await line.close();
  await expect.poll(() => old.length).toBeGreaterThan(0);
  await Promise.all(old);
  isDecided = true;
  await owner.ask("PUT", `${path}/employer-in-profile/decision`, { answer: "free" });
  await next(left - 1).waitFor();
  release.resolve();
  await expect.poll(() => later).toBeGreaterThan(0);
  await next(left - 1).waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});
