/**
 * One document at work, single-threaded. An update's way: guard → apply → log → after the commit, every screen
 * (delivery.ts).
 */
import { applyUpdate, type Doc, transact } from "yjs";
import { CLOSE } from "#shared/collab-protocol.ts";
import { SCHEMA_VERSION } from "#shared/document/layout.ts";
import type { GuidelineId, PersonId } from "#shared/ids.ts";
import type { Clock } from "../platform/clock.ts";
import type { Connection, Dismissal } from "./connection.ts";
import { createDelivery } from "./delivery.ts";
import { openSharedDocument } from "./document.ts";
import { inspect, type Refusal } from "./guard.ts";
import type { Log, StoredDocument } from "./log.ts";
import { type Frame, type Inbound, step1Frame, step2Frame, updateFrame } from "./messages.ts";
import { createOwnership } from "./ownership.ts";
import { createPresence } from "./presence.ts";

/** Rows after which a keyframe is worth its while, where they are a good part of the document; and in any case. */
const KEYFRAME_EVERY = 500;
const KEYFRAME_AT_LAST = 5000;
/** Largest document, in bytes of its state. */
const MAX_DOCUMENT = 32 * 1024 * 1024;
/** A document at rest for so long, in milliseconds, is kept as bytes alone; a large one longer, since it wakes slowly. */
const REST_AFTER = 3000;
const REST_AFTER_LARGE = 60_000;
const LARGE = 64 * 1024;
/** Bytes of presence that leave in one turn: text must not wait for them. */
const PRESENCE_PORTION = 1024 * 1024;

export interface RoomParts {
  readonly doc: GuidelineId;
  readonly stored: StoredDocument;
  readonly clients: Map<number, PersonId>;
  readonly log: Log;
  readonly clock: Clock;
  /** Remembers that a clientID belongs to a person. */
  readonly bind: (client: number, personId: PersonId) => void;
  readonly onRefused: (refusal: Dismissal) => void;
  readonly onChanged: () => void;
  /** Told with milliseconds from an update's arrival to the last write of it. */
  readonly onDelivered: (milliseconds: number) => void;
  /** The log failed: the room is worthless and must be opened anew. */
  readonly onFailed: (error: unknown) => void;
}

export type Room = ReturnType<typeof openRoom>;

type Sender = Pick<Connection, "personId" | "canWrite">;

