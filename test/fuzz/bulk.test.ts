/** What stops or kills other servers: frames that are no WebSocket frames, gaps without end, masses of garbage. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { applyUpdate, Doc, encodeStateAsUpdate } from "yjs";
import { usageOf } from "#test/bench/process.ts";
import { frameOf, openWire, type WireEnd } from "#test/bench/wire.ts";
import { flowsOf } from "#test/support/cohort.ts";
import { writeMessage } from "#test/support/frames.ts";
import { aGuidelineAtWork, type GuidelineAtWork } from "#test/support/guideline.ts";
import type { Someone } from "#test/support/people.ts";
import { honestCohort } from "./honest.ts";
import { UNLIMITED, WITHIN } from "./settings.ts";

let work: GuidelineAtWork;
let honest: readonly Someone[];
let hostile: Someone;
beforeAll(async () => {
  work = await aGuidelineAtWork(UNLIMITED);
  honest = [work.owner, await work.member("Jonas Weber", "editor")];
  hostile = await work.member("Mal Lory", "editor");
});
afterAll(() => work[Symbol.asyncDispose]());

const text = (value: string) => new TextEncoder().encode(value);
const header = (...bytes: number[]) => Uint8Array.from(bytes);
/** A masked header that promises so many bytes. */
const promising = (length: bigint) => {
  const bytes = Buffer.alloc(14);
  bytes[0] = 0x82;
  bytes[1] = 0xff;
  bytes.writeBigUInt64BE(length, 2);
  return bytes;
};

test.each<[string, Uint8Array, readonly number[]]>([
  ["a reserved bit", frameOf(text("x"), 0x82 | 0x40), [1002]],
  ["all reserved bits", frameOf(text("x"), 0x82 | 0x70), [1002]],
  ["an unknown opcode", frameOf(text("x"), 0x83), [1002]],
  ["a frame without a mask", header(0x82, 0x05, 1, 2, 3, 4, 5), [1002]],
  ["a length of 2^53", promising(2n ** 53n), [1009]],
  ["a length of 2^63", promising(2n ** 63n), [1009]],
  ["a length just above the limit", promising(2n ** 20n + 1n), [1009]],
  ["a ping in fragments", frameOf(text("x"), 0x09), [1002]],
  ["a continuation of nothing", frameOf(text("x"), 0x80), [1002]],
  ["text", frameOf(text("hello"), 0x81), [4422]],
  ["empty text", frameOf(text(""), 0x81), [4422]],
  ["text that is no UTF-8", frameOf(header(0xff, 0xfe), 0x81), [1007, 4422]],
  ["an empty frame", frameOf(text("")), [4422]],
  ["a close frame of one byte", frameOf(header(3), 0x88), [1002]],
  ["an HTTP request in the middle", text("GET / HTTP/1.1\r\n\r\n"), [1002]],
])("%s ends its own connection and no other", async (_what, bytes, codes) => {
  using cohort = await honestCohort(work, honest);
  const { end, wire } = await openHostile();
  wire.sendRaw(bytes);
  expect(codes).toContain((await end).code);
  await cohort.holds();
});

test(
  "twenty thousand updates without their predecessor are refused and leave nothing behind",
  async () => {
    using cohort = await honestCohort(work, honest);
    const ydoc = await documentOfHostile();
    const updates: Uint8Array[] = [];
    ydoc.on("update", (update: Uint8Array) => updates.push(update));
    for (let at = 0; at < 20_001; at++) flowsOf(ydoc)[0]?.insert(at, "a");
    const { end, wire } = await openHostile(ydoc);
    for (const update of updates.slice(1)) {
      if (!wire.open) break;
      if (!wire.sendRaw(frameOf(writeMessage({ type: "update", update })))) await wire.drained();
    }
    expect((await end).code).toBe(4509);
    await cohort.holds();
  },
  WITHIN,
);

test(
  "64 MB of garbage, in one frame and in many, is not kept in memory",
  async () => {
    using cohort = await honestCohort(work, honest);
    const pid = work.server.child().pid ?? 0;
    const before = usageOf(pid).memory;
    const garbage = new Uint8Array(64 * 2 ** 20).fill(7);
    const one = await openHostile();
    one.wire.sendRaw(frameOf(garbage));
    expect([1009, 0]).toContain((await one.end).code);
    for (let at = 0; at < garbage.length; at += 2 ** 20) {
      const { end, wire } = await openHostile();
      wire.sendRaw(
        frameOf(writeMessage({ type: "update", update: garbage.subarray(at, at + 2 ** 20 - 100) })),
      );
      expect((await end).code).toBe(4422);
    }
    await cohort.holds();
    expect(usageOf(pid).memory - before).toBeLessThan(256);
  },
  WITHIN,
);

/** The document as the attacker's tab has it. */
async function documentOfHostile(): Promise<Doc> {
  const answer = await hostile.request("GET", `/api/guidelines/${work.guideline.id}/state`);
  const ydoc = new Doc();
  applyUpdate(ydoc, new Uint8Array(await answer.arrayBuffer()));
  expect(encodeStateAsUpdate(ydoc).length).toBeGreaterThan(100);
  return ydoc;
}

function openHostile(ydoc = new Doc()) {
  let ended = (_end: WireEnd) => {};
  const end = new Promise<WireEnd>((resolve) => {
    ended = resolve;
  });
  return new Promise<{ wire: ReturnType<typeof openWire>; end: Promise<WireEnd> }>((resolve) => {
    const wire = openWire({
      url: work.server.url.replace(/^http/, "ws") + work.socketPath(ydoc),
      headers: { cookie: hostile.cookie, origin: work.server.url },
      onOpen: () => resolve({ wire, end }),
      onEnd: (how) => ended(how),
    });
  });
}
