import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";
import { expect, test } from "vitest";
import { openApp } from "#server/app.ts";
import { readConfig } from "#server/platform/config.ts";
import type { PersonId } from "#shared/ids.ts";
import { clockAt } from "#test/support/app.ts";
import { inStep, joinAll } from "#test/support/cohort.ts";
import { createGuideline, invite, setUp } from "#test/support/people.ts";
import { SETUP_CODE } from "#test/support/server-process.ts";

/** Everything that the database has on disk: its file, its write-ahead log, freed pages of both. */
async function onDisk(dataDir: string): Promise<Buffer> {
  const files = ["richtschnur.db", "richtschnur.db-wal"].map((name) =>
    readFile(joinPath(dataDir, name)).catch(() => Buffer.alloc(0)),
  );
  return Buffer.concat(await Promise.all(files));
}

/** A row of `doc_clients` as SQLite writes it: the clientID's bytes, and right behind them the person's id. */
function tie(client: number, person: PersonId): Buffer {
  const number = Buffer.alloc(4);
  number.writeUInt32BE(client);
  return Buffer.concat([number, Buffer.from(person)]);
}

test("from a file that has been at rest for 30 days nobody can tell who wrote which word", async () => {
  const dataDir = await mkdtemp(joinPath(tmpdir(), "richtschnur-rest-"));
  const clock = clockAt("2026-03-01T09:00:00Z");
  const settings = { PORT: "0", HOST: "localhost", DATA_DIR: dataDir, SETUP_CODE, LOG_LEVEL: "silent" };
  const open = () => openApp(readConfig(settings), { clock, serveClient: () => {} });
  try {
    const app = await open();
    const owner = await setUp(app.url, SETUP_CODE);
    const guideline = await createGuideline(owner);
    const colleague = await invite(owner, {
      name: "Jonas Weber",
      guideline: { id: guideline.id, role: "editor" },
    });
    const writers = await joinAll([owner, colleague], guideline.id);
    for (const [index, writer] of writers.entries()) writer.type(0, 0, `[word ${index}]`);
    await inStep(writers);
    const ties = writers.map(({ ydoc, someone }) => tie(ydoc.clientID, someone.id));
    for (const writer of writers) writer[Symbol.dispose]();
    const during = await onDisk(dataDir);
    // The search itself works.
    for (const each of ties) expect(during.includes(each)).toBe(true);
    await app.close();

    clock.set("2026-04-01T09:00:00Z");
    const later = await open();
    const after = await onDisk(dataDir);
    for (const each of ties) expect(after.includes(each)).toBe(false);
    expect(after.includes(owner.id)).toBe(true);
    expect(await later.collab.participants(guideline.id, 0)).toEqual([]);
    await later.close();
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}, 60_000);
