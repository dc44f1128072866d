/**
 * `npm run bench`: the same work against this server and its peers, in one run, alternating, on one core each.
 * `npm run bench -- --help` says what there is and how long it takes.
 */
import { fork, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Order, Report } from "./generator.ts";
import { GENERATED_EDITS, keepHistory, makeHistory } from "./history.ts";
import { canPin, GENERATOR_CORE, SERVER_CORE } from "./process.ts";
import { documentOf, makeStencil } from "./stencil.ts";
import { tableOf, verdictsOf } from "./table.ts";
import { PEERS_FOLDER, RAISED_LIMITS, TARGETS, type TargetName } from "./targets.ts";
import type { Options, Readings, Workload } from "./workload.ts";
import { WORKLOADS } from "./workloads/index.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    targets: { type: "string" },
    rounds: { type: "string" },
    trace: { type: "string" },
    set: { type: "string", multiple: true, default: [] },
    help: { type: "boolean", default: false },
  },
});
/** No run hangs for ever; in milliseconds. */
const LONGEST = 40 * 60_000;
const SCRATCH = join(import.meta.dirname, "../../.scratch/bench");

if (values.help) {
  console.log(help());
  process.exit();
}
const chosen =
  positionals.length === 0 ? WORKLOADS.filter(({ apart }) => apart !== true) : positionals.map(workloadNamed);
await mkdir(SCRATCH, { recursive: true });
const scratch = await mkdtemp(join(SCRATCH, "run-"));
const failures: string[] = [];
let missed = 0;
try {
  console.log(`${heading()}\n`);
  for (const workload of chosen) await measure(workload);
} finally {
  await rm(scratch, { recursive: true, force: true });
}
if (failures.length > 0 || missed > 0) process.exitCode = 1;

async function measure(workload: Workload): Promise<void> {
  const options = { ...workload.options, ...settings(workload) };
  const targets = targetsOf(workload);
  const rounds = Number(values.rounds ?? workload.rounds);
  const folder = await prepare(workload, options);
  const results = new Map<TargetName, Readings[]>(targets.map((target) => [target, []]));
  for (let round = 0; round < rounds; round++)
    for (const target of round % 2 === 0 ? targets : targets.toReversed()) {
      progress(`${workload.name}: ${target}, round ${round + 1} of ${rounds}`);
      const report = await playOnce({ workload: workload.name, target, options, folder, output: SCRATCH });
      if (report.kind === "readings") results.get(target)?.push(report.readings);
      else failures.push(`${workload.name}, ${target}: ${report.error}`);
    }
  progress("");
  console.log(`### ${workload.describe(options)}\n\n${tableOf(workload, results)}\n`);
  for (const { line, met } of verdictsOf(workload, results)) {
    if (met === false) missed += 1;
    console.log(`- ${met === null ? "?" : met ? "met" : "MISSED"}: ${line}`);
  }
  for (const failure of failures.splice(0)) {
    missed += 1;
    console.log(`- FAILED: ${failure}`);
  }
  console.log("");
}

/** Makes what all runs of a workload share: people, documents, a history. */
async function prepare(workload: Workload, options: Options): Promise<string> {
  const documents = workload.documents(options);
  const folder = join(scratch, `stencil-${documents}`);
  if (!existsSync(folder)) {
    progress(`preparing ${documents} document${documents === 1 ? "" : "s"}`);
    await makeStencil(folder, documents);
  }
  const file = join(folder, "history.bin");
  if (workload.needsHistory === true && !existsSync(file)) {
    progress("preparing the history");
    await keepHistory(file, await makeHistory(values.trace ?? GENERATED_EDITS, await documentOf(folder)));
  }
  if (targetsOf(workload).some((target) => target === "hocuspocus" || target === "y-websocket"))
    installPeers();
  return folder;
}

function installPeers(): void {
  if (existsSync(join(PEERS_FOLDER, "node_modules/.package-lock.json"))) return;
  progress("installing the peers");
  const { status, stderr } = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], {
    cwd: PEERS_FOLDER,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`The peers could not be installed:\n${stderr}`);
}

async function playOnce(order: Order): Promise<Exclude<Report, { kind: "note" }>> {
  const child = fork(join(import.meta.dirname, "generator.ts"));
  const guard = setTimeout(() => child.kill("SIGKILL"), LONGEST);
  try {
    return await new Promise((resolve) => {
      child.on("message", (message) => {
        const report = message as Report;
        if (report.kind === "note") progress(`${order.workload}: ${order.target}: ${report.line}\n`);
        else resolve(report);
      });
      child.on("exit", (code, signal) =>
        resolve({ kind: "failed", error: `the load generator ended early (${signal ?? code})` }),
      );
      child.send(order);
    });
  } finally {
    clearTimeout(guard);
    child.kill();
  }
}

function targetsOf(workload: Workload): readonly TargetName[] {
  if (values.targets === undefined) return workload.targets;
  return values.targets.split(",").map((name) => {
    const target = TARGETS.find((each) => each === name);
    if (target === undefined) throw new Error(`There is no server ${name}; there are ${TARGETS.join(", ")}.`);
    return target;
  });
}

function workloadNamed(name: string): Workload {
  const found = WORKLOADS.find((workload) => workload.name === name);
  if (found === undefined)
    throw new Error(
      `There is no workload ${name}; there are ${WORKLOADS.map((each) => each.name).join(", ")}.`,
    );
  return found;
}

/** `--set listeners=100` changes an option of every workload that has it. */
function settings(workload: Workload): Options {
  return Object.fromEntries(
    values.set
      .map((setting) => setting.split("="))
      .flatMap(([name = "", value]) => (name in workload.options ? [[name, Number(value)]] : [])),
  );
}

function heading(): string {
  const limits = Object.entries(RAISED_LIMITS).map(([name, value]) => `${name}=${value}`);
  const cores = canPin()
    ? `server on core ${SERVER_CORE}, load on core ${GENERATOR_CORE}`
    : "not pinned to cores";
  return [
    `## Bench of ${new Date().toISOString().slice(0, 10)}`,
    "",
    `${cpus()[0]?.model.trim()}, ${cpus().length} cores, Node ${process.versions.node}; ${cores}.`,
    `Guard and log on; rate limits raised for the load: ${limits.join(", ")}.`,
    "Medians of alternating rounds (smallest to largest).",
  ].join("\n");
}

function help(): string {
  return [
    "npm run bench [-- <workload>… --targets a,b --rounds n --trace file --set name=value]",
    "",
    ...WORKLOADS.map(
      (workload) =>
        `${workload.name.padEnd(14)} ${workload.describe(workload.options)}\n${" ".repeat(15)}${JSON.stringify(workload.options)}`,
    ),
    "",
    "--trace takes a recorded history (JSON of github.com/josephg/editing-traces, may be gzipped) instead of a made-up one.",
    "Without names all are played but kill, flood and soak: about 40 minutes. Alone: fan-outs and cursors 4 to 5 minutes each,",
    "history 6, many 8, stalled 5, idle 8, quiet 3; kill 15, flood 1, soak 22. A run that hangs is ended after 40 minutes.",
    "Nothing leaves this machine but the installation of the peers from npm.",
  ].join("\n");
}

/** On standard error, so that standard output is the table alone. */
function progress(line: string): void {
  if (line !== "") process.stderr.write(`  ${line.replace(/\n?$/, "\n")}`);
}
