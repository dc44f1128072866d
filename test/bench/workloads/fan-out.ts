import { setTimeout as pause } from "node:timers/promises";
import { connectClient, inTurn } from "../client.ts";
import { createLedger, type Reader } from "../ledger.ts";
import { watchMemory } from "../process.ts";
import { seeded } from "../random.ts";
import { createSamples } from "../samples.ts";
import { typeSteadily, writersLacking } from "../typing.ts";
import { defineWorkload, type Goal, type Readings, type Stage } from "../workload.ts";

interface FanOut extends Readonly<Record<string, number>> {
  readonly listeners: number;
  readonly writers: number;
  /** Edits of each writer a second. */
  readonly rate: number;
  readonly seconds: number;
  readonly warmup: number;
  readonly seed: number;
}

const nothingLost: readonly Goal[] = [
  { measure: "lost", most: 0 },
  { measure: "cut", most: 0 },
  { measure: "joinerLacks", most: 0 },
];

/** One document, many who look on, a few who write. */
export const fanOut = define("fan-out", { writers: 5, rate: 4 }, [
  { measure: "cpuPerDelivery", beside: "hocuspocus", most: 0.8 },
  { measure: "p50", beside: "relay", most: 1.2 },
  { measure: "p99", beside: "relay", most: 1.2 },
]);

export const fanOutBusy = define("fan-out-busy", { writers: 20, rate: 10 }, [
  { measure: "cpuPerDelivery", beside: "hocuspocus", most: 0.6 },
  { measure: "p99", most: 150 },
]);

function define(name: string, pace: { writers: number; rate: number }, goals: readonly Goal[]) {
  return defineWorkload<FanOut>({
    name,
    options: { listeners: 1000, ...pace, seconds: 10, warmup: 3, seed: 1 },
    describe: ({ listeners, writers, rate }) =>
      `One document, ${listeners} listeners, ${writers} writers with ${rate} edits a second each`,
    documents: () => 1,
    targets: ["richtschnur", "hocuspocus", "y-websocket", "relay"],
    rounds: 3,
    measures: [
      { key: "p50", title: "write to seen, p50", unit: "ms" },
      { key: "p99", title: "write to seen, p99", unit: "ms" },
      { key: "cpuPerDelivery", title: "server CPU per delivered edit", unit: "µs" },
      { key: "cpu", title: "server CPU", unit: "%" },
      { key: "frames", title: "frames per listener and second", unit: "" },
      { key: "memory", title: "memory at its peak", unit: "MiB" },
      { key: "lost", title: "edits lost", unit: "" },
      { key: "cut", title: "people cut off", unit: "" },
      { key: "joinerLacks", title: "writers whose last edit a newcomer lacks", unit: "" },
      { key: "generator", title: "CPU of the load generator", unit: "%" },
    ],
    goals: [...goals, ...nothingLost],
    play,
  });
}

async function play(stage: Stage, options: FanOut): Promise<Readings> {
  const { listeners, writers, rate, seconds, warmup, seed } = options;
  await using site = await stage.open();
  await site.seed(0);
  const ledger = createLedger();
  let cut = 0;
  let over = false;
  const onEnd = () => {
    if (!over) cut += 1;
  };
  const readers: Reader[] = [];
  const audience = await inTurn(listeners, 50, (index) => {
    const reader = ledger.reader();
    readers.push(reader);
    return connectClient(site.seat(0, "listener", index), {
      onRanges: (ranges, at, initial) => ledger.heard(reader, ranges, at, initial),
      onEnd,
    });
  });
  const typists = await inTurn(writers, 1, (index) => site.typist(0, index, ledger, { onEnd }));
  const stopTyping = typeSteadily(typists, rate, seeded(seed));
  await pause(warmup * 1000);

  const latencies = createSamples();
  ledger.measure(latencies);
  const memory = watchMemory(site.host);
  const self = stage.watchSelf();
  const now = () => ({
    at: performance.now(),
    cpu: site.host.usage().cpu,
    delivered: ledger.delivered,
    frames: audience.reduce((sum, { wire }) => sum + wire.framesIn, 0),
  });
  const before = now();
  await pause(seconds * 1000);
  const after = now();
  const generator = self();
  stopTyping();

  const missing = () => readers.reduce((sum, reader) => sum + ledger.missing(reader), 0);
  for (let waited = 0; missing() > 0 && waited < 5000; waited += 50) await pause(50);
  const joinerLacks = await writersLacking(site, typists);
  over = true;
  for (const { wire } of [...audience, ...typists.map(({ client }) => client)]) wire.terminate();
  const elapsed = (after.at - before.at) / 1000;
  return {
    p50: latencies.quantile(0.5),
    p99: latencies.quantile(0.99),
    cpuPerDelivery: ((after.cpu - before.cpu) * 1e6) / (after.delivered - before.delivered),
    cpu: ((after.cpu - before.cpu) / elapsed) * 100,
    frames: (after.frames - before.frames) / elapsed / listeners,
    memory: memory.stop(),
    lost: missing() + ledger.skipped,
    cut,
    joinerLacks,
    generator,
  };
}
