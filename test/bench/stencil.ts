/** A data folder with people and guidelines, made once and copied for every run, and the document that all servers get. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createGuideline, invite, type Someone, setUp } from "../support/people.ts";
import { SETUP_CODE, startServer } from "../support/server-process.ts";

const EDITORS = 4;
const COMMENTERS = 10;

export interface Stencil {
  readonly dataDir: string;
  /** Ids of the guidelines. On the first, editors write and commenters look on; the others know their owner alone. */
  readonly guidelines: readonly string[];
  /** Session cookies. */
  readonly owner: string;
  readonly editors: readonly string[];
  readonly commenters: readonly string[];
}

/** The state (Yjs V1) of the first guideline, which the peers' documents are given too. */
export const documentOf = (folder: string) => readFile(join(folder, "document.bin"));

export async function readStencil(folder: string): Promise<Stencil> {
  return JSON.parse(await readFile(join(folder, "stencil.json"), "utf8")) as Stencil;
}

export async function makeStencil(folder: string, documents: number): Promise<void> {
  const dataDir = join(folder, "data");
  await mkdir(dataDir, { recursive: true });
  await using server = await startServer({ dataDir, env: { LOG_LEVEL: "warn" } });
  const owner = await setUp(server.url, SETUP_CODE);
  const guidelines: string[] = [];
  for (let made = 0; made < documents; made++)
    guidelines.push((await createGuideline(owner, { title: `Leitlinie ${made + 1}` })).id);
  const [first] = guidelines;
  const invited = (role: "editor" | "commenter", count: number) =>
    inOrder(count, (index) =>
      invite(owner, {
        name: `${role} ${String.fromCharCode(97 + index)}`,
        guideline: { id: first as never, role },
      }),
    );
  const stencil: Stencil = {
    dataDir,
    guidelines,
    owner: owner.cookie,
    editors: (await invited("editor", EDITORS)).map(({ cookie }) => cookie),
    commenters: (await invited("commenter", COMMENTERS)).map(({ cookie }) => cookie),
  };
  const state = await owner.request("GET", `/api/guidelines/${first}/state`);
  await writeFile(join(folder, "document.bin"), new Uint8Array(await state.arrayBuffer()));
  await writeFile(join(folder, "stencil.json"), JSON.stringify(stencil));
  await server.stop();
}

async function inOrder(count: number, make: (index: number) => Promise<Someone>): Promise<Someone[]> {
  const made: Someone[] = [];
  for (let index = 0; index < count; index++) made.push(await make(index));
  return made;
}
