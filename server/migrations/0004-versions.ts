import type { Kysely } from "kysely";

/** Frozen versions. `doc` and `variables` are JSON; `seq` is the last row of the collaboration log that is in it. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema
    .createTable("versions")
    .addColumn("guideline_id", "text", (column) => column.notNull().references("guidelines.id"))
    .addColumn("number", "integer", (column) => column.notNull())
    .addColumn("edition", "integer")
    .addColumn("status", "text", (column) => column.notNull())
    .addColumn("cause", "text", (column) => column.notNull())
    .addColumn("title", "text")
    .addColumn("note", "text")
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("bodies", "text", (column) => column.notNull())
    .addColumn("seq", "integer", (column) => column.notNull())
    .addColumn("schema_version", "integer", (column) => column.notNull())
    .addColumn("doc", "text", (column) => column.notNull())
    .addColumn("variables", "text", (column) => column.notNull())
    .addColumn("content_hash", "text", (column) => column.notNull())
    .addColumn("previous_hash", "text")
    .addPrimaryKeyConstraint("versions_pk", ["guideline_id", "number"])
    .execute();
}
