import { afterAll, beforeAll, expect, test } from "vitest";
import type { Inbox } from "#shared/notifications.ts";
import type { Question, Waiting } from "#shared/questions.ts";
import { invite } from "#test/support/people.ts";
import { type AskedGuideline, aClarification, type Clarification, refusal } from "./support.ts";

let work: Clarification;
let guideline: AskedGuideline;
beforeAll(async () => {
  work = await aClarification();
  guideline = await work.guideline();
});
afterAll(() => work[Symbol.asyncDispose]());

const FORBIDDEN = { status: 403, code: "questions/not-allowed" };

test("a person of an asked body answers, also one who may only comment", async () => {
  const council = await guideline.member("Birgit Vogt", "commenter", "betriebsrat");
  const answered = await guideline.decide(council, "private-use-at-work", "breaks");
  expect(answered).toMatchObject({ decision: { forBody: work.body("betriebsrat"), onBehalf: false } });
});

test("the owner answers in the place of an asked body, and that is visible", async () => {
  const answered = await guideline.decide(work.owner, "employer-in-profile", "free", {
    onBehalfOf: work.body("personal"),
  });
  expect(answered).toMatchObject({
    decision: { by: { id: work.owner.id }, forBody: work.body("personal"), onBehalf: true },
  });
  await guideline.undo(work.owner, "employer-in-profile");
});

test.each(["editor", "approver", "commenter"] as const)(
  "an %s who belongs to no asked body cannot answer, defer or set aside",
  async (role) => {
    const other = await guideline.member(`Some ${role}`, role, "it");
    expect(await guideline.tryToDecide(other, "employer-in-profile", "free")).toEqual(FORBIDDEN);
    const path = `${guideline.path}/questions/employer-in-profile`;
    const deferral = await other.request("PUT", `${path}/deferral`, { until: "2099-01-01" });
    expect(await refusal(deferral)).toEqual(FORBIDDEN);
    const exclusion = await other.request("PUT", `${path}/exclusion`, { reason: "Passt nicht." });
    expect(await refusal(exclusion)).toEqual(FORBIDDEN);
    expect((await guideline.question("employer-in-profile")).status).toBe("open");
  },
);

test("nobody answers for a body that is not asked", async () => {
  expect(
    await guideline.tryToDecide(work.owner, "employer-in-profile", "free", { onBehalfOf: work.body("it") }),
  ).toEqual(FORBIDDEN);
});

test("readers and people who take no part see no questions", async () => {
  const reader = await guideline.member("Rita Leser", "reader", "personal");
  const stranger = await invite(work.owner, { name: "Samuel Fremd", bodies: ["personal"] });
  expect((await reader.request("GET", `${guideline.path}/questions`)).status).toBe(403);
  expect((await stranger.request("GET", `${guideline.path}/questions`)).status).toBe(404);
  expect((await guideline.tryToDecide(reader, "employer-in-profile", "free")).status).toBe(403);
  expect((await guideline.tryToDecide(stranger, "employer-in-profile", "free")).status).toBe(404);
  expect(await reader.ask("GET", "/api/questions")).toEqual([]);
});

test("only the owner takes a decision back", async () => {
  const hr = await guideline.member("Petra Lang", "commenter", "personal");
  await guideline.decide(hr, "employer-in-profile", "free");
  const refused = await hr.request("DELETE", `${guideline.path}/questions/employer-in-profile/decision`);
  expect(await refusal(refused)).toEqual(FORBIDDEN);
  expect(await guideline.undo(work.owner, "employer-in-profile")).toMatchObject({ status: "open" });
});

test("asked people find how many questions wait for their body, on which guideline", async () => {
  const it = await guideline.member("Deniz Aydin", "commenter", "it");
  const asked = (await guideline.questions()).filter(
    (question) => question.askedOf.includes(work.body("it")) && question.status === "open",
  );
  const waiting = await it.ask<Waiting[]>("GET", "/api/questions");
  expect(waiting.map(({ bodyId, count }) => [bodyId, count])).toEqual(
    asked.length === 0 ? [] : [[work.body("it"), asked.length]],
  );
  const council = await guideline.member("Birgit Vogt", "commenter", "betriebsrat");
  const [forCouncil] = await council.ask<Waiting[]>("GET", "/api/questions");
  expect(forCouncil).toMatchObject({ guidelineId: guideline.id, bodyId: work.body("betriebsrat") });
  expect(forCouncil?.blocking).toBeGreaterThan(0);
});

test("an archived guideline takes no answers", async () => {
  const archived = await work.guideline({ title: "Im Archiv" });
  await archived.questions();
  await work.owner.ask("PATCH", archived.path, { archived: true });
  expect(await archived.tryToDecide(work.owner, "employer-in-profile", "free")).toEqual(FORBIDDEN);
});

test("authors add questions of their own, readers along do not", async () => {
  const [{ sectionId } = { sectionId: "" }] = await guideline.questions();
  const request = {
    sectionId,
    text: "Gilt das auch für Auszubildende unter 18?",
    type: "option",
    options: [{ label: "Ja", wording: "Das gilt auch für Auszubildende." }, { label: "Nein" }],
    askedOf: [work.body("jugendvertretung")],
  };
  const commenter = await guideline.member("Mira Kaya", "commenter", "betriebsrat");
  expect((await commenter.request("POST", `${guideline.path}/questions`, request)).status).toBe(403);
  const editor = await guideline.member("Jonas Weber", "editor");
  const own = await editor.ask<Question>("POST", `${guideline.path}/questions`, request);
  expect(own).toMatchObject({ origin: "own", status: "open", blocking: false });
  expect(
    (await editor.request("POST", `${guideline.path}/questions`, { ...request, sectionId: "none" })).status,
  ).toBe(404);
});

test("asked people are told when they come, and when somebody answers in their place", async () => {
  const told = await work.guideline({ title: "Mit Nachrichten" });
  await told.questions();
  const hr = await invite(work.owner, { name: "Petra Kommt", bodies: ["personal"] });
  await work.owner.ask("PUT", `${told.path}/members/${hr.id}`, { role: "commenter" });
  const kinds = async () => {
    const { notices } = await hr.ask<Inbox>("GET", "/api/notifications");
    return notices.filter(({ guideline }) => guideline.id === told.id).map(({ content }) => content.kind);
  };
  await expect.poll(async () => (await kinds()).filter((kind) => kind === "questionAsked")).toHaveLength(1);
  await told.decide(work.owner, "employer-in-profile", "free", { onBehalfOf: work.body("personal") });
  expect(await kinds()).toContain("questionDecided");
  const before = (await kinds()).length;
  await told.decide(hr, "private-use-at-work", "breaks");
  expect(await kinds(), "nobody is told of what they did themselves").toHaveLength(before);
});
