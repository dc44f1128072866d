/** Which clientID writes for whom in one document: nobody may write under another's, nor under the server's own. */
import type { PersonId } from "#shared/ids.ts";
import type { Clock } from "../platform/clock.ts";

/** ClientIDs that a person may bring along from work before, per day. */
const MOST_NEW_CLIENTS = 20;

export type Ownership = ReturnType<typeof createOwnership>;

export function createOwnership(parts: {
  readonly owners: Map<number, PersonId>;
  readonly clock: Clock;
  /** Whether a clientID stands in the document already, or is the server's own. */
  readonly hasUsed: (client: number) => boolean;
  /** Remembers that a clientID belongs to a person. */
  readonly bind: (client: number, personId: PersonId) => void;
}) {
  const { owners, clock, hasUsed, bind } = parts;
  const newClients = new Map<PersonId, { readonly day: string; readonly count: number }>();

  /** Ties a clientID to a person, unless it is another's. @returns whether it is theirs now */
  function claim(client: number, personId: PersonId): boolean {
    const owner = owners.get(client);
    if (owner !== undefined && owner !== personId) return false;
    // Used before and forgotten, or the server's own: nobody's any more.
    if (owner === undefined && hasUsed(client)) return false;
    owners.set(client, personId);
    bind(client, personId);
    return true;
  }

  return {
    claim,

    /** Whether new structs of a clientID may come from this person; work of earlier tabs is bound at first sight. */
    owns(client: number, personId: PersonId): boolean {
      const owner = owners.get(client);
      if (owner !== undefined) return owner === personId;
      const day = clock.now().toISOString().slice(0, 10);
      const seen = newClients.get(personId);
      const count = seen?.day === day ? seen.count : 0;
      if (count >= MOST_NEW_CLIENTS || !claim(client, personId)) return false;
      newClients.set(personId, { day, count: count + 1 });
      return true;
    },

    /** One of a person's clientIDs, or null. */
    clientOf(personId: PersonId): number | null {
      for (const [client, owner] of owners) if (owner === personId) return client;
      return null;
    },
  };
}
