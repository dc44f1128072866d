/** One run of one workload against one server: a process of its own, so that runs do not inherit each other's heap. */
import { join } from "node:path";
import { GENERATOR_CORE, pinTo } from "./process.ts";
import { openSite, type TargetName } from "./targets.ts";
import type { Options, Readings, Stage } from "./workload.ts";
import { WORKLOADS } from "./workloads/index.ts";

export interface Order {
  readonly workload: string;
  readonly target: TargetName;
  readonly options: Options;
  /** With the stencil, and the history where one is needed. */
  readonly folder: string;
  /** Where pictures are kept. */
  readonly output: string;
}

export type Report =
  | { readonly kind: "note"; readonly line: string }
  | { readonly kind: "readings"; readonly readings: Readings }
  | { readonly kind: "failed"; readonly error: string };

process.once("message", (order) => void play(order as Order));

async function play({ workload: name, target, options, folder, output }: Order): Promise<void> {
  const say = (report: Report) => process.send?.(report);
  pinTo(GENERATOR_CORE);
  const workload = WORKLOADS.find((each) => each.name === name);
  const stage: Stage = {
    target,
    open: (env) => openSite(target, folder, env),
    historyFile: join(folder, "history.bin"),
    outputFolder: output,
    watchSelf,
    note: (line) => say({ kind: "note", line }),
  };
  try {
    if (workload === undefined) throw new Error(`There is no workload ${name}.`);
    say({ kind: "readings", readings: await workload.play(stage, options) });
  } catch (error) {
    say({ kind: "failed", error: String(error instanceof Error ? error.stack : error) });
  }
  process.disconnect?.();
  // What is still connected has nothing more to tell.
  setImmediate(() => process.exit());
}

function watchSelf(): () => number {
  const cpu = process.cpuUsage();
  const at = performance.now();
  return () => {
    const { user, system } = process.cpuUsage(cpu);
    return (user + system) / 10 / (performance.now() - at);
  };
}
