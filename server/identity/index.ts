/** The door of identity: who is asking, and who someone is. */
import type { IncomingHttpHeaders } from "node:http";
import type { Body, Person } from "#shared/identity.ts";
import type { PersonId } from "#shared/ids.ts";

/** A signed-in person, as read from the session cookie; never cached beyond one request or one recheck. */
export interface Session {
  readonly personId: PersonId;
  readonly sessionId: string;
}

export interface Identity {
  /** The session behind a request's cookie, or null. Deactivated people have none. */
  authenticate(headers: IncomingHttpHeaders): Promise<Session | null>;
  person(id: PersonId): Promise<Person | null>;
  people(): Promise<readonly Person[]>;
  bodies(): Promise<readonly Body[]>;
}
