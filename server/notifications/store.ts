import type { Kysely, Transaction } from "kysely";
import type { BodyId, GuidelineId, MailId, NoticeId, PersonId, SectionId } from "#shared/ids.ts";
import { type NoticeContent, type NoticeKind, noticeContent } from "#shared/notifications.ts";
import type { Locale } from "#shared/roles.ts";
import type { IdentityTables } from "../identity/index.ts";
import type { Database } from "../platform/db.ts";

/** At once, or together with others once a day. */
export type MailWay = "atOnce" | "daily";

type NoticesTable = {
  readonly seq: number;
  readonly id: NoticeId;
  readonly person_id: PersonId;
  readonly key: string;
  readonly kind: NoticeKind;
  /** JSON. */
  readonly content: string;
  readonly guideline_id: GuidelineId;
  readonly section_id: SectionId | null;
  readonly thread: string | null;
  readonly path: string;
  readonly by_id: PersonId | null;
  readonly created_at: string;
  readonly is_read: number;
  readonly mail_way: MailWay | null;
  readonly mail_due_at: string | null;
  readonly mail_id: string | null;
};

type MailsTable = {
  readonly id: MailId;
  readonly person_id: PersonId;
  readonly message_id: string;
  readonly way: MailWay;
  readonly status: "queued" | "sending" | "sent" | "failed" | "uncertain";
  readonly attempts: number;
  readonly due_at: string;
  readonly problem: string | null;
  readonly created_at: string;
  readonly changed_at: string;
};

export type NotificationTables = IdentityTables & {
  readonly notices: NoticesTable;
  readonly mails: MailsTable;
  readonly notification_settings: {
    readonly person_id: PersonId;
    /** JSON. */
    readonly settings: string;
  };
};

/** A notice of one person as stored, without the names around it. */
export interface StoredNotice {
  readonly seq: number;
  readonly id: NoticeId;
  readonly personId: PersonId;
  readonly key: string;
  readonly content: NoticeContent;
  readonly guidelineId: GuidelineId;
  readonly sectionId: SectionId | null;
  readonly thread: string | null;
  readonly path: string;
  readonly byId: PersonId | null;
  readonly createdAt: string;
  readonly isRead: boolean;
}

/** When a notice may be mailed, and how; null: not at all. */
export interface MailPlan {
  readonly way: MailWay;
  readonly dueAt: string;
}

export type NewRow = Omit<StoredNotice, "seq" | "isRead"> & { readonly mail: MailPlan | null };

/** SQLite takes 32,766 values in one statement; a notice has 13. */
const ROWS_PER_INSERT = 1000;

export type NoticeStore = ReturnType<typeof openNoticeStore>;

