import { expect, test } from "vitest";
import type { Guideline } from "#shared/guidelines.ts";
import { inStep, joinAll } from "#test/support/cohort.ts";
import { aGuidelineAtWork } from "#test/support/guideline.ts";

const TRANSACTIONS = 1000;
const AT_ONCE = 8;

test("a thousand service transactions while four people type: none fails, no word is lost", async () => {
  await using work = await aGuidelineAtWork();
  const names = ["Jonas Weber", "Mira Kaya", "Uwe Brandt"];
  const others = await Promise.all(names.map((name) => work.member(name, "editor")));
  const writers = await joinAll([work.owner, ...others], work.guideline.id);
  const typed: string[] = [];
  const timers = writers.map((writer, index) =>
    setInterval(() => {
      const word = `[${index}-${typed.length}]`;
      typed.push(word);
      writer.type(typed.length % 2 === 0 ? 0 : index, 0, word);
    }, 15),
  );
  try {
    const statuses = new Map<number, number>();
    let next = 0;
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        while (next < TRANSACTIONS) {
          const title = `Leitlinie ${++next}`;
          const path = `/api/guidelines/${work.guideline.id}`;
          const { status } = await work.owner.request("PATCH", path, { title });
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
        }
      }),
    );
    expect(Object.fromEntries(statuses)).toEqual({ 200: TRANSACTIONS });
    for (const timer of timers) clearInterval(timer);
    const text = await inStep(writers);
    expect(typed.length).toBeGreaterThan(50);
    for (const word of typed) expect(text).toContain(word);
    const { title } = await work.owner.ask<Guideline>("GET", `/api/guidelines/${work.guideline.id}`);
    expect(title).toMatch(/^Leitlinie \d+$/);
  } finally {
    for (const timer of timers) clearInterval(timer);
    for (const writer of writers) writer[Symbol.dispose]();
  }
}, 180_000);
