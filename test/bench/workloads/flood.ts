import { fork } from "node:child_process";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { connectClient, inTurn } from "../client.ts";
import type { FloodOrder, FloodTally } from "../flooder.ts";
import { createLedger, type Reader } from "../ledger.ts";
import { seeded } from "../random.ts";
import { createSamples } from "../samples.ts";
import { typeSteadily } from "../typing.ts";
import { defineWorkload, type Readings, type Stage } from "../workload.ts";

interface Flood extends Readonly<Record<string, number>> {
  readonly listeners: number;
  readonly writers: number;
  readonly rate: number;
  readonly seconds: number;
  readonly seed: number;
}

/** Connection attempts that have no right, as fast as they can be made, while people write. */
export const flood = defineWorkload<Flood>({
  name: "flood",
  options: { listeners: 20, writers: 5, rate: 4, seconds: 10, seed: 1 },
  describe: ({ seconds, writers }) =>
    `Bad paths, bad cookies and foreign origins for ${seconds} s while ${writers} people write`,
  documents: () => 1,
  targets: ["richtschnur"],
  rounds: 1,
  apart: true,
  measures: [
    { key: "attempts", title: "attempts a second", unit: "" },
    { key: "refused", title: "refused before the upgrade", unit: "%" },
    { key: "upgraded", title: "upgraded all the same", unit: "" },
    { key: "unanswered", title: "without an answer", unit: "" },
    { key: "p50", title: "write to seen meanwhile, p50", unit: "ms" },
    { key: "p99", title: "write to seen meanwhile, p99", unit: "ms" },
    { key: "p99Before", title: "write to seen before, p99", unit: "ms" },
    { key: "cpu", title: "server CPU", unit: "%" },
    { key: "growth", title: "memory held: growth by it", unit: "MiB" },
    { key: "descriptors", title: "file descriptors left over", unit: "" },
    { key: "cut", title: "people cut off", unit: "" },
    { key: "lost", title: "edits lost", unit: "" },
  ],
  goals: [
    { measure: "upgraded", most: 0 },
    { measure: "p99", most: 200 },
    { measure: "cut", most: 0 },
    { measure: "lost", most: 0 },
    { measure: "descriptors", most: 0 },
  ],
  play,
});

async function play(stage: Stage, options: Flood): Promise<Readings> {
  await using site = await stage.open();
  await site.seed(0);
  const ledger = createLedger();
  let cut = 0;
  let over = false;
  const onEnd = () => {
    if (!over) cut += 1;
  };
  const readers: Reader[] = [];
  const audience = await inTurn(options.listeners, 10, (index) => {
    const reader = ledger.reader();
    readers.push(reader);
    return connectClient(site.seat(0, "listener", index), {
      onRanges: (ranges, at, initial) => ledger.heard(reader, ranges, at, initial),
      onEnd,
    });
  });
  const typists = await inTurn(options.writers, 1, (index) => site.typist(0, index, ledger, { onEnd }));
  const stopTyping = typeSteadily(typists, options.rate, seeded(options.seed));
  await pause(2000);
  const quiet = createSamples();
  ledger.measure(quiet);
  await pause(5000);

  const heldBefore = await site.host.collect();
  const before = site.host.usage();
  const latencies = createSamples();
  ledger.measure(latencies);
  const tally = await floodWith({
    port: site.host.port,
    guideline: site.seat(0, "listener", 0).document,
    goodCookie: site.seat(0, "listener", 0).headers.Cookie ?? "",
    seconds: options.seconds,
  });
  const after = site.host.usage();
  stopTyping();
  ledger.measure(createSamples());
  const missing = () => readers.reduce((sum, reader) => sum + ledger.missing(reader), 0);
  for (let waited = 0; missing() > 0 && waited < 5000; waited += 50) await pause(50);
  // Sockets that were refused are gone a moment later.
  for (let waited = 0; leftOver() > 0 && waited < 10_000; waited += 100) await pause(100);
  const readings = {
    attempts: tally.attempts / options.seconds,
    refused: (tally.refused / tally.attempts) * 100,
    upgraded: tally.upgraded,
    unanswered: tally.unanswered,
    p50: latencies.quantile(0.5),
    p99: latencies.quantile(0.99),
    p99Before: quiet.quantile(0.99),
    cpu: ((after.cpu - before.cpu) / options.seconds) * 100,
    growth: (await site.host.collect()) - heldBefore,
    descriptors: leftOver(),
    cut,
    lost: missing() + ledger.skipped,
  };
  stage.note(`answers: ${JSON.stringify(tally.answers)}`);
  over = true;
  for (const { wire } of [...audience, ...typists.map(({ client }) => client)]) wire.terminate();
  return readings;

  function leftOver(): number {
    return Math.max(0, site.host.usage().descriptors - before.descriptors);
  }
}

/** In a process of its own and out of the way of the typists, who measure from this one. */
function floodWith(order: FloodOrder): Promise<FloodTally> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, "../flooder.ts"));
    child.once("message", (tally) => resolve(tally as FloodTally));
    child.once("exit", () => reject(new Error("The flood ended early.")));
    child.send(order);
  });
}
