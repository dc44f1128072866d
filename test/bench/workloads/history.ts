import { setTimeout as pause } from "node:timers/promises";
import { Doc, getState } from "yjs";
import { type Client, connectClient } from "../client.ts";
import { type History, loadHistory } from "../history.ts";
import { bytesIn } from "../process.ts";
import { createSamples, median } from "../samples.ts";
import type { Site } from "../targets.ts";
import { defineWorkload, type Readings, type Stage } from "../workload.ts";

interface Ingest extends Readonly<Record<string, number>> {
  /** Frames that are handed to the socket at once. */
  readonly batch: number;
  readonly joins: number;
  readonly crowd: number;
  /** Longest wait for all edits, in seconds. */
  readonly limit: number;
}

/** A long history, one update an edit, as fast as the server takes it; then joins to what has come of it. */
export const history = defineWorkload<Ingest>({
  name: "history",
  options: { batch: 64, joins: 5, crowd: 50, limit: 240 },
  describe: ({ crowd }) =>
    `A long history sent one update an edit, then joined alone and by ${crowd} at once`,
  documents: () => 1,
  targets: ["richtschnur", "hocuspocus", "y-websocket", "relay"],
  rounds: 3,
  needsHistory: true,
  measures: [
    { key: "rate", title: "edits taken in", unit: "a second" },
    { key: "cpuPerEdit", title: "server CPU per edit", unit: "µs" },
    { key: "memory", title: "memory afterwards", unit: "MiB" },
    { key: "notOnDisk", title: "edits shown and gone after kill -9 at that moment", unit: "" },
    { key: "bytesPerEdit", title: "bytes on disk per edit", unit: "" },
    { key: "warm", title: "join, content there (p50)", unit: "ms" },
    { key: "cold", title: "join after a restart, content there (p50)", unit: "ms" },
    { key: "coldApplied", title: "join after a restart, applied (p50)", unit: "ms" },
    { key: "crowd", title: "crowd after a restart, content there (p50)", unit: "ms" },
    { key: "crowdLast", title: "crowd after a restart, the last of them", unit: "ms" },
    { key: "crowdCpu", title: "server CPU for the crowd", unit: "ms" },
    { key: "generator", title: "CPU of the load generator", unit: "%" },
  ],
  goals: [
    { measure: "rate", beside: "hocuspocus", least: 2 },
    { measure: "notOnDisk", most: 0 },
    { measure: "cold", beside: "hocuspocus", most: 0.5 },
    { measure: "crowd", beside: "hocuspocus", most: 0.2 },
  ],
  play,
});

async function play(stage: Stage, options: Ingest): Promise<Readings> {
  const past = await loadHistory(stage.historyFile);
  await using site = await stage.open();
  await site.seed(0);
  const diskBefore = bytesIn(site.dataDir);
  const taken = await send(stage, site, past, options);
  if (site.target === "relay" || Number.isNaN(taken.rate)) return taken;

  const warm = await joins(site, past, options.joins, async () => {});
  if (site.target === "y-websocket") return { ...taken, warm: median(warm.map(({ content }) => content)) };

  // Peers store when they find the time to.
  await settled(site);
  await site.host.stop();
  const bytesPerEdit = (bytesIn(site.dataDir) - diskBefore) / past.updates.length;
  const restart = async () => {
    await site.host.stop();
    await site.host.start();
  };
  const cold = await joins(site, past, options.joins, restart);
  await restart();
  return {
    ...taken,
    bytesPerEdit,
    warm: median(warm.map(({ content }) => content)),
    cold: median(cold.map(({ content }) => content)),
    coldApplied: median(cold.map(({ applied }) => applied)),
    ...(await crowd(site, options.crowd)),
  };
}

