/**
 * Which clientID belongs to whom in which document: against forgery, and to name the bodies that took part. The log
 * writes it, together with what was written under it.
 */
import type { GuidelineId, PersonId } from "#shared/ids.ts";
import type { Clock } from "../platform/clock.ts";
import type { Database } from "../platform/db.ts";

/** Days after its last use that a clientID is forgotten, and with it who wrote under it. */
export const FORGET_AFTER_DAYS = 30;

type Tables = {
  readonly doc_clients: {
    readonly doc: GuidelineId;
    readonly client: number;
    readonly person_id: PersonId;
    /** ISO 8601 date. */
    readonly last_used: string;
  };
};

export type DocClientStore = ReturnType<typeof openDocClientStore>;

export function openDocClientStore(database: Database, clock: Clock) {
  const db = database.withTables<Tables>();

  return {
    async ofDocument(doc: GuidelineId): Promise<Map<number, PersonId>> {
      const rows = await db
        .selectFrom("doc_clients")
        .select(["client", "person_id"])
        .where("doc", "=", doc)
        .execute();
      return new Map(rows.map((row) => [row.client, row.person_id]));
    },

    async people(doc: GuidelineId, clients: readonly number[]): Promise<readonly PersonId[]> {
      if (clients.length === 0) return [];
      const rows = await db
        .selectFrom("doc_clients")
        .select("person_id")
        .distinct()
        .where("doc", "=", doc)
        .where("client", "in", [...clients])
        .execute();
      return rows.map((row) => row.person_id);
    },

    async forget(): Promise<void> {
      const limit = new Date(clock.now().getTime() - FORGET_AFTER_DAYS * 24 * 60 * 60 * 1000);
      await db.deleteFrom("doc_clients").where("last_used", "<", limit.toISOString().slice(0, 10)).execute();
    },
  };
}
