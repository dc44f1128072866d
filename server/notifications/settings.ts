/** How each person wants to hear of things by mail. */
import type { Kysely } from "kysely";
import type { PersonId } from "#shared/ids.ts";
import {
  DEFAULT_SETTINGS,
  type NoticeKind,
  type NotificationSettings,
  notificationSettings,
} from "#shared/notifications.ts";
import type { AnyDatabase, Database } from "../platform/db.ts";
import { planMail } from "./schedule.ts";
import type { MailPlan, NotificationTables } from "./store.ts";

/** SQLite takes 32,766 values in one statement. */
const PEOPLE_PER_QUERY = 10_000;

export type SettingsStore = ReturnType<typeof openSettingsStore>;

export function openSettingsStore(database: Database) {
  const db = database.withTables<NotificationTables>();
  return {
    async of(personId: PersonId): Promise<NotificationSettings> {
      return (await chosenBy(db, [personId])).get(personId) ?? DEFAULT_SETTINGS;
    },

    /** Keeps a choice and plans anew what waits to be mailed. */
    async save(personId: PersonId, settings: NotificationSettings, now: Date): Promise<void> {
      const text = JSON.stringify(settings);
      await db.transaction().execute(async (tx) => {
        await tx
          .insertInto("notification_settings")
          .values({ person_id: personId, settings: text })
          .onConflict((conflict) => conflict.column("person_id").doUpdateSet({ settings: text }))
          .execute();
        const timeZone = await timeZoneOf(tx);
        const waiting = await tx
          .selectFrom("notices")
          .select("kind")
          .distinct()
          .where("person_id", "=", personId)
          .where("mail_id", "is", null)
          .where("mail_due_at", "is not", null)
          .execute();
        for (const { kind } of waiting) {
          const plan = planMail(kind, settings, timeZone, now);
          await tx
            .updateTable("notices")
            .set({ mail_way: plan?.way ?? null, mail_due_at: plan?.dueAt ?? null })
            .where("person_id", "=", personId)
            .where("kind", "=", kind)
            .where("mail_id", "is", null)
            .where("mail_due_at", "is not", null)
            .execute();
        }
      });
    },

    /** @param tx the transaction that a notice is written in */
    async plan(
      tx: AnyDatabase,
      people: readonly PersonId[],
      kind: NoticeKind,
      now: Date,
    ): Promise<(personId: PersonId) => MailPlan | null> {
      const timeZone = await timeZoneOf(tx);
      const chosen = await chosenBy(tx, people);
      const usual = planMail(kind, DEFAULT_SETTINGS, timeZone, now);
      return (personId) => {
        const settings = chosen.get(personId);
        return settings === undefined ? usual : planMail(kind, settings, timeZone, now);
      };
    },
  };
}

/** Who has chosen nothing is not in it. */
async function chosenBy(
  database: AnyDatabase,
  people: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, NotificationSettings>> {
  const db: Kysely<NotificationTables> = database;
  const found = new Map<PersonId, NotificationSettings>();
  for (let from = 0; from < people.length; from += PEOPLE_PER_QUERY) {
    const rows = await db
      .selectFrom("notification_settings")
      .selectAll()
      .where("person_id", "in", people.slice(from, from + PEOPLE_PER_QUERY))
      .execute();
    for (const row of rows) found.set(row.person_id, notificationSettings.parse(JSON.parse(row.settings)));
  }
  return found;
}

async function timeZoneOf(database: AnyDatabase): Promise<string> {
  const db: Kysely<NotificationTables> = database;
  return (await db.selectFrom("organisation").select("time_zone").executeTakeFirst())?.time_zone ?? "UTC";
}
