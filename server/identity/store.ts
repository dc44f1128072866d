import type { Kysely, Transaction } from "kysely";
import type { Body, Me, Person, SetupData } from "#shared/identity.ts";
import { type BodyId, newId, type PersonId } from "#shared/ids.ts";
import {
  BODY_KEYS,
  type BodyKey,
  type Locale,
  type OrganisationRole,
  type PersonColour,
} from "#shared/roles.ts";
import type { AnyDatabase, AnyTransaction, Database } from "../platform/db.ts";

/** Columns of better-auth are in camel case, as it wants them; ours in snake case. */
export type IdentityTables = {
  readonly organisation: {
    readonly id: number;
    readonly name: string;
    readonly locale: Locale;
    readonly time_zone: string;
    readonly representation: Me["organisation"]["representation"];
    readonly created_at: string;
  };
  readonly user: {
    readonly id: PersonId;
    readonly name: string;
    readonly email: string;
    readonly emailVerified: number;
    readonly createdAt: string;
    readonly updatedAt: string;
  };
  readonly session: {
    readonly id: string;
    readonly userId: PersonId;
    readonly expiresAt: string;
    readonly token: string;
  };
  readonly account: {
    readonly id: string;
    readonly accountId: string;
    readonly providerId: string;
    readonly userId: PersonId;
    readonly password: string | null;
    readonly createdAt: string;
    readonly updatedAt: string;
  };
  readonly people: {
    readonly id: PersonId;
    readonly role: OrganisationRole;
    readonly colour: PersonColour;
    readonly locale: Locale;
    readonly status: Person["status"];
  };
  readonly bodies: {
    readonly id: BodyId;
    readonly key: BodyKey | null;
    readonly name: string | null;
    readonly position: number;
  };
  readonly body_members: { readonly body_id: BodyId; readonly person_id: PersonId };
  readonly invitations: {
    readonly person_id: PersonId;
    readonly token_hash: string;
    readonly expires_at: string;
  };
};

type Tx = Transaction<IdentityTables>;

/** What else is written if and only if the change is made. */
export type Inside = (tx: AnyTransaction) => Promise<void>;

/** A person as stored, with the language of their interface. */
export type StoredPerson = Person & { readonly locale: Locale };

export interface NewPerson {
  readonly id: PersonId;
  readonly name: string;
  readonly email: string;
  readonly role: OrganisationRole;
  readonly colour: PersonColour;
  readonly locale: Locale;
  readonly bodies: readonly BodyId[];
  /** Null: invited, has no password yet. */
  readonly passwordHash: string | null;
}

export interface PersonUpdate {
  readonly name?: string | undefined;
  readonly role?: OrganisationRole | undefined;
  readonly locale?: Locale | undefined;
  readonly status?: Person["status"] | undefined;
  readonly bodies?: readonly BodyId[] | undefined;
  readonly passwordHash?: string | undefined;
  /** Ends all sessions in the same transaction. */
  readonly endSessions?: boolean | undefined;
}

export type IdentityStore = ReturnType<typeof openIdentityStore>;

