/** From which version of its template each section of a guideline came; SQL only. */
import type { GuidelineId } from "#shared/ids.ts";
import type { Database } from "../platform/db.ts";

type Tables = {
  readonly template_origins: {
    readonly guideline_id: GuidelineId;
    readonly section_key: string;
    readonly version: number;
  };
};

/** Versions by the key of the section's template. */
export type Origins = ReadonlyMap<string, number>;
export type OriginStore = ReturnType<typeof openOriginStore>;

export function openOriginStore(database: Database) {
  const db = database.withTables<Tables>();
  const rows = (id: GuidelineId, origins: Origins) =>
    [...origins].map(([section_key, version]) => ({ guideline_id: id, section_key, version }));

  return {
    async of(id: GuidelineId): Promise<Origins> {
      const found = await db
        .selectFrom("template_origins")
        .select(["section_key", "version"])
        .where("guideline_id", "=", id)
        .execute();
      return new Map(found.map(({ section_key, version }) => [section_key, version]));
    },

    /** Remembers the origin of sections that are new; what is known already stays. */
    async remember(id: GuidelineId, origins: Origins): Promise<void> {
      if (origins.size === 0) return;
      await db
        .insertInto("template_origins")
        .values(rows(id, origins))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },

    async update(id: GuidelineId, key: string, version: number): Promise<void> {
      await db
        .updateTable("template_origins")
        .set({ version })
        .where("guideline_id", "=", id)
        .where("section_key", "=", key)
        .execute();
    },
  };
}
