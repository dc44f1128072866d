import { setTimeout as pause } from "node:timers/promises";
import { applyUpdate, Doc, getState } from "yjs";
import { until } from "../../support/until.ts";
import { connectClient } from "../client.ts";
import { createLedger } from "../ledger.ts";
import { seeded } from "../random.ts";
import { defineWorkload, type Readings, type Stage } from "../workload.ts";

interface Kill extends Readonly<Record<string, number>> {
  readonly kills: number;
  /** Peers are killed less often: what they lose shows soon. */
  readonly killsOfPeers: number;
  readonly rate: number;
  /** Seconds of typing before a kill. */
  readonly shortest: number;
  readonly longest: number;
  readonly seed: number;
}

/** kill -9 while somebody types: what another person had seen, and is gone. */
export const kill = defineWorkload<Kill>({
  name: "kill",
  options: { kills: 200, killsOfPeers: 10, rate: 60, shortest: 0.1, longest: 1.5, seed: 1 },
  describe: ({ kills, killsOfPeers, rate }) =>
    `kill -9 while somebody types ${rate} characters a second, ${kills} times (peers ${killsOfPeers} times)`,
  documents: () => 1,
  targets: ["richtschnur", "hocuspocus"],
  rounds: 1,
  apart: true,
  measures: [
    { key: "kills", title: "kills", unit: "" },
    { key: "seen", title: "edits that another person had seen", unit: "" },
    { key: "lostOfSeen", title: "of these gone", unit: "" },
    { key: "told", title: "edits that the server had called stored", unit: "" },
    { key: "lostOfTold", title: "of these gone", unit: "" },
    { key: "regressed", title: "edits of earlier rounds gone", unit: "" },
    { key: "restart", title: "until it answers again (p50)", unit: "ms" },
  ],
  goals: [
    { measure: "lostOfSeen", most: 0 },
    { measure: "lostOfTold", most: 0 },
    { measure: "regressed", most: 0 },
  ],
  play,
});

async function play(stage: Stage, options: Kill): Promise<Readings> {
  const random = seeded(options.seed);
  await using site = await stage.open();
  await site.seed(0);
  const ours = site.target === "richtschnur";
  const kills = ours ? options.kills : options.killsOfPeers;
  const sums = { seen: 0, lostOfSeen: 0, told: 0, lostOfTold: 0, regressed: 0 };
  /** Of each earlier writer: how much was there after the restart. */
  const kept = new Map<number, number>();
  const restarts: number[] = [];
  for (let round = 0; round < kills; round++) {
    const ledger = createLedger();
    const reader = ledger.reader();
    const typist = await site.typist(0, round, ledger);
    await connectClient(site.seat(0, "listener", round), {
      onRanges: (ranges, at, initial) => ledger.heard(reader, ranges, at, initial),
    });
    const toldBefore = typist.client.stored;
    const duration = (options.shortest + random() * (options.longest - options.shortest)) * 1000;
    for (const since = performance.now(), gap = 1000 / options.rate; performance.now() - since < duration; ) {
      if (!typist.client.wire.open) break;
      typist.type();
      await pause(gap * (0.5 + random()));
    }
    await site.host.kill();
    // What was on its way to either has arrived once both know of the end.
    await until("the end to be noticed", () => typist.client.wire.ended !== null);
    await pause(50);
    const seen = reader.seen[0] ?? 0;
    const told = Math.min(
      typist.track.ends.length,
      Math.max(0, typist.client.stored - toldBefore - (ours ? 1 : 0)),
    );
    const startedAt = performance.now();
    await site.host.start();
    restarts.push(performance.now() - startedAt);

    const ydoc = new Doc();
    if (site.target === "relay") applyUpdate(ydoc, site.document);
    const newcomer = await connectClient(site.seat(0, "listener", 0), {}, ydoc);
    if (!ours) await pause(500);
    const clock = getState(ydoc.store, typist.track.client);
    const there = typist.track.ends.filter((end) => end <= clock).length;
    for (const [client, before] of kept) if (getState(ydoc.store, client) < before) sums.regressed += 1;
    kept.set(typist.track.client, clock);
    newcomer.terminate();
    sums.seen += seen;
    sums.told += told;
    sums.lostOfSeen += Math.max(0, seen - there);
    sums.lostOfTold += Math.max(0, told - there);
  }
  restarts.sort((a, b) => a - b);
  return { kills, ...sums, restart: restarts[restarts.length >> 1] ?? Number.NaN };
}
