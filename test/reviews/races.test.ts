import { join } from "node:path";
import SQLite from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Verification } from "#shared/audit.ts";
import type { Review } from "#shared/reviews.ts";
import { invite, PASSWORD, type Someone } from "#test/support/people.ts";
import { refusal } from "../questions/support.ts";
import { type ApprovalAtWork, anApproval, berlinDay } from "./support.ts";

let work: ApprovalAtWork;
let second: Someone;
beforeAll(async () => {
  work = await anApproval();
  second = await invite(work.owner, {
    name: "Paul Zweit",
    bodies: ["it", "betriebsrat"],
    guideline: { id: work.guideline.id, role: "commenter" },
  });
});
afterAll(() => work[Symbol.asyncDispose]());

const withdraw = (review: Review) =>
  work.owner.request("POST", work.path(`reviews/${review.id}/withdrawal`), {});
const voteOf = (review: Review, bodyId: string) =>
  review.bodies.find((body) => body.bodyId === bodyId)?.vote ?? null;

test("of two people who vote for one body at once, one has voted", async () => {
  const review = await work.request();
  const answers = await Promise.all([
    work.vote(work.it, review, "it", "approve"),
    work.vote(second, review, "it", "return", { note: "Noch nicht." }),
  ]);
  const lost = answers.filter(({ ok }) => !ok);
  expect(lost).toHaveLength(1);
  expect(["reviews/already-voted", "reviews/ended"]).toContain((await refusal(lost[0] as Response)).code);
  const after = await work.review(review.id);
  expect(voteOf(after, work.bodies.it)?.vote).toBe(answers[0]?.ok ? "approve" : "return");
  expect(after.status).toBe(answers[0]?.ok ? "open" : "returned");
  if (after.status === "open") await withdraw(after);
  await work.type("a ");
});

test("a vote while the request is withdrawn either counted before or is told that it did not", async () => {
  const review = await work.request();
  const [vote, withdrawal] = await Promise.all([
    work.vote(work.it, review, "it", "approve"),
    withdraw(review),
  ]);
  expect(withdrawal.ok).toBe(true);
  const after = await work.review(review.id);
  expect(after.status).toBe("withdrawn");
  expect(voteOf(after, work.bodies.it) !== null).toBe(vote.ok);
  if (!vote.ok) expect(await refusal(vote)).toEqual({ status: 409, code: "reviews/ended" });
  expect(await refusal(await withdraw(review))).toEqual({ status: 409, code: "reviews/ended" });
  await work.type("b ");
});

test("of two requests for approval at once, one is open", async () => {
  const answers = await Promise.all([1, 2].map(() => work.owner.request("POST", work.path("reviews"), {})));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  const won = (await answers.find(({ ok }) => ok)?.json()) as Review;
  await withdraw(won);
  await work.type("c ");
});

test("a stale hash, a replayed vote, a forged body and a stranger's vote are refused", async () => {
  const { it, council, owner, boss } = work;
  const review = await work.request();
  const stale = { ...review, contentHash: "0".repeat(64) };
  expect(await refusal(await work.vote(it, stale, "it", "approve"))).toEqual({
    status: 409,
    code: "reviews/stale-content",
  });
  expect(await refusal(await work.vote(it, review, "betriebsrat", "consent", work.resolution()))).toEqual({
    status: 403,
    code: "reviews/not-allowed",
  });
  expect(await refusal(await work.vote(it, review, "recht", "approve"))).toEqual({
    status: 404,
    code: "identity/body-not-found",
  });
  expect(await refusal(await work.vote(council, review, "it", "approve"))).toMatchObject({ status: 403 });
  expect((await work.vote(it, review, "it", "approve")).status).toBe(201);
  expect(await refusal(await work.vote(it, review, "it", "approve"))).toEqual({
    status: 409,
    code: "reviews/already-voted",
  });
  const stranger = await invite(owner, { name: "Fremde Person", bodies: ["betriebsrat"] });
  expect(
    await refusal(await work.vote(stranger, review, "betriebsrat", "consent", work.resolution())),
  ).toMatchObject({ status: 404 });
  const reader = await invite(owner, {
    name: "Rita Leser",
    bodies: ["betriebsrat"],
    guideline: { id: work.guideline.id, role: "reader" },
  });
  expect(
    await refusal(await work.vote(reader, review, "betriebsrat", "consent", work.resolution())),
  ).toMatchObject({ status: 403 });
  expect(await refusal(await boss.request("POST", work.path("reviews"), {}))).toMatchObject({ status: 403 });
  await withdraw(review);
  await work.type("d ");
});

test("who asks for approval does not vote, also as one of the body", async () => {
  const { owner, bodies } = work;
  await owner.ask("PATCH", `/api/people/${owner.id}`, { bodies: [bodies.it] });
  const review = await work.request();
  expect(await refusal(await work.vote(owner, review, "it", "approve"))).toEqual({
    status: 403,
    code: "reviews/not-allowed",
  });
  await owner.ask("PATCH", `/api/people/${owner.id}`, { bodies: [] });
  await withdraw(review);
  await work.type("e ");
});

