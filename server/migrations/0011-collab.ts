import type { Kysely } from "kysely";

/** State vectors beside keyframes: whoever joins a document at rest is answered without building it. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema.alterTable("collab_keyframes").addColumn("vector", "blob").execute();
}