export function openIdentityStore(database: Database) {
  const db = database.withTables<IdentityTables>();

  const selectPeople = (on: Kysely<IdentityTables> = db) =>
    on
      .selectFrom("people")
      .innerJoin("user", "user.id", "people.id")
      .select([
        "people.id",
        "user.name",
        "user.email",
        "people.role",
        "people.colour",
        "people.status",
        "people.locale",
      ]);

  async function withBodies(
    rows: readonly Omit<StoredPerson, "bodies">[],
    on: Kysely<IdentityTables> = db,
  ): Promise<StoredPerson[]> {
    if (rows.length === 0) return [];
    const memberships = await on
      .selectFrom("body_members")
      .selectAll()
      .where(
        "person_id",
        "in",
        rows.map((row) => row.id),
      )
      .execute();
    const byPerson = Map.groupBy(memberships, (membership) => membership.person_id);
    return rows.map((row) => ({
      ...row,
      bodies: (byPerson.get(row.id) ?? []).map((membership) => membership.body_id),
    }));
  }

  return {
    async organisation() {
      return (await db.selectFrom("organisation").selectAll().executeTakeFirst()) ?? null;
    },

    /** Makes the organisation, its bodies and its first admin, once. @returns false when it exists already */
    async setUp(
      request: Omit<SetupData, "code" | "password">,
      admin: NewPerson,
      now: Date,
      inside: Inside,
    ): Promise<boolean> {
      return db.transaction().execute(async (tx) => {
        if ((await tx.selectFrom("organisation").select("id").executeTakeFirst()) !== undefined) return false;
        await tx
          .insertInto("organisation")
          .values({
            id: 1,
            name: request.organisation,
            locale: request.locale,
            time_zone: request.timeZone,
            representation: request.representation,
            created_at: now.toISOString(),
          })
          .execute();
        const keys = BODY_KEYS.filter((key) => key !== "betriebsrat" || request.representation !== "none");
        await tx
          .insertInto("bodies")
          .values(keys.map((key, position) => ({ id: newId<BodyId>(), key, name: null, position })))
          .execute();
        await insertPerson(tx, admin, now);
        await inside(tx);
        return true;
      });
    },

    /** @param on a neighbour's transaction, for what must hold together with what it writes */
    async person(id: PersonId, on: AnyDatabase = db): Promise<StoredPerson | null> {
      const rows = await selectPeople(on).where("people.id", "=", id).execute();
      return (await withBodies(rows, on))[0] ?? null;
    },

    async personByEmail(email: string): Promise<StoredPerson | null> {
      return (await withBodies(await selectPeople().where("user.email", "=", email).execute()))[0] ?? null;
    },

    async people(on: AnyDatabase = db): Promise<readonly StoredPerson[]> {
      return withBodies(await selectPeople(on).orderBy("user.name").execute(), on);
    },

    /** @returns false, with nothing changed, when the address is taken */
    async addPerson(person: NewPerson, now: Date, inside: Inside): Promise<boolean> {
      return db.transaction().execute(async (tx) => {
        const taken = await tx
          .selectFrom("user")
          .select("id")
          .where("email", "=", person.email)
          .executeTakeFirst();
        if (taken !== undefined) return false;
        await insertPerson(tx, person, now);
        await inside(tx);
        return true;
      });
    },

    /** @returns false, with nothing changed, when no active admin would be left */
    async updatePerson(
      id: PersonId,
      update: PersonUpdate,
      now: Date,
      inside: Inside = async () => {},
    ): Promise<boolean> {
      return db
        .transaction()
        .execute(async (tx) => {
          if (update.name !== undefined)
            await tx
              .updateTable("user")
              .set({ name: update.name, updatedAt: now.toISOString() })
              .where("id", "=", id)
              .execute();
          const { role, locale, status } = update;
          if (role !== undefined || locale !== undefined || status !== undefined) {
            await tx
              .updateTable("people")
              .set({
                ...(role === undefined ? {} : { role }),
                ...(locale === undefined ? {} : { locale }),
                ...(status === undefined ? {} : { status }),
              })
              .where("id", "=", id)
              .execute();
          }
          if (update.bodies !== undefined) await setBodies(tx, id, update.bodies);
          if (update.passwordHash !== undefined) await setPassword(tx, id, update.passwordHash, now);
          // A link from before must not open an account that has a password or was closed.
          if (update.passwordHash !== undefined || status === "deactivated")
            await tx.deleteFrom("invitations").where("person_id", "=", id).execute();
          if (update.endSessions === true) await tx.deleteFrom("session").where("userId", "=", id).execute();
          const admin = await tx
            .selectFrom("people")
            .select("id")
            .where("role", "=", "admin")
            .where("status", "=", "active")
            .executeTakeFirst();
          if (admin === undefined) throw new LastAdmin();
          await inside(tx);
          return true;
        })
        .catch((error: unknown) => {
          if (error instanceof LastAdmin) return false;
          throw error;
        });
    },

    async bodies(): Promise<readonly Body[]> {
      const rows = await db
        .selectFrom("bodies")
        .leftJoin("body_members", "body_members.body_id", "bodies.id")
        .select(({ fn }) => [
          "bodies.id",
          "bodies.key",
          "bodies.name",
          fn.count<number>("body_members.person_id").as("members"),
        ])
        .groupBy(["bodies.id", "bodies.key", "bodies.name", "bodies.position"])
        .orderBy("bodies.position")
        .execute();
      return rows.map((row) => ({ ...row, members: Number(row.members) }));
    },

    async addBody(name: string, inside: (tx: AnyTransaction, id: BodyId) => Promise<void>): Promise<BodyId> {
      const id = newId<BodyId>();
      await db.transaction().execute(async (tx) => {
        const last = await tx
          .selectFrom("bodies")
          .select("position")
          .orderBy("position", "desc")
          .executeTakeFirst();
        await tx
          .insertInto("bodies")
          .values({ id, key: null, name, position: (last?.position ?? -1) + 1 })
          .execute();
        await inside(tx, id);
      });
      return id;
    },

    async renameBody(id: BodyId, name: string, inside: Inside): Promise<boolean> {
      return db.transaction().execute(async (tx) => {
        const result = await tx.updateTable("bodies").set({ name }).where("id", "=", id).executeTakeFirst();
        if (result.numUpdatedRows === 0n) return false;
        await inside(tx);
        return true;
      });
    },

    /** One open invitation per person: a new one makes the older link worthless. */
    async putInvitation(personId: PersonId, tokenHash: string, expiresAt: string): Promise<void> {
      await db
        .insertInto("invitations")
        .values({ person_id: personId, token_hash: tokenHash, expires_at: expiresAt })
        .onConflict((conflict) =>
          conflict.column("person_id").doUpdateSet({ token_hash: tokenHash, expires_at: expiresAt }),
        )
        .execute();
    },

    async invitedBy(tokenHash: string, now: Date): Promise<StoredPerson | null> {
      const row = await db
        .selectFrom("invitations")
        .select("person_id")
        .where("token_hash", "=", tokenHash)
        .where("expires_at", ">", now.toISOString())
        .executeTakeFirst();
      return row === undefined ? null : this.person(row.person_id);
    },

    /** Uses up an invitation. @returns false when somebody else has done so before */
    async accept(tokenHash: string, name: string, passwordHash: string, now: Date): Promise<boolean> {
      return db.transaction().execute(async (tx) => {
        const used = await tx
          .deleteFrom("invitations")
          .where("token_hash", "=", tokenHash)
          .where("expires_at", ">", now.toISOString())
          .where("person_id", "in", tx.selectFrom("people").select("id").where("status", "=", "invited"))
          .returning("person_id")
          .executeTakeFirst();
        if (used === undefined) return false;
        await tx
          .updateTable("user")
          .set({ name, updatedAt: now.toISOString() })
          .where("id", "=", used.person_id)
          .execute();
        await tx.updateTable("people").set({ status: "active" }).where("id", "=", used.person_id).execute();
        await setPassword(tx, used.person_id, passwordHash, now);
        return true;
      });
    },

    async hasPassword(id: PersonId): Promise<boolean> {
      const account = await db.selectFrom("account").select("id").where("userId", "=", id).executeTakeFirst();
      return account !== undefined;
    },

    /** When somebody signed in is nobody's business once the session is over; neither is who never came. */
    async forgetExpired(now: Date): Promise<void> {
      const at = now.toISOString();
      await db.deleteFrom("session").where("expiresAt", "<", at).execute();
      await db.deleteFrom("invitations").where("expires_at", "<", at).execute();
    },

    async endSession(token: string): Promise<void> {
      await db.deleteFrom("session").where("token", "=", token).execute();
    },
  };
}

