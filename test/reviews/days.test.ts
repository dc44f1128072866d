/** Days that have come are looked after one by one, and only where there is something to do. */
import { join } from "node:path";
import SQLite from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Review } from "#shared/reviews.ts";
import type { Version } from "#shared/versions.ts";
import { createGuideline } from "#test/support/people.ts";
import { refusal } from "../questions/support.ts";
import { type ApprovalAtWork, anApproval, berlinDay, spell } from "./support.ts";

let work: ApprovalAtWork;
beforeEach(async () => {
  work = await anApproval();
});
afterEach(() => work[Symbol.asyncDispose]());

const DAY = 24 * 60 * 60 * 1000;
const later = (days: number) => new Date(work.clock.now().getTime() + days * DAY);
const wait = (days: number) => work.clock.set(later(days).toISOString());

/** Another guideline that is up for decision, by IT alone. */
async function another(dueOn: string): Promise<Review> {
  const { owner, it, bodies } = work;
  const { id } = await createGuideline(owner, { title: "Eine andere" });
  const path = `/api/guidelines/${id}`;
  for (const { id: question, blocking } of await owner.ask<readonly { id: string; blocking: boolean }[]>(
    "GET",
    `${path}/questions`,
  ))
    if (blocking) await owner.ask("PUT", `${path}/questions/${question}/exclusion`, { reason: "Nein." });
  await owner.ask("PUT", `${path}/members/${it.id}`, { role: "approver" });
  await owner.ask("PUT", `${path}/approval-policy`, {
    steps: [[{ bodyId: bodies.it, asked: "approve", speakers: [], delegate: null }]],
  });
  return owner.ask<Review>("POST", `${path}/reviews`, { dueOn });
}

test("a review that cannot be looked after holds up no other, now or later", async () => {
  const { app, owner } = work;
  const dueOn = berlinDay(later(6));
  const broken = await work.request({ dueOn });
  const other = await another(dueOn);
  const file = new SQLite(join(work.dataDir, "richtschnur.db"));
  const kept = file.prepare("select policy from reviews where id = ?").pluck().get(broken.id);
  file.prepare("update reviews set policy = 'no json' where id = ?").run(broken.id);
  wait(8);
  await app.reviews.tick();
  const read = (review: Review) =>
    owner.ask<Review>("GET", `/api/guidelines/${review.guidelineId}/reviews/${review.id}`);
  expect((await read(other)).status).toBe("expired");
  file.prepare("update reviews set policy = ? where id = ?").run(kept, broken.id);
  file.close();
  await app.reviews.tick();
  expect((await read(broken)).status).toBe("expired");
});

async function adopt(review: Review): Promise<Review> {
  await work.vote(work.it, review, "it", "approve");
  await work.vote(work.council, review, "betriebsrat", "consent", work.resolution());
  await work.vote(work.boss, review, "geschaeftsfuehrung", "approve");
  return work.review(review.id);
}

const statusOf = async ({ version }: Review) =>
  (await work.owner.ask<readonly Version[]>("GET", work.path("versions"))).find(
    ({ number }) => number === version,
  )?.status;

test("an edition does not come into force while its guideline is archived, and does afterwards", async () => {
  const { app, owner, guideline } = work;
  const review = await adopt(await work.request());
  await owner.ask("PUT", work.path(`versions/${review.version}/in-force`), { from: berlinDay(later(2)) });
  await owner.ask("DELETE", `/api/guidelines/${guideline.id}`);
  wait(3);
  await app.reviews.tick();
  expect(await statusOf(review)).toBe("adopted");
  await owner.ask("PATCH", `/api/guidelines/${guideline.id}`, { archived: false });
  await app.reviews.tick();
  expect(await statusOf(review)).toBe("inForce");
});

const upload = (review: Review, words: string) =>
  fetch(`${work.app.url}${work.path(`reviews/${review.id}/scans`)}`, {
    method: "POST",
    headers: {
      origin: work.app.url,
      cookie: work.owner.cookie,
      "content-type": "application/octet-stream",
    },
    body: `%PDF-1.7 ${words}`,
  });

test("a scan that no decision names is forgotten after a day, one that is named stays", async () => {
  const { app, owner } = work;
  const review = await work.request();
  const [named, unnamed] = await Promise.all(
    ["ja", "liegen geblieben"].map(
      async (words) => (await (await upload(review, words)).json()) as { readonly scan: string },
    ),
  );
  const onPaper = { scan: named?.scan, receivedOn: berlinDay(work.clock.now()) };
  await work.vote(owner, review, "betriebsrat", "consent", { ...work.resolution(), onPaper });
  const get = (scan: string | undefined) =>
    owner.request("GET", work.path(`reviews/${review.id}/scans/${scan}`));
  wait(0.9);
  await app.reviews.tick();
  expect((await get(unnamed?.scan)).status).toBe(200);
  wait(0.2);
  await app.reviews.tick();
  expect((await get(unnamed?.scan)).status).toBe(404);
  expect((await get(named?.scan)).status).toBe(200);
  const file = new SQLite(join(work.dataDir, "richtschnur.db"), { readonly: true });
  expect(file.prepare("select count(*) from review_scans").pluck().get()).toBe(1);
  file.close();

  // Nothing is handed in for what has ended.
  await work.owner.ask("POST", work.path(`reviews/${review.id}/withdrawal`), {});
  expect(await refusal(await upload(review, "zu spät"))).toEqual({ status: 409, code: "reviews/ended" });
});

test("whoever could have objected to an editorial change still can when its days are over, or it is not adopted", async () => {
  const { app, owner, council, guideline, path } = work;
  await adopt(await work.request());
  await spell(work);
  const review = await owner.ask<Review>("POST", path("reviews"), { level: "editorial" });
  await owner.ask("DELETE", `/api/guidelines/${guideline.id}/members/${council.id}`);
  wait(9);
  await app.reviews.tick();
  expect((await work.review(review.id)).status).toBe("expired");
  await owner.ask("PUT", path(`members/${council.id}`), { role: "approver" });

  const second = await owner.ask<Review>("POST", path("reviews"), { level: "editorial" });
  await owner.ask("DELETE", `/api/guidelines/${guideline.id}`);
  wait(9);
  await app.reviews.tick();
  await owner.ask("PATCH", `/api/guidelines/${guideline.id}`, { archived: false });
  expect((await work.review(second.id)).status).toBe("expired");
});
