/** Who is in a room and where. The server says who it is; a client says only where its cursor is. Never stored. */
import type { PresenceCursor, PresenceUser } from "#shared/collab-protocol.ts";
import { isId } from "#shared/ids.ts";
import { type AwarenessEntry, awarenessFrame, type Frame } from "./messages.ts";

/** Longest JSON of a cursor, in characters: two relative positions and an id. */
const MAX_CURSOR = 2000;
const BATCH = 100;
const BATCH_CROWDED = 500;
const CROWD = 100;
/** People on one page of the roster. */
const PAGE = 100;
/** y-protocols forgets people of whom it has heard nothing for 30 s. */
const ROSTER_EVERY = 20_000;

export interface Presence {
  join(client: number, user: PresenceUser): void;
  /** Takes what a connection says of itself; states of others in it are dropped unread. */
  hear(client: number, entries: readonly AwarenessEntry[]): void;
  leave(client: number): void;
  /** Everybody who is here, a hundred a frame. */
  roster(): readonly Frame[];
  /** Says everybody anew where that is due, to those who would forget them. Called every few seconds. */
  remind(now: number): void;
  close(): void;
}

export interface PresenceParts {
  /** Sends a frame to everybody, in turns, and calls `done` when all have been served. */
  readonly broadcast: (frame: Frame, done: () => void) => void;
  /** Sends to plain y-websocket clients alone: ours forget nobody until they are told. */
  readonly remind: (frame: Frame) => void;
}

interface Seat {
  /** JSON of the person and of the cursor. */
  readonly user: string;
  readonly cursor: string;
  /** The client's own clock in what it said last; -1 before. */
  readonly heard: number;
  /** Clock of what the others are told: grows with every change, also where the client's own has not. */
  readonly clock: number;
  readonly page: Page;
}

interface Page {
  readonly clients: Set<number>;
  /** Null when somebody on it has changed since. */
  frame: Frame | null;
}

export function createPresence(parts: PresenceParts): Presence {
  const seats = new Map<number, Seat>();
  const pages: Page[] = [];
  /** Clocks of those who left: who comes back has to be newer than what the others remember. */
  const left = new Map<number, number>();
  const changed = new Map<number, AwarenessEntry>();
  let timer: NodeJS.Timeout | null = null;
  let underWay = false;
  let reminded = Date.now();

  function put(client: number, seat: Seat): void {
    seats.set(client, seat);
    seat.page.frame = null;
    note(entryOf(client, seat));
  }

  /** Newest state per person, one frame per room and pause. */
  function note(entry: AwarenessEntry): void {
    changed.set(entry.client, entry);
    if (!underWay) timer ??= setTimeout(flush, seats.size > CROWD ? BATCH_CROWDED : BATCH);
  }

  function flush(): void {
    timer = null;
    if (changed.size === 0) return;
    const frame = awarenessFrame([...changed.values()]);
    changed.clear();
    underWay = true;
    parts.broadcast(frame, () => {
      underWay = false;
      if (changed.size > 0) timer ??= setTimeout(flush, seats.size > CROWD ? BATCH_CROWDED : BATCH);
    });
  }

  function seatAt(client: number): Page {
    const page = pages.find(({ clients }) => clients.size < PAGE) ?? {
      clients: new Set<number>(),
      frame: null,
    };
    if (page.clients.size === 0 && !pages.includes(page)) pages.push(page);
    page.clients.add(client);
    return page;
  }

  function pageFrame(page: Page): Frame {
    page.frame ??= awarenessFrame(
      [...page.clients].flatMap((client) => {
        const seat = seats.get(client);
        return seat === undefined ? [] : [entryOf(client, seat)];
      }),
    );
    return page.frame;
  }

  const roster = () => pages.filter(({ clients }) => clients.size > 0).map(pageFrame);

  return {
    join(client, user) {
      const page = seats.get(client)?.page ?? seatAt(client);
      const clock = (seats.get(client)?.clock ?? left.get(client) ?? 0) + 1;
      put(client, { user: JSON.stringify(user), cursor: "null", heard: -1, clock, page });
    },

    hear(client, entries) {
      const seat = seats.get(client);
      const own = entries.findLast((entry) => entry.client === client);
      if (seat === undefined || own === undefined || own.clock <= seat.heard) return;
      const cursor = JSON.stringify(readCursor(own.json));
      // A sign of life alone is no news.
      if (cursor === seat.cursor) seats.set(client, { ...seat, heard: own.clock });
      else put(client, { ...seat, cursor, heard: own.clock, clock: Math.max(own.clock, seat.clock + 1) });
    },

    leave(client) {
      const seat = seats.get(client);
      if (seat === undefined) return;
      seats.delete(client);
      seat.page.clients.delete(client);
      seat.page.frame = null;
      left.set(client, seat.clock + 1);
      note({ client, clock: seat.clock + 1, json: "null" });
    },

    roster,

    remind(now) {
      if (now - reminded < ROSTER_EVERY) return;
      reminded = now;
      for (const [client, seat] of seats) seats.set(client, { ...seat, clock: seat.clock + 1 });
      for (const page of pages) page.frame = null;
      for (const frame of roster()) parts.remind(frame);
    },

    close() {
      if (timer !== null) clearTimeout(timer);
      changed.clear();
    },
  };
}

function entryOf(client: number, { user, cursor, clock }: Seat): AwarenessEntry {
  return { client, clock, json: `{"user":${user},"cursor":${cursor}}` };
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
