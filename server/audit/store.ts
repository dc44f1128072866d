import { sql } from "kysely";
import { type AuditEntry, type AuditRow, auditEntry, auditRow } from "#shared/audit.ts";
import type { GuidelineId, PersonId } from "#shared/ids.ts";
import { hashOf } from "../platform/canonical-json.ts";
import type { AnyTransaction, Database } from "../platform/db.ts";

type Row = {
  readonly seq: number;
  readonly at: string;
  readonly actor_id: PersonId | null;
  readonly guideline_id: GuidelineId | null;
  /** JSON. */
  readonly entry: string;
  readonly previous: string | null;
  readonly hash: string;
};

type Tables = { readonly audit: Row };

/** Who did it, and to which guideline. */
export interface Occasion {
  /** Null: the command line, or the server itself. */
  readonly actor: PersonId | null;
  readonly guideline: GuidelineId | null;
}

export type AuditStore = ReturnType<typeof openAuditStore>;

/** Rows that a check reads at once. */
const BATCH = 500;

export function openAuditStore(database: Database) {
  const db = database.withTables<Tables>();

  return {
    /** Adds a row behind the newest one, as part of the caller's transaction: one writer at a time. */
    async append(
      transaction: AnyTransaction,
      at: string,
      { actor, guideline }: Occasion,
      entry: AuditEntry,
    ): Promise<void> {
      const tx = transaction.withTables<Tables>();
      const last = await tx
        .selectFrom("audit")
        .select(["seq", "hash"])
        .orderBy("seq", "desc")
        .limit(1)
        .executeTakeFirst();
      const row = {
        seq: (last?.seq ?? 0) + 1,
        at,
        actor_id: actor,
        guideline_id: guideline,
        entry: JSON.stringify(entry),
        previous: last?.hash ?? null,
      };
      await tx
        .insertInto("audit")
        .values({ ...row, hash: rowHash(row) })
        .execute();
    },

    /** What was recorded last of a kind; null: nothing yet. */
    async newest<K extends AuditEntry["kind"]>(
      kind: K,
      transaction: AnyTransaction,
    ): Promise<Extract<AuditEntry, { kind: K }> | null> {
      const row = await transaction
        .withTables<Tables>()
        .selectFrom("audit")
        .select("entry")
        .where("entry", "like", `{"kind":"${kind}"%`)
        .orderBy("seq", "desc")
        .limit(1)
        .executeTakeFirst();
      const found = row === undefined ? null : auditEntry.parse(JSON.parse(row.entry));
      return found?.kind === kind ? (found as Extract<AuditEntry, { kind: K }>) : null;
    },

    /** Newest first. @param before rows older than this one; from the newest on for null */
    async page(before: number | null, size: number): Promise<readonly AuditRow[]> {
      let query = db.selectFrom("audit").selectAll().orderBy("seq", "desc").limit(size);
      if (before !== null) query = query.where("seq", "<", before);
      return (await query.execute()).map(toAuditRow);
    },

    /** All rows in their order, with what is wrong with the chain at each, or null. */
    async *check(): AsyncGenerator<{
      readonly seq: number;
      readonly row: AuditRow | null;
      readonly problem: string | null;
    }> {
      let previous: Pick<Row, "seq" | "hash"> | null = null;
      for (;;) {
        const rows: readonly Row[] = await db
          .selectFrom("audit")
          .selectAll()
          .where("seq", ">", previous?.seq ?? 0)
          .orderBy("seq")
          .limit(BATCH)
          .execute();
        for (const row of rows) {
          const parsed = parse(row);
          yield { seq: row.seq, row: parsed, problem: problemOf(row, parsed, previous) };
          previous = row;
        }
        if (rows.length < BATCH) return;
      }
    },

    async count(): Promise<number> {
      const { rows } = await sql<{ count: number }>`select count(*) as count from audit`.execute(db);
      return Number(rows[0]?.count ?? 0);
    },
  };
}

function problemOf(
  row: Row,
  parsed: AuditRow | null,
  previous: Pick<Row, "seq" | "hash"> | null,
): string | null {
  if (row.seq !== (previous?.seq ?? 0) + 1) return "a row before it is missing";
  if (row.previous !== (previous?.hash ?? null)) return "it does not follow the row before it";
  if (row.hash !== rowHash(row)) return "it is not as it was written";
  return parsed === null ? "it cannot be read" : null;
}

function rowHash({ seq, at, actor_id, guideline_id, entry, previous }: Omit<Row, "hash">): string {
  return hashOf({ seq, at, actor_id, guideline_id, entry, previous });
}

function toAuditRow(row: Row): AuditRow {
  return auditRow.parse({
    seq: row.seq,
    at: row.at,
    actor: row.actor_id,
    guideline: row.guideline_id,
    entry: JSON.parse(row.entry),
    hash: row.hash,
  });
}

/** Null for a row that somebody has made unreadable. */
function parse(row: Row): AuditRow | null {
  try {
    return toAuditRow(row);
  } catch {
    return null;
  }
}
