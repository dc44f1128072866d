/** One socket in a room: what it may, what it is owed, and how fast it reads. */
import type { Duplex } from "node:stream";
import { WebSocket } from "ws";
import { CLOSE, type CloseCode, type PresenceUser } from "#shared/collab-protocol.ts";
import type { PersonId } from "#shared/ids.ts";
import type { Config } from "../platform/config.ts";
import { durableFrame, type Frame, keepaliveFrame } from "./messages.ts";

/** What a message may cost the server, on average: work that costs everybody must not be had for a few bytes. */
const MILLISECONDS_PER_MESSAGE = 1;

const { OPEN } = WebSocket;

/** Above this many bytes on their way, updates and presence wait for the socket to drain. */
const PAUSE_ABOVE = 256 * 1024;
/** Bytes on their way behind which nothing more is put. */
const CUT_ABOVE = 4 * 1024 * 1024;
/** A socket with bytes on their way that takes none of them for this long, in milliseconds, is gone. */
const CUT_AFTER = 30_000;
/** Stock clients close after 30 s in which they have heard nothing. */
const KEEPALIVE_AFTER = 15_000;
/** Large frames leave in pieces of this size, so that progress on a slow line shows. */
const PIECE = 64 * 1024;

/**
 * - `waiting`: has not asked for the document yet, or waits for an answer that holds all updates until then.
 * - `flowing`: gets each update.
 * - `paused`: is too slow; has everything up to the row `cursor` of the log, and gets the rest in one piece.
 */
type Flow =
  | { readonly state: "waiting" }
  | { readonly state: "flowing" }
  | { readonly state: "paused"; readonly cursor: number };

/** Why a socket has to go, and the code that tells it so. */
export interface Dismissal {
  readonly code: CloseCode;
  readonly reason: string;
}

export interface Connection {
  readonly personId: PersonId;
  /** Who that is, for the others. */
  readonly user: PresenceUser;
  /** A plain y-websocket client and not ours. */
  readonly isPlain: boolean;
  /** Null for a client that did not say it, until its first update. */
  clientId: number | null;
  readonly canWrite: boolean;
  /** Messages with updates so far; `durable` counts in these. */
  received: number;
  /** Too slow at the moment. */
  readonly paused: boolean;
  startFlowing(): void;
  send(frame: Frame): void;
  /**
   * What a tick brings: the room's updates behind the row `cursor`, unless the reader is paused or has them, and that
   * the first `durable` of its own messages are on disk.
   */
  deliver(updates: Frame | null, cursor: number, durable: number | null): void;
  /** Presence: left out where the socket is slow. The roster makes up for it. */
  sendPresence(frame: Frame): void;
  /** Answers a ping. */
  pong(data: Buffer): void;
  /** Counts a message against the limits. @returns false when the socket has to go */
  admits(bytes: number): boolean;
  /** Counts the time that its messages took: one may take a millisecond, on average. @returns false when it has to go */
  charge(milliseconds: number): boolean;
  /** What it sent cannot be taken: the socket closes. */
  refuse(refusal: Dismissal): void;
  /** Keeps a quiet socket alive, and cuts one that has stopped reading. Called every few seconds. */
  look(now: number): void;
  /** With one of our codes, or 1011 when the server itself has failed. */
  close(code: CloseCode | 1011, reason: string): void;
}

/** Bytes of all sockets together since the start. */
export interface Traffic {
  received: number;
  sent: number;
}

export interface ConnectionParts {
  readonly socket: WebSocket;
  /** The stream under `socket`. Frames are built once for all readers and written to it, past `socket`'s own sender. */
  readonly line: Duplex;
  readonly who: Pick<Connection, "personId" | "user" | "isPlain" | "clientId" | "canWrite">;
  readonly limits: Config["collabLimits"];
  readonly traffic: Traffic;
  /** Asked once a slow socket has drained, with the row that it has; null when only presence was left out. */
  readonly catchUp: (connection: Connection, cursor: number | null) => void;
  /** Not a frame more goes in or out. */
  readonly onRefused: (refusal: Dismissal) => void;
}

export function createConnection(parts: ConnectionParts): Connection {
  const { socket, line, who, limits, traffic, catchUp } = parts;
  let flow: Flow = { state: "waiting" };
  let lastSent = Date.now();
  let missedPresence = false;
  /** Bytes given to the line so far, and when the line was last seen to have taken some of them. */
  let given = 0;
  let progress = { taken: 0, at: Date.now() };
  const messages = createBucket(limits.messages);
  const bytes = createBucket(limits.bytes);
  const time = createBucket(limits.messages * MILLISECONDS_PER_MESSAGE);

  /** Whether something more may be put behind what is on its way; a socket that takes nothing has to go. */
  function takesMore(): boolean {
    if (socket.readyState !== OPEN) return false;
    if (line.writableLength <= CUT_ABOVE) return true;
    close(CLOSE.tooSlow, "too slow");
    return false;
  }

  function write(frame: Uint8Array): void {
    if (!takesMore()) return;
    lastSent = Date.now();
    given += frame.length;
    traffic.sent += frame.length;
    if (frame.length <= PIECE) line.write(frame);
    else for (let at = 0; at < frame.length; at += PIECE) line.write(frame.subarray(at, at + PIECE));
  }

  function onDrain(): void {
    if (flow.state !== "paused" && !missedPresence) return;
    const cursor = flow.state === "paused" ? flow.cursor : null;
    if (cursor !== null) flow = { state: "waiting" };
    missedPresence = false;
    catchUp(connection, cursor);
  }

  function close(code: number, reason: string): void {
    line.off("drain", onDrain);
    if (socket.readyState === OPEN) socket.close(code, reason);
    // A peer that never answers the close keeps nothing of ours.
    setTimeout(() => socket.terminate(), 2000).unref();
  }

  line.on("drain", onDrain);

  const connection: Connection = {
    ...who,
    received: 0,
    get paused() {
      return flow.state === "paused";
    },
    startFlowing() {
      if (flow.state === "waiting") flow = { state: "flowing" };
    },
    send: write,
    deliver(updates, cursor, durable) {
      let frame: Uint8Array | null = null;
      if (updates !== null && flow.state === "flowing") {
        if (line.writableLength > PAUSE_ABOVE) flow = { state: "paused", cursor };
        else frame = updates;
      }
      if (durable !== null)
        frame = frame === null ? durableFrame(durable) : Buffer.concat([frame, durableFrame(durable)]);
      if (frame !== null) write(frame);
    },
    sendPresence(frame) {
      if (line.writableLength > PAUSE_ABOVE) missedPresence = true;
      else write(frame);
    },
    pong(data) {
      if (takesMore()) socket.pong(data);
    },
    admits: (size) => messages(1) && bytes(size),
    charge: time,
    refuse: parts.onRefused,
    look(now) {
      const taken = given - line.writableLength;
      if (line.writableLength === 0 || taken > progress.taken) progress = { taken, at: now };
      else if (now - progress.at > CUT_AFTER) {
        close(CLOSE.tooSlow, "too slow");
        return;
      }
      if (now - lastSent >= KEEPALIVE_AFTER) write(keepaliveFrame);
    },
    close,
  };
  return connection;
}

/** Token bucket with ten seconds of burst. */
function createBucket(perSecond: number): (amount: number) => boolean {
  let level = perSecond * 10;
  let at = Date.now();
  return (amount) => {
    const now = Date.now();
    level = Math.min(perSecond * 10, level + ((now - at) / 1000) * perSecond);
    at = now;
    level -= amount;
    return level >= 0;
  };
}
