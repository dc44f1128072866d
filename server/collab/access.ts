/** Who may open which draft, and how: asked at the handshake, and again whenever rights may have changed. */
import type { IncomingHttpHeaders } from "node:http";
import { CLOSE, type CloseCode, type PresenceUser } from "#shared/collab-protocol.ts";
import type { GuidelineId, PersonId } from "#shared/ids.ts";
import { canEditDraft, canReadDraft, type Guidelines } from "../guidelines/index.ts";
import type { Identity } from "../identity/index.ts";

export type Access =
  | { readonly state: "granted"; readonly personId: PersonId; readonly canWrite: boolean }
  | { readonly state: "refused"; readonly code: CloseCode };

export function createAccess(identity: Identity, guidelines: Guidelines) {
  return {
    async of(headers: IncomingHttpHeaders, guidelineId: GuidelineId): Promise<Access> {
      const session = await identity.authenticate(headers);
      if (session === null) return { state: "refused", code: CLOSE.signIn };
      const grant = await guidelines.grantOf(session.personId, guidelineId);
      if (grant === null || !canReadDraft(grant)) return { state: "refused", code: CLOSE.noRight };
      return { state: "granted", personId: session.personId, canWrite: canEditDraft(grant) };
    },

    /** Whether the person behind a request takes part in a guideline at all: who does not cannot tell it from none. */
    async takesPart(headers: IncomingHttpHeaders, guidelineId: GuidelineId): Promise<boolean> {
      const session = await identity.authenticate(headers);
      return session !== null && (await guidelines.grantOf(session.personId, guidelineId)) !== null;
    },

    async presenceOf(personId: PersonId): Promise<PresenceUser | null> {
      const person = await identity.person(personId);
      if (person === null) return null;
      const bodies = await identity.bodies();
      const body = bodies.find((each) => each.id === person.bodies[0]);
      return {
        id: person.id,
        name: person.name,
        colour: person.colour,
        body: body?.name ?? body?.key ?? null,
      };
    },
  };
}
