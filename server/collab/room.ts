/**
 * One document at work, single-threaded. An update's way: guard → apply → log → after the commit, every screen
 * (delivery.ts).
 */
import type { Doc } from "yjs";
import { SCHEMA_VERSION } from "#shared/document/layout.ts";
import type { GuidelineId, PersonId } from "#shared/ids.ts";
import type { Clock } from "../platform/clock.ts";
import type { Connection, Dismissal } from "./connection.ts";
import { createDelivery } from "./delivery.ts";
import { openSharedDocument } from "./document.ts";
import type { Refusal } from "./guard.ts";
import { createIntake, type Sender } from "./intake.ts";
import { createKeyframe } from "./keyframe.ts";
import type { Log, StoredDocument } from "./log.ts";
import { type Frame, type Inbound, step1Frame, step2Frame, updateFrame } from "./messages.ts";
import { createOwnership } from "./ownership.ts";
import { createPresence, type PresenceNews } from "./presence.ts";

/**
 * A document at rest is kept as bytes alone: after so long, in milliseconds, or so many times of what it took to wake
 * where that is longer.
 */
const REST_AFTER = 3000;
const REST_PER_WAKING = 500;
const REST_AT_LAST = 60_000;
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

// Nothing that stays may hold `stored`: its bytes are the document as it once was.
export function openRoom({
  doc,
  stored,
  clients,
  log,
  clock,
  bind,
  onRefused,
  onChanged,
  onDelivered,
  onFailed,
}: RoomParts) {
  const connections = new Set<Connection>();
  const document = openSharedDocument(stored, take);
  const delivery = createDelivery({ seq: stored.seq, connections, onDelivered });
  const ownership = createOwnership({
    owners: clients,
    clock,
    hasUsed: (client) => document.hasUsed(client),
    bind,
  });
  const presence = createPresence({
    broadcast: spread,
    remind(frame) {
      for (const connection of connections) if (connection.isPlain) connection.sendPresence(frame);
    },
  });

  const keyframe = createKeyframe({ doc, stored, document, delivery, log });
  const intake = createIntake({
    document,
    delivery,
    ownership,
    presence,
    fits: keyframe.fits,
    onRefused,
    fail,
    hasFailed: () => failed,
  });

  let failed = false;
  let underWay = 0;
  /** Or its opening. */
  let lastChange = Date.now();
  /** The whole document as step 2, for all who join until it changes. */
  let whole: { readonly seq: number; readonly frame: Frame } | null = null;
  let landed: number | null = null;

  /** The document has changed: on with it to the log. */
  function take(update: Uint8Array): void {
    const seq = delivery.add(update, intake.source);
    keyframe.grew(update.length);
    lastChange = Date.now();
    underWay += 1;
    const hour = clock.now().toISOString().slice(0, 13);
    log.append({ doc, seq, client: intake.writer ?? document.clientID, hour, update }).then(
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
    onChanged();
    if (keyframe.isDue(seq)) keyframe.keep().catch((error: unknown) => fail(error));
  }

  function fail(error: unknown): void {
    if (failed) return;
    failed = true;
    delivery.end(error);
    for (const connection of connections) connection.close(1011, "the log failed");
    presence.close();
    onFailed(error);
  }

  function answerStep1(connection: Connection, stateVector: Uint8Array): void {
    const seq = delivery.applied;
    const isFirst = stateVector.length === 1 && stateVector[0] === 0;
    const known = isFirst && whole?.seq === seq ? whole : null;
    const began = performance.now();
    const frame = known?.frame ?? step2Frame(document.since(stateVector));
    if (!intake.charge(connection, began)) return;
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
  function spread({ brief, plain }: PresenceNews, done: () => void): void {
    const readers = [...connections];
    const portion = Math.max(1, Math.floor(PRESENCE_PORTION / brief.length));
    let at = 0;
    const next = () => {
      const end = Math.min(at + portion, readers.length);
      for (; at < end; at++) {
        const reader = readers[at];
        reader?.sendPresence(reader.isPlain ? plain() : brief);
      }
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
      return keyframe.bytes;
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
          intake.takeIn();
          answerStep1(connection, message.stateVector);
          return;
        case "update":
          intake.put(connection, message.update);
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
      const refusal = intake.post(update, from);
      if (failed) throw new Error("The room failed.");
      if (refusal === null) await durable();
      return refusal;
    },

    /** Edits under the server's own clientID; resolves with the last row once it is on disk. */
    async edit(fn: (ydoc: Doc) => void, onBehalfOf?: PersonId): Promise<number> {
      intake.edit(fn, onBehalfOf);
      return durable();
    },

    /** Every few seconds: reminds of people, and lets a document at rest go down to its bytes. */
    look(now: number): void {
      presence.remind(now);
      const rest = Math.min(Math.max(REST_AFTER, document.wakingTime * REST_PER_WAKING), REST_AT_LAST);
      if (now - lastChange < rest || !delivery.settled || underWay > 0) return;
      whole = null;
      document.sleep();
      delivery.forgetTail();
    },

    /** Last thing before the room is forgotten. */
    async close(): Promise<void> {
      presence.close();
      if (!failed) await keyframe.keep();
      document.destroy();
    },
  };
}
