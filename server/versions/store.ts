import type { Insertable, Selectable } from "kysely";
import { z } from "zod";
import type { GuidelineId } from "#shared/ids.ts";
import { type Version, type VersionContent, version, versionContent } from "#shared/versions.ts";
import type { AnyTransaction, Database } from "../platform/db.ts";

type VersionsTable = {
  readonly guideline_id: string;
  readonly number: number;
  readonly edition: number | null;
  readonly status: string;
  readonly cause: string;
  readonly title: string | null;
  readonly note: string | null;
  readonly created_at: string;
  /** JSON array of body ids. */
  readonly bodies: string;
  readonly seq: number;
  readonly schema_version: number;
  readonly doc: string;
  readonly variables: string;
  readonly content_hash: string;
  readonly previous_hash: string | null;
};

export type VersionTables = { readonly versions: VersionsTable };

/** What is known of a version before it gets its number. */
export interface NewVersion extends Omit<Version, "number" | "edition" | "status"> {
  /** Last row of the collaboration log that is in it. */
  readonly seq: number;
  readonly content: Omit<VersionContent, "version">;
}

/** A version, and where in the collaboration log it stands. */
export interface StoredVersion {
  readonly version: Version;
  readonly seq: number;
}

export type VersionStore = ReturnType<typeof openVersionStore>;

const LISTED = [
  "number",
  "edition",
  "status",
  "cause",
  "title",
  "note",
  "created_at",
  "bodies",
  "seq",
  "content_hash",
] as const;

export function openVersionStore(database: Database) {
  const db = database.withTables<VersionTables>();

  return {
    /** All versions of a guideline, newest first. */
    async list(guidelineId: GuidelineId): Promise<readonly Version[]> {
      const rows = await db
        .selectFrom("versions")
        .select(LISTED)
        .where("guideline_id", "=", guidelineId)
        .orderBy("number", "desc")
        .execute();
      return rows.map(toVersion);
    },

    async latest(guidelineId: GuidelineId): Promise<StoredVersion | null> {
      const row = await db
        .selectFrom("versions")
        .select(LISTED)
        .where("guideline_id", "=", guidelineId)
        .orderBy("number", "desc")
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? null : { version: toVersion(row), seq: row.seq };
    },

    async content(guidelineId: GuidelineId, number: number): Promise<VersionContent | null> {
      const row = await db
        .selectFrom("versions")
        .selectAll()
        .where("guideline_id", "=", guidelineId)
        .where("number", "=", number)
        .executeTakeFirst();
      if (row === undefined) return null;
      return versionContent.parse({
        version: toVersion(row),
        doc: JSON.parse(row.doc),
        variables: JSON.parse(row.variables),
        schemaVersion: row.schema_version,
      });
    },

    /** All versions of all guidelines that were made at this time (ISO 8601) or later. */
    async madeSince(
      at: string,
    ): Promise<readonly { readonly guidelineId: GuidelineId; readonly number: number }[]> {
      const rows = await db
        .selectFrom("versions")
        .select(["guideline_id", "number"])
        .where("created_at", ">=", at)
        .orderBy("guideline_id")
        .orderBy("number")
        .execute();
      return rows.map((row) => ({ guidelineId: row.guideline_id as GuidelineId, number: row.number }));
    },

    /** What has become of a version, as part of the caller's transaction. */
    async mark(
      transaction: AnyTransaction,
      guidelineId: GuidelineId,
      number: number,
      change: { readonly status: Version["status"]; readonly edition?: number },
    ): Promise<Version> {
      const row = await transaction
        .withTables<VersionTables>()
        .updateTable("versions")
        .set(change)
        .where("guideline_id", "=", guidelineId)
        .where("number", "=", number)
        .returning(LISTED)
        .executeTakeFirstOrThrow();
      return toVersion(row);
    },

    async statuses(
      guidelineId: GuidelineId,
      transaction: AnyTransaction,
    ): Promise<ReadonlyMap<number, Version["status"]>> {
      const rows = await transaction
        .withTables<VersionTables>()
        .selectFrom("versions")
        .select(["number", "status"])
        .where("guideline_id", "=", guidelineId)
        .execute();
      return new Map(rows.map((row) => [row.number, version.shape.status.parse(row.status)]));
    },

    /** Versions of all guidelines that are more, or have been more, than a snapshot. */
    async marked(): Promise<
      readonly (Pick<Version, "number" | "edition" | "status"> & { readonly guidelineId: GuidelineId })[]
    > {
      const rows = await db
        .selectFrom("versions")
        .select(["guideline_id", "number", "edition", "status"])
        .where((where) => where.or([where("status", "!=", "snapshot"), where("edition", "is not", null)]))
        .orderBy("guideline_id")
        .orderBy("number")
        .execute();
      return rows.map((row) => ({
        guidelineId: row.guideline_id as GuidelineId,
        number: row.number,
        edition: row.edition,
        status: version.shape.status.parse(row.status),
      }));
    },

    /** Adds a version behind the newest one and chains it to that one's content hash. */
    async append(
      guidelineId: GuidelineId,
      added: NewVersion,
      inside: (tx: AnyTransaction, version: Version) => Promise<void>,
    ): Promise<Version> {
      const { seq, content, bodies, createdAt, contentHash, ...label } = added;
      return db.transaction().execute(async (transaction) => {
        const last = await transaction
          .selectFrom("versions")
          .select(["number", "content_hash"])
          .where("guideline_id", "=", guidelineId)
          .orderBy("number", "desc")
          .limit(1)
          .executeTakeFirst();
        const row = {
          ...label,
          guideline_id: guidelineId,
          number: (last?.number ?? 0) + 1,
          edition: null,
          status: "snapshot",
          created_at: createdAt,
          bodies: JSON.stringify(bodies),
          seq,
          schema_version: content.schemaVersion,
          doc: JSON.stringify(content.doc),
          variables: JSON.stringify(content.variables),
          content_hash: contentHash,
          previous_hash: last?.content_hash ?? null,
        } satisfies Insertable<VersionsTable>;
        await transaction.insertInto("versions").values(row).execute();
        const version = toVersion(row);
        await inside(transaction, version);
        return version;
      });
    },
  };
}

const bodyIds = z.array(z.string());

function toVersion(row: Pick<Selectable<VersionsTable>, (typeof LISTED)[number]>): Version {
  return version.parse({
    number: row.number,
    edition: row.edition,
    status: row.status,
    cause: row.cause,
    title: row.title,
    note: row.note,
    createdAt: row.created_at,
    bodies: bodyIds.parse(JSON.parse(row.bodies)),
    contentHash: row.content_hash,
  });
}
