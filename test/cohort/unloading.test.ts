import { expect, test } from "vitest";
import { join } from "#test/support/cohort.ts";
import { aGuidelineAtWork } from "#test/support/guideline.ts";
import { until } from "#test/support/until.ts";

/** Longer than a document stays in memory behind the last one who left. */
const UNLOADED_WITHIN = 60_000;

test("a document that everybody has left goes from memory and stays away until somebody comes back", async () => {
  await using work = await aGuidelineAtWork();
  const rooms = async () => {
    const metrics = await (await fetch(`${work.server.url}/metrics`)).text();
    return Number(/^richtschnur_collab_rooms (\d+)$/m.exec(metrics)?.[1]);
  };
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
