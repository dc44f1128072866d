import { sql } from "kysely";
import type { FigureType } from "#shared/figure-limits.ts";
import type { Figure } from "#shared/figures.ts";
import type { GuidelineId } from "#shared/ids.ts";
import type { Database } from "../platform/db.ts";

type Tables = {
  readonly figures: {
    readonly hash: string;
    readonly type: FigureType;
    readonly width: number;
    readonly height: number;
    readonly size: number;
    readonly bytes: Buffer;
  };
  readonly guideline_figures: { readonly guideline_id: GuidelineId; readonly hash: string };
};

export type FigureStore = ReturnType<typeof openFigureStore>;

export function openFigureStore(database: Database) {
  const db = database.withTables<Tables>();
  return {
    async find(hash: string): Promise<Figure | null> {
      const row = await db
        .selectFrom("figures")
        .select(["hash", "type", "width", "height", "size as bytes"])
        .where("hash", "=", hash)
        .executeTakeFirst();
      return row ?? null;
    },

    async bytes(hash: string): Promise<Buffer | null> {
      const row = await db.selectFrom("figures").select("bytes").where("hash", "=", hash).executeTakeFirst();
      return row?.bytes ?? null;
    },

    /** The guidelines that it was brought to. */
    async guidelinesOf(hash: string): Promise<readonly GuidelineId[]> {
      const rows = await db
        .selectFrom("guideline_figures")
        .select("guideline_id")
        .where("hash", "=", hash)
        .execute();
      return rows.map((row) => row.guideline_id);
    },

    /**
     * Brings a figure to a guideline, with its bytes unless they are here already.
     * @returns whether it is new there; null if all figures there would be larger than `limit`
     */
    async bring(
      guidelineId: GuidelineId,
      { bytes: size, ...figure }: Figure,
      bytes: Buffer | null,
      limit: number,
    ): Promise<boolean | null> {
      return db.transaction().execute(async (transaction) => {
        const { hash } = figure;
        const present = await transaction
          .selectFrom("guideline_figures")
          .innerJoin("figures", "figures.hash", "guideline_figures.hash")
          .where("guideline_id", "=", guidelineId)
          .select(({ fn, val }) => [
            fn.coalesce(fn.sum<number>("figures.size"), sql<number>`0`).as("total"),
            fn.sum<number>(sql`case when figures.hash = ${val(hash)} then 1 else 0 end`).as("here"),
          ])
          .executeTakeFirstOrThrow();
        if (Number(present.here ?? 0) > 0) return false;
        if (Number(present.total) + size > limit) return null;
        if (bytes !== null)
          await transaction
            .insertInto("figures")
            .values({ ...figure, size, bytes })
            .onConflict((conflict) => conflict.column("hash").doNothing())
            .execute();
        await transaction
          .insertInto("guideline_figures")
          .values({ guideline_id: guidelineId, hash })
          .execute();
        return true;
      });
    },
  };
}
