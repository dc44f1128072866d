import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { until } from "../../support/until.ts";
import { chartOf, sparkline } from "../chart.ts";
import { createLedger } from "../ledger.ts";
import { below, seeded } from "../random.ts";
import { median } from "../samples.ts";
import { writersLacking } from "../typing.ts";
import type { Typist } from "../typist.ts";
import { defineWorkload, type Readings, type Stage } from "../workload.ts";

interface Soak extends Readonly<Record<string, number>> {
  readonly clients: number;
  readonly documents: number;
  readonly minutes: number;
  /** Seconds that somebody stays, on average. */
  readonly stay: number;
  /** Edits a second of each who is there. */
  readonly rate: number;
  readonly seed: number;
}

/** Many come, write a little and go, for a long time; is everything as it was in the end? */
export const soak = defineWorkload<Soak>({
  name: "soak",
  options: { clients: 200, documents: 20, minutes: 20, stay: 20, rate: 0.5, seed: 1 },
  describe: ({ clients, minutes, documents }) =>
    `${clients} people come and go in ${documents} documents for ${minutes} minutes`,
  documents: ({ documents }) => documents,
  targets: ["richtschnur"],
  rounds: 1,
  apart: true,
  measures: [
    { key: "visits", title: "visits", unit: "" },
    { key: "edits", title: "edits", unit: "" },
    { key: "memoryEarly", title: "resident memory, second fifth of the time (median)", unit: "MiB" },
    { key: "memoryLate", title: "resident memory, last fifth (median)", unit: "MiB" },
    { key: "memoryGrowth", title: "growth between them", unit: "%" },
    { key: "held", title: "memory held when all have gone: growth over the start", unit: "MiB" },
    { key: "descriptors", title: "file descriptors left over", unit: "" },
    { key: "threads", title: "threads left over", unit: "" },
    { key: "lost", title: "writers whose last edit a newcomer lacks", unit: "" },
    { key: "refused", title: "visits that failed", unit: "" },
  ],
  goals: [
    { measure: "memoryGrowth", most: 15 },
    { measure: "held", most: 16 },
    { measure: "descriptors", most: 0 },
    { measure: "threads", most: 0 },
    { measure: "lost", most: 0 },
    { measure: "refused", most: 0 },
  ],
  play,
});

async function play(stage: Stage, options: Soak): Promise<Readings> {
  const random = seeded(options.seed);
  await using site = await stage.open();
  for (let document = 0; document < options.documents; document++) await site.seed(document);
  // Whatever is made once and kept (prepared statements, compiled code) is there before we count.
  const early: Typist[] = [];
  for (let document = 0; document < options.documents; document++)
    early.push(await site.typist(document, 0, createLedger()));
  for (const typist of early) typist.type();
  await pause(1000);
  for (const { client } of early) client.close();
  await pause(1000);
  const heldAtStart = await site.host.collect();
  const start = site.host.usage();

  const samples: { minute: number; memory: number; descriptors: number; threads: number }[] = [];
  const startedAt = performance.now();
  const minutes = () => (performance.now() - startedAt) / 60_000;
  const sampling = setInterval(
    () => samples.push({ minute: minutes(), ...site.host.usage() }),
    Math.max(200, options.minutes * 200),
  );
  const counts = { visits: 0, edits: 0, refused: 0 };
  /** Of each document, the last one who left, with all written. */
  const last = new Map<number, Typist>();
  const live = () => minutes() < options.minutes;
  await Promise.all(
    Array.from({ length: options.clients }, async (_, index) => {
      await pause(random() * options.stay * 1000);
      while (live()) {
        const document = below(random, options.documents);
        counts.visits += 1;
        const typist = await site.typist(document, index, createLedger()).catch(() => null);
        if (typist === null) {
          counts.refused += 1;
          await pause(1000);
          continue;
        }
        const leavesAt = performance.now() + options.stay * 1000 * (0.2 + 1.6 * random());
        while (performance.now() < leavesAt && live() && typist.client.wire.open) {
          typist.type();
          counts.edits += 1;
          await pause((1000 / options.rate) * (0.5 + random()));
        }
        // Most close the tab, some lose the network.
        if (random() < 0.8) {
          await until(
            "the last edit to be stored",
            () => typist.client.stored > typist.track.ends.length,
            5000,
          ).catch(() => {});
          typist.client.close();
          last.set(document, typist);
        } else typist.client.terminate();
      }
    }),
  );
  clearInterval(sampling);
  stage.note("all have left");
  await until("sockets to be gone", () => site.host.usage().descriptors <= start.descriptors, 10_000).catch(
    () => {},
  );
  let lost = 0;
  for (const [document, typist] of last) lost += await writersLacking(site, [typist], document);
  await pause(Math.min(45_000, options.minutes * 60_000));
  const held = (await site.host.collect()) - heldAtStart;
  const end = site.host.usage();
  const part = (from: number, to: number) =>
    median(
      samples
        .filter(({ minute }) => minute >= from * options.minutes && minute < to * options.minutes)
        .map(({ memory }) => memory),
    );
  const [memoryEarly, memoryLate] = [part(0.2, 0.4), part(0.8, 1)];
  const file = join(stage.outputFolder, "soak.svg");
  await writeFile(
    file,
    chartOf("minutes", [
      { title: "resident memory, MiB", points: samples.map(({ minute, memory }) => [minute, memory]) },
      { title: "file descriptors", points: samples.map(({ minute, descriptors }) => [minute, descriptors]) },
      { title: "threads", points: samples.map(({ minute, threads }) => [minute, threads]) },
    ]),
  );
  stage.note(`memory      ${sparkline(samples.map(({ memory }) => memory))}`);
  stage.note(`descriptors ${sparkline(samples.map(({ descriptors }) => descriptors))}`);
  stage.note(`threads     ${sparkline(samples.map(({ threads }) => threads))}`);
  stage.note(`graph in ${file}`);
  return {
    ...counts,
    memoryEarly,
    memoryLate,
    memoryGrowth: (memoryLate / memoryEarly - 1) * 100,
    held,
    descriptors: Math.max(0, end.descriptors - start.descriptors),
    threads: Math.max(0, end.threads - start.threads),
    lost,
  };
}
