import { afterAll, beforeAll, expect, test } from "vitest";
import type { Readiness, RecordEntry } from "#shared/questions.ts";
import { inStep, join } from "#test/support/cohort.ts";
import { until } from "#test/support/until.ts";
import { aClarification, type Clarification, typeBefore } from "./support.ts";

let work: Clarification;
beforeAll(async () => {
  work = await aClarification();
});
afterAll(() => work[Symbol.asyncDispose]());

const OWN_OPINION = /Ein kurzer Hinweis im Profil, dass Sie dort Ihre eigene Meinung vertreten/;
const FREE = /Ein Zusatz ist nicht nötig/;

test("a new guideline has the questions of its sections, and those that hold approval stand in the text", async () => {
  const guideline = await work.guideline();
  const questions = await guideline.questions();
  const asked = await guideline.question("employer-in-profile");
  expect(asked).toMatchObject({
    status: "open",
    blocking: true,
    type: "option",
    askedOf: [work.body("betriebsrat"), work.body("personal")],
    history: [],
  });
  expect(asked.options?.map(({ value }) => value)).toEqual(["free", "own-opinion", "business-networks"]);
  const lines = await guideline.lines();
  for (const { id, blocking, status } of questions) {
    if (blocking) expect(status).toBe("open");
    expect(lines.includes(`[[${id}]]`), id).toBe(blocking);
  }
  expect(questions.filter(({ blocking }) => blocking).length).toBeGreaterThanOrEqual(7);
  expect(questions.filter(({ blocking }) => blocking).length).toBeLessThanOrEqual(10);
});

test("an answer puts its wording in the question's place, in every open window, and keeps who, for whom and why", async () => {
  const guideline = await work.guideline();
  const hr = await guideline.member("Petra Lang", "commenter", "personal");
  using writer = await join(work.owner, guideline.id);
  const before = await guideline.lines();
  const at = before.indexOf("[[employer-in-profile]]");

  const answered = await guideline.decide(hr, "employer-in-profile", "own-opinion", {
    reason: "Wie bisher.",
  });

  expect(answered).toMatchObject({
    status: "answered",
    decision: {
      answer: "own-opinion",
      inWords: "Mit dem Hinweis auf die eigene Meinung",
      reason: "Wie bisher.",
      by: { id: hr.id, name: hr.name },
      forBody: work.body("personal"),
      onBehalf: false,
      text: "done",
    },
  });
  await until("the wording", () => OWN_OPINION.test(writer.text()));
  const after = await guideline.lines();
  expect(after[at]).toMatch(OWN_OPINION);
  expect(after.toSpliced(at, 1)).toEqual(before.toSpliced(at, 1));
});

test("an answer in words, a number or a person fills its variable everywhere", async () => {
  const guideline = await work.guideline();
  const questions = await guideline.questions();
  for (const question of questions.filter(({ type }) => type !== "option")) {
    const answer =
      question.type === "number"
        ? { amount: 6, unit: question.units?.[0]?.value }
        : question.type === "person"
          ? { name: "Lena Sommer", ...(question.deputyVariable === undefined ? {} : { deputy: "Jan Thoma" }) }
          : "Fachkräfte finden";
    const { status } = await guideline.decide(work.owner, question.id, answer);
    expect(status, question.id).toBe("answered");
    const said = (await guideline.variables())[question.variable ?? ""];
    if (question.type === "number") expect(said, question.id).toContain("6");
    else expect(said, question.id).toBe(question.type === "person" ? "Lena Sommer" : "Fachkräfte finden");
  }
  expect(questions.some(({ type }) => type === "number")).toBe(true);
});

test("the owner takes a decision back, and the question stands in the text again; earlier answers stay readable", async () => {
  const guideline = await work.guideline();
  const before = await guideline.lines();
  await guideline.decide(work.owner, "employer-in-profile", "own-opinion", { reason: "Erster Gedanke." });
  const undone = await guideline.undo(work.owner, "employer-in-profile");
  expect(undone.status).toBe("open");
  expect(await guideline.lines()).toEqual(before);

  const again = await guideline.decide(work.owner, "employer-in-profile", "free");
  expect(again.history.map(({ kind }) => kind)).toEqual(["answered", "undone", "answered"]);
  expect(again.history[0]).toMatchObject({
    inWords: "Mit dem Hinweis auf die eigene Meinung",
    reason: "Erster Gedanke.",
  });
  const lines = await guideline.lines();
  expect(lines.filter((line) => FREE.test(line))).toHaveLength(1);
  expect(lines.some((line) => OWN_OPINION.test(line))).toBe(false);

  const record = await work.owner.ask<RecordEntry[]>("GET", `${guideline.path}/decisions`);
  expect(record.map((each) => each.about === "question" && [each.entry.kind, each.superseded])).toEqual([
    ["answered", false],
    ["undone", true],
    ["answered", true],
  ]);
});

test("a variable that an answer filled is empty again once the answer is taken back", async () => {
  const guideline = await work.guideline();
  const before = (await guideline.variables())["hours-per-week"] ?? "";
  const { units = [] } = await guideline.question("weekly-hours");
  await guideline.decide(work.owner, "weekly-hours", { amount: 6, unit: units[0]?.value });
  expect((await guideline.variables())["hours-per-week"]).toContain("6");
  await guideline.undo(work.owner, "weekly-hours");
  expect((await guideline.variables())["hours-per-week"] ?? "").toBe(before);
});

