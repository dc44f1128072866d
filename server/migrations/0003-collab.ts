import type { Kysely } from "kysely";

/**
 * The log of updates is the truth about a text. It names clientIDs and hours; which person a clientID belongs to
 * stands in `doc_clients` alone, which forgets it 30 days after its last use.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema
    .createTable("collab_docs")
    .addColumn("doc", "text", (column) => column.primaryKey().references("guidelines.id"))
    .addColumn("epoch", "text", (column) => column.notNull())
    .addColumn("schema_version", "integer", (column) => column.notNull())
    .execute();

  await db.schema
    .createTable("collab_log")
    .addColumn("doc", "text", (column) => column.notNull())
    .addColumn("seq", "integer", (column) => column.notNull())
    .addColumn("client", "integer", (column) => column.notNull())
    .addColumn("hour", "text", (column) => column.notNull())
    .addColumn("update", "blob", (column) => column.notNull())
    .addPrimaryKeyConstraint("collab_log_pk", ["doc", "seq"])
    .execute();

  await db.schema
    .createTable("collab_keyframes")
    .addColumn("doc", "text", (column) => column.primaryKey())
    .addColumn("seq", "integer", (column) => column.notNull())
    .addColumn("state", "blob", (column) => column.notNull())
    .execute();

  await db.schema
    .createTable("doc_clients")
    .addColumn("doc", "text", (column) => column.notNull())
    .addColumn("client", "integer", (column) => column.notNull())
    .addColumn("person_id", "text", (column) => column.notNull().references("people.id").onDelete("cascade"))
    .addColumn("last_used", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("doc_clients_pk", ["doc", "client"])
    .execute();
}
