import type { Kysely } from "kysely";

/** Pictures by the hash of their bytes, and the guidelines that they were brought to. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema
    .createTable("figures")
    .addColumn("hash", "text", (column) => column.primaryKey())
    .addColumn("type", "text", (column) => column.notNull())
    .addColumn("width", "integer", (column) => column.notNull())
    .addColumn("height", "integer", (column) => column.notNull())
    .addColumn("size", "integer", (column) => column.notNull())
    .addColumn("bytes", "blob", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("guideline_figures")
    .addColumn("guideline_id", "text", (column) =>
      column.notNull().references("guidelines.id").onDelete("cascade"),
    )
    .addColumn("hash", "text", (column) => column.notNull().references("figures.hash"))
    .addPrimaryKeyConstraint("guideline_figures_pk", ["guideline_id", "hash"])
    .execute();
  await db.schema.createIndex("guideline_figures_hash_idx").on("guideline_figures").column("hash").execute();
}
