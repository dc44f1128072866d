import { expect, test } from "vitest";
import { inStep, join } from "#test/support/cohort.ts";
import { aGuidelineAtWork } from "#test/support/guideline.ts";

test("who opens the same document forty times a day can still write", async () => {
  await using work = await aGuidelineAtWork();
  for (let time = 0; time < 40; time++) {
    using writer = await join(work.owner, work.guideline.id);
    writer.type(0, 0, `[${time}]`);
    await writer.saved();
  }
  using last = await join(work.owner, work.guideline.id);
  expect(await inStep([last])).toContain("[39]");
});
