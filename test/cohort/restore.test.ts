import { afterAll, beforeAll, expect, test } from "vitest";
import type { SectionId } from "#shared/ids.ts";
import type { Version, VersionContent } from "#shared/versions.ts";
import { flowsOf, inStep, join } from "#test/support/cohort.ts";
import { aGuidelineAtWork, type GuidelineAtWork } from "#test/support/guideline.ts";
import type { Someone } from "#test/support/people.ts";
import { until } from "#test/support/until.ts";

let work: GuidelineAtWork;
let jonas: Someone;
let path: string;
beforeAll(async () => {
  work = await aGuidelineAtWork();
  jonas = await work.member("Jonas Weber", "editor");
  path = `/api/guidelines/${work.guideline.id}/versions`;
});
afterAll(() => work[Symbol.asyncDispose]());

test("a section is restored while a colleague types in another one, who loses nothing", async () => {
  using owner = await join(work.owner, work.guideline.id);
  using other = await join(jonas, work.guideline.id);
  owner.type(0, 0, "As it was approved. ");
  await owner.saved();
  const { number } = await work.owner.ask<Version>("POST", path, { title: "Approved", note: "" });
  owner.ydoc.transact(() => flowsOf(owner.ydoc)[0]?.delete(0, 20), "typing");
  owner.type(0, 0, "Rewritten. ");
  await owner.saved();

  const typed: string[] = [];
  const typing = setInterval(() => {
    typed.push(`[${typed.length}]`);
    other.type(2, 0, `[${typed.length - 1}]`);
  }, 5);
  try {
    await until("some typing", () => typed.length > 20);
    const sectionId = owner.ydoc.getArray<SectionId>("order").get(0);
    const kept = await work.owner.ask<Version>("POST", `${path}/${number}/restore`, { sectionId });
    expect(kept.cause).toBe("restore");
    await until("some more typing", () => typed.length > 60);
    clearInterval(typing);

    const text = await inStep([owner, other]);
    expect(text).toContain("As it was approved. ");
    expect(text).not.toContain("Rewritten. ");
    for (const word of typed) expect(text).toContain(word);

    const before = await work.owner.ask<VersionContent>("GET", `${path}/${kept.number}`);
    expect(JSON.stringify(before.doc)).toContain("Rewritten. ");
  } finally {
    clearInterval(typing);
  }
});

test("the whole text goes back to a version; removed sections return in their place", async () => {
  using owner = await join(work.owner, work.guideline.id);
  using other = await join(jonas, work.guideline.id);
  const order = owner.ydoc.getArray<string>("order");
  const before = order.toArray();
  const text = await inStep([owner, other]);
  const { number } = await work.owner.ask<Version>("POST", path, { title: "Whole", note: "" });

  owner.ydoc.transact(() => order.delete(1, 2), "typing");
  owner.type(0, 0, "Rewritten. ");
  await inStep([owner, other]);
  await work.owner.ask("POST", `${path}/${number}/restore`, {});
  await until("the text as it was", () => owner.text() === text && other.text() === text);
  expect(order.toArray()).toEqual(before);
});
