import { setTimeout as pause } from "node:timers/promises";
import { connectClient, inTurn } from "../client.ts";
import { createLedger, type Reader } from "../ledger.ts";
import { watchMemory } from "../process.ts";
import { below, seeded } from "../random.ts";
import { createSamples } from "../samples.ts";
import { typeSteadily } from "../typing.ts";
import { defineWorkload, type Readings, type Stage } from "../workload.ts";

interface Cursors extends Readonly<Record<string, number>> {
  readonly people: number;
  /** Moves of each a second. */
  readonly moves: number;
  readonly writers: number;
  readonly rate: number;
  readonly seconds: number;
  readonly warmup: number;
  readonly seed: number;
}

/** Everybody moves a cursor; does the text still come through? */
export const cursors = defineWorkload<Cursors>({
  name: "cursors",
  options: { people: 500, moves: 2, writers: 5, rate: 4, seconds: 10, warmup: 3, seed: 1 },
  describe: ({ people, moves, writers, rate }) =>
    `${people} people move cursors ${moves} times a second while ${writers} write ${rate} edits a second each`,
  documents: () => 1,
  targets: ["richtschnur", "hocuspocus", "y-websocket"],
  rounds: 3,
  measures: [
    { key: "cpu", title: "server CPU", unit: "%" },
    { key: "p50", title: "write to seen, p50", unit: "ms" },
    { key: "p99", title: "write to seen, p99", unit: "ms" },
    { key: "positions", title: "cursor positions per person and second", unit: "" },
    { key: "known", title: "cursors that a person hears of", unit: "%" },
    { key: "megabytes", title: "sent to everybody", unit: "MB a second" },
    { key: "memory", title: "memory at its peak", unit: "MiB" },
    { key: "lost", title: "edits lost", unit: "" },
    { key: "cut", title: "people cut off", unit: "" },
    { key: "generator", title: "CPU of the load generator", unit: "%" },
  ],
  goals: [
    { measure: "cpu", beside: "hocuspocus", most: 0.25 },
    { measure: "p99", most: 60 },
    { measure: "lost", most: 0 },
    { measure: "cut", most: 0 },
  ],
  play,
});

/** So many people's cursors are counted; counting all would be most of the work. */
const SAMPLE = 20;

async function play(stage: Stage, options: Cursors): Promise<Readings> {
  const random = seeded(options.seed);
  await using site = await stage.open();
  await site.seed(0);
  const ledger = createLedger();
  let cut = 0;
  let over = false;
  let positions = 0;
  const heardOf = new Set<number>();
  const onEnd = () => {
    if (!over) cut += 1;
  };
  const readers: Reader[] = [];
  const ids = new Set<number>();
  const people = await inTurn(options.people, 25, (index) => {
    const reader = ledger.reader();
    readers.push(reader);
    const seat = site.seat(0, "listener", index);
    ids.add(seat.clientID);
    const counts = index % Math.max(1, Math.floor(options.people / SAMPLE)) === 0;
    return connectClient(seat, {
      onRanges: (ranges, at, initial) => ledger.heard(reader, ranges, at, initial),
      ...(counts
        ? {
            onPresence(clocks: readonly number[]) {
              positions += clocks.length / 2;
              for (let at = 0; at < clocks.length; at += 2)
                if (ids.has(clocks[at] as number)) heardOf.add(index * 2 ** 32 + (clocks[at] as number));
            },
          }
        : {}),
      onEnd,
    });
  });
  const sampled = Math.ceil(people.length / Math.max(1, Math.floor(options.people / SAMPLE)));
  const typists = await inTurn(options.writers, 1, (index) => site.typist(0, index, ledger, { onEnd }));

  let moving = true;
  for (const [index, person] of people.entries()) {
    let clock = 1;
    const move = () => {
      if (!moving || !person.wire.open) return;
      person.sendPresence(clock++, cursorAt(index, below(random, 5000)));
      setTimeout(move, ((0.8 + 0.4 * random()) * 1000) / options.moves);
    };
    setTimeout(move, (random() * 1000) / options.moves);
  }
  const stopTyping = typeSteadily(typists, options.rate, random);
  await pause(options.warmup * 1000);

  const latencies = createSamples();
  ledger.measure(latencies);
  positions = 0;
  heardOf.clear();
  const memory = watchMemory(site.host);
  const self = stage.watchSelf();
  const now = () => ({
    at: performance.now(),
    cpu: site.host.usage().cpu,
    bytes: people.reduce((sum, { wire }) => sum + wire.bytesIn, 0),
  });
  const before = now();
  await pause(options.seconds * 1000);
  const after = now();
  const generator = self();
  const elapsed = (after.at - before.at) / 1000;
  const seen = { positions: positions / sampled / elapsed, known: heardOf.size / sampled };
  stopTyping();
  moving = false;
  const missing = () => readers.reduce((sum, reader) => sum + ledger.missing(reader), 0);
  for (let waited = 0; missing() > 0 && waited < 15_000; waited += 50) await pause(50);
  over = true;
  for (const { wire } of [...people, ...typists.map(({ client }) => client)]) wire.terminate();
  return {
    cpu: ((after.cpu - before.cpu) / elapsed) * 100,
    p50: latencies.quantile(0.5),
    p99: latencies.quantile(0.99),
    positions: seen.positions,
    known: (seen.known / options.people) * 100,
    megabytes: (after.bytes - before.bytes) / 1e6 / elapsed,
    memory: memory.stop(),
    lost: missing() + ledger.skipped,
    cut,
    generator,
  };
}

/** A state as editors send it; ours takes the cursor alone. */
function cursorAt(person: number, clock: number) {
  const position = { type: { client: 1, clock: 5 }, tname: null, item: { client: 1, clock }, assoc: 0 };
  return {
    user: { name: `Person ${person}`, color: "#30bced" },
    cursor: { section: "some-section", anchor: position, head: position },
  };
}
