/** The queue of mails. A mail says nothing by itself: it takes notices along, and is written when it leaves. */
import { type MailId, newId, type PersonId } from "#shared/ids.ts";
import type { StuckMail } from "#shared/notifications.ts";
import type { Database } from "../platform/db.ts";
import { fromRow, type NotificationTables, type StoredNotice } from "./store.ts";

export interface QueuedMail {
  readonly id: MailId;
  readonly personId: PersonId;
  readonly messageId: string;
  readonly attempts: number;
  readonly createdAt: string;
}

/** What is older than this is in the inbox, and no news by mail any more. */
const NEWS_FOR = 7 * 24 * 60 * 60 * 1000;
/** Somebody to whom this many mails went within this time gets the rest together. */
const BURST = { mails: 5, within: 10 * 60 * 1000 };
const PEOPLE_PER_TURN = 200;
const DAY = 24 * 60 * 60 * 1000;
/** That somebody got a mail is kept as long as it takes to answer for it. */
const SENT_KEPT = 7 * DAY;
const STUCK_KEPT = 90 * DAY;

export type MailStore = ReturnType<typeof openMailStore>;

export function openMailStore(database: Database) {
  const db = database.withTables<NotificationTables>();

  return {
    /** Puts what each person has waiting and unread into one mail. @returns whether there may be more to do */
    async bundle(now: Date, newMessageId: () => string): Promise<boolean> {
      const at = now.toISOString();
      const news = new Date(now.getTime() - NEWS_FOR).toISOString();
      const since = new Date(now.getTime() - BURST.within).toISOString();
      return db.transaction().execute(async (tx) => {
        const people = await tx
          .selectFrom("notices")
          .select(({ fn }) => ["person_id", fn.min<string>("mail_way").as("way")])
          .where("mail_id", "is", null)
          .where("mail_due_at", "<=", at)
          .where("is_read", "=", 0)
          .where("created_at", ">", news)
          .where("person_id", "not in", (sub) =>
            sub
              .selectFrom("mails")
              .select("person_id")
              .where("created_at", ">", since)
              .groupBy("person_id")
              .having(({ fn }) => fn.countAll(), ">=", BURST.mails),
          )
          .groupBy("person_id")
          .limit(PEOPLE_PER_TURN)
          .execute();
        for (const { person_id, way } of people) {
          const id = newId<MailId>();
          await tx
            .insertInto("mails")
            .values({
              id,
              person_id,
              message_id: newMessageId(),
              // "atOnce" comes before "daily": one notice at once makes it a mail at once.
              way: way === "atOnce" ? "atOnce" : "daily",
              status: "queued",
              attempts: 0,
              due_at: at,
              problem: null,
              created_at: at,
              changed_at: at,
            })
            .execute();
          await tx
            .updateTable("notices")
            .set({ mail_id: id })
            .where("person_id", "=", person_id)
            .where("mail_id", "is", null)
            .where("mail_due_at", "<=", at)
            .where("is_read", "=", 0)
            .where("created_at", ">", news)
            .execute();
        }
        return people.length === PEOPLE_PER_TURN;
      });
    },

    async due(now: Date, limit: number): Promise<readonly QueuedMail[]> {
      const rows = await db
        .selectFrom("mails")
        .select(["id", "person_id", "message_id", "attempts", "created_at"])
        .where("status", "=", "queued")
        .where("due_at", "<=", now.toISOString())
        .orderBy("due_at")
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        id: row.id,
        personId: row.person_id,
        messageId: row.message_id,
        attempts: row.attempts,
        createdAt: row.created_at,
      }));
    },

    async noticesIn(id: MailId): Promise<readonly StoredNotice[]> {
      const rows = await db
        .selectFrom("notices")
        .selectAll()
        .where("mail_id", "=", id)
        .where("is_read", "=", 0)
        .orderBy("seq")
        .execute();
      return rows.map(fromRow);
    },

    /** From here on nobody knows what becomes of it, until `settle` is told. @returns false when it is not queued */
    async claim(id: MailId, now: Date): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable("mails")
        .set({ status: "sending", changed_at: now.toISOString() })
        .where("id", "=", id)
        .where("status", "=", "queued")
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async settle(
      id: MailId,
      status: "sent" | "failed" | "uncertain",
      problem: string | null,
      attempts: number,
      now: Date,
    ): Promise<void> {
      await db
        .updateTable("mails")
        .set({ status, problem, attempts, changed_at: now.toISOString() })
        .where("id", "=", id)
        .execute();
    },

    async postpone(
      id: MailId,
      dueAt: Date,
      now: Date,
      failure: { readonly problem: string; readonly attempts: number } | null = null,
    ): Promise<void> {
      await db
        .updateTable("mails")
        .set({ status: "queued", due_at: dueAt.toISOString(), changed_at: now.toISOString(), ...failure })
        .where("id", "=", id)
        .execute();
    },

    async remove(id: MailId): Promise<void> {
      await db.deleteFrom("mails").where("id", "=", id).execute();
    },

    /** After a crash: what was being handed over may have been taken, so it is not handed over again. */
    async giveUpUnfinished(now: Date): Promise<number> {
      const { numUpdatedRows } = await db
        .updateTable("mails")
        .set({ status: "uncertain", problem: "interrupted", changed_at: now.toISOString() })
        .where("status", "=", "sending")
        .executeTakeFirst();
      return Number(numUpdatedRows);
    },

    async waiting(): Promise<number> {
      const row = await db
        .selectFrom("mails")
        .select(({ fn }) => fn.countAll<number>().as("count"))
        .where("status", "in", ["queued", "sending"])
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },

    /** What is left for people to decide about, newest first. */
    async stuck(): Promise<readonly StuckMail[]> {
      const rows = await db
        .selectFrom("mails")
        .innerJoin("user", "user.id", "mails.person_id")
        .select([
          "mails.id",
          "mails.status",
          "mails.attempts",
          "mails.problem",
          "mails.changed_at",
          "user.name",
          "user.email",
        ])
        .where("mails.status", "in", ["failed", "uncertain"])
        .orderBy("mails.changed_at", "desc")
        .limit(200)
        .execute();
      return rows.map((row) => ({
        id: row.id,
        status: row.status as StuckMail["status"],
        to: { name: row.name, address: row.email },
        attempts: row.attempts,
        problem: row.problem,
        at: row.changed_at,
      }));
    },

    /** @returns false when no such mail is stuck */
    async unstick(id: MailId, action: "retry" | "discard", now: Date): Promise<boolean> {
      const stuck = ["failed", "uncertain"] as const;
      if (action === "discard") {
        const { numDeletedRows } = await db
          .deleteFrom("mails")
          .where("id", "=", id)
          .where("status", "in", stuck)
          .executeTakeFirst();
        return numDeletedRows > 0n;
      }
      const at = now.toISOString();
      const { numUpdatedRows } = await db
        .updateTable("mails")
        // As if it were new, with the Message-ID that receivers may know already.
        .set({ status: "queued", due_at: at, created_at: at, changed_at: at, attempts: 0, problem: null })
        .where("id", "=", id)
        .where("status", "in", stuck)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async forgetOld(now: Date): Promise<void> {
      await forget(["sent"], SENT_KEPT);
      await forget(["failed", "uncertain"], STUCK_KEPT);

      async function forget(
        status: readonly ("sent" | "failed" | "uncertain")[],
        kept: number,
      ): Promise<void> {
        const before = new Date(now.getTime() - kept).toISOString();
        await db.deleteFrom("mails").where("status", "in", status).where("changed_at", "<", before).execute();
      }
    },
  };
}
