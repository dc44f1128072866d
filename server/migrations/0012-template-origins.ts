import type { Kysely } from "kysely";

/** From which version of its template each section of a guideline came. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema
    .createTable("template_origins")
    .addColumn("guideline_id", "text", (column) =>
      column.notNull().references("guidelines.id").onDelete("cascade"),
    )
    .addColumn("section_key", "text", (column) => column.notNull())
    .addColumn("version", "integer", (column) => column.notNull())
    .addPrimaryKeyConstraint("template_origins_pk", ["guideline_id", "section_key"])
    .execute();
}
