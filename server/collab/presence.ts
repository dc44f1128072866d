/** Who is in a room and where. The server says who it is; a client says only where its cursor is. Never stored. */
import { decodeCursor, encodeCursor, readCursor } from "#shared/collab-cursor.ts";
import type { PresenceCursor, PresenceUser } from "#shared/collab-protocol.ts";
import { type AwarenessEntry, awarenessFrame, cursorsFrame, type Frame } from "./messages.ts";

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

/** What has changed, for our own clients, and for plain y-websocket clients, which know no cursors by themselves. */
export interface PresenceNews {
  readonly brief: Frame;
  readonly plain: () => Frame;
}

export interface PresenceParts {
  /** Sends news to everybody, in turns, and calls `done` when all have been served. */
  readonly broadcast: (news: PresenceNews, done: () => void) => void;
  /** Sends to plain y-websocket clients alone: ours forget nobody until they are told. */
  readonly remind: (frame: Frame) => void;
}

interface Seat {
  /** JSON of the person. */
  readonly user: string;
  /** As it travels (shared/collab-cursor.ts). */
  readonly cursor: Uint8Array;
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
  /** Who has come or gone, and who has only moved, since the last news. */
  const changed = new Map<number, "whole" | "cursor">();
  let timer: NodeJS.Timeout | null = null;
  let underWay = false;
  let reminded = Date.now();

  function put(client: number, seat: Seat, what: "whole" | "cursor"): void {
    seats.set(client, seat);
    seat.page.frame = null;
    note(client, what);
  }

  /** Newest state per person, one frame per room and pause. */
  function note(client: number, what: "whole" | "cursor"): void {
    if (changed.get(client) !== "whole") changed.set(client, what);
    if (!underWay) timer ??= setTimeout(flush, seats.size > CROWD ? BATCH_CROWDED : BATCH);
  }

  function flush(): void {
    timer = null;
    if (changed.size === 0) return;
    const news = newsOf(new Map(changed));
    changed.clear();
    underWay = true;
    parts.broadcast(news, () => {
      underWay = false;
      if (changed.size > 0) timer ??= setTimeout(flush, seats.size > CROWD ? BATCH_CROWDED : BATCH);
    });
  }

  function newsOf(changes: ReadonlyMap<number, "whole" | "cursor">): PresenceNews {
    const whole: AwarenessEntry[] = [];
    const moved: { readonly client: number; readonly seat: Seat }[] = [];
    for (const [client, what] of changes) {
      const seat = seats.get(client);
      if (seat === undefined) whole.push({ client, clock: left.get(client) ?? 0, json: "null" });
      else if (what === "whole") whole.push(entryOf(client, seat));
      else moved.push({ client, seat });
    }
    const frames = [
      ...(whole.length > 0 ? [awarenessFrame(whole)] : []),
      ...(moved.length > 0
        ? [cursorsFrame(moved.map(({ client, seat: { clock, cursor } }) => ({ client, clock, cursor })))]
        : []),
    ];
    let plain: Frame | null = null;
    return {
      brief: (frames.length === 1 ? frames[0] : Buffer.concat(frames)) as Frame,
      plain() {
        plain ??= awarenessFrame([...whole, ...moved.map(({ client, seat }) => entryOf(client, seat))]);
        return plain;
      },
    };
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
      put(
        client,
        { user: JSON.stringify(user), cursor: encodeCursor(null), heard: -1, clock, page },
        "whole",
      );
    },

    hear(client, entries) {
      const seat = seats.get(client);
      const own = entries.findLast((entry) => entry.client === client);
      if (seat === undefined || own === undefined || own.clock <= seat.heard) return;
      const cursor = encodeCursor(parseCursor(own.json));
      // A sign of life alone is no news.
      if (Buffer.compare(cursor, seat.cursor) === 0) seats.set(client, { ...seat, heard: own.clock });
      else
        put(
          client,
          { ...seat, cursor, heard: own.clock, clock: Math.max(own.clock, seat.clock + 1) },
          "cursor",
        );
    },

    leave(client) {
      const seat = seats.get(client);
      if (seat === undefined) return;
      seats.delete(client);
      seat.page.clients.delete(client);
      seat.page.frame = null;
      left.set(client, seat.clock + 1);
      note(client, "whole");
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
  return { client, clock, json: `{"user":${user},"cursor":${JSON.stringify(decodeCursor(cursor))}}` };
}

function parseCursor(json: string): PresenceCursor | null {
  if (json.length > MAX_CURSOR) return null;
  try {
    return readCursor(JSON.parse(json)?.cursor);
  } catch {
    return null;
  }
}
