import type { Kysely } from "kysely";

export async function up(db: Kysely<never>): Promise<void> {
  await db.schema
    .createTable("guidelines")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("title", "text", (column) => column.notNull())
    .addColumn("slug", "text", (column) => column.notNull().unique())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("locale", "text", (column) => column.notNull())
    .addColumn("kit", "text", (column) => column.notNull())
    // What the document is seeded with at its first opening, as JSON.
    .addColumn("variables", "text", (column) => column.notNull())
    // The list's view of the draft, as JSON; kept by collab.
    .addColumn("outline", "text", (column) => column.notNull())
    .addColumn("target_date", "text")
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("archived_at", "text")
    .execute();

  await db.schema
    .createTable("guideline_members")
    .addColumn("guideline_id", "text", (column) =>
      column.notNull().references("guidelines.id").onDelete("cascade"),
    )
    .addColumn("person_id", "text", (column) => column.notNull().references("people.id").onDelete("cascade"))
    .addColumn("role", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("guideline_members_pk", ["guideline_id", "person_id"])
    .execute();
  await db.schema
    .createIndex("guideline_members_person_idx")
    .on("guideline_members")
    .column("person_id")
    .execute();
}
