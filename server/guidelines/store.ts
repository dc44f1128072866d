import type { Kysely } from "kysely";
import { z } from "zod";
import { type Member, type OutlineSection, outlineSection } from "#shared/guidelines.ts";
import type { GuidelineId, PersonId } from "#shared/ids.ts";
import type { DocumentKind, GrantedRole, GuidelineRole, Locale } from "#shared/roles.ts";
import type { IdentityTables } from "../identity/index.ts";
import type { Clock } from "../platform/clock.ts";
import type { AnyDatabase, AnyTransaction, Database } from "../platform/db.ts";
import { notFound } from "../platform/errors.ts";
import type { ParticipationTables } from "./participation.ts";
import type { Grant } from "./policy.ts";

type GuidelinesTable = {
  readonly id: GuidelineId;
  readonly title: string;
  readonly slug: string;
  readonly kind: DocumentKind;
  readonly locale: Locale;
  readonly kit: string;
  /** JSON. */
  readonly variables: string;
  /** JSON. */
  readonly outline: string;
  readonly target_date: string | null;
  readonly created_at: string;
  readonly archived_at: string | null;
};

type Tables = IdentityTables &
  ParticipationTables & {
    readonly guidelines: GuidelinesTable;
    readonly guideline_members: {
      readonly guideline_id: GuidelineId;
      readonly person_id: PersonId;
      readonly role: GuidelineRole;
    };
  };

export interface StoredGuideline {
  readonly id: GuidelineId;
  readonly title: string;
  readonly slug: string;
  readonly kind: DocumentKind;
  readonly locale: Locale;
  readonly kit: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly outline: readonly OutlineSection[];
  readonly targetDate: string | null;
  readonly createdAt: string;
  readonly archivedAt: string | null;
}

export interface GuidelineUpdate {
  readonly title?: string | undefined;
  readonly kind?: DocumentKind | undefined;
  readonly targetDate?: string | null | undefined;
  readonly archivedAt?: string | null | undefined;
}

export type GuidelineStore = ReturnType<typeof openGuidelineStore>;

