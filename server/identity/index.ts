/** The door of identity: who is asking, and who someone is. */
import { randomBytes } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { RequestHandler, Router } from "express";
import type { Body, Person } from "#shared/identity.ts";
import type { GuidelineId, PersonId } from "#shared/ids.ts";
import type { GuidelineRole, Representation } from "#shared/roles.ts";
import type { Audit } from "../audit/index.ts";
import type { Clock } from "../platform/clock.ts";
import type { Config } from "../platform/config.ts";
import type { AnyDatabase, Database } from "../platform/db.ts";
import type { Events } from "../platform/events.ts";
import type { Log } from "../platform/log.ts";
import type { Mailer } from "../platform/mail.ts";
import { createAuth } from "./auth.ts";
import { createInvitationMailer } from "./mail.ts";
import { identityRoutes } from "./routes.ts";
import { createIdentityService, type IdentityService, type PlaceOnGuideline, toPerson } from "./service.ts";
import { requireSession } from "./session.ts";
import { createSignInLimit } from "./sign-in-limit.ts";
import { openIdentityStore } from "./store.ts";

export { signedIn } from "./session.ts";
export type { IdentityTables } from "./store.ts";

/** A signed-in person, as read from the session cookie; never cached beyond one request or one recheck. */
export interface Session {
  readonly personId: PersonId;
  readonly sessionId: string;
  /** When the password was last given. */
  readonly startedAt: Date;
  readonly expiresAt: Date;
}

export interface Organisation {
  readonly name: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly representation: Representation;
}

export interface Identity {
  /** The session behind a request's cookie, or null. Deactivated people have none. */
  authenticate(headers: IncomingHttpHeaders): Promise<Session | null>;
  /** Whether a request's cookie was signed here, at no cost: it may be that of a session that is over. */
  hasSignedCookie(headers: IncomingHttpHeaders): boolean;
  /** Lets only signed-in people through a route; `signedIn(request)` then tells who it is. */
  readonly session: RequestHandler;
  /** @param on a neighbour's transaction, for what must hold together with what it writes */
  person(id: PersonId, on?: AnyDatabase): Promise<Person | null>;
  people(on?: AnyDatabase): Promise<readonly Person[]>;
  bodies(): Promise<readonly Body[]>;
  /** Null before it has been set up. */
  organisation(): Promise<Organisation | null>;
  /** Which kind of staff representation the organisation has. */
  representation(): Promise<Representation>;
  /** IANA name of the organisation's time zone; it decides when a day begins and ends. */
  timeZone(): Promise<string>;
  readonly service: IdentityService;
  readonly router: Router;
  /** The one-time link that sets up the organisation; null once that is done. */
  setupLink(): Promise<string | null>;
  /** Guidelines stands above identity; it says here how an invitation gives a right on one. */
  placeWith(placement: {
    check(by: Person, guidelineId: GuidelineId, role: GuidelineRole): Promise<void>;
    place: PlaceOnGuideline;
  }): void;
}

export function mountIdentity(parts: {
  readonly db: Database;
  readonly config: Config;
  readonly events: Events;
  readonly clock: Clock;
  readonly log: Log;
  readonly mailer: Mailer | null;
  readonly audit: Audit;
}): Identity {
  const { db, config, events, clock, log, mailer, audit } = parts;
  const store = openIdentityStore(db);
  const auth = createAuth(db, config);
  const session = requireSession(auth, store);
  const setupCode = config.setupCode ?? randomBytes(12).toString("base64url");
  let placement: Parameters<Identity["placeWith"]>[0] | null = null;
  const placed = () => {
    if (placement === null) throw new Error("Guidelines has not said how people are placed.");
    return placement;
  };
  const service = createIdentityService({
    store,
    auth,
    limit: createSignInLimit(),
    audit,
    events,
    clock,
    config,
    setupCode,
    sendInvitation: createInvitationMailer(mailer, log),
    placement: {
      check: (by, guidelineId, role) => placed().check(by, guidelineId, role),
      place: (by, guidelineId, personId, role) => placed().place(by, guidelineId, personId, role),
    },
  });

  return {
    async authenticate(headers) {
      const found = await auth.session(headers);
      if (found === null) return null;
      return (await store.person(found.personId))?.status === "active" ? found : null;
    },
    hasSignedCookie: auth.hasSignedCookie,
    session,
    async person(id, on = db) {
      const found = await store.person(id, on);
      return found === null ? null : toPerson(found);
    },
    people: async (on = db) => (await store.people(on)).map(toPerson),
    bodies: () => store.bodies(),
    async organisation() {
      const found = await store.organisation();
      if (found === null) return null;
      return { name: found.name, timeZone: found.time_zone, representation: found.representation };
    },
    representation: async () => (await store.organisation())?.representation ?? "none",
    timeZone: async () => (await store.organisation())?.time_zone ?? "Europe/Berlin",
    service,
    router: identityRoutes(service, store, auth, session),
    async setupLink() {
      if ((await store.organisation()) !== null) return null;
      return new URL(`/setup?code=${encodeURIComponent(setupCode)}`, config.baseUrl).href;
    },
    placeWith(given) {
      placement = given;
    },
  };
}