export function openRoom(parts: RoomParts) {
  const { doc, stored, log, clock } = parts;
  const connections = new Set<Connection>();
  const document = openSharedDocument(stored, take);
  const delivery = createDelivery({ seq: stored.seq, connections, onDelivered: parts.onDelivered });
  const ownership = createOwnership({
    owners: parts.clients,
    clock,
    hasUsed: (client) => document.hasUsed(client),
    bind: parts.bind,
  });
  const presence = createPresence({
    broadcast: spread,
    remind(frame) {
      for (const connection of connections) if (connection.isPlain) connection.sendPresence(frame);
    },
  });

  let bytes = stored.updates.reduce((sum, update) => sum + update.length, 0);
  let keyframe = {
    seq: stored.keyframeSeq,
    bytes: stored.keyframeSeq > 0 ? (stored.updates[0]?.length ?? 0) : 0,
  };
  let bytesBehindKeyframe = bytes - keyframe.bytes;
  let failed = false;
  let underWay = 0;
  let lastChange = Date.now();
  /** Who the update that is being applied comes from, and the clientID that its row is logged under. */
  let source: Connection | null = null;
  let writer: number | null = null;
  let inbox: { readonly connection: Connection; readonly update: Uint8Array; readonly number: number }[] = [];
  /** The whole document as step 2, for all who join until it changes. */
  let whole: { readonly seq: number; readonly frame: Frame } | null = null;
  let landed: number | null = null;

  /** The document has changed: on with it to the log. */
  function take(update: Uint8Array): void {
    const seq = delivery.add(update, source);
    bytes += update.length;
    bytesBehindKeyframe += update.length;
    lastChange = Date.now();
    underWay += 1;
    const hour = clock.now().toISOString().slice(0, 13);
    log.append({ doc, seq, client: writer ?? document.clientID, hour, update }).then(
      () => {
        underWay -= 1;
        // Rows of one transaction come one after the other in the same turn; the last one sends them all.
        if (landed === null) queueMicrotask(afterCommit);
        landed = seq;
      },
      (error: unknown) => fail(error),
    );
  }

  function afterCommit(): void {
    const seq = landed;
    landed = null;
    if (failed || seq === null) return;
    delivery.onCommitted(seq);
    parts.onChanged();
    const rows = seq - keyframe.seq;
    if (rows >= KEYFRAME_AT_LAST || (rows >= KEYFRAME_EVERY && bytesBehindKeyframe * 4 >= keyframe.bytes))
      keep().catch((error: unknown) => fail(error));
  }

  async function keep(): Promise<void> {
    // The state may hold more than is on disk; the next quiet moment comes.
    if (!delivery.settled || delivery.committed === keyframe.seq) return;
    const state = document.encoded();
    keyframe = { seq: delivery.committed, bytes: state.length };
    bytes = state.length;
    bytesBehindKeyframe = 0;
    await log.keep({ doc, seq: keyframe.seq, state, vector: document.vector() });
  }

  function fail(error: unknown): void {
    if (failed) return;
    failed = true;
    delivery.end(error);
    for (const connection of connections) connection.close(1011, "the log failed");
    presence.close();
    parts.onFailed(error);
  }

  /** Guards and applies what has come in this turn; one change, one row and one frame for each one's messages. */
  function takeIn(): void {
    const batch = inbox;
    inbox = [];
    const refused = new Set<Connection>();
    for (let at = 0; at < batch.length && !failed; ) {
      const connection = batch[at]?.connection as Connection;
      const from = at;
      while (batch[at]?.connection === connection) at++;
      if (!refused.has(connection) && !takeRun(connection, batch.slice(from, at))) refused.add(connection);
    }
  }

  /** @returns false when one of them was refused */
  function takeRun(
    connection: Connection,
    run: readonly { readonly update: Uint8Array; readonly number: number }[],
  ): boolean {
    const began = performance.now();
    let refusal: Refusal | null = null;
    let accepted = 0;
    const all = () => {
      for (const { update, number } of run) {
        refusal = receive(update, connection, connection);
        if (refusal !== null || failed) return;
        accepted = number;
      }
    };
    as(connection, connection, () =>
      run.length === 1 ? all() : transact(document.ydoc, all, connection, false),
    );
    if (failed) return false;
    if (accepted > 0) delivery.acknowledge(connection, accepted);
    if (refusal !== null) connection.refuse(refusal);
    return refusal === null && charge(connection, began);
  }

  /** @returns false when a connection has taken so much time that it has to go */
  function charge(connection: Connection, since: number): boolean {
    if (connection.charge(performance.now() - since)) return true;
    const dismissal: Dismissal = { code: CLOSE.tooSlow, reason: "takes too much time" };
    parts.onRefused(dismissal);
    connection.refuse(dismissal);
    return false;
  }

  /** Changes inside of `fn` count as this sender's. What Yjs itself could not finish ends the room. */
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
        if (isTooLarge(verdict.update.length))
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
    parts.onRefused(refusal);
    return refusal;
  }

  /** By the sum of all updates since the last look, and only where that is too much by the state itself. */
  function isTooLarge(added: number): boolean {
    if (bytes + added <= MAX_DOCUMENT) return false;
    bytes = document.encoded().length;
    return bytes + added > MAX_DOCUMENT;
  }

  function answerStep1(connection: Connection, stateVector: Uint8Array): void {
    const seq = delivery.applied;
    const isFirst = stateVector.length === 1 && stateVector[0] === 0;
    const known = isFirst && whole?.seq === seq ? whole : null;
    const began = performance.now();
    const frame = known?.frame ?? step2Frame(document.since(stateVector));
    if (!charge(connection, began)) return;
    if (isFirst) whole = { seq, frame };
    delivery.onceDurable(() => {
      connection.send(frame);
      connection.startFlowing();
    });
  }

  /** What a reader lacks who has everything up to the row `cursor`; null: text was not left out, but presence was. */
  function catchUp(connection: Connection, cursor: number | null): void {
    sendRoster(connection);
    if (cursor === null) return;
    const rest = delivery.since(cursor);
    const frame = updateFrame(rest ?? document.encoded());
    const send = () => {
      connection.send(frame);
      connection.startFlowing();
    };
    if (rest === null) delivery.onceDurable(send);
    else send();
  }

  function sendRoster(connection: Connection): void {
    for (const frame of presence.roster()) connection.sendPresence(frame);
  }

  /** Presence to everybody, a portion a turn. */
  function spread(frame: Frame, done: () => void): void {
    const readers = [...connections];
    const portion = Math.max(1, Math.floor(PRESENCE_PORTION / frame.length));
    let at = 0;
    const next = () => {
      const end = Math.min(at + portion, readers.length);
      for (; at < end; at++) readers[at]?.sendPresence(frame);
      if (at < readers.length) setImmediate(next);
      else done();
    };
    next();
  }

  /** Resolves with the number of the newest row once everything applied so far is on disk. */
  function durable(): Promise<number> {
    const seq = delivery.applied;
    return new Promise((resolve, reject) => delivery.onceDurable(() => resolve(seq), reject));
  }

  return {
    doc,
    epoch: stored.epoch,
    schemaVersion: SCHEMA_VERSION,
    document,
    get connections(): ReadonlySet<Connection> {
      return connections;
    },
    /** Of the state, roughly. */
    get bytes() {
      return bytes;
    },
    /** Nobody is connected and nothing is on its way to the disk. */
    get idle() {
      return connections.size === 0 && underWay === 0 && delivery.settled;
    },
    get failed() {
      return failed;
    },
    claim: ownership.claim,
    durable,
    catchUp,

    join(connection: Connection): void {
      connections.add(connection);
      if (connection.canWrite) connection.send(step1Frame(document.vector()));
      sendRoster(connection);
      if (connection.clientId !== null) presence.join(connection.clientId, connection.user);
    },

    leave(connection: Connection): void {
      connections.delete(connection);
      delivery.forget(connection);
      const { clientId } = connection;
      // Unless the same tab is here again already.
      if (clientId !== null && ![...connections].some((other) => other.clientId === clientId))
        presence.leave(clientId);
    },

    /** @throws on what cannot be read */
    hear(connection: Connection, message: Inbound): void {
      switch (message.type) {
        case "step1":
          takeIn();
          answerStep1(connection, message.stateVector);
          return;
        case "update":
          inbox.push({ connection, update: message.update, number: ++connection.received });
          // Behind all messages that came with the same piece of the stream.
          if (inbox.length === 1) queueMicrotask(takeIn);
          return;
        case "awareness":
          if (connection.clientId !== null) presence.hear(connection.clientId, message.entries);
          return;
        case "queryAwareness":
          sendRoster(connection);
          return;
        case "unknown":
          return;
        default:
          message satisfies never;
      }
    },

    /** Large work over HTTP; resolves once it is on disk. */
    async post(update: Uint8Array, from: Sender): Promise<Refusal | null> {
      takeIn();
      let refusal: Refusal | null = null;
      as(from, null, () => {
        refusal = receive(update, from, null);
      });
      if (failed) throw new Error("The room failed.");
      if (refusal === null) await durable();
      return refusal;
    },

    /** Edits under the server's own clientID; resolves with the last row once it is on disk. */
    async edit(fn: (ydoc: Doc) => void, onBehalfOf?: PersonId): Promise<number> {
      const { ydoc } = document;
      writer = onBehalfOf === undefined ? null : ownership.clientOf(onBehalfOf);
      try {
        ydoc.transact(() => fn(ydoc), "server");
      } finally {
        writer = null;
      }
      return durable();
    },

    /** Every few seconds: reminds of people, and lets a document at rest go down to its bytes. */
    look(now: number): void {
      presence.remind(now);
      if (!document.isAwake || !delivery.settled || underWay > 0) return;
      if (now - lastChange < (bytes < LARGE ? REST_AFTER : REST_AFTER_LARGE)) return;
      document.sleep();
      delivery.forgetTail();
      whole = null;
    },

    /** Last thing before the room is forgotten. */
    async close(): Promise<void> {
      presence.close();
      if (!failed) await keep();
      document.destroy();
    },
  };
}
