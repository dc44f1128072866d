/** Who else is in the document and where, and where one is oneself. Nothing of it is stored anywhere. */
import { type ReadonlySignal, signal } from "@preact/signals";
import { type Decoder, readVarUint, readVarUint8Array } from "lib0/decoding";
import { type Encoder, writeVarUint, writeVarUint8Array } from "lib0/encoding";
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from "y-protocols/awareness";
import type { Doc } from "yjs";
import { decodeCursor } from "#shared/collab-cursor.ts";
import { MESSAGE, type PresenceCursor, type PresenceState } from "#shared/collab-protocol.ts";

/** Another tab in the document; the same person may have several. */
export interface Peer {
  readonly clientId: number;
  readonly state: PresenceState;
}

export interface Presence {
  /** For the provider alone. */
  readonly awareness: Awareness;
  readonly peers: ReadonlySignal<readonly Peer[]>;
  setCursor(cursor: PresenceCursor | null): void;
  /** After a socket is gone: whoever comes with the next one is believed, and the own state is newer than before. */
  renew(): void;
  /** Takes an awareness update of the server. */
  hear(update: Uint8Array): void;
  /** Takes where people are now whom an awareness update has told of. */
  hearCursors(decoder: Decoder): void;
  /** The document goes on under another clientID: so does one's own state. */
  moveTo(clientId: number): void;
  /** Writes a message with the own state alone. */
  write(encoder: Encoder): void;
  destroy(): void;
}

/** Shortest time between two cursors sent, in milliseconds. */
const PACE = 100;

export function createPresence(ydoc: Doc): Presence {
  const awareness = new OwnAwareness(ydoc);
  awareness.setLocalState({ cursor: null });
  const peers = signal<readonly Peer[]>([]);
  const onChange = () => {
    peers.value = readPeers(awareness);
  };
  awareness.on("change", onChange);

  let sent = "null";
  let next: PresenceCursor | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;

  function sendCursor(): void {
    const json = JSON.stringify(next);
    if (json === sent) return;
    sent = json;
    awareness.setLocalState({ cursor: next });
    timer = setTimeout(() => {
      timer = null;
      sendCursor();
    }, PACE);
  }

  return {
    awareness,
    peers,
    setCursor(cursor) {
      next = cursor;
      if (timer === null) sendCursor();
    },
    renew() {
      for (const clientId of [...awareness.meta.keys()])
        if (clientId !== awareness.clientID && !awareness.states.has(clientId))
          awareness.meta.delete(clientId);
      awareness.setLocalState(awareness.getLocalState());
    },
    moveTo(clientId) {
      const own = awareness.getLocalState();
      awareness.states.delete(awareness.clientID);
      awareness.meta.delete(awareness.clientID);
      awareness.clientID = clientId;
      awareness.setLocalState(own);
    },
    hear(update) {
      const own = awareness.getLocalState();
      applyAwarenessUpdate(awareness, update, "server");
      // What it says of ourselves is an echo, and may be older than what we have said since.
      if (own !== null) awareness.states.set(awareness.clientID, own);
    },
    hearCursors(decoder) {
      const updated: number[] = [];
      for (let count = readVarUint(decoder); count > 0; count--) {
        const clientId = readVarUint(decoder);
        const clock = readVarUint(decoder);
        const cursor = decodeCursor(readVarUint8Array(decoder));
        const state = awareness.states.get(clientId);
        const known = awareness.meta.get(clientId)?.clock ?? -1;
        if (clientId === awareness.clientID || state === undefined || clock <= known) continue;
        awareness.states.set(clientId, { ...state, cursor });
        awareness.meta.set(clientId, { clock, lastUpdated: Date.now() });
        updated.push(clientId);
      }
      if (updated.length > 0) awareness.emit("change", [{ added: [], updated, removed: [] }, "server"]);
    },
    write(encoder) {
      writeVarUint(encoder, MESSAGE.awareness);
      writeVarUint8Array(encoder, encodeAwarenessUpdate(awareness, [awareness.clientID]));
    },
    destroy() {
      if (timer !== null) clearTimeout(timer);
      awareness.off("change", onChange);
      awareness.destroy();
    },
  };
}

/**
 * The stock awareness tells the provider of everybody's changes, and the provider sends them all back to the
 * server. This one tells it of its own alone; others' changes are seen through "change".
 */
class OwnAwareness extends Awareness {
  constructor(ydoc: Doc) {
    super(ydoc);
    // The stock timer forgets people after 30 s without news of them; the server says who has left.
    clearInterval(this._checkInterval);
  }

  override emit(name: string, args: unknown[]): void {
    const [, origin] = args;
    if (name === "update" && origin !== "local") return;
    super.emit(name, args);
  }
}

function readPeers(awareness: Awareness): Peer[] {
  const peers: Peer[] = [];
  for (const [clientId, state] of awareness.getStates())
    if (clientId !== awareness.clientID && isPresenceState(state)) peers.push({ clientId, state });
  return peers;
}

/** The server stamps `user` on every state that it passes on; what has none is not from it. */
function isPresenceState(state: unknown): state is PresenceState {
  return typeof state === "object" && state !== null && "user" in state && typeof state.user === "object";
}
