import { setTimeout as pause } from "node:timers/promises";
import { connectClient, inTurn } from "../client.ts";
import { defineWorkload, type Readings, type Stage } from "../workload.ts";

interface Quiet extends Readonly<Record<string, number>> {
  readonly people: number;
  readonly seconds: number;
}

/** Everybody is there and nobody does anything. */
export const quiet = defineWorkload<Quiet>({
  name: "quiet",
  options: { people: 1000, seconds: 45 },
  describe: ({ people, seconds }) => `${people} people in one document do nothing for ${seconds} s`,
  documents: () => 1,
  targets: ["richtschnur", "hocuspocus"],
  rounds: 1,
  measures: [
    { key: "cpu", title: "server CPU", unit: "%" },
    { key: "kilobytes", title: "sent to each person", unit: "kB a minute" },
    { key: "memory", title: "resident memory", unit: "MiB" },
    { key: "cut", title: "people cut off", unit: "" },
  ],
  goals: [
    { measure: "cpu", most: 2 },
    { measure: "cut", most: 0 },
  ],
  async play(stage: Stage, { people, seconds }: Quiet): Promise<Readings> {
    await using site = await stage.open();
    await site.seed(0);
    let cut = 0;
    let over = false;
    const clients = await inTurn(people, 25, (index) =>
      connectClient(site.seat(0, "listener", index), {
        onEnd: () => {
          if (!over) cut += 1;
        },
      }),
    );
    // Whoever came is told to everybody; that is the noise of coming, not of being there.
    await pause(5000);
    const bytes = () => clients.reduce((sum, { wire }) => sum + wire.bytesIn, 0);
    const before = { cpu: site.host.usage().cpu, bytes: bytes(), at: performance.now() };
    await pause(seconds * 1000);
    const elapsed = (performance.now() - before.at) / 1000;
    const { cpu, memory } = site.host.usage();
    const readings = {
      cpu: ((cpu - before.cpu) / elapsed) * 100,
      kilobytes: ((bytes() - before.bytes) / 1000 / people / elapsed) * 60,
      memory,
      cut,
    };
    over = true;
    for (const { wire } of clients) wire.terminate();
    return readings;
  },
});
