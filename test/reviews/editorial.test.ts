import { afterAll, beforeAll, expect, test } from "vitest";
import type { Checks, Review } from "#shared/reviews.ts";
import { refusal } from "../questions/support.ts";
import { type ApprovalAtWork, anApproval, berlinDay, changeLine, spell } from "./support.ts";

let work: ApprovalAtWork;
beforeAll(async () => {
  work = await anApproval();
});
afterAll(() => work[Symbol.asyncDispose]());

const checks = () => work.owner.ask<Checks>("GET", work.path("review-checks?level=editorial"));
const codes = async () =>
  (await checks()).blocks.map((check) => (check.what === "notEditorial" ? check.reason : check.what));

test("only what has been adopted can be changed editorially", async () => {
  expect(await codes()).toEqual(["noEdition"]);
  const review = await work.request();
  await work.vote(work.it, review, "it", "approve");
  await work.vote(work.council, review, "betriebsrat", "consent", work.resolution());
  await work.vote(work.boss, review, "geschaeftsfuehrung", "approve");
  expect((await work.review(review.id)).status).toBe("adopted");
});

test("a binding line is not touched editorially, and new words are no spelling", async () => {
  const undo = await changeLine(work, "binding", (text) => ({
    at: text.indexOf(" "),
    removed: 0,
    words: " nie",
  }));
  expect(await codes()).toContain("binding");
  expect(
    await refusal(await work.owner.request("POST", work.path("reviews"), { level: "editorial" })),
  ).toEqual({ status: 422, code: "reviews/blocked" });
  await undo();
  const back = await changeLine(work, "none", (text) => ({
    at: text.indexOf(" "),
    removed: 0,
    words: " nie",
  }));
  expect(await codes()).toContain("content");
  await back();
  expect(await codes()).toEqual(["unchanged"]);
});

test("a consenting body is told first and can object for five working days, which ends it", async () => {
  const undo = await spell(work);
  expect(await codes()).toEqual([]);
  const review = await work.request({ level: "editorial" });
  expect(review).toMatchObject({ status: "open", edition: 2, level: "editorial" });
  expect(await refusal(await work.vote(work.it, review, "it", "approve"))).toMatchObject({
    code: "reviews/wrong-vote",
  });
  await work.vote(work.council, review, "betriebsrat", "object", { note: "Das ist mehr als Schreibung." });
  expect(await work.review(review.id)).toMatchObject({
    status: "returned",
    reason: "Das ist mehr als Schreibung.",
  });
  await undo();
});

test("an objection on paper keeps nobody from objecting at once, and is no silence while nobody has confirmed it", async () => {
  const { owner, council, app, clock } = work;
  const onPaper = async (review: Review) => {
    const answer = await fetch(`${app.url}${work.path(`reviews/${review.id}/scans`)}`, {
      method: "POST",
      headers: { origin: app.url, cookie: owner.cookie, "content-type": "application/octet-stream" },
      body: "%PDF-1.7 Einspruch",
    });
    const { scan } = (await answer.json()) as { readonly scan: string };
    const receivedOn = berlinDay(clock.now());
    const recorded = { note: "Das ist keine Schreibung.", onPaper: { scan, receivedOn } };
    expect((await work.vote(owner, review, "betriebsrat", "object", recorded)).status).toBe(201);
  };
  const undo = await spell(work);
  const first = await work.request({ level: "editorial" });
  await onPaper(first);
  await work.vote(council, first, "betriebsrat", "object", { note: "Ich auch nicht." });
  expect(await find(first)).toMatchObject({ status: "returned", reason: "Ich auch nicht." });

  const second = await work.request({ level: "editorial" });
  await onPaper(second);
  clock.set(new Date(Date.parse(`${second.dueOn}T12:00:00Z`) + 24 * 60 * 60 * 1000).toISOString());
  await app.reviews.tick();
  expect((await find(second)).status).toBe("expired");
  await undo();
});

test("without an objection it is adopted when the five working days are over, and not a moment before", async () => {
  await spell(work);
  const review = await work.request({ level: "editorial" });
  const due = Date.parse(`${review.dueOn}T12:00:00Z`);
  work.clock.set(new Date(due).toISOString());
  await work.app.reviews.tick();
  expect((await find(review)).status).toBe("open");
  work.clock.set(new Date(due + 24 * 60 * 60 * 1000).toISOString());
  await work.app.reviews.tick();
  expect(await find(review)).toMatchObject({ status: "adopted", edition: 2 });
});

const find = (review: Review) => work.review(review.id);
