import { afterAll, beforeAll, expect, test } from "vitest";
import type { GuidelineSummary } from "#shared/guidelines.ts";
import type { Briefing, Question, Readiness, RecordEntry, Waiting } from "#shared/questions.ts";
import { proposedDue } from "#shared/questions.ts";
import { type AskedGuideline, aClarification, type Clarification, refusal } from "./support.ts";

let work: Clarification;
beforeAll(async () => {
  work = await aClarification();
});
afterAll(() => work[Symbol.asyncDispose]());

const readiness = (guideline: AskedGuideline) =>
  work.owner.ask<Readiness>("GET", `${guideline.path}/readiness`);
const blockingIds = ({ sections }: Readiness) =>
  sections.flatMap(({ blocks }) =>
    blocks.flatMap((found) => (found.what === "question" ? [found.questionId] : [])),
  );
const answerTo = (question: Question) => {
  if (question.type === "option") return question.options?.[0]?.value;
  if (question.type === "number") return { amount: question.min ?? 1, unit: question.units?.[0]?.value };
  if (question.type === "person")
    return { name: "Lena Sommer", ...(question.deputyVariable === undefined ? {} : { deputy: "Jan Thoma" }) };
  return "Fachkräfte finden";
};

test("every open blocking question holds approval, and the text says so in its place; nothing does once all are answered", async () => {
  const guideline = await work.guideline();
  const questions = (await guideline.questions()).filter(({ blocking }) => blocking);
  const before = await readiness(guideline);
  expect(blockingIds(before).sort()).toEqual(questions.map(({ id }) => id).sort());
  for (const section of before.sections)
    for (const found of section.blocks) expect(found).toMatchObject({ meanwhile: { says: "question" } });
  for (const question of questions) await guideline.decide(work.owner, question.id, answerTo(question));
  const after = await readiness(guideline);
  expect(after.blocking).toBe(0);
  expect(after.warnings).toBeGreaterThan(0);
});

test("deferring a blocking question says who and until when, and does not unblock", async () => {
  const guideline = await work.guideline();
  const hr = await guideline.member("Petra Lang", "commenter", "personal");
  const deferred = await hr.ask<Question>("PUT", `${guideline.path}/questions/employer-in-profile/deferral`, {
    until: "2099-03-01",
    personId: hr.id,
    reason: "Wartet auf die Sitzung.",
  });
  expect(deferred).toMatchObject({
    status: "deferred",
    deferral: { until: "2099-03-01", person: { id: hr.id }, reason: "Wartet auf die Sitzung." },
  });
  expect(blockingIds(await readiness(guideline))).toContain("employer-in-profile");
  expect(await guideline.lines()).toContain("[[employer-in-profile]]");
  expect(await guideline.decide(hr, "employer-in-profile", "free")).toMatchObject({ status: "answered" });
  expect(blockingIds(await readiness(guideline))).not.toContain("employer-in-profile");
});

test("what does not apply leaves the text with its reason on record, and comes back when that is undone", async () => {
  const guideline = await work.guideline();
  const before = await guideline.lines();
  const path = `${guideline.path}/questions/private-use-at-work`;
  expect((await work.owner.request("PUT", `${path}/exclusion`, { reason: "" })).status).toBe(400);
  const excluded = await work.owner.ask<Question>("PUT", `${path}/exclusion`, {
    reason: "Es gibt keine Dienstgeräte.",
  });
  expect(excluded).toMatchObject({
    status: "notApplicable",
    exclusion: { reason: "Es gibt keine Dienstgeräte.", text: "done" },
  });
  expect(await guideline.lines()).toEqual(before.filter((line) => line !== "[[private-use-at-work]]"));
  expect(blockingIds(await readiness(guideline))).not.toContain("private-use-at-work");
  await guideline.undo(work.owner, "private-use-at-work");
  expect(await guideline.lines()).toEqual(before);
});

