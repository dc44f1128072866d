import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<never>): Promise<void> {
  // One row per notice and recipient. Whether it has been read is kept, when it was is nobody's business.
  await db.schema
    .createTable("notices")
    .addColumn("seq", "integer", (column) => column.primaryKey().autoIncrement())
    .addColumn("id", "text", (column) => column.notNull().unique())
    .addColumn("person_id", "text", (column) => column.notNull().references("people.id").onDelete("cascade"))
    .addColumn("key", "text", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    // JSON.
    .addColumn("content", "text", (column) => column.notNull())
    .addColumn("guideline_id", "text", (column) =>
      column.notNull().references("guidelines.id").onDelete("cascade"),
    )
    .addColumn("section_id", "text")
    .addColumn("thread", "text")
    .addColumn("path", "text", (column) => column.notNull())
    .addColumn("by_id", "text", (column) => column.references("people.id").onDelete("set null"))
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("is_read", "integer", (column) => column.notNull().defaultTo(0))
    // How it should be mailed, and from when on; null: not at all.
    .addColumn("mail_way", "text")
    .addColumn("mail_due_at", "text")
    // The mail that has taken it along. It outlives that mail's row, so that nothing is mailed again.
    .addColumn("mail_id", "text")
    .addUniqueConstraint("notices_once", ["person_id", "key"])
    .execute();
  await db.schema.createIndex("notices_inbox_idx").on("notices").columns(["person_id", "seq"]).execute();
  await db.schema.createIndex("notices_mail_idx").on("notices").column("mail_id").execute();
  await db.schema
    .createIndex("notices_due_idx")
    .on("notices")
    .column("mail_due_at")
    .where(sql.ref("mail_id"), "is", null)
    .execute();

  await db.schema
    .createTable("notification_settings")
    .addColumn("person_id", "text", (column) =>
      column.primaryKey().references("people.id").onDelete("cascade"),
    )
    // JSON.
    .addColumn("settings", "text", (column) => column.notNull())
    .execute();

  await db.schema
    .createTable("mails")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("person_id", "text", (column) => column.notNull().references("people.id").onDelete("cascade"))
    .addColumn("message_id", "text", (column) => column.notNull().unique())
    .addColumn("way", "text", (column) => column.notNull())
    .addColumn("status", "text", (column) => column.notNull())
    .addColumn("attempts", "integer", (column) => column.notNull())
    .addColumn("due_at", "text", (column) => column.notNull())
    .addColumn("problem", "text")
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("changed_at", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("mails_status_idx").on("mails").columns(["status", "due_at"]).execute();
  await db.schema.createIndex("mails_person_idx").on("mails").columns(["person_id", "created_at"]).execute();
}
