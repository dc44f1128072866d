import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";
import SQLite from "better-sqlite3";
import { expect, test } from "vitest";
import { openApp } from "#server/app.ts";
import { readConfig } from "#server/platform/config.ts";
import type { PersonId } from "#shared/ids.ts";
import { clockAt } from "#test/support/app.ts";
import { inStep, join, joinAll } from "#test/support/cohort.ts";
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

test("the single steps of a text's history go after the days that are set, and the text stays", async () => {
  const dataDir = await mkdtemp(joinPath(tmpdir(), "richtschnur-thin-"));
  const clock = clockAt("2026-03-01T09:00:00Z");
  const settings = {
    PORT: "0",
    HOST: "localhost",
    DATA_DIR: dataDir,
    SETUP_CODE,
    LOG_LEVEL: "silent",
    COLLAB_LOG_DAYS: "7",
  };
  const open = () => openApp(readConfig(settings), { clock, serveClient: () => {} });
  const rows = () => {
    const file = new SQLite(joinPath(dataDir, "richtschnur.db"), { readonly: true });
    const { count } = file.prepare("select count(*) as count from collab_log").get() as { count: number };
    file.close();
    return count;
  };
  try {
    const app = await open();
    const owner = await setUp(app.url, SETUP_CODE);
    const guideline = await createGuideline(owner);
    const writer = await join(owner, guideline.id);
    for (const word of ["one ", "two ", "three "]) {
      writer.type(0, 0, word);
      await writer.saved();
    }
    writer[Symbol.dispose]();
    await app.close();
    expect(rows()).toBeGreaterThanOrEqual(4);

    clock.set("2026-03-06T09:00:00Z");
    await (await open()).close();
    expect(rows(), "within the days that are set").toBeGreaterThanOrEqual(4);

    clock.set("2026-03-20T09:00:00Z");
    const later = await open();
    expect(rows()).toBe(0);
    // It listens on another port by now.
    using reader = await join(owner.at(later.url), guideline.id);
    expect(reader.text()).toContain("three two one ");
    await later.close();
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
});
