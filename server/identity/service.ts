/** The rules about people, bodies and invitations: write, then publish. */
import { createHash, randomBytes } from "node:crypto";
import type { AuditEntry } from "#shared/audit.ts";
import type {
  Body,
  Invitation,
  InvitationData,
  InvitationView,
  Me,
  Person,
  PersonChange,
  SetupData,
  SetupState,
} from "#shared/identity.ts";
import { type BodyId, type GuidelineId, newId, type PersonId } from "#shared/ids.ts";
import { type GuidelineRole, type Locale, type OrganisationRole, PERSON_COLOURS } from "#shared/roles.ts";
import type { Audit, Occasion } from "../audit/index.ts";
import type { Clock } from "../platform/clock.ts";
import type { Config } from "../platform/config.ts";
import { AppError, allow, notFound } from "../platform/errors.ts";
import type { Events } from "../platform/events.ts";
import { sameText } from "../platform/metrics.ts";
import type { Auth, SignIn } from "./auth.ts";
import type { InvitationMail } from "./mail.ts";
import { canInvite, canManagePeople, canRenewInvitation } from "./policy.ts";
import type { SignInLimit } from "./sign-in-limit.ts";
import type { IdentityStore, Inside, NewPerson, StoredPerson } from "./store.ts";

const INVITATION_DAYS = 14;

/** Gives a new person a right on a guideline; registered by guidelines, which stands above identity. */
export type PlaceOnGuideline = (
  by: Person,
  guidelineId: GuidelineId,
  personId: PersonId,
  role: GuidelineRole,
) => Promise<void>;

export type IdentityService = ReturnType<typeof createIdentityService>;

