/** One socket in a room: what it may, what it is owed, and how fast it reads. */
import type { WebSocket } from "ws";
import { CLOSE, type CloseCode } from "#shared/collab-protocol.ts";
import type { PersonId } from "#shared/ids.ts";
import type { Config } from "../platform/config.ts";
import { durableFrame, keepaliveFrame } from "./messages.ts";

/** Above this many bytes on their way, updates wait for the socket to drain. */
const PAUSE_ABOVE = 256 * 1024;
const CUT_ABOVE = 4 * 1024 * 1024;
const CUT_AFTER = 30_000;
const KEEPALIVE_AFTER = 20_000;
const TICK = 5000;

/** What is owed to a reader who had to be paused: everything since this state vector, in one piece. */
type Flow =
  /** Has not asked for the document yet; updates are in the answer. */
  | { readonly state: "waiting" }
  | { readonly state: "flowing" }
  | { readonly state: "paused"; readonly since: number; readonly from: Uint8Array };

export interface Connection {
  readonly personId: PersonId;
  /** Null for a plain y-websocket client until its first update. */
  clientId: number | null;
  canWrite: boolean;
  /** Messages with updates so far; `durable` counts in these. */
  received: number;
  /** Whether updates go to this socket now. */
  readonly flowing: boolean;
  startFlowing(): void;
  send(frame: Uint8Array): void;
  /** The first `count` of its messages are on disk. */
  acknowledge(count: number): void;
  /** Counts a message against the limits. @returns false when the socket has to wait or go */
  admits(bytes: number): boolean;
  /** Called when an update could not go out because the socket is slow: remembers what it had. */
  pause(stateVector: () => Uint8Array): void;
  /** With one of our codes, or 1011 when the server itself has failed. */
  close(code: CloseCode | 1011, reason: string): void;
}

export function createConnection(
  socket: WebSocket,
  who: { readonly personId: PersonId; readonly clientId: number | null; readonly canWrite: boolean },
  /** Asked once a paused socket has drained, with the state vector that it has. */
  catchUp: (from: Uint8Array, done: (frame: Uint8Array) => void) => void,
  limits: Config["collabLimits"],
): Connection {
  let flow: Flow = { state: "waiting" };
  let lastSent = Date.now();
  let acknowledged = 0;
  const messages = createBucket(limits.messages);
  const bytes = createBucket(limits.bytes);

  function send(frame: Uint8Array): void {
    if (socket.readyState !== socket.OPEN) return;
    lastSent = Date.now();
    socket.send(frame, { binary: true }, resume);
    if (socket.bufferedAmount > CUT_ABOVE) close(CLOSE.tooSlow, "too slow");
  }

  function resume(): void {
    if (flow.state !== "paused" || socket.bufferedAmount > PAUSE_ABOVE / 4) return;
    const { from } = flow;
    flow = { state: "waiting" };
    catchUp(from, (frame) => {
      flow = { state: "flowing" };
      send(frame);
    });
  }

  function close(code: number, reason: string): void {
    clearInterval(timer);
    if (socket.readyState === socket.OPEN) socket.close(code, reason);
    // A peer that never answers the close keeps nothing of ours.
    setTimeout(() => socket.terminate(), 2000).unref();
  }

  const timer = setInterval(() => {
    if (flow.state === "paused" && Date.now() - flow.since > CUT_AFTER) close(CLOSE.tooSlow, "too slow");
    else if (Date.now() - lastSent >= KEEPALIVE_AFTER - TICK) send(keepaliveFrame);
  }, TICK);
  socket.on("close", () => clearInterval(timer));

  return {
    personId: who.personId,
    clientId: who.clientId,
    canWrite: who.canWrite,
    received: 0,
    get flowing() {
      return flow.state === "flowing" && socket.bufferedAmount <= PAUSE_ABOVE;
    },
    startFlowing() {
      if (flow.state === "waiting") flow = { state: "flowing" };
    },
    send,
    acknowledge(count) {
      if (count <= acknowledged) return;
      acknowledged = count;
      send(durableFrame(count));
    },
    admits: (size) => messages(1) && bytes(size),
    pause(stateVector) {
      if (flow.state === "flowing") flow = { state: "paused", since: Date.now(), from: stateVector() };
    },
    close,
  };
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