export function openGuidelineStore(database: Database, clock: Clock) {
  const db = database.withTables<Tables>();

  return {
    /** Makes a guideline that its first member owns. The slug gets a number when it is taken. */
    async add(
      guideline: StoredGuideline,
      owner: PersonId,
      inside: (tx: AnyTransaction) => Promise<void>,
    ): Promise<void> {
      await db.transaction().execute(async (tx) => {
        const taken = await tx
          .selectFrom("guidelines")
          .select("slug")
          .where("slug", "like", `${guideline.slug}%`)
          .execute();
        await tx
          .insertInto("guidelines")
          .values({
            id: guideline.id,
            title: guideline.title,
            slug: freeSlug(guideline.slug, new Set(taken.map((row) => row.slug))),
            kind: guideline.kind,
            locale: guideline.locale,
            kit: guideline.kit,
            variables: JSON.stringify(guideline.variables),
            outline: JSON.stringify(guideline.outline),
            target_date: guideline.targetDate,
            created_at: guideline.createdAt,
            archived_at: guideline.archivedAt,
          })
          .execute();
        await tx
          .insertInto("guideline_members")
          .values({ guideline_id: guideline.id, person_id: owner, role: "owner" })
          .execute();
        await inside(tx);
      });
    },

    async find(id: GuidelineId, on: AnyDatabase = db): Promise<StoredGuideline | null> {
      const within: Kysely<Tables> = on;
      const row = await within.selectFrom("guidelines").selectAll().where("id", "=", id).executeTakeFirst();
      return row === undefined ? null : toGuideline(row);
    },

    /** Guidelines that a person is a member of or whose draft is open to all staff, newest first. */
    async ofPerson(
      personId: PersonId,
      archived: boolean,
    ): Promise<readonly { guideline: StoredGuideline; role: GrantedRole }[]> {
      const opened = archived
        ? []
        : await db
            .selectFrom("guidelines")
            .innerJoin("participation_phases", "participation_phases.guideline_id", "guidelines.id")
            .selectAll("guidelines")
            .where("ends_at", ">", clock.now().toISOString())
            .where("archived_at", "is", null)
            .execute();
      const rows = await db
        .selectFrom("guidelines")
        .innerJoin("guideline_members", "guideline_members.guideline_id", "guidelines.id")
        .selectAll("guidelines")
        .select("guideline_members.role")
        .where("guideline_members.person_id", "=", personId)
        .where("archived_at", archived ? "is not" : "is", null)
        .orderBy("created_at", "desc")
        .execute();
      const open = new Set(opened.map(({ id }) => id));
      const own = new Set(rows.map(({ id }) => id));
      return [
        ...rows.map(({ role, ...row }) => ({
          guideline: toGuideline(row),
          role: role === "reader" && open.has(row.id) ? ("participant" as const) : role,
        })),
        ...opened
          .filter(({ id }) => !own.has(id))
          .map((row) => ({ guideline: toGuideline(row), role: "participant" as const })),
      ].sort((a, b) => (a.guideline.createdAt < b.guideline.createdAt ? 1 : -1));
    },

    /** @param on a neighbour's transaction, for what must hold together with what it writes */
    async grant(personId: PersonId, id: GuidelineId, on: AnyDatabase = db): Promise<Grant | null> {
      return (await grants(on, clock, id, [personId])).get(personId) ?? null;
    },

    grants: (database: AnyDatabase, id: GuidelineId, people: readonly PersonId[] | null) =>
      grants(database, clock, id, people),

    async titles(
      ids: readonly GuidelineId[],
    ): Promise<ReadonlyMap<GuidelineId, Pick<StoredGuideline, "title" | "outline">>> {
      if (ids.length === 0) return new Map();
      const rows = await db
        .selectFrom("guidelines")
        .selectAll()
        .where("id", "in", [...ids])
        .execute();
      return new Map(rows.map((row) => [row.id, toGuideline(row)]));
    },

    async members(ids: readonly GuidelineId[]): Promise<ReadonlyMap<GuidelineId, readonly Member[]>> {
      if (ids.length === 0) return new Map();
      const rows = await db
        .selectFrom("guideline_members")
        .innerJoin("people", "people.id", "guideline_members.person_id")
        .innerJoin("user", "user.id", "people.id")
        .select([
          "guideline_members.guideline_id",
          "guideline_members.role",
          "people.id",
          "user.name",
          "people.colour",
          "people.status",
        ])
        .where("guideline_members.guideline_id", "in", [...ids])
        .orderBy("user.name")
        .execute();
      const memberships = await db.selectFrom("body_members").selectAll().execute();
      const bodies = Map.groupBy(memberships, (membership) => membership.person_id);
      const members = rows.map(({ guideline_id, ...row }) => ({
        guideline_id,
        member: {
          ...row,
          bodies: (bodies.get(row.id) ?? []).map((membership) => membership.body_id),
        } satisfies Member,
      }));
      const grouped = Map.groupBy(members, (each) => each.guideline_id);
      return new Map([...grouped].map(([id, list]) => [id, list.map((each) => each.member)]));
    },

    /** @param inside runs in the same transaction */
    async update(
      id: GuidelineId,
      { title, kind, targetDate, archivedAt }: GuidelineUpdate,
      inside: (tx: AnyTransaction) => Promise<void>,
    ): Promise<void> {
      const set = {
        ...(title === undefined ? {} : { title }),
        ...(kind === undefined ? {} : { kind }),
        ...(targetDate === undefined ? {} : { target_date: targetDate }),
        ...(archivedAt === undefined ? {} : { archived_at: archivedAt }),
      };
      if (Object.keys(set).length === 0) return;
      await db.transaction().execute(async (tx) => {
        await tx.updateTable("guidelines").set(set).where("id", "=", id).execute();
        await inside(tx);
      });
    },

    /** @returns whether it is another one than before */
    async setOutline(id: GuidelineId, outline: readonly OutlineSection[]): Promise<boolean> {
      const json = JSON.stringify(outline);
      const { numUpdatedRows } = await db
        .updateTable("guidelines")
        .set({ outline: json })
        .where("id", "=", id)
        .where("outline", "!=", json)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    /**
     * @param inside runs in the same transaction, with the role before
     * @returns false, with nothing changed, when the guideline would have no owner left
     */
    async setMember(
      id: GuidelineId,
      personId: PersonId,
      role: GuidelineRole | null,
      inside: (tx: AnyTransaction, before: GuidelineRole | null) => Promise<void>,
    ): Promise<boolean> {
      return db.transaction().execute(async (tx) => {
        const before = await tx
          .selectFrom("guideline_members")
          .select("role")
          .where("guideline_id", "=", id)
          .where("person_id", "=", personId)
          .executeTakeFirst();
        // Who has left or never came cannot look after it.
        const owners = await tx
          .selectFrom("guideline_members")
          .innerJoin("people", "people.id", "guideline_members.person_id")
          .select("person_id")
          .where("guideline_id", "=", id)
          .where("guideline_members.role", "=", "owner")
          .where("people.status", "=", "active")
          .execute();
        const isLastOwner = owners.length === 1 && owners[0]?.person_id === personId;
        if (isLastOwner && role !== "owner") return false;
        if (role === null) {
          await tx
            .deleteFrom("guideline_members")
            .where("guideline_id", "=", id)
            .where("person_id", "=", personId)
            .execute();
        } else {
          await tx
            .insertInto("guideline_members")
            .values({ guideline_id: id, person_id: personId, role })
            .onConflict((conflict) => conflict.columns(["guideline_id", "person_id"]).doUpdateSet({ role }))
            .execute();
        }
        await inside(tx, before?.role ?? null);
        return true;
      });
    },
  };
}

/** What these people (all, for null) may do on a guideline now. Who is not in it may do nothing. */
async function grants(
  database: AnyDatabase,
  clock: Clock,
  id: GuidelineId,
  people: readonly PersonId[] | null,
): Promise<ReadonlyMap<PersonId, Grant>> {
  const db: Kysely<Tables> = database;
  let query = db
    .selectFrom("guideline_members")
    .innerJoin("guidelines", "guidelines.id", "guideline_members.guideline_id")
    .innerJoin("people", "people.id", "guideline_members.person_id")
    .select(["guideline_members.person_id", "guideline_members.role", "guidelines.archived_at"])
    .where("guideline_members.guideline_id", "=", id)
    .where("people.status", "=", "active");
  if (people !== null) query = query.where("guideline_members.person_id", "in", [...people]);
  const rows = await query.execute();
  const granted = new Map<PersonId, Grant>(
    rows.map((row) => [row.person_id, { role: row.role, archived: row.archived_at !== null }]),
  );
  const asked = people ?? [...granted.keys()];
  const upgraded = asked.filter((person) => (granted.get(person)?.role ?? "reader") === "reader");
  if (upgraded.length === 0) return granted;
  const staff = await db
    .selectFrom("participation_phases")
    .innerJoin("guidelines", "guidelines.id", "participation_phases.guideline_id")
    .innerJoin("people", (join) => join.on("people.id", "in", upgraded))
    .select("people.id")
    .where("guidelines.id", "=", id)
    .where("guidelines.archived_at", "is", null)
    .where("ends_at", ">", clock.now().toISOString())
    .where("people.status", "=", "active")
    .execute();
  for (const person of staff) granted.set(person.id, { role: "participant", archived: false });
  return granted;
}

/** Who is no member cannot tell a guideline from none. */
export function noGuideline(): never {
  return notFound("guidelines/not-found", "There is no such guideline, or you do not take part in it.");
}

const variables = z.record(z.string(), z.string());
const outline = z.array(outlineSection);

function toGuideline(row: GuidelinesTable): StoredGuideline {
  const { target_date: targetDate, created_at: createdAt, archived_at: archivedAt, ...rest } = row;
  return {
    ...rest,
    targetDate,
    createdAt,
    archivedAt,
    variables: variables.parse(JSON.parse(row.variables)),
    outline: outline.parse(JSON.parse(row.outline)),
  };
}

function freeSlug(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  let number = 2;
  while (taken.has(`${wanted}-${number}`)) number += 1;
  return `${wanted}-${number}`;
}
