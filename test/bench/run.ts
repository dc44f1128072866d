/**
 * `npm run bench`: one document, many listeners, a few writers. Prints how long a written character takes until
 * others see it, and what the server spends on each delivery; beside it a bare relay of the same frames, with
 * neither guard nor log, in the same run.
 */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Doc } from "yjs";
import { SCHEMA_VERSION } from "#shared/document/layout.ts";
import { createGuideline, invite, readContent, type Someone, setUp } from "../support/people.ts";
import { SETUP_CODE, type ServerProcess, startServer } from "../support/server-process.ts";
import type { Load, LoadResult, Seat } from "./load.ts";

const { values } = parseArgs({
  options: {
    listeners: { type: "string", default: "200" },
    writers: { type: "string", default: "5" },
    rate: { type: "string", default: "4" },
    seconds: { type: "string", default: "10" },
    warmup: { type: "string", default: "3" },
    rounds: { type: "string", default: "2" },
  },
});
const listeners = Number(values.listeners);
const writers = Number(values.writers);
const pace = { rate: Number(values.rate), seconds: Number(values.seconds), warmup: Number(values.warmup) };
const CPU_PROBE = `--import=${join(import.meta.dirname, "cpu-probe.ts")}`;

interface Row extends LoadResult {
  readonly name: string;
  /** CPU time of the server process (all threads) per delivered update, in microseconds. */
  readonly cpu: number;
}

console.log(
  `One document, ${listeners} listeners, ${writers} writers, ${pace.rate} updates a second each, ` +
    `${pace.seconds} s after ${pace.warmup} s, ${values.rounds} rounds each, alternating.\n`,
);
const rows: Row[] = [];
for (let round = 0; round < Number(values.rounds); round++) rows.push(await ours(), await relay());
printTable(rows);

async function ours(): Promise<Row> {
  await using server = await startServer({ env: { LOG_LEVEL: "warn" }, nodeOptions: [CPU_PROBE] });
  const owner = await setUp(server.url, SETUP_CODE);
  const { id } = await createGuideline(owner);
  const { epoch } = await readContent(owner, id);
  const seat = (someone: Someone): Seat => {
    const { clientID } = new Doc();
    const query = new URLSearchParams({ clientId: String(clientID), schema: String(SCHEMA_VERSION), epoch });
    return {
      url: `${server.url.replace(/^http/, "ws")}/collab/${id}?${query}`,
      cookie: someone.cookie,
      clientID,
    };
  };
  const editors: Someone[] = [];
  for (let index = 1; index < writers; index++)
    editors.push(await invite(owner, { name: `Editor ${letter(index)}`, guideline: { id, role: "editor" } }));
  const commenters: Someone[] = [];
  for (let index = 0; index < Math.min(10, listeners); index++)
    commenters.push(
      await invite(owner, { name: `Commenter ${letter(index)}`, guideline: { id, role: "commenter" } }),
    );
  const load: Load = {
    ...pace,
    origin: server.url,
    handshake: true,
    writers: [owner, ...editors].map(seat),
    listeners: Array.from({ length: listeners }, (_, index) =>
      seat(commenters[index % commenters.length] ?? owner),
    ),
  };
  return await measure("Richtschnur", load, () => cpuOf(server));
}

async function relay(): Promise<Row> {
  const server = fork(join(import.meta.dirname, "relay.ts"), { execArgv: [CPU_PROBE] });
  try {
    const [port] = (await once(server, "message")) as [number];
    const seat = (): Seat => ({ url: `ws://127.0.0.1:${port}`, cookie: "", clientID: new Doc().clientID });
    const load: Load = {
      ...pace,
      origin: `http://127.0.0.1:${port}`,
      handshake: false,
      writers: Array.from({ length: writers }, seat),
      listeners: Array.from({ length: listeners }, seat),
    };
    return await measure("bare relay", load, () => askCpu(server));
  } finally {
    server.kill();
  }
}

/** Clients run in a process of their own, so that their work does not count as the server's. */
async function measure(name: string, load: Load, cpu: () => Promise<number>): Promise<Row> {
  const clients = fork(join(import.meta.dirname, "load.ts"));
  try {
    clients.send(load);
    await word(clients, "measuring");
    const before = await cpu();
    const result = (await word(clients, "result")) as LoadResult;
    return { ...result, name, cpu: ((await cpu()) - before) / result.delivered };
  } finally {
    clients.kill();
  }
}

async function word(child: ChildProcess, kind: "measuring" | "result"): Promise<unknown> {
  for (;;) {
    const ended = once(child, "exit").then(() => {
      throw new Error("The clients ended early.");
    });
    const [message] = (await Promise.race([once(child, "message"), ended])) as [
      { kind: string; value?: unknown },
    ];
    if (message.kind === kind) return message.value;
  }
}

function cpuOf(server: ServerProcess): Promise<number> {
  return askCpu(server.child());
}

async function askCpu(child: ChildProcess): Promise<number> {
  const answer = once(child, "message");
  child.send("cpu");
  const [microseconds] = (await answer) as [number];
  return microseconds;
}

function printTable(all: readonly Row[]): void {
  const names = [...new Set(all.map(({ name }) => name))];
  const summary = names.map((name) => {
    const own = all.filter((row) => row.name === name);
    return {
      name,
      p50: median(own.map(({ p50 }) => p50)),
      p99: median(own.map(({ p99 }) => p99)),
      cpu: median(own.map(({ cpu }) => cpu)),
      delivered: own.reduce((sum, { delivered }) => sum + delivered, 0),
      expected: own.reduce((sum, { expected }) => sum + expected, 0),
    };
  });
  console.log("                write to seen p50    p99        server CPU per delivery   delivered");
  for (const row of summary)
    console.log(
      `${row.name.padEnd(15)} ${fixed(row.p50, 2)} ms      ${fixed(row.p99, 2)} ms   ` +
        `${fixed(row.cpu, 2)} µs               ${row.delivered} of ${row.expected}`,
    );
  const [own, base] = summary;
  if (own !== undefined && base !== undefined)
    console.log(
      `ratio           ${fixed(own.p50 / base.p50, 2)} ×       ${fixed(own.p99 / base.p99, 2)} ×    ` +
        `${fixed(own.cpu / base.cpu, 2)} ×`,
    );
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle) - 1] ?? 0)) / 2;
}

function fixed(value: number, digits: number): string {
  return value.toFixed(digits).padStart(10);
}

function letter(index: number): string {
  return String.fromCharCode(65 + index);
}
