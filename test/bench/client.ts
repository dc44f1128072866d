/** A client of any server under test: the y-websocket protocol, Hocuspocus' form of it, or none at all (the relay). */
import { createDecoder, readVarString, readVarUint, readVarUint8Array } from "lib0/decoding";
import { createEncoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from "lib0/encoding";
import { applyUpdate, type Doc, encodeStateAsUpdate, encodeStateVector, parseUpdateMeta } from "yjs";
import { MESSAGE } from "#shared/collab-protocol.ts";
import type { Ranges } from "./ledger.ts";
import { frameOf, openWire, type Wire, type WireEnd } from "./wire.ts";

export type Dialect = "y-websocket" | "hocuspocus" | "relay";

/** Where one client connects, and as whom. */
export interface Seat {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly document: string;
  readonly dialect: Dialect;
  readonly clientID: number;
}

/** Where a cursor stands, as far as anybody but its owner cares: client, clock, client, clock, … */
export type PresenceClocks = readonly number[];

export interface Hearing {
  /** `initial` answers the question for the document. */
  onRanges?(ranges: Ranges, at: number, initial: boolean): void;
  onPresence?(clocks: PresenceClocks, at: number): void;
  onEnd?(end: WireEnd): void;
}

export interface Client {
  readonly wire: Wire;
  readonly clientID: number;
  /** Gets every update applied while `following`; null for one who only looks on. */
  readonly ydoc: Doc | null;
  following: boolean;
  /** How many of its sync messages the server has called stored. */
  readonly stored: number;
  /** Milliseconds from the connection attempt to the answer with the document, and to its application. */
  readonly answeredAfter: number;
  readonly appliedAfter: number;
  /** Frames that could not be read. */
  readonly unreadable: number;
  sendUpdate(update: Uint8Array): void;
  /** The same as a frame, for whoever sends many at once through the wire. */
  frameOfUpdate(update: Uint8Array): Buffer;
  sendPresence(clock: number, state: unknown): void;
  close(): void;
  terminate(): void;
}

const STEP1 = 0;
const STEP2 = 1;
const UPDATE = 2;
const HOCUSPOCUS = {
  auth: 2,
  syncReply: 4,
  syncStatus: 8,
  token: 0,
  authenticated: 2,
  version: "4.7.0",
} as const;
const NOTHING = new Uint8Array([0, 0]);

type Heard =
  | { readonly kind: "update"; readonly ranges: Ranges }
  | { readonly kind: "presence"; readonly clocks: PresenceClocks };

/** A thousand listeners get the same bytes; they are read once. */
const known = new Map<string, Heard>();
const LONGEST_KNOWN = 4096;

/** Resolves once the server has answered with the document (at once on the relay, which has none). */
export function connectClient(
  seat: Seat,
  hearing: Hearing = {},
  ydoc: Doc | null = null,
  within = 60_000,
): Promise<Client> {
  const prefix = seat.dialect === "hocuspocus" ? encoded((to) => writeVarString(to, seat.document)) : null;
  const startedAt = performance.now();
  let stored = 0;
  let unreadable = 0;
  let answeredAfter = Number.NaN;
  let appliedAfter = Number.NaN;
  let answered: (() => void) | null = null;

  const message = (write: (to: ReturnType<typeof createEncoder>) => void) => {
    const bytes = encoded(write);
    return prefix === null ? bytes : Buffer.concat([prefix, bytes]);
  };
  const sync = (kind: number, bytes: Uint8Array) =>
    message((to) => {
      writeVarUint(to, MESSAGE.sync);
      writeVarUint(to, kind);
      writeVarUint8Array(to, bytes);
    });
  const askForDocument = () =>
    wire.send(sync(STEP1, ydoc === null ? new Uint8Array([0]) : encodeStateVector(ydoc)));

  const wire = openWire({
    url: seat.url,
    headers: seat.headers,
    onOpen() {
      if (seat.dialect === "relay") answered?.();
      else if (seat.dialect === "y-websocket") askForDocument();
      else
        wire.send(
          message((to) => {
            writeVarUint(to, HOCUSPOCUS.auth);
            writeVarUint(to, HOCUSPOCUS.token);
            writeVarString(to, "bench");
            writeVarString(to, HOCUSPOCUS.version);
          }),
        );
    },
    onMessage(payload, at) {
      try {
        hear(payload, at);
      } catch {
        unreadable += 1;
      }
    },
    onEnd: (end) => {
      ended?.(end);
      hearing.onEnd?.(end);
    },
  });
  let ended: ((end: WireEnd) => void) | null = null;

  function hear(payload: Buffer, at: number): void {
    const key = payload.length <= LONGEST_KNOWN ? payload.toString("latin1") : null;
    const before = key === null || (client.following && ydoc !== null) ? undefined : known.get(key);
    if (before !== undefined) {
      tell(before, at);
      return;
    }
    const decoder = createDecoder(payload);
    if (prefix !== null) readVarString(decoder);
    const type = readVarUint(decoder);
    if (type === MESSAGE.sync || (prefix !== null && type === HOCUSPOCUS.syncReply)) {
      const kind = readVarUint(decoder);
      const bytes = readVarUint8Array(decoder);
      if (kind === STEP1) {
        if (seat.dialect !== "relay")
          wire.send(sync(STEP2, ydoc === null ? NOTHING : encodeStateAsUpdate(ydoc, bytes)));
        return;
      }
      const ranges = rangesOf(bytes);
      if (ydoc !== null && client.following) applyUpdate(ydoc, bytes, client);
      if (kind === STEP2) {
        answeredAfter = at - startedAt;
        appliedAfter = performance.now() - startedAt;
        hearing.onRanges?.(ranges, at, true);
        answered?.();
      } else {
        const heard: Heard = { kind: "update", ranges };
        if (key !== null) remember(key, heard);
        tell(heard, at);
      }
    } else if (type === MESSAGE.awareness) {
      const heard: Heard = { kind: "presence", clocks: clocksOf(readVarUint8Array(decoder)) };
      if (key !== null) remember(key, heard);
      tell(heard, at);
    } else if (prefix === null && type === MESSAGE.cursors) {
      const heard: Heard = { kind: "presence", clocks: cursorClocksOf(decoder) };
      if (key !== null) remember(key, heard);
      tell(heard, at);
    } else if (prefix !== null && type === HOCUSPOCUS.auth) {
      if (readVarUint(decoder) === HOCUSPOCUS.authenticated) askForDocument();
      else wire.terminate();
    } else if (prefix !== null && type === HOCUSPOCUS.syncStatus) stored += 1;
    else if (prefix === null && type === MESSAGE.durable) stored = readVarUint(decoder);
  }

  function tell(heard: Heard, at: number): void {
    if (heard.kind === "update") hearing.onRanges?.(heard.ranges, at, false);
    else hearing.onPresence?.(heard.clocks, at);
  }

  const client: Client = {
    wire,
    clientID: seat.clientID,
    ydoc,
    following: ydoc !== null,
    get stored() {
      return stored;
    },
    get answeredAfter() {
      return answeredAfter;
    },
    get appliedAfter() {
      return appliedAfter;
    },
    get unreadable() {
      return unreadable;
    },
    sendUpdate: (update) => void wire.send(sync(UPDATE, update)),
    frameOfUpdate: (update) => frameOf(sync(UPDATE, update)),
    sendPresence(clock, state) {
      const entry = encoded((to) => {
        writeVarUint(to, 1);
        writeVarUint(to, seat.clientID);
        writeVarUint(to, clock);
        writeVarString(to, JSON.stringify(state));
      });
      wire.send(
        message((to) => {
          writeVarUint(to, MESSAGE.awareness);
          writeVarUint8Array(to, entry);
        }),
      );
    },
    close: () => wire.close(),
    terminate: () => wire.terminate(),
  };

  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      wire.terminate();
      reject(new Error(`No document within ${within} ms from ${seat.url}`));
    }, within);
    answered = () => {
      clearTimeout(timer);
      answered = null;
      ended = null;
      resolve(client);
    };
    ended = ({ status, code }) => {
      clearTimeout(timer);
      reject(new Error(`Refused with status ${status}, code ${code}: ${seat.url}`));
    };
  });
}

