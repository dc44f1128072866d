/** Who is in a room and where. The server says who it is; a client says only where its cursor is. Never stored. */

import type { PresenceCursor, PresenceState, PresenceUser } from "#shared/collab-protocol.ts";
import { isId } from "#shared/ids.ts";
import { type AwarenessEntry, awarenessFrame } from "./messages.ts";

/** Longest JSON of a cursor, in characters: two relative positions and an id. */
const MAX_CURSOR = 2000;
const BATCH = 100;
const BATCH_CROWDED = 500;
const CROWD = 100;
/** y-protocols forgets people of whom it has heard nothing for 30 s. */
const ROSTER_EVERY = 20_000;

export interface Presence {
  join(client: number, user: PresenceUser): void;
  /** Takes what a connection says of itself; states of others in it are dropped unread. */
  hear(client: number, entries: readonly AwarenessEntry[]): void;
  leave(client: number): void;
  /** Everybody who is here, as one frame; null when nobody is. */
  roster(): Uint8Array | null;
  close(): void;
}

interface Seat {
  readonly user: PresenceUser;
  readonly cursor: PresenceCursor | null;
  /** The client's own clock in what it said last; -1 before. */
  readonly heard: number;
  /** Clock of what the others are told: grows with every change, also where the client's own has not. */
  readonly clock: number;
}

export function createPresence(broadcast: (frame: Uint8Array) => void): Presence {
  const seats = new Map<number, Seat>();
  /** Clocks of those who left: who comes back has to be newer than what the others remember. */
  const left = new Map<number, number>();
  const changed = new Map<number, AwarenessEntry>();
  let timer: NodeJS.Timeout | null = null;
  const heartbeat = setInterval(() => {
    for (const [client, seat] of seats) put(client, { ...seat, clock: seat.clock + 1 });
  }, ROSTER_EVERY);

  function put(client: number, seat: Seat): void {
    seats.set(client, seat);
    note(entryOf(client, seat));
  }

  /** Newest state per person, one frame per room and pause. */
  function note(entry: AwarenessEntry): void {
    changed.set(entry.client, entry);
    timer ??= setTimeout(flush, seats.size > CROWD ? BATCH_CROWDED : BATCH);
  }

  function flush(): void {
    timer = null;
    const entries = [...changed.values()];
    changed.clear();
    if (entries.length > 0) broadcast(awarenessFrame(entries));
  }

  return {
    join: (client, user) =>
      put(client, { user, cursor: null, heard: -1, clock: (left.get(client) ?? -1) + 1 }),

    hear(client, entries) {
      const seat = seats.get(client);
      const own = entries.findLast((entry) => entry.client === client);
      if (seat === undefined || own === undefined || own.clock <= seat.heard) return;
      const clock = Math.max(own.clock, seat.clock + 1);
      put(client, { ...seat, cursor: readCursor(own.json), heard: own.clock, clock });
    },

    leave(client) {
      const seat = seats.get(client);
      if (seat === undefined) return;
      seats.delete(client);
      left.set(client, seat.clock + 1);
      note({ client, clock: seat.clock + 1, json: "null" });
    },

    roster() {
      if (seats.size === 0) return null;
      return awarenessFrame([...seats].map(([client, seat]) => entryOf(client, seat)));
    },

    close() {
      clearInterval(heartbeat);
      if (timer !== null) clearTimeout(timer);
    },
  };
}

function entryOf(client: number, { user, cursor, clock }: Seat): AwarenessEntry {
  return { client, clock, json: JSON.stringify({ user, cursor } satisfies PresenceState) };
}

/** A cursor of the shape that we draw, or none. */
function readCursor(json: string): PresenceCursor | null {
  if (json.length > MAX_CURSOR) return null;
  try {
    const cursor: unknown = JSON.parse(json)?.cursor;
    if (typeof cursor !== "object" || cursor === null) return null;
    const { section, anchor, head } = cursor as Record<string, unknown>;
    if (!isId(section) || typeof anchor !== "object" || typeof head !== "object") return null;
    return { section, anchor, head };
  } catch {
    return null;
  }
}
