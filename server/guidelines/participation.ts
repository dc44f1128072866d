/** Participation phases: for how long a draft is open to all staff. At most one per guideline, the newest. */
import type { GuidelineId } from "#shared/ids.ts";
import type { Clock } from "../platform/clock.ts";
import type { AnyTransaction, Database } from "../platform/db.ts";

export interface Phase {
  readonly guidelineId: GuidelineId;
  readonly opensAt: string;
  readonly endsAt: string;
}

export type ParticipationTables = {
  readonly participation_phases: {
    readonly guideline_id: GuidelineId;
    readonly opens_at: string;
    readonly ends_at: string;
    readonly ended_at: string | null;
  };
};

type Inside = (tx: AnyTransaction) => Promise<void>;

export type PhaseStore = ReturnType<typeof openPhaseStore>;

export function openPhaseStore(database: Database, clock: Clock) {
  const db = database.withTables<ParticipationTables>();
  const now = () => clock.now().toISOString();
  const phases = () =>
    db.selectFrom("participation_phases").select(["guideline_id", "opens_at", "ends_at", "ended_at"]);
  type Row = ParticipationTables["participation_phases"];
  const toPhase = (row: Row): Phase => ({
    guidelineId: row.guideline_id,
    opensAt: row.opens_at,
    endsAt: row.ends_at,
  });

  return {
    /** The phase of now or the last one, however long it is over. */
    async find(guidelineId: GuidelineId): Promise<Phase | null> {
      const row = await phases().where("guideline_id", "=", guidelineId).executeTakeFirst();
      return row === undefined ? null : toPhase(row);
    },

    async isOpen(guidelineId: GuidelineId): Promise<boolean> {
      const row = await phases()
        .where("guideline_id", "=", guidelineId)
        .where("ends_at", ">", now())
        .executeTakeFirst();
      return row !== undefined;
    },

    async open(): Promise<readonly Phase[]> {
      return (await phases().where("ends_at", ">", now()).execute()).map(toPhase);
    },

    /**
     * Opens a draft until `endsAt`, or moves the end of the phase that is open.
     * @param inside runs in the same transaction
     */
    async set(guidelineId: GuidelineId, endsAt: string, inside: Inside): Promise<void> {
      const opens_at = now();
      const isOpen = await this.isOpen(guidelineId);
      await db.transaction().execute(async (tx) => {
        await tx
          .insertInto("participation_phases")
          .values({ guideline_id: guidelineId, opens_at, ends_at: endsAt, ended_at: null })
          .onConflict((conflict) =>
            conflict
              .column("guideline_id")
              .doUpdateSet({ ends_at: endsAt, ended_at: null, ...(isOpen ? {} : { opens_at }) }),
          )
          .execute();
        await inside(tx);
      });
    },

    /** Phases that are over and whose end nobody has been told yet; told by being asked for. */
    async takeEnded(inside: (tx: AnyTransaction, phase: Phase) => Promise<void>): Promise<readonly Phase[]> {
      const at = now();
      return db.transaction().execute(async (tx) => {
        const rows = await tx
          .selectFrom("participation_phases")
          .selectAll()
          .where("ends_at", "<=", at)
          .where("ended_at", "is", null)
          .execute();
        if (rows.length > 0)
          await tx
            .updateTable("participation_phases")
            .set({ ended_at: at })
            .where(
              "guideline_id",
              "in",
              rows.map((row) => row.guideline_id),
            )
            .execute();
        const ended = rows.map(toPhase);
        for (const phase of ended) await inside(tx, phase);
        return ended;
      });
    },
  };
}