test("“not yet starting” holds everything until it is lifted", async () => {
  const guideline = await work.guideline();
  const council = await guideline.member("Birgit Vogt", "commenter", "betriebsrat");
  const head = await guideline.member("Katrin Wolff", "approver", "geschaeftsfuehrung");
  const hold = { reason: "Erst fehlt die Zeit.", reviewOn: "2099-06-01" };
  expect((await council.request("PUT", `${guideline.path}/hold`, hold)).status).toBe(403);
  for (const question of (await guideline.questions()).filter(({ blocking }) => blocking))
    await guideline.decide(work.owner, question.id, answerTo(question));
  expect((await readiness(guideline)).blocking).toBe(0);

  expect(await head.ask("PUT", `${guideline.path}/hold`, hold)).toMatchObject({ ...hold, onBehalf: false });
  expect(await readiness(guideline)).toMatchObject({ blocking: 1, hold });
  const open = (await guideline.questions()).find(({ status }) => status === "proposed");
  expect(await guideline.tryToDecide(work.owner, open?.id ?? "", answerTo(open as Question))).toEqual({
    status: 409,
    code: "questions/held",
  });
  const undo = await work.owner.request("DELETE", `${guideline.path}/questions/employer-in-profile/decision`);
  expect(await refusal(undo)).toEqual({ status: 409, code: "questions/held" });
  expect(await council.ask<Waiting[]>("GET", "/api/questions")).not.toContainEqual(
    expect.objectContaining({ guidelineId: guideline.id }),
  );

  await work.owner.ask("DELETE", `${guideline.path}/hold`);
  expect((await readiness(guideline)).blocking).toBe(0);
  const record = await work.owner.ask<RecordEntry[]>("GET", `${guideline.path}/decisions`);
  expect(record.find(({ about }) => about === "hold")).toMatchObject({
    hold,
    lifted: { by: work.owner.name },
  });
});

test("a section is open while a question of it is, and settled once all are answered, in the list of guidelines too", async () => {
  const guideline = await work.guideline();
  const statusOf = async (key: string) => {
    const list = await work.owner.ask<GuidelineSummary[]>("GET", "/api/guidelines");
    return list.find(({ id }) => id === guideline.id)?.outline.find((section) => section.key === key)?.status;
  };
  const questions = await guideline.questions();
  const { sectionId } = await guideline.question("weekly-hours");
  expect(await statusOf("roles-and-capacity")).toBe("open");
  for (const question of questions.filter((each) => each.sectionId === sectionId && each.status === "open"))
    await guideline.decide(work.owner, question.id, answerTo(question));
  const { sections } = await readiness(guideline);
  expect(sections.find(({ id }) => id === sectionId)).toMatchObject({ status: "settled", blocks: [] });
  await expect.poll(() => statusOf("roles-and-capacity"), { timeout: 5000 }).toBe("settled");
});

test("due days are proposed backwards from the target date, and the owner sets others", async () => {
  const guideline = await work.guideline({ targetDate: "2099-12-18" });
  const blocking = await guideline.question("employer-in-profile");
  expect(blocking.due).toEqual({ on: "2099-11-20", proposed: true });
  const changed = await work.owner.ask<Question>("PATCH", `${guideline.path}/questions/employer-in-profile`, {
    dueOn: "2099-10-01",
  });
  expect(changed.due).toEqual({ on: "2099-10-01", proposed: false });
  const editor = await guideline.member("Jonas Weber", "editor", "personal");
  const refused = await editor.request("PATCH", `${guideline.path}/questions/employer-in-profile`, {
    dueOn: null,
  });
  expect(refused.status).toBe(403);
  expect((await guideline.decide(work.owner, "employer-in-profile", "free")).due).toBeNull();
});

test.each([
  [true, "2026-01-01T08:00:00.000Z", "2026-12-18", "2026-11-20"],
  [false, "2026-01-01T08:00:00.000Z", "2026-12-18", "2026-12-04"],
  // On a short way half and three quarters of it.
  [true, "2026-11-02T08:00:00.000Z", "2026-11-12", "2026-11-06"],
  [false, "2026-11-02T08:00:00.000Z", "2026-11-12", "2026-11-09"],
  // A target that has passed leaves no way at all.
  [true, "2026-11-02T08:00:00.000Z", "2026-10-01", "2026-10-01"],
])("a question (blocking: %s) asked on %s for %s is due on %s", (blocking, from, target, due) => {
  expect(proposedDue(blocking, from, target)).toBe(due);
});

test("the briefing says what is decided, what is open and with whom, from what is there now", async () => {
  const guideline = await work.guideline({ variables: { organisation: "Muster GmbH" } });
  await guideline.decide(work.owner, "employer-in-profile", "free");
  const briefing = await work.owner.ask<Briefing>("GET", `${guideline.path}/briefing`);
  expect(briefing.decided).toMatchObject([{ inWords: "Frei, ohne Zusatz", blocking: true }]);
  expect(briefing.open.map(({ text }) => text)).toEqual(
    (await guideline.questions()).filter(({ status }) => status === "open").map(({ text }) => text),
  );
  expect(briefing.variables.organisation).toBe("Muster GmbH");
});
