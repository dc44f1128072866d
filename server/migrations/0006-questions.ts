import type { Kysely } from "kysely";

/** Clarifying questions, what happened to each of them, and edits of the text that are on their way. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema
    .createTable("questions")
    .addColumn("guideline_id", "text", (column) => column.notNull().references("guidelines.id"))
    // The template's id, which stands in the text, or a random one.
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("section_id", "text", (column) => column.notNull())
    .addColumn("section_key", "text")
    .addColumn("origin", "text", (column) => column.notNull())
    // What it asks, as JSON, in the words that the guideline was made with.
    .addColumn("definition", "text", (column) => column.notNull())
    .addColumn("position", "integer", (column) => column.notNull())
    .addColumn("status", "text", (column) => column.notNull())
    // The entry that the status rests on; null while it is open or proposed.
    .addColumn("entry_id", "integer")
    .addColumn("due_on", "text")
    // The lines that the last answer or the proposal put into the text, as JSON.
    .addColumn("passage", "text")
    .addColumn("created_at", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("questions_pk", ["guideline_id", "id"])
    .execute();

  await db.schema
    .createTable("question_entries")
    .addColumn("id", "integer", (column) => column.primaryKey().autoIncrement())
    .addColumn("guideline_id", "text", (column) => column.notNull())
    .addColumn("question_id", "text", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("at", "text", (column) => column.notNull())
    .addColumn("person_id", "text", (column) => column.notNull())
    .addColumn("body_id", "text")
    .addColumn("on_behalf", "integer", (column) => column.notNull())
    .addColumn("reason", "text", (column) => column.notNull())
    // What else belongs to its kind, as JSON: answer and wording, date and person.
    .addColumn("detail", "text", (column) => column.notNull())
    .addForeignKeyConstraint("question_entries_question_fk", ["guideline_id", "question_id"], "questions", [
      "guideline_id",
      "id",
    ])
    .execute();
  await db.schema
    .createIndex("question_entries_question_idx")
    .on("question_entries")
    .columns(["guideline_id", "question_id"])
    .execute();

  // An edit of the text that belongs to an entry; the row goes once the text has it.
  await db.schema
    .createTable("question_intents")
    .addColumn("id", "integer", (column) => column.primaryKey().autoIncrement())
    .addColumn("guideline_id", "text", (column) => column.notNull())
    .addColumn("question_id", "text", (column) => column.notNull())
    .addColumn("edit", "text", (column) => column.notNull())
    .execute();

  await db.schema
    .createTable("guideline_holds")
    .addColumn("id", "integer", (column) => column.primaryKey().autoIncrement())
    .addColumn("guideline_id", "text", (column) => column.notNull().references("guidelines.id"))
    .addColumn("at", "text", (column) => column.notNull())
    .addColumn("person_id", "text", (column) => column.notNull())
    .addColumn("on_behalf", "integer", (column) => column.notNull())
    .addColumn("reason", "text", (column) => column.notNull())
    .addColumn("review_on", "text", (column) => column.notNull())
    .addColumn("lifted_at", "text")
    .addColumn("lifted_by", "text")
    .execute();
}
