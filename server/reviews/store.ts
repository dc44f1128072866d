import { type Insertable, type Kysely, type Selectable, sql, type Transaction } from "kysely";
import { z } from "zod";
import type { BodyId, GuidelineId, PersonId, ReviewId, VoteId } from "#shared/ids.ts";
import type { Level, ReviewEnd, ScanType, VoteKind } from "#shared/review-status.ts";
import { type Policy, policy, vote } from "#shared/reviews.ts";
import { hashOf } from "../platform/canonical-json.ts";
import type { AnyTransaction, Database } from "../platform/db.ts";
import { notFound } from "../platform/errors.ts";
import type { VersionTables } from "../versions/index.ts";

type ReviewsTable = {
  readonly id: ReviewId;
  readonly guideline_id: GuidelineId;
  readonly version: number;
  readonly content_hash: string;
  readonly level: Level;
  readonly edition: number;
  readonly what: string;
  readonly due_on: string | null;
  readonly due_at: string | null;
  readonly policy: string;
  readonly requested_by: PersonId;
  readonly requested_at: string;
  readonly status: "open" | ReviewEnd;
  readonly ended_at: string | null;
  readonly reason: string | null;
  readonly in_force_from: string | null;
};

type VotesTable = {
  readonly id: VoteId;
  readonly review_id: ReviewId;
  readonly body_id: BodyId;
  readonly vote: VoteKind;
  readonly status: "valid" | "awaitsConfirmation" | "rejected";
  readonly note: string;
  readonly content_hash: string;
  readonly person_id: PersonId;
  readonly as_delegate: number;
  readonly at: string;
  readonly resolution: string | null;
  readonly paper: string | null;
  readonly confirmed_by: PersonId | null;
  readonly confirmed_at: string | null;
  readonly kept_from: VoteId | null;
};

type Tables = VersionTables & {
  readonly review_policies: { readonly guideline_id: GuidelineId; readonly policy: string };
  readonly reviews: ReviewsTable;
  readonly review_votes: VotesTable;
  readonly review_scans: {
    readonly review_id: ReviewId;
    readonly hash: string;
    readonly type: ScanType;
    readonly bytes: Buffer;
    /** When it came in; null once a vote names it. */
    readonly unnamed_since: string | null;
  };
  readonly review_links: {
    readonly token_hash: string;
    readonly review_id: ReviewId;
    readonly person_id: PersonId;
    readonly expires_at: string;
    readonly used_at: string | null;
  };
};

export type ReviewRow = Selectable<ReviewsTable>;
export type VoteRow = Selectable<VotesTable>;

/** A review that time has something to do with. */
export type DueReview = Pick<ReviewRow, "id" | "guideline_id">;

export interface StoredReview {
  readonly row: ReviewRow;
  readonly policy: Policy;
  /** All that were ever given, oldest first. */
  readonly votes: readonly StoredVote[];
}

export interface StoredVote {
  readonly row: VoteRow;
  readonly resolution: z.infer<typeof vote>["resolution"];
  readonly paper: z.infer<typeof paper> | null;
}

const paper = z.object({ scan: z.string(), receivedOn: z.iso.date() });

export type ReviewStore = ReturnType<typeof openReviewStore>;

