/** What comes into a room: guarded, applied, and counted as its sender's. */
import { applyUpdate, type Doc, transact } from "yjs";
import { CLOSE } from "#shared/collab-protocol.ts";
import type { PersonId } from "#shared/ids.ts";
import type { Connection, Dismissal } from "./connection.ts";
import type { Delivery } from "./delivery.ts";
import type { SharedDocument } from "./document.ts";
import { inspect, type Refusal } from "./guard.ts";
import type { Ownership } from "./ownership.ts";
import type { Presence } from "./presence.ts";

/** Who an update comes from, and whether it may change anything. */
export type Sender = Pick<Connection, "personId" | "canWrite">;

interface Waiting {
  readonly connection: Connection;
  readonly update: Uint8Array;
  readonly number: number;
}

export function createIntake(parts: {
  readonly document: SharedDocument;
  readonly delivery: Delivery;
  readonly ownership: Ownership;
  readonly presence: Presence;
  /** Whether the document may grow by so many bytes. */
  readonly fits: (bytes: number) => boolean;
  readonly onRefused: (refusal: Dismissal) => void;
  /** What Yjs itself could not finish ends the room. */
  readonly fail: (error: unknown) => void;
  readonly hasFailed: () => boolean;
}) {
  const { document, delivery, ownership, presence, fits, onRefused, fail, hasFailed } = parts;
  let waiting: Waiting[] = [];
  let source: Connection | null = null;
  let writer: number | null = null;

  /** One change, one row and one frame for each one's messages. */
  function takeIn(): void {
    const batch = waiting;
    waiting = [];
    const refused = new Set<Connection>();
    for (let at = 0; at < batch.length && !hasFailed(); ) {
      const connection = batch[at]?.connection as Connection;
      const from = at;
      while (batch[at]?.connection === connection) at++;
      if (!refused.has(connection) && !takeRun(connection, batch.slice(from, at))) refused.add(connection);
    }
  }

  /** @returns false when one of them was refused */
  function takeRun(connection: Connection, run: readonly Waiting[]): boolean {
    const began = performance.now();
    let refusal: Refusal | null = null;
    let accepted = 0;
    const all = () => {
      for (const { update, number } of run) {
        refusal = receive(update, connection, connection);
        if (refusal !== null || hasFailed()) return;
        accepted = number;
      }
    };
    as(connection, connection, () =>
      run.length === 1 ? all() : transact(document.ydoc, all, connection, false),
    );
    if (hasFailed()) return false;
    if (accepted > 0) delivery.acknowledge(connection, accepted);
    if (refusal !== null) connection.refuse(refusal);
    return refusal === null && charge(connection, began);
  }

  /** @returns false when a connection has taken so much time that it has to go */
  function charge(connection: Connection, since: number): boolean {
    if (connection.charge(performance.now() - since)) return true;
    const dismissal: Dismissal = { code: CLOSE.tooSlow, reason: "takes too much time" };
    onRefused(dismissal);
    connection.refuse(dismissal);
    return false;
  }

  /** Changes inside of `fn` count as this sender's. */
  function as(from: Sender, connection: Connection | null, fn: () => void): void {
    source = connection;
    writer = connection?.clientId ?? ownership.clientOf(from.personId);
    try {
      fn();
    } catch (error) {
      fail(error);
    } finally {
      source = null;
      writer = null;
    }
  }

  /** Guard and apply. @returns the refusal, or null when it stands in the document (or added nothing) */
  function receive(update: Uint8Array, from: Sender, connection: Connection | null): Refusal | null {
    if (document.isEcho(update)) return null;
    const { ydoc } = document;
    const verdict = inspect(ydoc, update, (client) => mayWrite(client, from, connection));
    switch (verdict.verdict) {
      case "refused":
        return refuse(verdict);
      case "nothing":
        return null;
      case "fine":
        if (!from.canWrite) {
          // Honest clients tidy up formatting by themselves; whoever adds something does not.
          const reason = verdict.adds ? "may not write" : "deletions of a reader";
          const refusal = refuse({ verdict: "refused", code: CLOSE.noRight, reason });
          return verdict.adds ? refusal : null;
        }
        if (!fits(verdict.update.length))
          return refuse({ verdict: "refused", code: CLOSE.contentRefused, reason: "document too large" });
        applyUpdate(ydoc, verdict.update, connection ?? "http");
        if (ydoc.store.pendingStructs !== null || ydoc.store.pendingDs !== null)
          throw new Error("an update was parked");
        return null;
      default:
        return verdict satisfies never;
    }
  }

  /** A plain client, which has not said its clientID at the handshake, says it with its first update. */
  function mayWrite(client: number, from: Sender, connection: Connection | null): boolean {
    if (!from.canWrite || !ownership.owns(client, from.personId)) return false;
    if (connection !== null && connection.clientId === null) {
      connection.clientId = client;
      presence.join(client, connection.user);
    }
    return true;
  }

  function refuse(refusal: Refusal): Refusal {
    onRefused(refusal);
    return refusal;
  }

  return {
    /** Who the update that is being applied comes from; null where that is no socket. */
    get source() {
      return source;
    },
    /** The clientID that its row is logged under; null for the server's own. */
    get writer() {
      return writer;
    },

    takeIn,
    charge,

    /** Takes it in behind all messages that came with the same piece of the stream. */
    put(connection: Connection, update: Uint8Array): void {
      waiting.push({ connection, update, number: ++connection.received });
      if (waiting.length === 1) queueMicrotask(takeIn);
    },

    /** Takes in at once what does not come by a socket. @returns the refusal, or null when it was taken */
    post(update: Uint8Array, from: Sender): Refusal | null {
      takeIn();
      let refusal: Refusal | null = null;
      as(from, null, () => {
        refusal = receive(update, from, null);
      });
      return refusal;
    },

    /** Edits under the server's own clientID. @throws what `fn` throws */
    edit(fn: (ydoc: Doc) => void, onBehalfOf?: PersonId): void {
      const { ydoc } = document;
      writer = onBehalfOf === undefined ? null : ownership.clientOf(onBehalfOf);
      try {
        ydoc.transact(() => fn(ydoc), "server");
      } finally {
        writer = null;
      }
    },
  };
}
