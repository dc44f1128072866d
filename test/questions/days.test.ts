import { expect, test } from "vitest";
import { anAppAtWork } from "#test/support/app.ts";
import { createGuideline } from "#test/support/people.ts";
import { refusal } from "./support.ts";

test("a day to come is one to come where the organisation is, also in the first hour after midnight", async () => {
  // Half an hour into the second of March in Berlin.
  await using work = await anAppAtWork({ at: "2026-03-01T23:30:00Z" });
  const { id } = await createGuideline(work.admin);
  const hold = (reviewOn: string) =>
    work.admin.request("PUT", `/api/guidelines/${id}/hold`, { reason: "Erst im Frühjahr.", reviewOn });
  expect(await refusal(await hold("2026-03-02"))).toEqual({ status: 422, code: "request/invalid" });
  expect((await hold("2026-03-03")).ok).toBe(true);
});