export function openReviewStore(database: Database) {
  const db = database.withTables<Tables>();
  const within = (tx: AnyTransaction | null): Kysely<Tables> => (tx as Transaction<Tables> | null) ?? db;

  async function withVotes(on: Kysely<Tables>, rows: readonly ReviewRow[]): Promise<readonly StoredReview[]> {
    if (rows.length === 0) return [];
    const votes = await on
      .selectFrom("review_votes")
      .selectAll()
      .where(
        "review_id",
        "in",
        rows.map(({ id }) => id),
      )
      .orderBy("at")
      .orderBy("id")
      .execute();
    const byReview = Map.groupBy(votes.map(toVote), ({ row }) => row.review_id);
    return rows.map((row) => ({
      row,
      policy: policy.parse(JSON.parse(row.policy)),
      votes: byReview.get(row.id) ?? [],
    }));
  }

  return {
    transaction: <T>(work: (tx: AnyTransaction) => Promise<T>): Promise<T> => db.transaction().execute(work),

    async policy(guidelineId: GuidelineId, tx: AnyTransaction | null = null): Promise<Policy | null> {
      const row = await within(tx)
        .selectFrom("review_policies")
        .select("policy")
        .where("guideline_id", "=", guidelineId)
        .executeTakeFirst();
      return row === undefined ? null : policy.parse(JSON.parse(row.policy));
    },

    async setPolicy(tx: AnyTransaction, guidelineId: GuidelineId, wanted: Policy): Promise<string> {
      const row = { guideline_id: guidelineId, policy: JSON.stringify(wanted) };
      await within(tx)
        .insertInto("review_policies")
        .values(row)
        .onConflict((conflict) => conflict.column("guideline_id").doUpdateSet({ policy: row.policy }))
        .execute();
      return hashOf(row);
    },

    /** Newest first. */
    async ofGuideline(guidelineId: GuidelineId, tx: AnyTransaction | null = null) {
      const on = within(tx);
      const rows = await on
        .selectFrom("reviews")
        .selectAll()
        .where("guideline_id", "=", guidelineId)
        .orderBy("requested_at", "desc")
        // Two within one millisecond, in the order in which they were written.
        .orderBy(sql`rowid`, "desc")
        .execute();
      return withVotes(on, rows);
    },

    async open(guidelineIds: readonly GuidelineId[]): Promise<readonly StoredReview[]> {
      if (guidelineIds.length === 0) return [];
      const rows = await db
        .selectFrom("reviews")
        .selectAll()
        .where("status", "=", "open")
        .where("guideline_id", "in", [...guidelineIds])
        .execute();
      return withVotes(db, rows);
    },

    /** Open ones in which nobody can vote any more. @param now ISO 8601, UTC */
    async overdue(now: string): Promise<readonly DueReview[]> {
      return db
        .selectFrom("reviews")
        .select(["id", "guideline_id"])
        .where("status", "=", "open")
        .where("due_at", "<=", now)
        .execute();
    },

    /** Open ones whose bodies have to vote by this day or before. */
    async dueBy(day: string): Promise<readonly DueReview[]> {
      return db
        .selectFrom("reviews")
        .select(["id", "guideline_id"])
        .where("status", "=", "open")
        .where("level", "!=", "editorial")
        .where("due_on", "<=", day)
        .execute();
    },

    /** Adopted ones whose day has come and that are not in force yet, older editions first. */
    async comingIntoForce(today: string): Promise<readonly DueReview[]> {
      return db
        .selectFrom("reviews")
        .innerJoin("versions", (join) =>
          join
            .onRef("versions.guideline_id", "=", "reviews.guideline_id")
            .onRef("versions.number", "=", "reviews.version"),
        )
        .select(["reviews.id", "reviews.guideline_id"])
        .where("reviews.status", "=", "adopted")
        .where("in_force_from", "<=", today)
        .where("versions.status", "=", "adopted")
        .orderBy("reviews.edition")
        .execute();
    },

    /** @throws AppError `reviews/not-found` */
    async get(
      guidelineId: GuidelineId,
      id: ReviewId,
      tx: AnyTransaction | null = null,
    ): Promise<StoredReview> {
      const on = within(tx);
      const row = await on
        .selectFrom("reviews")
        .selectAll()
        .where("guideline_id", "=", guidelineId)
        .where("id", "=", id)
        .executeTakeFirst();
      const [found] = row === undefined ? [] : await withVotes(on, [row]);
      return found ?? notFound("reviews/not-found", "There is no such request for approval.");
    },

    /** @returns the row as it stands, and its hash for the audit log */
    async add(tx: AnyTransaction, row: Insertable<ReviewsTable>): Promise<string> {
      const added = await within(tx)
        .insertInto("reviews")
        .values(row)
        .returningAll()
        .executeTakeFirstOrThrow();
      return hashOf(added);
    },

    /** Changes a review if it still stands as `from` says: of two at once, one does. */
    async move(
      tx: AnyTransaction,
      id: ReviewId,
      from: ReviewRow["status"],
      change: Partial<Pick<ReviewRow, "status" | "ended_at" | "reason" | "in_force_from">>,
    ): Promise<string | null> {
      const moved = await within(tx)
        .updateTable("reviews")
        .set(change)
        .where("id", "=", id)
        .where("status", "=", from)
        .returningAll()
        .executeTakeFirst();
      return moved === undefined ? null : hashOf(moved);
    },

    async addVote(tx: AnyTransaction, row: VoteRow): Promise<string> {
      return hashOf(
        await within(tx).insertInto("review_votes").values(row).returningAll().executeTakeFirstOrThrow(),
      );
    },

    async checkPaper(
      tx: AnyTransaction,
      id: VoteId,
      change: Pick<VoteRow, "status" | "confirmed_by" | "confirmed_at">,
    ): Promise<string | null> {
      const row = await within(tx)
        .updateTable("review_votes")
        .set(change)
        .where("id", "=", id)
        .where("status", "=", "awaitsConfirmation")
        .returningAll()
        .executeTakeFirst();
      return row === undefined ? null : hashOf(row);
    },

    async addScan(
      tx: AnyTransaction,
      scan: Pick<Tables["review_scans"], "review_id" | "hash" | "type" | "bytes">,
      at: string,
    ): Promise<void> {
      await within(tx)
        .insertInto("review_scans")
        .values({ ...scan, unnamed_since: at })
        .onConflict((conflict) =>
          conflict
            .columns(["review_id", "hash"])
            .doUpdateSet({ unnamed_since: at })
            .where("review_scans.unnamed_since", "is not", null),
        )
        .execute();
    },

    /** A vote names it, so it is kept. @returns false when there is none */
    async nameScan(tx: AnyTransaction, reviewId: ReviewId, hash: string): Promise<boolean> {
      const named = await within(tx)
        .updateTable("review_scans")
        .set({ unnamed_since: null })
        .where("review_id", "=", reviewId)
        .where("hash", "=", hash)
        .returning("hash")
        .executeTakeFirst();
      return named !== undefined;
    },

    /** Those that came in before and that no vote names. */
    async forgetScans(before: string): Promise<void> {
      await db.deleteFrom("review_scans").where("unnamed_since", "<", before).execute();
    },

    /** Also one that an earlier review of the guideline was given: votes that are kept name it. */
    async scan(guidelineId: GuidelineId, hash: string) {
      const row = await db
        .selectFrom("review_scans")
        .innerJoin("reviews", "reviews.id", "review_scans.review_id")
        .select(["type", "bytes"])
        .where("guideline_id", "=", guidelineId)
        .where("hash", "=", hash)
        .executeTakeFirst();
      return row ?? null;
    },

    async addLink(row: Insertable<Tables["review_links"]>): Promise<void> {
      await db.insertInto("review_links").values(row).execute();
    },

    async link(tokenHash: string) {
      const row = await db
        .selectFrom("review_links")
        .innerJoin("reviews", "reviews.id", "review_links.review_id")
        .select(["review_id", "guideline_id", "person_id", "expires_at", "used_at", "status"])
        .where("token_hash", "=", tokenHash)
        .executeTakeFirst();
      return row ?? null;
    },

    /** @returns false when it had been used before */
    async useLink(tokenHash: string, at: string): Promise<boolean> {
      const used = await db
        .updateTable("review_links")
        .set({ used_at: at })
        .where("token_hash", "=", tokenHash)
        .where("used_at", "is", null)
        .returning("token_hash")
        .executeTakeFirst();
      return used !== undefined;
    },

    async forgetLinks(before: string): Promise<void> {
      await db.deleteFrom("review_links").where("expires_at", "<", before).execute();
    },

    /** Every row that the audit log must vouch for, with its hash. */
    async rows(): Promise<readonly { readonly name: string; readonly hash: string }[]> {
      const [policies, reviews, votes] = await Promise.all([
        db.selectFrom("review_policies").selectAll().orderBy("guideline_id").execute(),
        db.selectFrom("reviews").selectAll().orderBy("id").execute(),
        db.selectFrom("review_votes").selectAll().orderBy("id").execute(),
      ]);
      return [
        ...policies.map((row) => ({ name: `review_policies ${row.guideline_id}`, hash: hashOf(row) })),
        ...reviews.map((row) => ({ name: `reviews ${row.id}`, hash: hashOf(row) })),
        ...votes.map((row) => ({ name: `review_votes ${row.id}`, hash: hashOf(row) })),
      ];
    },

    /** Scans that votes name, with what is stored for them; null: nothing. */
    async scans(): Promise<
      readonly { readonly reviewId: ReviewId; readonly hash: string; readonly bytes: Buffer | null }[]
    > {
      const votes = await db
        .selectFrom("review_votes")
        .select(["review_id", "paper"])
        .where("paper", "is not", null)
        .where("kept_from", "is", null)
        .execute();
      const found = [];
      for (const row of votes) {
        const { scan } = paper.parse(JSON.parse(row.paper ?? ""));
        const stored = await db
          .selectFrom("review_scans")
          .select("bytes")
          .where("review_id", "=", row.review_id)
          .where("hash", "=", scan)
          .executeTakeFirst();
        found.push({ reviewId: row.review_id, hash: scan, bytes: stored?.bytes ?? null });
      }
      return found;
    },
  };
}

function toVote(row: VoteRow): StoredVote {
  return {
    row,
    resolution: row.resolution === null ? null : vote.shape.resolution.parse(JSON.parse(row.resolution)),
    paper: row.paper === null ? null : paper.parse(JSON.parse(row.paper)),
  };
}
