/**
 * The line between one tab and the shared document of a guideline: y-websocket's provider with what the server
 * asks for beyond it (handshake, durability, close codes, presence of one's own only).
 */
import { type ReadonlySignal, signal } from "@preact/signals";
import { readVarUint, readVarUint8Array } from "lib0/decoding";
import { WebsocketProvider } from "y-websocket";
import type { Doc, Transaction } from "yjs";
import { CLOSE, type CloseCode, MESSAGE, type PresenceCursor } from "#shared/collab-protocol.ts";
import { SCHEMA_VERSION } from "#shared/document/layout.ts";
import type { GuidelineId } from "#shared/ids.ts";
import { createOutbox } from "./outbox.ts";
import { createPresence, type Peer } from "./presence.ts";
import { createStateRoute } from "./state-route.ts";

/**
 * - `connecting`: no socket was open yet. Unless the document came another way, it is empty and nobody may write.
 * - `open`: in step.
 * - `offline`: was in step or tried in vain; it tries again by itself.
 * - `ended`: refused for good; it does not try again.
 */
export type ConnectionStatus =
  | { readonly state: "connecting" }
  | { readonly state: "open" }
  | { readonly state: "offline"; readonly since: Date }
  | { readonly state: "ended"; readonly code: CloseCode };

export interface Connection {
  readonly ydoc: Doc;
  readonly status: ReadonlySignal<ConnectionStatus>;
  /** Resolves once a state of the server is in `ydoc` for the first time. Stays pending when that never happens. */
  readonly synced: Promise<void>;
  /**
   * How many local changes (updates of the Y.Doc) the server has not yet said to be on disk. Deletions are told
   * from Yjs's own format clean-up, which is nobody's work and not counted, by their origin: it must not be null.
   */
  readonly unsaved: ReadonlySignal<number>;
  /** The others in the document, as the server says who they are. */
  readonly peers: ReadonlySignal<readonly Peer[]>;
  /** Where the own cursor is; sent at most ten times a second. */
  setCursor(cursor: PresenceCursor | null): void;
  destroy(): void;
}

export interface ConnectionOptions {
  readonly guidelineId: GuidelineId;
  readonly epoch: string;
  /** Origin of the server, such as `https://richtschnur.example`. */
  readonly url: string;
  readonly ydoc: Doc;
  /** The server's state is in `ydoc` already, as it was a moment ago: one may write before the socket opens. */
  readonly isFilled?: boolean;
  /** Outside of browsers: how to reach the server with a session. */
  readonly transport?: { readonly WebSocket: typeof WebSocket; readonly fetch: typeof fetch };
}

/** Longest pause between two attempts, in milliseconds; spread so that a restarted server is not stormed. */
const LONGEST_PAUSE = () => 2000 + Math.random() * 2000;
/** A connection that lived shorter than this, in milliseconds, does not shorten the pause before the next one. */
const LIVED = 10_000;
/** What was sent and answered by nothing at all for this long, in milliseconds, was sent into a dead line. */
const DEAD_AFTER = 10_000;
/** That often in a row "gap" without progress, and only a reload helps. */
const MOST_GAPS = 4;

