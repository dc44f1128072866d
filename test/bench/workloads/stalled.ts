import { setTimeout as pause } from "node:timers/promises";
import { connectClient, inTurn } from "../client.ts";
import { createLedger, type Reader } from "../ledger.ts";
import { createSamples } from "../samples.ts";
import type { Typist } from "../typist.ts";
import { defineWorkload, type Readings, type Stage } from "../workload.ts";

interface Stalled extends Readonly<Record<string, number>> {
  readonly listeners: number;
  readonly writers: number;
  /** Bytes of one edit, and how many a second all writers make together. */
  readonly block: number;
  readonly rate: number;
  /** Seconds before, during and behind the stall. */
  readonly before: number;
  readonly stall: number;
  readonly after: number;
}

/** One of many stops reading its socket while much is written; what does it cost the server and the others? */
export const stalled = defineWorkload<Stalled>({
  name: "stalled",
  options: { listeners: 50, writers: 5, block: 10_000, rate: 100, before: 20, stall: 30, after: 10 },
  describe: ({ listeners, block, rate, stall }) =>
    `One of ${listeners} listeners does not read for ${stall} s at ${(block * rate) / 1e6} MB/s`,
  documents: () => 1,
  targets: ["richtschnur", "hocuspocus"],
  rounds: 2,
  measures: [
    { key: "held", title: "memory held because of it (after a full collection)", unit: "MiB" },
    { key: "growthBefore", title: "memory held: growth before the stall", unit: "MiB" },
    { key: "growthDuring", title: "memory held: growth during the stall", unit: "MiB" },
    { key: "memory", title: "resident memory at the end of the stall", unit: "MiB" },
    { key: "p99Before", title: "the others, write to seen p99, before", unit: "ms" },
    { key: "p99During", title: "the others, write to seen p99, during", unit: "ms" },
    { key: "p99Ratio", title: "the others, p99 during against before", unit: "×" },
    { key: "cutAfter", title: "the stalled one is cut after", unit: "s" },
    { key: "lacks", title: "edits that it lacks in the end, unless cut", unit: "" },
    { key: "lost", title: "edits that the others lack", unit: "" },
    { key: "generator", title: "CPU of the load generator", unit: "%" },
  ],
  goals: [
    { measure: "held", most: 8 },
    { measure: "p99Ratio", most: 1.2 },
    { measure: "lacks", most: 0 },
    { measure: "lost", most: 0 },
  ],
  play,
});

async function play(stage: Stage, options: Stalled): Promise<Readings> {
  await using site = await stage.open();
  await site.seed(0);
  const ledger = createLedger();
  let stalledAt = Number.NaN;
  let cutAfter = Number.NaN;
  let over = false;
  // The stalled one is late by design, and must not count among the others.
  const behind = { reader: ledger.reader(), ranges: [] as (() => void)[] };
  const readers: Reader[] = [];
  const slow = await connectClient(site.seat(0, "listener", 0), {
    onRanges: (ranges, _at, initial) => {
      const sent = performance.now();
      behind.ranges.push(() => ledger.heard(behind.reader, ranges, sent, initial));
    },
    onEnd: () => {
      if (!over) cutAfter = (performance.now() - stalledAt) / 1000;
    },
  });
  const others = await inTurn(options.listeners - 1, 25, (index) => {
    const reader = ledger.reader();
    readers.push(reader);
    return connectClient(site.seat(0, "listener", index + 1), {
      onRanges: (ranges, at, initial) => ledger.heard(reader, ranges, at, initial),
    });
  });
  const typists = await inTurn(options.writers, 1, (index) => site.typist(0, index, ledger));
  const stopWriting = write(typists, options.block, options.rate);
  await pause(3000);

  const startHeld = await site.host.collect();
  const quiet = createSamples();
  ledger.measure(quiet);
  const self = stage.watchSelf();
  await pause(options.before * 1000);
  // Read before the next sample replaces it: what was sent before the stall and comes later counts to neither.
  ledger.measure(createSamples());
  const beforeHeld = await site.host.collect();

  slow.wire.stall();
  stalledAt = performance.now();
  const rough = createSamples();
  ledger.measure(rough);
  // Just before a server that cuts after 30 s would do so: what it holds until then counts.
  await pause(options.stall * 1000 * 0.95);
  ledger.measure(createSamples());
  const { memory } = site.host.usage();
  const duringHeld = await site.host.collect();
  await pause(options.stall * 1000 * 0.05);
  const generator = self();
  slow.wire.resume();
  await pause(options.after * 1000);
  stopWriting();
  const missing = () => readers.reduce((sum, reader) => sum + ledger.missing(reader), 0);
  const lacks = () => {
    for (const tell of behind.ranges.splice(0)) tell();
    return ledger.missing(behind.reader);
  };
  for (let waited = 0; waited < 10_000 && (missing() > 0 || (lacks() > 0 && slow.wire.open)); waited += 50)
    await pause(50);
  const readings = {
    growthBefore: beforeHeld - startHeld,
    growthDuring: duringHeld - beforeHeld,
    held: duringHeld - beforeHeld - (Math.max(0, beforeHeld - startHeld) * options.stall) / options.before,
    memory,
    p99Before: quiet.quantile(0.99),
    p99During: rough.quantile(0.99),
    p99Ratio: rough.quantile(0.99) / quiet.quantile(0.99),
    cutAfter,
    lacks: Number.isNaN(cutAfter) ? lacks() : 0,
    lost: missing(),
    generator,
  };
  over = true;
  for (const { wire } of [slow, ...others, ...typists.map(({ client }) => client)]) wire.terminate();
  return readings;
}

/** All together make so many edits a second. */
function write(typists: readonly Typist[], block: number, rate: number): () => void {
  let made = 0;
  const startedAt = performance.now();
  const timer = setInterval(() => {
    for (const due = ((performance.now() - startedAt) * rate) / 1000; made < due; made++) {
      const typist = typists[made % typists.length];
      if (typist?.client.wire.open) typist.replaceBlock(block);
    }
  }, 4);
  return () => clearInterval(timer);
}
