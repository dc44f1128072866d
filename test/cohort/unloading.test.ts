import { expect, test } from "vitest";
import { join } from "#test/support/cohort.ts";
import { aGuidelineAtWork, type GuidelineAtWork } from "#test/support/guideline.ts";
import { createGuideline } from "#test/support/people.ts";
import { until } from "#test/support/until.ts";

/** Longer than a document stays in memory behind the last one who left. */
const UNLOADED_WITHIN = 60_000;

const openRooms = async ({ server }: GuidelineAtWork) => {
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  return Number(/^richtschnur_collab_rooms (\d+)$/m.exec(metrics)?.[1]);
};

test("of documents that nobody has open, those left longest ago make way where they are too large together", async () => {
  await using work = await aGuidelineAtWork({ env: { COLLAB_IDLE_MEGABYTES: "1" } });
  const other = await createGuideline(work.owner);
  const first = await join(work.owner, work.guideline.id);
  const second = await join(work.owner, other.id);
  for (const writer of [first, second]) {
    writer.type(0, 0, "long ".repeat(120_000));
    await writer.saved();
  }
  expect(await openRooms(work)).toBe(2);
  first[Symbol.dispose]();
  second[Symbol.dispose]();
  // Long before the half minute that a document stays by itself.
  await until("one of them to make way", async () => (await openRooms(work)) === 1, 15_000);
});

test("a document that everybody has left goes from memory and stays away until somebody comes back", async () => {
  await using work = await aGuidelineAtWork();
  const rooms = () => openRooms(work);
  {
    using _reader = await join(work.owner, work.guideline.id);
    expect(await rooms()).toBe(1);
  }
  let away = 0;
  await until(
    "the document to go from memory for good",
    async () => {
      away = (await rooms()) === 0 ? away + 1 : 0;
      return away > 20;
    },
    UNLOADED_WITHIN,
  );
  using writer = await join(work.owner, work.guideline.id);
  expect(writer.text()).not.toBe("");
}, 90_000);
