import type { Kysely } from "kysely";
import type { GuidelineId, PersonId } from "#shared/ids.ts";
import type { Tables, Tell, Tx } from "./rows.ts";

export interface StoredHold {
  readonly id: number;
  readonly at: string;
  readonly personId: PersonId;
  readonly onBehalf: boolean;
  readonly reason: string;
  readonly reviewOn: string;
  readonly lifted: { readonly at: string; readonly personId: PersonId } | null;
}

/** "Not yet starting", which holds everything on a guideline until it is lifted. */
export function openHoldStore(db: Kysely<Tables>) {
  return {
    /** Newest first. */
    async holds(guidelineId: GuidelineId): Promise<readonly StoredHold[]> {
      const rows = await db
        .selectFrom("guideline_holds")
        .selectAll()
        .where("guideline_id", "=", guidelineId)
        .orderBy("id", "desc")
        .execute();
      return rows.map(toHold);
    },

    /** The guidelines of a list that are held now. */
    async held(ids: readonly GuidelineId[]): Promise<ReadonlySet<GuidelineId>> {
      if (ids.length === 0) return new Set();
      const rows = await db
        .selectFrom("guideline_holds")
        .select("guideline_id")
        .where("guideline_id", "in", [...ids])
        .where("lifted_at", "is", null)
        .execute();
      return new Set(rows.map((row) => row.guideline_id));
    },

    /** Holds a guideline; a hold that is there already is lifted for it in the same step. */
    async hold(guidelineId: GuidelineId, hold: Omit<StoredHold, "id" | "lifted">, tell: Tell): Promise<void> {
      await db.transaction().execute(async (tx) => {
        await liftNow(tx, guidelineId, hold.at, hold.personId);
        await tx
          .insertInto("guideline_holds")
          .values({
            guideline_id: guidelineId,
            at: hold.at,
            person_id: hold.personId,
            on_behalf: hold.onBehalf ? 1 : 0,
            reason: hold.reason,
            review_on: hold.reviewOn,
            lifted_at: null,
            lifted_by: null,
          })
          .execute();
        await tell(tx);
      });
    },

    async lift(guidelineId: GuidelineId, at: string, by: PersonId, tell: Tell): Promise<void> {
      await db.transaction().execute(async (tx) => {
        await liftNow(tx, guidelineId, at, by);
        await tell(tx);
      });
    },
  };
}

async function liftNow(tx: Tx, guidelineId: GuidelineId, at: string, by: PersonId): Promise<void> {
  await tx
    .updateTable("guideline_holds")
    .set({ lifted_at: at, lifted_by: by })
    .where("guideline_id", "=", guidelineId)
    .where("lifted_at", "is", null)
    .execute();
}

function toHold(row: {
  readonly id: number;
  readonly at: string;
  readonly person_id: PersonId;
  readonly on_behalf: number;
  readonly reason: string;
  readonly review_on: string;
  readonly lifted_at: string | null;
  readonly lifted_by: PersonId | null;
}): StoredHold {
  const { lifted_at, lifted_by } = row;
  return {
    id: row.id,
    at: row.at,
    personId: row.person_id,
    onBehalf: row.on_behalf === 1,
    reason: row.reason,
    reviewOn: row.review_on,
    lifted: lifted_at === null || lifted_by === null ? null : { at: lifted_at, personId: lifted_by },
  };
}
