/** Does the yardstick notice? A relay with known faults has to measure as what it is. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPlayground, type Playground } from "./play.ts";

let ground: Playground;
beforeAll(async () => {
  ground = await openPlayground(1);
}, 60_000);
afterAll(() => ground[Symbol.asyncDispose]());

const small = { listeners: 20, writers: 4, rate: 5, seconds: 3, warmup: 0 };

test("a sound relay loses nothing", async () => {
  expect(await ground.play("fan-out", small, "relay")).toMatchObject({ lost: 0, cut: 0 });
}, 60_000);

test("one frame in ten that does not come is counted as lost", async () => {
  const { lost, cpu } = await ground.play("fan-out", small, "relay", { DROP_EVERY: "10" });
  expect(cpu).toBeGreaterThan(0);
  // 4 writers × 5 a second × 3 s × 20 listeners, a tenth of it, give or take the first and last moments.
  expect(lost).toBeGreaterThan(60);
  expect(lost).toBeLessThan(240);
}, 60_000);

test("a delay of 80 ms is in every latency", async () => {
  const { p50 } = await ground.play("fan-out", small, "relay", { DELAY_MS: "80" });
  expect(p50).toBeGreaterThanOrEqual(79);
}, 60_000);

test("what is kept only after it was shown is found missing after a kill", async () => {
  const late = await ground.play("kill", { killsOfPeers: 2 }, "relay", { KEEP_AFTER_MS: "400" });
  expect(late.lostOfSeen).toBeGreaterThan(0);
}, 60_000);

test("what is kept before it is shown is found whole after a kill", async () => {
  const prompt = await ground.play("kill", { killsOfPeers: 2 }, "relay", {
    KEEP_AFTER_MS: "0",
    DELAY_MS: "30",
  });
  expect(prompt.seen).toBeGreaterThan(0);
  expect(prompt.lostOfSeen).toBe(0);
}, 60_000);
