import { afterEach, beforeEach, expect, test } from "vitest";
import type { Inbox } from "#shared/notifications.ts";
import type { Checks, ReleaseSheet, Review, WaitingReview } from "#shared/reviews.ts";
import type { Version } from "#shared/versions.ts";
import { refusal } from "../questions/support.ts";
import { type ApprovalAtWork, anApproval, berlinDay } from "./support.ts";

let work: ApprovalAtWork;
beforeEach(async () => {
  work = await anApproval();
});
afterEach(() => work[Symbol.asyncDispose]());

const versionOf = async ({ owner, path }: ApprovalAtWork, number: number) =>
  (await owner.ask<readonly Version[]>("GET", path("versions"))).find((each) => each.number === number);

const state = (review: Review, bodyId: string) => review.bodies.find((body) => body.bodyId === bodyId);

test("a version is adopted once every body has said yes, and gets its number then and not before", async () => {
  const { it, council, boss, owner, path, bodies } = work;
  const asked = await work.request({ what: "Die erste." });
  expect(asked).toMatchObject({ status: "open", edition: 1, level: "major" });
  expect(await versionOf(work, asked.version)).toMatchObject({ status: "inReview", edition: null });
  expect(await refusal(await work.vote(boss, asked, "geschaeftsfuehrung", "approve"))).toEqual({
    status: 409,
    code: "reviews/not-its-turn",
  });

  expect((await work.vote(it, asked, "it", "approve", { note: "Bitte bald." })).status).toBe(201);
  expect((await work.vote(council, asked, "betriebsrat", "consent", work.resolution())).status).toBe(201);
  expect(await boss.ask<readonly WaitingReview[]>("GET", "/api/reviews")).toMatchObject([
    { reviewId: asked.id, bodyId: bodies.geschaeftsfuehrung, asked: "approve", confirm: false },
  ]);
  await work.vote(boss, asked, "geschaeftsfuehrung", "approve");
  expect(await work.review(asked.id)).toMatchObject({ status: "adopted" });
  expect(await versionOf(work, asked.version)).toMatchObject({ status: "adopted", edition: 1 });

  const today = berlinDay(work.clock.now());
  await owner.ask("PUT", path(`versions/${asked.version}/in-force`), { from: today });
  expect(await versionOf(work, asked.version)).toMatchObject({ status: "inForce", edition: 1 });
  const sheet = await owner.ask<ReleaseSheet>("GET", path(`versions/${asked.version}/release-sheet`));
  expect(sheet).toMatchObject({ edition: 1, contentHash: asked.contentHash });
  expect(state(sheet.reviews[0] as Review, bodies.betriebsrat)?.vote).toMatchObject({
    vote: "consent",
    resolution: { reportedBy: "Miriam Vogt, Vorsitzende" },
  });
  const { notices } = await council.ask<Inbox>("GET", "/api/notifications");
  expect(notices.map(({ content }) => content.kind)).toEqual(
    expect.arrayContaining(["reviewRequested", "reviewEnded", "editionInForce"]),
  );
});

test("a return ends the review with its reason; a yes on changed content is void, on identical content kept", async () => {
  const { it, council, bodies } = work;
  const first = await work.request();
  await work.vote(it, first, "it", "approve");
  expect(
    await refusal(await work.vote(council, first, "betriebsrat", "refuse", work.resolution())),
  ).toMatchObject({ status: 422, code: "reviews/reason-missing" });
  await work.vote(council, first, "betriebsrat", "refuse", {
    ...work.resolution(),
    note: "Das Monitoring fehlt.",
  });
  expect(await work.review(first.id)).toMatchObject({ status: "returned", reason: "Das Monitoring fehlt." });
  expect(await versionOf(work, first.version)).toMatchObject({ status: "returned", edition: null });

  const same = await work.request();
  expect(same.contentHash).toBe(first.contentHash);
  expect(state(same, bodies.it)?.vote).toMatchObject({ vote: "approve", kept: true });
  expect(state(same, bodies.betriebsrat)?.vote).toBeNull();
  await work.owner.ask("POST", work.path(`reviews/${same.id}/withdrawal`), {});

  await work.type("Neu. ");
  const changed = await work.request();
  expect(changed.contentHash).not.toBe(first.contentHash);
  expect(state(changed, bodies.it)).toMatchObject({ vote: null, lastYes: same.version });
});

test("a staff representation consents by resolution only, and nobody else consents", async () => {
  const { it, council, owner, bodies, path } = work;
  const review = await work.request();
  expect(await refusal(await work.vote(council, review, "betriebsrat", "consent"))).toEqual({
    status: 422,
    code: "reviews/resolution-missing",
  });
  expect(await refusal(await work.vote(council, review, "betriebsrat", "approve"))).toMatchObject({
    code: "reviews/wrong-vote",
  });
  expect(await refusal(await work.vote(it, review, "it", "consent", work.resolution()))).toMatchObject({
    code: "reviews/wrong-vote",
  });
  const { reportedBy } = work.resolution().resolution;
  for (const decidedOn of ["2099-01-01", "2001-01-01"])
    expect(
      await refusal(
        await work.vote(council, review, "betriebsrat", "consent", { resolution: { decidedOn, reportedBy } }),
      ),
    ).toMatchObject({ code: "reviews/date" });
  const approving = [[{ bodyId: bodies.betriebsrat, asked: "approve", speakers: [], delegate: null }]];
  expect(
    await refusal(await owner.request("PUT", path("approval-policy"), { steps: approving })),
  ).toMatchObject({ status: 422, code: "reviews/policy" });
});

