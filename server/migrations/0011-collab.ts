import { type Kysely, sql } from "kysely";

/** What an open socket's right hangs on: any of these changes moves the epoch, whoever makes it. */
const MOVES_EPOCH = [
  ["session", "delete"],
  ["session", "update of expiresAt"],
  ["people", "update of role, status"],
  ["people", "delete"],
  ["guideline_members", "insert"],
  ["guideline_members", "update"],
  ["guideline_members", "delete"],
  ["guidelines", "update of archived_at"],
] as const;

/**
 * - State vectors beside keyframes: whoever joins a document at rest is answered without building it.
 * - The epoch of all rights, one row, moved in the transaction that changes one: also by the command line or by hand.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema.alterTable("collab_keyframes").addColumn("vector", "blob").execute();

  await db.schema
    .createTable("access_epoch")
    .addColumn("id", "integer", (column) => column.primaryKey().check(sql`id = 1`))
    .addColumn("epoch", "integer", (column) => column.notNull())
    .execute();
  await sql`insert into access_epoch (id, epoch) values (1, 0)`.execute(db);
  for (const [index, [table, event]] of MOVES_EPOCH.entries())
    await sql`create trigger ${sql.id(`access_epoch_${index + 1}`)} after ${sql.raw(event)} on ${sql.id(table)}
      begin update access_epoch set epoch = epoch + 1; end`.execute(db);
}