/** Sends everything, waits until an onlooker has the last edit, and looks what a kill at that moment leaves. */
async function send(stage: Stage, site: Site, past: History, { batch, limit }: Ingest): Promise<Readings> {
  let seen = 0;
  let arrived = (_at: number) => {};
  const last = new Promise<number>((resolve) => {
    arrived = resolve;
  });
  const onlooker = await connectClient(site.seat(0, "listener", 0), {
    onRanges(ranges, at) {
      for (let index = 0; index < ranges.length; index += 3)
        if (ranges[index] === past.clientID) seen = Math.max(seen, ranges[index + 2] as number);
      if (seen >= past.end) arrived(at);
    },
    onEnd: () => arrived(Number.NaN),
  });
  const sender = await connectClient(site.seat(0, "writer", 0, past.clientID), {
    onEnd: ({ code }) => {
      if (seen < past.end) stage.note(`the sender was cut off with ${code}`);
      arrived(Number.NaN);
    },
  });
  const self = stage.watchSelf();
  const cpuBefore = site.host.usage().cpu;
  const startedAt = performance.now();
  for (let at = 0; at < past.updates.length && sender.wire.open; at += batch) {
    const frames = past.updates.slice(at, at + batch).map((update) => sender.frameOfUpdate(update));
    if (!sender.wire.sendRaw(Buffer.concat(frames))) await sender.wire.drained();
    if (performance.now() - startedAt > limit * 1000) break;
  }
  const at = await Promise.race([last, pause(limit * 1000, Number.NaN)]);
  const elapsed = (at - startedAt) / 1000;
  if (Number.isNaN(at)) stage.note(`only ${seen} of ${past.end} clocks were seen`);
  const { cpu, memory } = site.host.usage();
  const readings = {
    rate: past.updates.length / elapsed,
    cpuPerEdit: ((cpu - cpuBefore) * 1e6) / past.updates.length,
    memory,
    generator: self(),
  };
  if (site.target !== "richtschnur") {
    onlooker.close();
    sender.close();
    return readings;
  }
  await site.host.kill();
  await site.host.start();
  const { ydoc } = await joinOnce(site, past);
  return { ...readings, notOnDisk: past.end - getState(ydoc.store, past.clientID) };
}

interface Joined {
  readonly ydoc: Doc;
  /** Milliseconds until the last clock of the history has come, and until all of it was applied. */
  readonly content: number;
  readonly applied: number;
}

async function joins(
  site: Site,
  past: History,
  count: number,
  before: () => Promise<void>,
): Promise<Joined[]> {
  const all: Joined[] = [];
  for (let join = 0; join < count; join++) {
    await before();
    all.push(await joinOnce(site, past));
  }
  return all;
}

async function joinOnce(site: Site, past: History): Promise<Joined> {
  const ydoc = new Doc();
  const startedAt = performance.now();
  let came = (_at: number) => {};
  const content = new Promise<number>((resolve) => {
    came = resolve;
  });
  const client: Client = await connectClient(
    site.seat(0, "listener", 0),
    {
      onRanges(ranges, at) {
        for (let index = 0; index < ranges.length; index += 3)
          if (ranges[index] === past.clientID && (ranges[index + 2] as number) >= past.end) came(at);
      },
    },
    ydoc,
  );
  const at = await Promise.race([content, pause(3000, Number.NaN)]);
  const applied = performance.now();
  client.close();
  return { ydoc, content: at - startedAt, applied: applied - startedAt };
}

async function crowd(site: Site, count: number): Promise<Readings> {
  const waits = createSamples();
  const cpuBefore = site.host.usage().cpu;
  const clients = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const client = await connectClient(site.seat(0, "listener", index));
      waits.add(client.answeredAfter);
      return client;
    }),
  );
  const crowdCpu = (site.host.usage().cpu - cpuBefore) * 1000;
  for (const client of clients) client.terminate();
  return { crowd: waits.quantile(0.5), crowdLast: waits.quantile(1), crowdCpu };
}

/** Waits until neither CPU nor files have moved for two seconds, a minute at most. */
async function settled(site: Site): Promise<void> {
  let last = "";
  let still = 0;
  for (let waited = 0; waited < 60_000 && still < 2000; waited += 250) {
    await pause(250);
    const now = `${bytesIn(site.dataDir)} ${site.host.usage().cpu.toFixed(1)}`;
    still = now === last ? still + 250 : 0;
    last = now;
  }
}
