import type { Kysely } from "kysely";

/** Rows are only ever added. `hash` is over the row and `previous`, the hash of the row before. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema
    .createTable("audit")
    .addColumn("seq", "integer", (column) => column.primaryKey())
    .addColumn("at", "text", (column) => column.notNull())
    // No reference: people and guidelines may go, what was recorded stays.
    .addColumn("actor_id", "text")
    .addColumn("guideline_id", "text")
    // JSON.
    .addColumn("entry", "text", (column) => column.notNull())
    .addColumn("previous", "text")
    .addColumn("hash", "text", (column) => column.notNull())
    .execute();
}
