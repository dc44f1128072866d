import type { Kysely } from "kysely";

export async function up(db: Kysely<never>): Promise<void> {
  void db;
}