class LastAdmin extends Error {}

async function insertPerson(tx: Tx, person: NewPerson, now: Date): Promise<void> {
  const at = now.toISOString();
  await tx
    .insertInto("user")
    .values({
      id: person.id,
      name: person.name,
      email: person.email,
      emailVerified: 0,
      createdAt: at,
      updatedAt: at,
    })
    .execute();
  await tx
    .insertInto("people")
    .values({
      id: person.id,
      role: person.role,
      colour: person.colour,
      locale: person.locale,
      status: person.passwordHash === null ? "invited" : "active",
    })
    .execute();
  await setBodies(tx, person.id, person.bodies);
  if (person.passwordHash !== null) await setPassword(tx, person.id, person.passwordHash, now);
}

async function setBodies(tx: Tx, person: PersonId, bodies: readonly BodyId[]): Promise<void> {
  await tx.deleteFrom("body_members").where("person_id", "=", person).execute();
  const rows = [...new Set(bodies)].map((body) => ({ body_id: body, person_id: person }));
  if (rows.length > 0) await tx.insertInto("body_members").values(rows).execute();
}

/** The password of better-auth's `credential` provider. */
async function setPassword(tx: Tx, person: PersonId, password: string, now: Date): Promise<void> {
  const at = now.toISOString();
  await tx
    .deleteFrom("account")
    .where("userId", "=", person)
    .where("providerId", "=", "credential")
    .execute();
  await tx
    .insertInto("account")
    .values({
      id: newId(),
      accountId: person,
      providerId: "credential",
      userId: person,
      password,
      createdAt: at,
      updatedAt: at,
    })
    .execute();
}
