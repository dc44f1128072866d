import type { Kysely } from "kysely";
import { sql } from "kysely";

/** Reviews and votes are never deleted. `policy`, `resolution` and `paper` are JSON. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema
    .createTable("review_policies")
    .addColumn("guideline_id", "text", (column) => column.primaryKey().references("guidelines.id"))
    .addColumn("policy", "text", (column) => column.notNull())
    .execute();

  await db.schema
    .createTable("reviews")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("guideline_id", "text", (column) => column.notNull().references("guidelines.id"))
    .addColumn("version", "integer", (column) => column.notNull())
    .addColumn("content_hash", "text", (column) => column.notNull())
    .addColumn("level", "text", (column) => column.notNull())
    .addColumn("edition", "integer", (column) => column.notNull())
    .addColumn("what", "text", (column) => column.notNull())
    .addColumn("due_on", "text")
    // When nobody can vote any more: the end of the due day where the organisation is.
    .addColumn("due_at", "text")
    .addColumn("policy", "text", (column) => column.notNull())
    .addColumn("requested_by", "text", (column) => column.notNull().references("people.id"))
    .addColumn("requested_at", "text", (column) => column.notNull())
    .addColumn("status", "text", (column) => column.notNull())
    .addColumn("ended_at", "text")
    .addColumn("reason", "text")
    .addColumn("in_force_from", "text")
    .addForeignKeyConstraint("reviews_version", ["guideline_id", "version"], "versions", [
      "guideline_id",
      "number",
    ])
    .execute();
  await db.schema
    .createIndex("reviews_one_open")
    .on("reviews")
    .column("guideline_id")
    .unique()
    .where(sql.ref("status"), "=", sql.lit("open"))
    .execute();

  await db.schema
    .createTable("review_votes")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("review_id", "text", (column) => column.notNull().references("reviews.id"))
    .addColumn("body_id", "text", (column) => column.notNull().references("bodies.id"))
    .addColumn("vote", "text", (column) => column.notNull())
    // "valid", "awaitsConfirmation" or "rejected": only the first counts.
    .addColumn("status", "text", (column) => column.notNull())
    .addColumn("note", "text", (column) => column.notNull())
    .addColumn("content_hash", "text", (column) => column.notNull())
    .addColumn("person_id", "text", (column) => column.notNull().references("people.id"))
    .addColumn("as_delegate", "integer", (column) => column.notNull())
    .addColumn("at", "text", (column) => column.notNull())
    .addColumn("resolution", "text")
    .addColumn("paper", "text")
    .addColumn("confirmed_by", "text", (column) => column.references("people.id"))
    .addColumn("confirmed_at", "text")
    .addColumn("kept_from", "text", (column) => column.references("review_votes.id"))
    .execute();
  // Nobody votes twice, whoever is faster: the database itself holds it.
  // One that counts and one on paper that waits: an objection does not wait for the confirmation of another one.
  for (const status of ["valid", "awaitsConfirmation"])
    await db.schema
      .createIndex(`review_votes_once_${status}`)
      .on("review_votes")
      .columns(["review_id", "body_id"])
      .unique()
      .where(sql.ref("status"), "=", sql.lit(status))
      .execute();

  await db.schema
    .createTable("review_scans")
    .addColumn("review_id", "text", (column) => column.notNull().references("reviews.id"))
    .addColumn("hash", "text", (column) => column.notNull())
    .addColumn("type", "text", (column) => column.notNull())
    .addColumn("bytes", "blob", (column) => column.notNull())
    .addPrimaryKeyConstraint("review_scans_pk", ["review_id", "hash"])
    .execute();

  await db.schema
    .createTable("review_links")
    // SHA-256 of the token: who reads the file cannot use a link.
    .addColumn("token_hash", "text", (column) => column.primaryKey())
    .addColumn("review_id", "text", (column) => column.notNull().references("reviews.id"))
    .addColumn("person_id", "text", (column) => column.notNull().references("people.id").onDelete("cascade"))
    .addColumn("expires_at", "text", (column) => column.notNull())
    .addColumn("used_at", "text")
    .execute();
}