test("what people have changed in a wording is never overwritten: the next wording is offered, and taken over on request", async () => {
  const guideline = await work.guideline();
  using writer = await join(work.owner, guideline.id);
  await guideline.decide(work.owner, "employer-in-profile", "own-opinion");
  await until("the wording", () => OWN_OPINION.test(writer.text()));
  typeBefore(writer, "Sie dürfen in privaten Profilen", "Bitte beachten: ");
  await writer.saved();

  const undone = await guideline.undo(work.owner, "employer-in-profile");
  expect(undone.status).toBe("open");
  expect((await guideline.lines()).some((line) => /Bitte beachten: /.test(line))).toBe(true);

  const offered = await guideline.decide(work.owner, "employer-in-profile", "free");
  expect(offered).toMatchObject({ status: "answered", decision: { text: "offered" } });
  const lines = await guideline.lines();
  expect(lines.some((line) => /Bitte beachten: /.test(line))).toBe(true);
  expect(lines.some((line) => FREE.test(line))).toBe(false);

  const blind = await work.owner.request("POST", `${guideline.path}/questions/employer-in-profile/wording`, {
    replaces: null,
  });
  expect(blind.status).toBe(409);
  expect((await guideline.lines()).some((line) => /Bitte beachten: /.test(line))).toBe(true);
});

test("a variable that people have filled otherwise is offered, not overwritten", async () => {
  const guideline = await work.guideline();
  const { units = [] } = await guideline.question("weekly-hours");
  using writer = await join(work.owner, guideline.id);
  writer.ydoc.transact(
    () => writer.ydoc.getMap("variables").set("hours-per-week", "viel zu wenig"),
    "typing",
  );
  await writer.saved();
  const answered = await guideline.decide(work.owner, "weekly-hours", { amount: 6, unit: units[0]?.value });
  expect(answered).toMatchObject({ status: "answered", decision: { text: "offered" } });
  if (answered.status !== "answered") throw new Error("not answered");
  expect(answered.decision.offered["hours-per-week"]).toContain("6");
  expect((await guideline.variables())["hours-per-week"]).toBe("viel zu wenig");

  const taken = await work.owner.ask("POST", `${guideline.path}/questions/weekly-hours/wording`, {
    replaces: null,
  });
  expect(taken).toMatchObject({ decision: { text: "done", offered: {} } });
  expect((await guideline.variables())["hours-per-week"]).toContain("6");
});

test("a proposal stands in the text until somebody confirms another answer, which takes its place", async () => {
  const guideline = await work.guideline();
  const { sections } = await work.owner.ask<Readiness>("GET", `${guideline.path}/readiness`);
  const standing = sections
    .flatMap(({ warns }) => warns)
    .flatMap((found) => (found.what === "question" && found.meanwhile.says === "wording" ? [found] : []));
  expect(standing.length).toBeGreaterThan(0);
  const before = await guideline.lines();
  for (const { questionId } of standing) {
    const question = await guideline.question(questionId);
    if (question.status !== "proposed") continue;
    const other = question.options?.find(
      ({ value, wording }) => value !== question.proposal && wording !== null,
    );
    if (other === undefined) continue;
    const answered = await guideline.decide(work.owner, question.id, other.value);
    expect(answered, question.id).toMatchObject({ status: "answered", decision: { text: "done" } });
    expect(await guideline.lines()).not.toEqual(before);
    expect(await guideline.undo(work.owner, question.id)).toMatchObject({ status: "proposed" });
    expect(await guideline.lines()).toEqual(before);
  }
});

test("when two decide at once there is one decision, and the other is told", async () => {
  const guideline = await work.guideline();
  const hr = await guideline.member("Petra Lang", "commenter", "personal");
  const council = await guideline.member("Birgit Vogt", "commenter", "betriebsrat");
  const [one, other] = await Promise.all([
    guideline.tryToDecide(hr, "employer-in-profile", "free"),
    guideline.tryToDecide(council, "employer-in-profile", "own-opinion"),
  ]);
  expect([one.status, other.status].sort()).toEqual([200, 409]);
  expect([one.code, other.code]).toContain("questions/decided");
  const question = await guideline.question("employer-in-profile");
  expect(question.history).toHaveLength(1);
  const lines = await guideline.lines();
  expect(lines.filter((line) => FREE.test(line) || OWN_OPINION.test(line))).toHaveLength(1);
});

test("an answer of the wrong kind is refused, and nothing changes", async () => {
  const guideline = await work.guideline();
  expect(await guideline.tryToDecide(work.owner, "employer-in-profile", "something-else")).toEqual({
    status: 422,
    code: "questions/wrong-answer",
  });
  expect(await guideline.tryToDecide(work.owner, "weekly-hours", "viel")).toEqual({
    status: 422,
    code: "questions/wrong-answer",
  });
  expect((await guideline.question("employer-in-profile")).history).toEqual([]);
});

test("a restore of an earlier version brings the question's block back, and the decided wording is put in on request", async () => {
  const guideline = await work.guideline();
  const { number } = await work.owner.ask<{ number: number }>("POST", `${guideline.path}/versions`, {
    title: "Anfang",
    note: "",
  });
  await guideline.decide(work.owner, "employer-in-profile", "free");
  await work.owner.ask("POST", `${guideline.path}/versions/${number}/restore`, {});
  expect(await guideline.lines()).toContain("[[employer-in-profile]]");
  await work.owner.ask("POST", `${guideline.path}/questions/employer-in-profile/wording`, { replaces: null });
  const lines = await guideline.lines();
  expect(lines).not.toContain("[[employer-in-profile]]");
  expect(lines.filter((line) => FREE.test(line))).toHaveLength(1);
});

test("both windows stay in step through deciding, undoing and deciding again", async () => {
  const guideline = await work.guideline();
  using one = await join(work.owner, guideline.id);
  using other = await join(work.owner, guideline.id);
  for (const answer of ["free", "own-opinion", "business-networks"]) {
    await guideline.decide(work.owner, "employer-in-profile", answer);
    await guideline.undo(work.owner, "employer-in-profile");
  }
  await inStep([one, other]);
});
