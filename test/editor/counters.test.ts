import { expect, test } from "vitest";
import { createCounters } from "#client/editor/views/counters.ts";

test("Numbers go on behind a deeper list, and the deeper list begins anew", () => {
  const counters = createCounters();
  const levels = [0, 1, 1, 0, 1];
  expect(levels.map((level) => counters.next(level, 1))).toEqual([1, 1, 2, 2, 1]);
});

test("A list may begin with another number than one", () => {
  const counters = createCounters();
  expect([counters.next(0, 4), counters.next(0, 4)]).toEqual([4, 5]);
});

test("Text in between ends the counting, a bullet below a number does not", () => {
  const counters = createCounters();
  counters.next(0, 1);
  counters.interrupt(1);
  expect(counters.next(0, 1)).toBe(2);
  counters.interrupt(-1);
  expect(counters.next(0, 1)).toBe(1);
});