/** Connects many, some of them at a time. */
export async function inTurn<T>(
  count: number,
  atOnce: number,
  make: (index: number) => Promise<T>,
): Promise<T[]> {
  const made: T[] = new Array(count);
  let next = 0;
  await Promise.all(
    Array.from({ length: Math.min(atOnce, count) }, async () => {
      while (next < count) {
        const index = next++;
        made[index] = await make(index);
      }
    }),
  );
  return made;
}

export function rangesOf(update: Uint8Array): number[] {
  const { from, to } = parseUpdateMeta(update);
  const ranges: number[] = [];
  for (const [client, end] of to) ranges.push(client, from.get(client) ?? 0, end);
  return ranges;
}

function clocksOf(bytes: Uint8Array): number[] {
  const decoder = createDecoder(bytes);
  const clocks: number[] = [];
  for (let left = readVarUint(decoder); left > 0; left--) {
    clocks.push(readVarUint(decoder), readVarUint(decoder));
    readVarString(decoder);
  }
  return clocks;
}

function cursorClocksOf(decoder: ReturnType<typeof createDecoder>): number[] {
  const clocks: number[] = [];
  for (let left = readVarUint(decoder); left > 0; left--) {
    clocks.push(readVarUint(decoder), readVarUint(decoder));
    readVarUint8Array(decoder);
  }
  return clocks;
}

function remember(key: string, heard: Heard): void {
  if (known.size > 4096) known.clear();
  known.set(key, heard);
}

function encoded(write: (to: ReturnType<typeof createEncoder>) => void): Uint8Array {
  const encoder = createEncoder();
  write(encoder);
  return toUint8Array(encoder);
}
