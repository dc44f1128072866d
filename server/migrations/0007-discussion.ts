import type { Kysely } from "kysely";

/** Threads are never deleted. `place`, `suggestion` and `intent` are JSON. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema
    .createTable("threads")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("guideline_id", "text", (column) => column.notNull().references("guidelines.id"))
    .addColumn("number", "integer", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("status", "text", (column) => column.notNull())
    .addColumn("section_id", "text", (column) => column.notNull())
    .addColumn("place", "text", (column) => column.notNull())
    .addColumn("suggestion", "text")
    .addColumn("outdated", "integer", (column) => column.notNull())
    .addColumn("author_id", "text", (column) => column.notNull().references("people.id"))
    .addColumn("on_behalf_of", "text", (column) => column.references("bodies.id"))
    .addColumn("addressed_to", "text", (column) => column.references("bodies.id"))
    .addColumn("from_staff", "integer", (column) => column.notNull())
    // Who is about to accept a suggestion, while its text is on the way: finished at the next start after a crash.
    .addColumn("intent", "text")
    .addColumn("created_at", "text", (column) => column.notNull())
    // Votes of phases that are over, whose voters have been forgotten.
    .addColumn("past_votes", "integer", (column) => column.notNull())
    .addUniqueConstraint("threads_number", ["guideline_id", "number"])
    .execute();

  await db.schema
    .createTable("thread_steps")
    .addColumn("thread_id", "text", (column) => column.notNull().references("threads.id"))
    .addColumn("position", "integer", (column) => column.notNull())
    .addColumn("status", "text", (column) => column.notNull())
    .addColumn("at", "text", (column) => column.notNull())
    .addColumn("person_id", "text", (column) => column.notNull().references("people.id"))
    .addColumn("body_id", "text", (column) => column.references("bodies.id"))
    .addColumn("reason", "text")
    .addPrimaryKeyConstraint("thread_steps_pk", ["thread_id", "position"])
    .execute();

  await db.schema
    .createTable("thread_messages")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("thread_id", "text", (column) => column.notNull().references("threads.id"))
    .addColumn("position", "integer", (column) => column.notNull())
    .addColumn("author_id", "text", (column) => column.notNull().references("people.id"))
    .addColumn("text", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("edited_at", "text")
    .addColumn("deleted_at", "text")
    .addUniqueConstraint("thread_messages_position", ["thread_id", "position"])
    .execute();

  await db.schema
    .createTable("thread_message_edits")
    .addColumn("message_id", "text", (column) => column.notNull().references("thread_messages.id"))
    .addColumn("until", "text", (column) => column.notNull())
    .addColumn("text", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex("thread_message_edits_message_idx")
    .on("thread_message_edits")
    .column("message_id")
    .execute();

  await db.schema
    .createTable("thread_votes")
    .addColumn("thread_id", "text", (column) => column.notNull().references("threads.id"))
    .addColumn("person_id", "text", (column) => column.notNull().references("people.id").onDelete("cascade"))
    .addPrimaryKeyConstraint("thread_votes_pk", ["thread_id", "person_id"])
    .execute();

  await db.schema
    .createTable("participation_phases")
    .addColumn("guideline_id", "text", (column) => column.primaryKey().references("guidelines.id"))
    .addColumn("opens_at", "text", (column) => column.notNull())
    .addColumn("ends_at", "text", (column) => column.notNull())
    // Set once everybody has been told that it is over.
    .addColumn("ended_at", "text")
    .execute();
}
