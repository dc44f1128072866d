import { afterAll, beforeAll, expect, test } from "vitest";
import { openPlayground, type Playground } from "./play.ts";

let ground: Playground;
beforeAll(async () => {
  ground = await openPlayground(4, 3000);
}, 60_000);
afterAll(() => ground[Symbol.asyncDispose]());

const unharmed = { lost: 0, cut: 0 };

test("what a few write reaches all who look on, and a newcomer", async () => {
  const readings = await ground.play("fan-out", { listeners: 30, writers: 4, seconds: 2, warmup: 0 });
  expect(readings).toMatchObject({ ...unharmed, joinerLacks: 0 });
}, 60_000);

test("a long history is on disk when its last edit is shown, and opens for many at once after a restart", async () => {
  const readings = await ground.play("history", { joins: 1, crowd: 10 });
  expect(readings).toMatchObject({ notOnDisk: 0 });
  for (const key of ["rate", "warm", "cold", "crowd", "crowdLast"])
    expect(readings[key], key).toBeGreaterThan(0);
}, 120_000);

test("text comes through while everybody moves a cursor, and everybody hears of every cursor", async () => {
  const readings = await ground.play("cursors", { people: 20, writers: 2, seconds: 2, warmup: 1 });
  expect(readings).toMatchObject({ ...unharmed, known: 100 });
}, 60_000);

test("who does not read for a while costs the others nothing and has everything in the end", async () => {
  const readings = await ground.play("stalled", { listeners: 6, before: 1, stall: 9, after: 1 });
  expect(readings).toMatchObject({ lost: 0, lacks: 0 });
}, 90_000);

test("several documents at once lose nothing", async () => {
  const readings = await ground.play("many", {
    documents: 4,
    typists: 2,
    from: 200,
    to: 200,
    seconds: 2,
    bearable: 1e6,
  });
  expect(readings).toMatchObject({ lost: 0 });
}, 60_000);

test("nobody who only looks on is cut off", async () => {
  expect(await ground.play("quiet", { people: 20, seconds: 1 })).toMatchObject({ cut: 0 });
}, 60_000);

test("a server that is killed while somebody types has all that was shown or called stored", async () => {
  const readings = await ground.play("kill", { kills: 3 });
  expect(readings).toMatchObject({ lostOfSeen: 0, lostOfTold: 0, regressed: 0 });
  expect(readings.seen).toBeGreaterThan(0);
}, 90_000);

test("a flood of attempts without a right cuts nobody off and leaves nothing open", async () => {
  const readings = await ground.play("flood", { seconds: 2, listeners: 4, writers: 2 });
  expect(readings).toMatchObject({ ...unharmed, descriptors: 0 });
  expect(readings.attempts).toBeGreaterThan(50);
}, 60_000);

test("people who come and go leave no socket and no thread behind, and their words stay", async () => {
  const readings = await ground.play("soak", { clients: 12, documents: 3, minutes: 0.15, stay: 2, rate: 3 });
  expect(readings).toMatchObject({ lost: 0, refused: 0, descriptors: 0, threads: 0 });
  expect(readings.visits).toBeGreaterThan(12);
}, 90_000);
