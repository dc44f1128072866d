/** The real app in this process: for tests that bring their own time, or call a service beside HTTP. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type App, openApp } from "#server/app.ts";
import type { Clock } from "#server/platform/clock.ts";
import { readConfig } from "#server/platform/config.ts";
import { type Database, openDatabase } from "#server/platform/db.ts";
import { type Someone, setUp } from "./people.ts";
import { SETUP_CODE } from "./server-process.ts";

/** A clock that stands still until it is set. */
export interface SetClock extends Clock {
  set(iso: string): void;
}

export interface AppAtWork extends AsyncDisposable {
  readonly app: App;
  readonly clock: SetClock;
  readonly admin: Someone;
  readonly dataDir: string;
  /** A second connection to the app's file. */
  readonly db: Database;
}

export function clockAt(iso: string): SetClock {
  let now = new Date(iso);
  return {
    now: () => now,
    set(next) {
      now = new Date(next);
    },
  };
}

/** An app with an organisation in it. `at` is the time that its clock shows first. */
export async function anAppAtWork(
  options: { readonly at?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<AppAtWork> {
  const dataDir = await mkdtemp(join(tmpdir(), "richtschnur-app-"));
  const clock = clockAt(options.at ?? new Date().toISOString());
  const config = readConfig({
    PORT: "0",
    HOST: "localhost",
    DATA_DIR: dataDir,
    SETUP_CODE,
    LOG_LEVEL: "silent",
    ...options.env,
  });
  const app = await openApp(config, { clock });
  const admin = await setUp(app.url, SETUP_CODE);
  const db = openDatabase(config.dbFile);
  return {
    app,
    clock,
    admin,
    dataDir,
    db,
    async [Symbol.asyncDispose]() {
      await db.destroy();
      await app.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
