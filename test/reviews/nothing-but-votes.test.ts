/** Approval comes of votes on the content that was handed over, and of nothing else. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Person } from "#shared/identity.ts";
import type { Checks, ReleaseSheet, Review } from "#shared/reviews.ts";
import type { Version } from "#shared/versions.ts";
import { refusal } from "../questions/support.ts";
import { type ApprovalAtWork, anApproval, berlinDay } from "./support.ts";

let work: ApprovalAtWork;
beforeEach(async () => {
  work = await anApproval();
});
afterEach(() => work[Symbol.asyncDispose]());

const DAY = 24 * 60 * 60 * 1000;

async function adopt(review: Review): Promise<Review> {
  await work.vote(work.it, review, "it", "approve");
  await work.vote(work.council, review, "betriebsrat", "consent", work.resolution());
  await work.vote(work.boss, review, "geschaeftsfuehrung", "approve");
  const adopted = await work.review(review.id);
  expect(adopted.status).toBe("adopted");
  return adopted;
}

const inForce = (review: Review, from: string) =>
  work.owner.ask("PUT", work.path(`versions/${review.version}/in-force`), { from });
const statusOf = async ({ version }: Review) =>
  (await work.owner.ask<readonly Version[]>("GET", work.path("versions"))).find(
    ({ number }) => number === version,
  )?.status;

test("what was adopted once and has been replaced since is asked for anew when it comes back", async () => {
  const first = await adopt(await work.request());
  await work.type("Neu. ");
  await adopt(await work.request());
  await work.owner.ask("POST", work.path(`versions/${first.version}/restore`), {});
  const back = await work.request();
  expect(back.contentHash).toBe(first.contentHash);
  expect(back).toMatchObject({ status: "open", edition: 3 });
  expect(back.bodies.map(({ vote }) => vote)).toEqual([null, null, null]);
});

test("an edition whose day comes after a newer one is in force does not take its place", async () => {
  const start = work.clock.now().getTime();
  const first = await adopt(await work.request());
  await inForce(first, berlinDay(new Date(start + 10 * DAY)));
  await work.type("Neu. ");
  const second = await adopt(await work.request());
  await inForce(second, berlinDay(new Date(start)));
  expect([await statusOf(first), await statusOf(second)]).toEqual(["superseded", "inForce"]);
  work.clock.set(new Date(start + 11 * DAY).toISOString());
  await work.app.reviews.tick();
  expect([await statusOf(first), await statusOf(second)]).toEqual(["superseded", "inForce"]);
});

test("of two requests at once for what everybody has said yes to already, one is adopted", async () => {
  const { owner, it, council, bodies, path } = work;
  const returned = await work.request();
  await work.vote(it, returned, "it", "approve");
  await work.vote(council, returned, "betriebsrat", "refuse", { ...work.resolution(), note: "Nein." });
  await owner.ask("PUT", path("approval-policy"), {
    steps: [[{ bodyId: bodies.it, asked: "approve", speakers: [], delegate: null }]],
  });
  const person = (await owner.ask<readonly Person[]>("GET", "/api/people")).find(({ id }) => id === owner.id);
  const { service } = work.app.reviews;
  // Both at the same place, which two requests over HTTP seldom are.
  const answers = await Promise.allSettled(
    [1, 2].map(() => service.request(person as Person, work.guideline.id, {})),
  );
  expect(answers.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  const all = await owner.ask<readonly Review[]>("GET", path("reviews"));
  expect(all.map(({ status }) => status)).toEqual(["adopted", "returned"]);
});

test("nobody from elsewhere consents for a staff representation, as a delegate either", async () => {
  const { owner, boss, it, bodies, path } = work;
  const { steps } = work.policy();
  const delegating = (bodyId: string, delegate: string) => ({
    steps: steps.map((step) => step.map((body) => (body.bodyId === bodyId ? { ...body, delegate } : body))),
  });
  const put = (policy: object) => owner.request("PUT", path("approval-policy"), policy);
  expect(await refusal(await put(delegating(bodies.betriebsrat, boss.id)))).toEqual({
    status: 422,
    code: "reviews/policy",
  });
  expect((await put(delegating(bodies.it, boss.id))).status).toBe(200);
  const review = await work.request();
  expect((await work.vote(boss, review, "it", "approve")).status).toBe(201);
  expect(await refusal(await work.vote(it, review, "it", "approve"))).toMatchObject({
    code: "reviews/already-voted",
  });
});

test("where nobody could object, a change is not handed over as editorial", async () => {
  const { owner, council, path, bodies } = work;
  await adopt(await work.request());
  await owner.ask("DELETE", `/api/guidelines/${work.guideline.id}/members/${council.id}`);
  await work.type("Neu. ");
  const { blocks } = await owner.ask<Checks>("GET", path("review-checks?level=editorial"));
  expect(blocks).toContainEqual({ what: "nobodySpeaks", body: bodies.betriebsrat, reason: "nobody" });
});

test("the release sheet keeps what a concern was when the version was decided about", async () => {
  const { owner, it, path } = work;
  const { outline } = await owner.ask<{ outline: readonly { id: string }[] }>(
    "GET",
    `/api/guidelines/${work.guideline.id}`,
  );
  const thread = await it.ask<{ id: string }>("POST", path("threads"), {
    kind: "concern",
    sectionId: outline[0]?.id,
    body: "Das dauert uns zu lange.",
  });
  const adopted = await adopt(await work.request());
  work.clock.set(new Date(work.clock.now().getTime() + DAY).toISOString());
  await it.ask("PATCH", path(`threads/${thread.id}`), { status: "settled" });
  const sheet = await owner.ask<ReleaseSheet>("GET", path(`versions/${adopted.version}/release-sheet`));
  expect(sheet.concerns).toMatchObject([{ words: "Das dauert uns zu lange.", end: "open" }]);
});