export function createIdentityService(parts: {
  readonly store: IdentityStore;
  readonly auth: Auth;
  readonly limit: SignInLimit;
  readonly audit: Audit;
  readonly events: Events;
  readonly clock: Clock;
  readonly config: Config;
  readonly setupCode: string;
  readonly sendInvitation: (mail: InvitationMail) => Promise<boolean>;
  /** Checks that the inviter may place people there; throws if not. */
  readonly placement: {
    check: (by: Person, guidelineId: GuidelineId, role: GuidelineRole) => Promise<void>;
    place: PlaceOnGuideline;
  };
}) {
  const { store, auth, limit, audit, events, clock, config, setupCode, sendInvitation, placement } = parts;

  return {
    async setupState(): Promise<SetupState> {
      const organisation = await store.organisation();
      return {
        done: organisation !== null,
        organisation: organisation?.name ?? null,
        locale: organisation?.locale ?? null,
      };
    },

    /** @throws AppError identity/setup-done; asked before anything else is said about a set-up request */
    async requireNotSetUp(): Promise<void> {
      if ((await store.organisation()) !== null) throw setupDone();
    },

    async setUp(request: SetupData): Promise<SignIn> {
      if (!sameText(request.code, setupCode))
        throw new AppError(
          "identity/wrong-setup-code",
          403,
          "The set-up code is not the one that the server printed.",
        );
      const passwordHash = await auth.hashPassword(request.password);
      const { password, code, ...organisation } = request;
      const admin = newPerson({ ...request, role: "admin", bodies: [], passwordHash });
      const recorded = await store.setUp(organisation, admin, clock.now(), (tx) =>
        audit.record(tx, by(admin), { kind: "organisation.setUp" }),
      );
      if (!recorded) throw setupDone();
      return (await auth.signIn(request.email, password)) ?? wrongPassword();
    },

    /** @param address network address, used for counting failures and forgotten */
    async signIn(email: string, password: string, address: string): Promise<SignIn> {
      await limit.attempt(address, email);
      const signIn = await auth.signIn(email, password);
      const person = signIn === null ? null : await store.person(signIn.personId);
      if (signIn === null || person?.status !== "active") {
        if (signIn !== null) await store.endSession(signIn.token);
        return wrongPassword();
      }
      await limit.succeeded(address, email);
      await store.forgetExpired(clock.now());
      return signIn;
    },

    /** Takes back a session that has just begun. */
    endSession: ({ token }: SignIn): Promise<void> => store.endSession(token),

    /** Sockets of the session that has ended must go as well. */
    signedOut(personId: PersonId): void {
      events.publish("identity:access-changed", { personId });
    },

    async me(person: StoredPerson): Promise<Me> {
      const organisation = await store.organisation();
      if (organisation === null)
        throw new AppError("identity/not-set-up", 409, "There is no organisation yet.");
      const { status: _status, ...rest } = person;
      return {
        ...rest,
        organisation: {
          name: organisation.name,
          locale: organisation.locale,
          representation: organisation.representation,
        },
      };
    },

    async changeLocale(person: StoredPerson, locale: Locale): Promise<StoredPerson> {
      await store.updatePerson(person.id, { locale }, clock.now());
      return { ...person, locale };
    },

    async changePerson(changer: Person, id: PersonId, change: PersonChange): Promise<Person> {
      allow(canManagePeople(changer), "identity/not-allowed", "Only administrators change people.");
      const person = (await store.person(id)) ?? noPerson();
      await checkBodies(change.bodies ?? []);
      const ends = change.active === false && person.status !== "deactivated";
      const status = change.active === undefined ? undefined : await statusAfter(person, change.active);
      const { name, role, bodies } = change;
      const kept = await store.updatePerson(
        id,
        { name, role, bodies, status, endSessions: ends },
        clock.now(),
        async (tx) => {
          const record = (entry: AuditEntry) => audit.record(tx, by(changer), entry);
          if (role !== undefined && role !== person.role)
            await record({ kind: "person.role", person: id, role });
          if (bodies !== undefined) await record({ kind: "person.bodies", person: id, bodies: [...bodies] });
          if (ends) await record({ kind: "person.closed", person: id });
          if (change.active === true && person.status === "deactivated")
            await record({ kind: "person.opened", person: id });
        },
      );
      if (!kept) throw new AppError("identity/last-admin", 409, "One active administrator must remain.");
      if (ends || change.role !== undefined || change.bodies !== undefined)
        events.publish("identity:access-changed", { personId: id });
      return toPerson((await store.person(id)) ?? noPerson());
    },

    async addBody(adder: Person, name: string): Promise<Body> {
      allow(canManagePeople(adder), "identity/not-allowed", "Only administrators change bodies.");
      const id = await store.addBody(name, (tx, body) =>
        audit.record(tx, by(adder), { kind: "body.added", body }),
      );
      return findBody(id);
    },

    async renameBody(changer: Person, id: BodyId, name: string): Promise<Body> {
      allow(canManagePeople(changer), "identity/not-allowed", "Only administrators change bodies.");
      const renamed = await store.renameBody(id, name, (tx) =>
        audit.record(tx, by(changer), { kind: "body.renamed", body: id }),
      );
      if (!renamed) notFound("identity/body-not-found", "There is no such body.");
      return findBody(id);
    },

    /** Invites an address: a new person, or one who is there already and gets a right on a guideline. */
    async invite(inviter: Person, request: InvitationData): Promise<Invitation> {
      allow(canInvite(inviter), "identity/not-allowed", "Only active people invite.");
      const organisation = await store.organisation();
      if (organisation === null)
        throw new AppError("identity/not-set-up", 409, "There is no organisation yet.");
      await checkBodies(request.bodies);
      if (request.guideline !== undefined)
        await placement.check(inviter, request.guideline.id, request.guideline.role);

      const found = await store.personByEmail(request.email);
      if (found?.status === "deactivated")
        throw new AppError(
          "identity/email-taken",
          409,
          "The account with this address has been closed. An administrator can open it again.",
        );
      const personId = found?.id ?? (await addInvited(inviter, request, organisation.locale));
      if (request.guideline !== undefined)
        await placement.place(inviter, request.guideline.id, personId, request.guideline.role);
      if (found !== null && !canRenewInvitation(inviter, found))
        return { personId, link: null, expiresAt: null, mailed: false };

      const token = randomBytes(24).toString("base64url");
      const expiresAt = new Date(clock.now().getTime() + INVITATION_DAYS * 24 * 60 * 60 * 1000).toISOString();
      await store.putInvitation(personId, hashToken(token), expiresAt);
      const link = new URL(`/invitation/${token}`, config.baseUrl).href;
      const mail = { to: request.email, organisation: organisation.name, locale: organisation.locale, link };
      return { personId, link, expiresAt, mailed: await sendInvitation(mail) };
    },

    async invitation(token: string): Promise<InvitationView> {
      const person = await invited(token);
      const organisation = await store.organisation();
      return {
        organisation: organisation?.name ?? "",
        locale: person.locale,
        email: person.email,
        name: person.name,
      };
    },

    async accept(token: string, name: string, password: string): Promise<SignIn> {
      const person = await invited(token);
      const passwordHash = await auth.hashPassword(password);
      if (!(await store.accept(hashToken(token), name, passwordHash, clock.now()))) throw invitationGone();
      return (await auth.signIn(person.email, password)) ?? wrongPassword();
    },

    /** For the command line: a person with a password, without an invitation. */
    async addPerson(request: {
      readonly email: string;
      readonly name: string;
      readonly password: string;
      readonly role: OrganisationRole;
      readonly bodyKeys: readonly string[];
    }): Promise<Person> {
      const organisation = await store.organisation();
      if (organisation === null)
        throw new AppError(
          "identity/not-set-up",
          409,
          "There is no organisation yet: open the set-up page first.",
        );
      if ((await store.personByEmail(request.email)) !== null) throw emailTaken();
      const all = await store.bodies();
      const bodies = request.bodyKeys.map((key) => {
        const body = all.find((candidate) => candidate.key === key);
        if (body !== undefined) return body.id;
        const known = all.flatMap((each) => each.key ?? []).join(", ");
        return notFound("identity/body-not-found", `There is no body ${key}. Known: ${known}.`);
      });
      const passwordHash = await auth.hashPassword(request.password);
      const person = newPerson({ ...request, bodies, locale: organisation.locale, passwordHash });
      if (!(await store.addPerson(person, clock.now(), recordAdded(null, person)))) throw emailTaken();
      return toPerson((await store.person(person.id)) ?? noPerson());
    },

    async resetPassword(email: string, password: string): Promise<void> {
      const person = (await store.personByEmail(email)) ?? noPerson();
      const passwordHash = await auth.hashPassword(password);
      const status = person.status === "invited" ? "active" : undefined;
      await store.updatePerson(person.id, { passwordHash, status, endSessions: true }, clock.now(), (tx) =>
        audit.record(tx, COMMAND_LINE, { kind: "person.password", person: person.id }),
      );
      events.publish("identity:access-changed", { personId: person.id });
    },

    async deactivate(email: string): Promise<void> {
      const person = (await store.personByEmail(email)) ?? noPerson();
      const kept = await store.updatePerson(
        person.id,
        { status: "deactivated", endSessions: true },
        clock.now(),
        (tx) => audit.record(tx, COMMAND_LINE, { kind: "person.closed", person: person.id }),
      );
      if (!kept) throw new AppError("identity/last-admin", 409, "One active administrator must remain.");
      events.publish("identity:access-changed", { personId: person.id });
    },
  };

  function recordAdded(adder: Person | null, { id, role }: NewPerson): Inside {
    return (tx) =>
      audit.record(tx, adder === null ? COMMAND_LINE : by(adder), { kind: "person.added", person: id, role });
  }

  async function addInvited(inviter: Person, request: InvitationData, locale: Locale): Promise<PersonId> {
    const person = newPerson({
      email: request.email,
      name: request.name ?? request.email.split("@", 1)[0] ?? request.email,
      role: "member",
      locale,
      bodies: request.bodies,
      passwordHash: null,
    });
    // Somebody else may have invited the same address at the same moment.
    if (await store.addPerson(person, clock.now(), recordAdded(inviter, person))) return person.id;
    return (await store.personByEmail(request.email))?.id ?? noPerson();
  }

  async function invited(token: string): Promise<StoredPerson> {
    const person = await store.invitedBy(hashToken(token), clock.now());
    if (person?.status !== "invited") throw invitationGone();
    return person;
  }

  async function checkBodies(ids: readonly BodyId[]): Promise<void> {
    const known = new Set((await store.bodies()).map((body) => body.id));
    if (ids.some((id) => !known.has(id))) notFound("identity/body-not-found", "There is no such body.");
  }

  async function findBody(id: BodyId): Promise<Body> {
    const body = (await store.bodies()).find((candidate) => candidate.id === id);
    return body ?? notFound("identity/body-not-found", "There is no such body.");
  }

  /** Opening an account again leads back to where it was: someone who never chose a password is invited. */
  async function statusAfter(person: Person, active: boolean): Promise<Person["status"]> {
    if (!active) return "deactivated";
    return (await store.hasPassword(person.id)) ? "active" : "invited";
  }
}

