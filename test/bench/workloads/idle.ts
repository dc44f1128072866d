import { setTimeout as pause } from "node:timers/promises";
import { until } from "../../support/until.ts";
import { connectClient, inTurn } from "../client.ts";
import type { Site } from "../targets.ts";
import { defineWorkload, type Readings, type Stage } from "../workload.ts";

interface Idle extends Readonly<Record<string, number>> {
  readonly documents: number;
}

/** What a document costs that is open and rests, apart from its connection; and what is left when it was closed. */
export const idle = defineWorkload<Idle>({
  name: "idle",
  options: { documents: 1000 },
  describe: ({ documents }) => `${documents} documents open and at rest, then opened one after another`,
  documents: ({ documents }) => documents + 1,
  targets: ["richtschnur", "hocuspocus"],
  rounds: 1,
  measures: [
    { key: "perDocument", title: "resident memory per open document", unit: "KiB" },
    { key: "heldPerDocument", title: "memory held per open document", unit: "KiB" },
    { key: "perConnection", title: "resident memory per connection", unit: "KiB" },
    { key: "growth", title: "memory held: growth by opening all once more, one after another", unit: "MiB" },
    { key: "residentGrowth", title: "resident memory: growth by the same", unit: "MiB" },
    { key: "open", title: "documents still open in the end", unit: "" },
  ],
  goals: [
    { measure: "perDocument", beside: "hocuspocus", most: 0.5 },
    { measure: "growth", most: 2 },
    { measure: "open", most: 0 },
  ],
  play,
});

/** Longest that a server may keep documents behind the last connection, in milliseconds. */
const UNLOADED_WITHIN = 120_000;

async function play(stage: Stage, { documents }: Idle): Promise<Readings> {
  await using site = await stage.open();
  await inTurn(documents + 1, 8, (document) => site.seed(document));
  await unloaded(site);
  const empty = await memoryOf(site);

  const onOne = await inTurn(documents, 25, (index) => connectClient(site.seat(0, "listener", index)));
  await pause(2000);
  const one = await memoryOf(site);
  for (const client of onOne) client.close();
  await unloaded(site);

  const onMany = await inTurn(documents, 25, (index) => connectClient(site.seat(index + 1, "listener", 0)));
  await pause(2000);
  const all = await memoryOf(site);
  for (const client of onMany) client.close();
  await unloaded(site);
  stage.note("closed, opening one after another");

  const before = await memoryOf(site);
  await inTurn(documents, 1, async (index) => {
    const client = await connectClient(site.seat(index + 1, "listener", 0));
    client.close();
  });
  await unloaded(site);
  const after = await memoryOf(site);
  return {
    perDocument: ((all.resident - one.resident) * 1024) / documents,
    heldPerDocument: ((all.held - one.held) * 1024) / documents,
    perConnection: ((one.resident - empty.resident) * 1024) / documents,
    growth: after.held - before.held,
    residentGrowth: after.resident - before.resident,
    open: await openDocuments(site),
  };
}

async function memoryOf(site: Site) {
  const held = await site.host.collect();
  return { held, resident: site.host.usage().memory };
}

/** Ours says how many documents it has in memory; peers are given time. */
async function unloaded(site: Site): Promise<void> {
  if (site.target !== "richtschnur") return pause(5000);
  await until(
    "all documents to be unloaded",
    async () => (await openDocuments(site)) === 0,
    UNLOADED_WITHIN,
  ).catch(() => {});
}

async function openDocuments(site: Site): Promise<number> {
  if (site.target !== "richtschnur") return Number.NaN;
  const metrics = await (await fetch(`http://127.0.0.1:${site.host.port}/metrics`)).text();
  return Number(/^richtschnur_collab_rooms (\d+)$/m.exec(metrics)?.[1] ?? Number.NaN);
}