export function openConnection(options: ConnectionOptions): Connection {
  const { guidelineId, epoch, ydoc } = options;
  const transport = options.transport ?? { WebSocket: globalThis.WebSocket, fetch: globalThis.fetch };
  const origin = options.url.replace(/^ws/, "http").replace(/\/$/, "");
  /** Under which the server knows this window. */
  let clientId = ydoc.clientID;

  const status = signal<ConnectionStatus>({ state: "connecting" });
  const presence = createPresence(ydoc);
  const state = createStateRoute({
    origin,
    guidelineId,
    clientId: () => String(clientId),
    epoch,
    fetch: transport.fetch,
  });
  const outbox = createOutbox({
    post: state.post,
    onRefused: (code) => end(code),
    onLost: () => reconnect(),
  });

  // Before the provider's own listener, so that a change is counted before it is sent.
  const onUpdate = (_update: Uint8Array, _origin: unknown, _ydoc: Doc, transaction: Transaction) => {
    if (transaction.local && !isCleanUp(transaction)) outbox.changed();
  };
  ydoc.on("update", onUpdate);

  const provider = new WebsocketProvider(`${origin.replace(/^http/, "ws")}/collab`, guidelineId, ydoc, {
    connect: false,
    disableBc: true,
    awareness: presence.awareness,
    params: { clientId: String(clientId), schema: String(SCHEMA_VERSION), epoch },
    maxBackoffTime: LONGEST_PAUSE(),
    WebSocketPolyfill: sendingThrough(transport.WebSocket, outbox.send),
  });
  provider.messageHandlers[MESSAGE.durable] = (_encoder, decoder) => {
    gaps = 0;
    outbox.durable(readVarUint(decoder));
  };
  provider.messageHandlers[MESSAGE.awareness] = (_encoder, decoder) =>
    presence.hear(readVarUint8Array(decoder));
  provider.messageHandlers[MESSAGE.cursors] = (_encoder, decoder) => presence.hearCursors(decoder);
  provider.messageHandlers[MESSAGE.keepalive] = () => {};
  provider.messageHandlers[MESSAGE.queryAwareness] = (encoder) => presence.write(encoder);

  // Yjs takes another clientID when somebody else writes under this one.
  const onCleanup = () => {
    if (ydoc.clientID === clientId) return;
    clientId = ydoc.clientID;
    provider.params.clientId = String(clientId);
    presence.moveTo(clientId);
    queueMicrotask(reconnect);
  };
  ydoc.on("afterTransactionCleanup", onCleanup);

  let gaps = 0;
  let failures = 0;
  let openedAt = 0;
  let resolveSynced = () => {};
  const synced = new Promise<void>((resolve) => {
    resolveSynced = resolve;
  });

  provider.on("status", ({ status: now }) => {
    if (now === "disconnected") presence.renew();
    if (now !== "connected") return;
    openedAt = Date.now();
    outbox.opened();
  });
  provider.on("sync", (inStep) => {
    if (!inStep) return;
    provider.wsUnsuccessfulReconnects = failures;
    if (status.value.state !== "ended") status.value = { state: "open" };
    resolveSynced();
  });
  provider.on("connection-close", (event) => {
    outbox.closed();
    if (openedAt === 0) void lookForSession();
    failures = openedAt > 0 && Date.now() - openedAt > LIVED ? 0 : failures + 1;
    openedAt = 0;
    provider.wsUnsuccessfulReconnects = Math.max(0, failures - 1);
    if (status.value.state === "connecting" || status.value.state === "open")
      status.value = { state: "offline", since: new Date() };
    if (event?.code === CLOSE.gap && ++gaps >= MOST_GAPS) end(CLOSE.reload);
  });
  provider.on("closed", ({ code }) => end(code));

  function end(code: number): void {
    if (status.value.state === "ended") return;
    status.value = { state: "ended", code: knownCode(code) };
    provider.disconnect();
  }

  /** A socket that never opens does not say why. Without a session it never will. */
  async function lookForSession(): Promise<void> {
    if (await state.isSignedOut()) end(CLOSE.signIn);
  }

  function reconnect(): void {
    if (status.value.state === "ended") return;
    provider.disconnect();
    provider.connect();
  }

  const watch = setInterval(() => {
    const silence = Date.now() - Math.max(outbox.waitingSince(), provider.wsLastMessageReceived);
    if (outbox.waitingSince() > 0 && provider.wsconnected && silence > DEAD_AFTER) reconnect();
  }, 1000);
  // Browsers say so at once when the network goes or comes; elsewhere the line itself has to tell.
  globalThis.addEventListener?.("online", reconnect);
  globalThis.addEventListener?.("offline", reconnect);

  if (options.isFilled) resolveSynced();
  provider.connect();

  return {
    ydoc,
    status,
    synced,
    unsaved: outbox.unsaved,
    peers: presence.peers,
    setCursor: presence.setCursor,
    destroy() {
      clearInterval(watch);
      globalThis.removeEventListener?.("online", reconnect);
      globalThis.removeEventListener?.("offline", reconnect);
      provider.destroy();
      ydoc.off("update", onUpdate);
      ydoc.off("afterTransactionCleanup", onCleanup);
      outbox.closed();
      presence.destroy();
    },
  };
}

/** Yjs removes superfluous formatting by itself after remote changes: only deletions, under no origin. */
function isCleanUp(transaction: Transaction): boolean {
  if (transaction.origin !== null) return false;
  for (const [client, clock] of transaction.afterState)
    if (clock > (transaction.beforeState.get(client) ?? 0)) return false;
  return true;
}

/** The provider sends through the socket that it is given, so this one shows every frame to `send` first. */
function sendingThrough(
  Base: typeof WebSocket,
  send: (frame: Uint8Array<ArrayBuffer>, pass: (frame: Uint8Array<ArrayBuffer>) => void) => void,
): typeof WebSocket {
  return class extends Base {
    override send(frame: Uint8Array<ArrayBuffer>): void {
      send(frame, (passed) => super.send(passed));
    }
  };
}

function knownCode(code: number): CloseCode {
  const known: readonly number[] = Object.values(CLOSE);
  return known.includes(code) ? (code as CloseCode) : CLOSE.reload;
}