test("a session older than 15 minutes gives its password again before it decides", async () => {
  const { it, db } = work;
  const review = await work.request();
  const sessions = db.withTables<{ session: { userId: string; createdAt: string } }>();
  await sessions
    .updateTable("session")
    .set({ createdAt: new Date(Date.now() - 16 * 60 * 1000).toISOString() })
    .where("userId", "=", it.id)
    .execute();
  expect(await refusal(await work.vote(it, review, "it", "approve"))).toEqual({
    status: 403,
    code: "reviews/sign-in-again",
  });
  const again = await it.request("POST", "/api/auth/sign-in/email", { email: it.email, password: PASSWORD });
  const cookie = again.headers
    .getSetCookie()
    .map((line) => line.split(";", 1)[0])
    .join("; ");
  const fresh = await fetch(`${work.app.url}${work.path(`reviews/${review.id}/votes`)}`, {
    method: "POST",
    headers: { origin: work.app.url, cookie, "content-type": "application/json" },
    body: JSON.stringify({ bodyId: work.bodies.it, vote: "approve", contentHash: review.contentHash }),
  });
  expect(fresh.status).toBe(201);
  await withdraw(review);
  await work.type("f ");
});

test("a decision on paper counts once another person of the body has confirmed it", async () => {
  const { owner, council, it, app, bodies } = work;
  const review = await work.request();
  const upload = (bytes: Buffer, by = owner) =>
    fetch(`${app.url}${work.path(`reviews/${review.id}/scans`)}`, {
      method: "POST",
      headers: { origin: app.url, cookie: by.cookie, "content-type": "application/octet-stream" },
      body: new Uint8Array(bytes),
    });
  expect(await refusal(await upload(Buffer.from("<html>")))).toEqual({
    status: 422,
    code: "reviews/scan-type",
  });
  expect((await upload(Buffer.from("%PDF-1.7"), it)).status).toBe(403);
  expect((await upload(Buffer.alloc(10 * 1024 * 1024 + 1, "%PDF-"))).status).toBe(413);
  const { scan } = (await (await upload(Buffer.from("%PDF-1.7 Beschluss"))).json()) as { scan: string };
  const onPaper = { scan, receivedOn: berlinDay(work.clock.now()) };
  expect(
    (await work.vote(owner, review, "betriebsrat", "consent", { ...work.resolution(), onPaper })).status,
  ).toBe(201);
  const recorded = await work.review(review.id, council);
  const state = recorded.bodies.find(({ bodyId }) => bodyId === bodies.betriebsrat);
  expect(state).toMatchObject({ vote: null, mayConfirm: true, mayVote: false });
  const confirm = (by: Someone, correct: boolean) =>
    by.request("POST", work.path(`reviews/${review.id}/votes/${state?.awaiting?.id}/confirmation`), {
      correct,
      contentHash: review.contentHash,
    });
  expect(await refusal(await confirm(owner, true))).toMatchObject({ status: 403 });
  expect(await refusal(await confirm(it, true))).toMatchObject({ status: 403 });
  const both = await Promise.all([confirm(council, true), confirm(second, true)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  expect(voteOf(await work.review(review.id), bodies.betriebsrat)).toMatchObject({
    vote: "consent",
    onPaper: { state: "confirmed" },
  });
  const file = await council.request("GET", work.path(`reviews/${review.id}/scans/${scan}`));
  expect(file.headers.get("content-type")).toBe("application/pdf");
  expect(file.headers.get("content-disposition")).toContain("attachment");
  expect(await file.text()).toBe("%PDF-1.7 Beschluss");

  await withdraw(review);
  const again = await work.request();
  expect(voteOf(again, bodies.betriebsrat)).toMatchObject({ kept: true, onPaper: { state: "confirmed" } });
  const kept = await council.request("GET", work.path(`reviews/${again.id}/scans/${scan}`));
  expect(await kept.text()).toBe("%PDF-1.7 Beschluss");
});

test("a row of votes, reviews or versions that somebody has changed in the file is named", async () => {
  const verification = () => work.owner.ask<Verification>("GET", "/api/audit/verification");
  expect(await verification()).toMatchObject({ sound: true });
  const file = new SQLite(join(work.dataDir, "richtschnur.db"));
  try {
    const tampered = async (change: string, undo: string) => {
      file.exec(change);
      const found = await verification();
      file.exec(undo);
      expect(await verification()).toMatchObject({ sound: true });
      return found;
    };
    const vote = file.prepare("select id from review_votes limit 1").pluck().get() as string;
    expect(
      await tampered(
        `update review_votes set note = 'x' || note where id = '${vote}'`,
        `update review_votes set note = substr(note, 2) where id = '${vote}'`,
      ),
    ).toMatchObject({ sound: false, row: `review_votes ${vote}` });
    const review = file
      .prepare("select id from reviews where status = 'withdrawn' limit 1")
      .pluck()
      .get() as string;
    expect(
      await tampered(
        `update reviews set status = 'adopted' where id = '${review}'`,
        `update reviews set status = 'withdrawn' where id = '${review}'`,
      ),
    ).toMatchObject({ sound: false, row: `reviews ${review}` });
    expect(
      await tampered(
        "update versions set edition = 7 where status = 'inReview'",
        "update versions set edition = null where status = 'inReview'",
      ),
    ).toMatchObject({ sound: false, row: expect.stringContaining("versions ") });
    expect(
      await tampered(
        "update review_scans set bytes = cast('%PDF-1.7 beschluss' as blob)",
        "update review_scans set bytes = cast('%PDF-1.7 Beschluss' as blob)",
      ),
    ).toMatchObject({ sound: false, row: expect.stringContaining("review_scans ") });
  } finally {
    file.close();
  }
});
