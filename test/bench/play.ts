/** Plays a workload in this process: small forms in the test suite, which look at what is right and not how fast. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keepHistory, makeHistory } from "./history.ts";
import { documentOf, makeStencil } from "./stencil.ts";
import { openSite, type TargetName } from "./targets.ts";
import type { Options, Readings } from "./workload.ts";
import { WORKLOADS } from "./workloads/index.ts";

export interface Playground extends AsyncDisposable {
  play(
    workload: string,
    options: Options,
    target?: TargetName,
    env?: Readonly<Record<string, string>>,
  ): Promise<Readings>;
}

/** @param documents how many the servers begin with */
export async function openPlayground(documents: number, edits = 0): Promise<Playground> {
  const folder = await mkdtemp(join(tmpdir(), "richtschnur-bench-"));
  await makeStencil(folder, documents);
  const historyFile = join(folder, "history.bin");
  if (edits > 0) await keepHistory(historyFile, await makeHistory(edits, await documentOf(folder)));
  return {
    async play(name, options, target = "richtschnur", env = {}) {
      const workload = WORKLOADS.find((each) => each.name === name);
      if (workload === undefined) throw new Error(`There is no workload ${name}.`);
      return await workload.play(
        {
          target,
          open: (more) => openSite(target, folder, { ...env, ...more }),
          historyFile,
          outputFolder: folder,
          watchSelf: () => () => Number.NaN,
          note: () => {},
        },
        { ...workload.options, ...options },
      );
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