export function openNoticeStore(database: Database) {
  const db = database.withTables<NotificationTables>();

  return {
    /** Everybody else who belongs to one of the bodies, with those who are named. */
    async peopleOf(
      tx: Transaction<NotificationTables>,
      people: readonly PersonId[],
      bodies: readonly BodyId[],
    ): Promise<ReadonlySet<PersonId>> {
      const found = new Set(people);
      if (bodies.length === 0) return found;
      const rows = await tx
        .selectFrom("body_members")
        .select("person_id")
        .where("body_id", "in", [...bodies])
        .execute();
      for (const row of rows) found.add(row.person_id);
      return found;
    },

    /** Leaves out who has been told of the same occasion before. */
    async add(tx: Transaction<NotificationTables>, rows: readonly NewRow[]): Promise<void> {
      for (let from = 0; from < rows.length; from += ROWS_PER_INSERT)
        await tx
          .insertInto("notices")
          .values(rows.slice(from, from + ROWS_PER_INSERT).map(toRow) as never)
          .onConflict((conflict) => conflict.columns(["person_id", "key"]).doNothing())
          .execute();
    },

    /** Newest first. @param before only older ones than this */
    async ofPerson(
      personId: PersonId,
      before: NoticeId | null,
      limit: number,
    ): Promise<readonly StoredNotice[]> {
      let query = db.selectFrom("notices").selectAll().where("person_id", "=", personId);
      if (before !== null) query = query.where("seq", "<", seqOf(db, personId, before));
      const rows = await query.orderBy("seq", "desc").limit(limit).execute();
      return rows.map(fromRow);
    },

    /** How many are unread, by guideline and kind: rights are asked for before they are added up. */
    async unread(
      personId: PersonId,
    ): Promise<readonly { guidelineId: GuidelineId; kind: NoticeKind; count: number }[]> {
      const rows = await db
        .selectFrom("notices")
        .select(({ fn }) => ["guideline_id", "kind", fn.countAll<number>().as("count")])
        .where("person_id", "=", personId)
        .where("is_read", "=", 0)
        .groupBy(["guideline_id", "kind"])
        .execute();
      return rows.map((row) => ({
        guidelineId: row.guideline_id,
        kind: row.kind,
        count: Number(row.count),
      }));
    },

    /** @returns those that were changed by it */
    async mark(
      personId: PersonId,
      which: { readonly ids: readonly NoticeId[] } | { readonly upTo: NoticeId },
      read: boolean,
    ): Promise<readonly NoticeId[]> {
      let query = db
        .updateTable("notices")
        .set({ is_read: read ? 1 : 0 })
        .where("person_id", "=", personId)
        .where("is_read", "=", read ? 0 : 1);
      query =
        "ids" in which
          ? query.where("id", "in", [...which.ids])
          : query.where("seq", "<=", seqOf(db, personId, which.upTo));
      return (await query.returning("id").execute()).map((row) => row.id);
    },

    async namesOf(people: readonly PersonId[]): Promise<ReadonlyMap<PersonId, string>> {
      if (people.length === 0) return new Map();
      const rows = await db
        .selectFrom("user")
        .select(["id", "name"])
        .where("id", "in", [...people])
        .execute();
      return new Map(rows.map((row) => [row.id, row.name]));
    },

    /** Who mail may be sent to; null for who has no open account. */
    async reader(
      personId: PersonId,
    ): Promise<{ readonly name: string; readonly email: string; readonly locale: Locale } | null> {
      const row = await db
        .selectFrom("people")
        .innerJoin("user", "user.id", "people.id")
        .select(["user.name", "user.email", "people.locale"])
        .where("people.id", "=", personId)
        .where("people.status", "=", "active")
        .executeTakeFirst();
      return row ?? null;
    },

    async forgetBefore(at: string): Promise<void> {
      await db.deleteFrom("notices").where("created_at", "<", at).execute();
    },
  };
}

/** Only one's own notices have a place in one's inbox. */
function seqOf(db: Kysely<NotificationTables>, personId: PersonId, noticeId: NoticeId) {
  return db.selectFrom("notices").select("seq").where("id", "=", noticeId).where("person_id", "=", personId);
}

function toRow(row: NewRow): Omit<NoticesTable, "seq" | "is_read" | "mail_id"> {
  return {
    id: row.id,
    person_id: row.personId,
    key: row.key,
    kind: row.content.kind,
    content: JSON.stringify(row.content),
    guideline_id: row.guidelineId,
    section_id: row.sectionId,
    thread: row.thread,
    path: row.path,
    by_id: row.byId,
    created_at: row.createdAt,
    mail_way: row.mail?.way ?? null,
    mail_due_at: row.mail?.dueAt ?? null,
  };
}

export function fromRow(row: NoticesTable): StoredNotice {
  return {
    seq: row.seq,
    id: row.id,
    personId: row.person_id,
    key: row.key,
    content: noticeContent.parse(JSON.parse(row.content)),
    guidelineId: row.guideline_id,
    sectionId: row.section_id,
    thread: row.thread,
    path: row.path,
    byId: row.by_id,
    createdAt: row.created_at,
    isRead: row.is_read === 1,
  };
}
