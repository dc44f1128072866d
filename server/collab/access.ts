/** Who may open which draft, and how: asked at the handshake, and again whenever rights may have changed. */
import type { IncomingHttpHeaders } from "node:http";
import { CLOSE, type CloseCode, type PresenceUser } from "#shared/collab-protocol.ts";
import type { Body } from "#shared/identity.ts";
import type { GuidelineId, PersonId } from "#shared/ids.ts";
import { canEditDraft, canReadDraft, type Guidelines } from "../guidelines/index.ts";
import type { Identity } from "../identity/index.ts";
import type { Database } from "../platform/db.ts";

export type Access =
  | {
      readonly state: "granted";
      readonly personId: PersonId;
      readonly canWrite: boolean;
      /** When the session ends by itself. */
      readonly expiresAt: Date;
    }
  | { readonly state: "refused"; readonly code: CloseCode };

/** How long names of bodies are kept for those who join, in milliseconds: hundreds do at once after a restart. */
const BODIES_KEPT = 5000;

type Tables = { readonly access_epoch: { readonly epoch: number } };

export type AccessControl = ReturnType<typeof createAccess>;

export function createAccess(identity: Identity, guidelines: Guidelines, database: Database) {
  const db = database.withTables<Tables>();
  let bodies: { readonly at: number; readonly all: Promise<readonly Body[]> } | null = null;

  function allBodies(): Promise<readonly Body[]> {
    if (bodies === null || Date.now() - bodies.at > BODIES_KEPT)
      bodies = { at: Date.now(), all: identity.bodies() };
    return bodies.all;
  }

  return {
    /** Whether a handshake is worth a look at all. */
    mayBeSignedIn: identity.hasSignedCookie,

    async of(headers: IncomingHttpHeaders, guidelineId: GuidelineId): Promise<Access> {
      const session = await identity.authenticate(headers);
      if (session === null) return { state: "refused", code: CLOSE.signIn };
      const grant = await guidelines.grantOf(session.personId, guidelineId);
      if (grant === null || !canReadDraft(grant)) return { state: "refused", code: CLOSE.noRight };
      const { personId, expiresAt } = session;
      return { state: "granted", personId, expiresAt, canWrite: canEditDraft(grant) };
    },

    /** Moves with every change of rights, in the transaction that makes it, in this process or another. */
    async epoch(): Promise<number> {
      return (await db.selectFrom("access_epoch").select("epoch").executeTakeFirstOrThrow()).epoch;
    },

    /** Whether the person behind a request takes part in a guideline at all: who does not cannot tell it from none. */
    async takesPart(headers: IncomingHttpHeaders, guidelineId: GuidelineId): Promise<boolean> {
      const session = await identity.authenticate(headers);
      return session !== null && (await guidelines.grantOf(session.personId, guidelineId)) !== null;
    },

    async presenceOf(personId: PersonId): Promise<PresenceUser | null> {
      const person = await identity.person(personId);
      if (person === null) return null;
      const body = (await allBodies()).find((each) => each.id === person.bodies[0]);
      return {
        id: person.id,
        name: person.name,
        colour: person.colour,
        body: body?.name ?? body?.key ?? null,
      };
    },
  };
}