/** People are changed apart from any guideline. */
function by({ id }: { readonly id: PersonId }): Occasion {
  return { actor: id, guideline: null };
}

const COMMAND_LINE: Occasion = { actor: null, guideline: null };

/** What others see of a person. */
export function toPerson({ locale: _locale, ...person }: StoredPerson): Person {
  return person;
}

function newPerson(person: Omit<NewPerson, "id" | "colour">): NewPerson {
  const colour = PERSON_COLOURS[randomBytes(1).readUInt8() % PERSON_COLOURS.length] ?? "petrol";
  const { name, email, role, locale, bodies, passwordHash } = person;
  return { id: newId<PersonId>(), name, email, role, colour, locale, bodies, passwordHash };
}

function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

function setupDone(): AppError {
  return new AppError("identity/setup-done", 409, "The organisation has been set up already.");
}

function emailTaken(): AppError {
  return new AppError("identity/email-taken", 409, "There is a person with this address already.");
}

function invitationGone(): AppError {
  return new AppError(
    "identity/invitation-gone",
    410,
    "The invitation has been used, replaced or has expired.",
  );
}

function wrongPassword(): never {
  throw new AppError("identity/wrong-password", 401, "Address and password do not fit together.");
}

function noPerson(): never {
  return notFound("identity/person-not-found", "There is no such person.");
}
