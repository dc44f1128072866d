import { existsSync } from "node:fs";
import { sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import { type Database, makePrivate } from "./db.ts";

/**
 * Brings the file up to the newest migration, in one transaction, after a backup copy beside it when it already
 * held data.
 * @returns the names of the migrations that were run
 */
export async function migrate(
  db: Database,
  migrations: Readonly<Record<string, Migration>>,
  backupFile: string | null,
): Promise<readonly string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const pending = (await migrator.getMigrations()).filter((migration) => migration.executedAt === undefined);
  const fresh = pending.length === Object.keys(migrations).length;
  if (pending.length === 0) return [];
  if (!fresh && backupFile !== null && !existsSync(backupFile)) {
    makePrivate(backupFile);
    await sql`VACUUM INTO ${backupFile}`.execute(db);
  }
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
  return (results ?? []).map((result) => result.migrationName);
}
