import type { Kysely } from "kysely";

/** Scans that no vote names are forgotten after a while; those from before stay. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema
    .alterTable("review_scans")
    // When it came in; null once a vote names it.
    .addColumn("unnamed_since", "text")
    .execute();
  await db.schema
    .createIndex("review_scans_unnamed")
    .on("review_scans")
    .column("unnamed_since")
    .where("unnamed_since" as never, "is not", null)
    .execute();
}
