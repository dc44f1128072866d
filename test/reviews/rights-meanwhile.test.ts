/** What counts is who somebody is at the moment in which they decide, and who decides at the moment of the request. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { AuditPage } from "#shared/audit.ts";
import type { Person } from "#shared/identity.ts";
import type { Policy, Review } from "#shared/reviews.ts";
import { type ApprovalAtWork, anApproval } from "./support.ts";

let work: ApprovalAtWork;
beforeAll(async () => {
  work = await anApproval();
});
afterAll(() => work[Symbol.asyncDispose]());

const personOf = async (id: string) =>
  (await work.owner.ask<readonly Person[]>("GET", "/api/people")).find((each) => each.id === id) as Person;

const votingAs = (person: Person, review: Review) =>
  work.app.reviews.service.vote(person, work.guideline.id, review.id, {
    bodyId: work.bodies.it,
    vote: "approve",
    note: "",
    contentHash: review.contentHash,
  });

test("who has left the body, the guideline or the organisation since the request came in does not vote", async () => {
  const { owner, it, guideline, bodies, path } = work;
  const review = await work.request();
  // As the request's session read them, a moment before.
  const before = await personOf(it.id);
  await owner.ask("PATCH", `/api/people/${it.id}`, { bodies: [] });
  await expect(votingAs(before, review)).rejects.toMatchObject({ code: "reviews/not-allowed" });
  await owner.ask("PATCH", `/api/people/${it.id}`, { bodies: [bodies.it] });
  await owner.ask("DELETE", `/api/guidelines/${guideline.id}/members/${it.id}`);
  await expect(votingAs(before, review)).rejects.toMatchObject({ code: "guidelines/not-found" });
  await owner.ask("PUT", path(`members/${it.id}`), { role: "approver" });
  await owner.ask("PATCH", `/api/people/${it.id}`, { active: false });
  await expect(votingAs(before, review)).rejects.toMatchObject({ code: "guidelines/not-found" });
  await owner.ask("PATCH", `/api/people/${it.id}`, { active: true });
  await owner.ask("DELETE", `/api/guidelines/${guideline.id}`);
  await expect(votingAs(before, review)).rejects.toMatchObject({ code: "reviews/not-allowed" });
  await owner.ask("PATCH", `/api/guidelines/${guideline.id}`, { archived: false });
  await owner.ask("POST", path(`reviews/${review.id}/withdrawal`), {});
});

const ROUNDS = Number(process.env.RACE_ROUNDS ?? 8);

test("of a vote and the loss of the right to it, the log tells which was first, and never a vote after the loss", async () => {
  const { owner, it, bodies } = work;
  let after = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const review = await work.request();
    const before = await personOf(it.id);
    const take = owner.ask("PATCH", `/api/people/${it.id}`, { bodies: [] });
    await pause(round);
    const voted = await votingAs(before, review).then(
      () => true,
      () => false,
    );
    await take;
    const { rows } = await owner.ask<AuditPage>("GET", "/api/audit");
    const taken = rows.find(({ entry }) => entry.kind === "person.bodies")?.seq ?? 0;
    const vote = rows.find(({ entry }) => entry.kind === "review.voted" && entry.review === review.id);
    expect(vote !== undefined).toBe(voted);
    if (vote !== undefined) expect(vote.seq).toBeLessThan(taken);
    else after++;
    await owner.ask("POST", work.path(`reviews/${review.id}/withdrawal`), {});
    await owner.ask("PATCH", `/api/people/${it.id}`, { bodies: [bodies.it] });
    await work.type(`${round} `);
  }
  expect(after).toBeGreaterThan(0);
});

test("a request asks those whom the policy names at the moment in which it is made", async () => {
  const { owner, path } = work;
  const [both, one]: readonly Policy[] = [work.policy(), { steps: work.policy().steps.slice(0, 1) }];
  for (let round = 0; round < ROUNDS; round++) {
    await owner.ask("PUT", path("approval-policy"), both);
    const asking = work.request();
    await pause(round);
    await owner.ask("PUT", path("approval-policy"), one);
    const review = await asking;
    const { rows } = await owner.ask<AuditPage>("GET", "/api/audit");
    const asked = rows.find(({ entry }) => entry.kind === "review.requested")?.seq ?? 0;
    const changed = rows.find(({ entry }) => entry.kind === "review.policy")?.seq ?? 0;
    expect(review.bodies.length).toBe(asked > changed ? 2 : 3);
    await owner.ask("POST", path(`reviews/${review.id}/withdrawal`), {});
    await work.type(`${round} `);
  }
});

/** A little longer in each round, so that every step of the other is met once. */
async function pause(round: number): Promise<void> {
  for (let turn = 0; turn < round; turn++) await new Promise((resolve) => setImmediate(resolve));
}