test("silence and expiry decide nothing; who has not voted is reminded once", async () => {
  const { app, clock, it, owner } = work;
  const start = clock.now();
  const dueOn = berlinDay(new Date(start.getTime() + 6 * 24 * 60 * 60 * 1000));
  const review = await work.request({ dueOn });
  clock.set(new Date(start.getTime() + 5 * 24 * 60 * 60 * 1000).toISOString());
  await app.reviews.tick();
  await app.reviews.tick();
  const reminders = (await it.ask<Inbox>("GET", "/api/notifications")).notices.filter(
    ({ content }) => content.kind === "reviewReminder",
  );
  expect(reminders).toHaveLength(1);
  clock.set(new Date(start.getTime() + 8 * 24 * 60 * 60 * 1000).toISOString());
  expect((await work.review(review.id)).status).toBe("open");
  // The moment itself counts, not when it is looked after.
  const late = app.reviews.service.vote({ ...(await person(work, it.id)) }, work.guideline.id, review.id, {
    bodyId: work.bodies.it,
    vote: "approve",
    note: "",
    contentHash: review.contentHash,
  });
  await expect(late).rejects.toMatchObject({ code: "reviews/ended" });
  await app.reviews.tick();
  expect(await work.review(review.id, owner)).toMatchObject({ status: "expired" });
  expect(await versionOf(work, review.version)).toMatchObject({ status: "snapshot", edition: null });
});

test("a new major version after an adopted one asks everybody again and supersedes it from its day", async () => {
  const { it, council, boss, owner, path, bodies, clock, app } = work;
  const adopt = async (review: Review) => {
    await work.vote(it, review, "it", "approve");
    await work.vote(council, review, "betriebsrat", "consent", work.resolution());
    await work.vote(boss, review, "geschaeftsfuehrung", "approve");
    return work.review(review.id);
  };
  const first = await adopt(await work.request());
  await owner.ask("PUT", path(`versions/${first.version}/in-force`), { from: berlinDay(clock.now()) });
  const checks = await owner.ask<Checks>("GET", path("review-checks"));
  expect(checks.blocks).toEqual([{ what: "unchanged", edition: 1 }]);

  await work.type("Neues Recht. ");
  const second = await work.request();
  expect(second).toMatchObject({ edition: 2 });
  expect(second.bodies.map(({ vote, lastYes }) => ({ vote, lastYes }))).toEqual(
    second.bodies.map(() => ({ vote: null, lastYes: first.version })),
  );
  expect(await adopt(second)).toMatchObject({ status: "adopted" });
  const start = clock.now();
  const from = berlinDay(new Date(start.getTime() + 3 * 24 * 60 * 60 * 1000));
  await owner.ask("PUT", path(`versions/${second.version}/in-force`), { from });
  expect(await versionOf(work, second.version)).toMatchObject({ status: "adopted" });
  expect(await versionOf(work, first.version)).toMatchObject({ status: "inForce" });
  clock.set(new Date(start.getTime() + 4 * 24 * 60 * 60 * 1000).toISOString());
  await app.reviews.tick();
  expect(await versionOf(work, second.version)).toMatchObject({ status: "inForce", edition: 2 });
  expect(await versionOf(work, first.version)).toMatchObject({ status: "superseded", edition: 1 });
  expect(bodies.it).toBeTruthy();
});

test("open questions, a body's concern and a body without people hold it back, and it is said what does", async () => {
  const { owner, council, path, bodies } = work;
  await council.ask("POST", path("threads"), {
    kind: "concern",
    sectionId: (await owner.ask<{ outline: readonly { id: string }[] }>("GET", path("").slice(0, -1)))
      .outline[0]?.id,
    body: "So nicht.",
    onBehalfOf: bodies.betriebsrat,
  });
  const { steps } = work.policy();
  await owner.ask("PUT", path("approval-policy"), {
    steps: [...steps, [{ bodyId: bodies.recht, asked: "approve", speakers: [], delegate: null }]],
  });
  const { blocks, warns } = await owner.ask<Checks>("GET", path("review-checks"));
  expect(blocks).toEqual([
    expect.objectContaining({ what: "concern", number: 1, body: bodies.betriebsrat }),
    { what: "nobodySpeaks", body: bodies.recht, reason: "nobody" },
  ]);
  expect(warns).toContainEqual({ what: "contact" });
  expect(await refusal(await owner.request("POST", path("reviews"), {}))).toEqual({
    status: 422,
    code: "reviews/blocked",
  });
});

async function person({ owner }: ApprovalAtWork, id: string) {
  const all = await owner.ask<readonly import("#shared/identity.ts").Person[]>("GET", "/api/people");
  const found = all.find((each) => each.id === id);
  if (found === undefined) throw new Error("There is no such person.");
  return found;
}
