/**
 * One document at work, single-threaded. An update's way: guard → apply → log → after the commit, every screen.
 *
 * Invariants: `applied` counts the rows that the Y.Doc holds, `committed` those on disk; nothing with a number above
 * `committed` leaves for anybody, neither as update, nor in an answer, nor as an acknowledgement.
 */
import {
  applyUpdate,
  Doc,
  encodeStateAsUpdate,
  encodeStateVector,
  getState,
  mergeUpdates,
  parseUpdateMeta,
} from "yjs";
import { CLOSE } from "#shared/collab-protocol.ts";
import { SCHEMA_VERSION } from "#shared/document/layout.ts";
import type { GuidelineId, PersonId } from "#shared/ids.ts";
import type { Clock } from "../platform/clock.ts";
import type { Connection } from "./connection.ts";
import { inspect, type Refusal } from "./guard.ts";
import type { Log, StoredDocument } from "./log.ts";
import { type Inbound, step1Frame, step2Frame, updateFrame } from "./messages.ts";
import { createPresence, type Presence } from "./presence.ts";

const KEYFRAME_EVERY = 500;
/** Largest document, in bytes of its updates. */
const MAX_DOCUMENT = 32 * 1024 * 1024;
/** ClientIDs that a person may bring along from work before, per day. */
const MOST_NEW_CLIENTS = 20;

export interface RoomParts {
  readonly doc: GuidelineId;
  readonly stored: StoredDocument;
  readonly clients: Map<number, PersonId>;
  readonly log: Log;
  readonly clock: Clock;
  /** Remembers that a clientID belongs to a person. */
  readonly bind: (client: number, personId: PersonId) => void;
  readonly onRefused: (refusal: Refusal) => void;
  readonly onChanged: () => void;
  /** The log failed: the room is worthless and must be opened anew. */
  readonly onFailed: (error: unknown) => void;
}

export type Room = ReturnType<typeof openRoom>;

/** What waits for the log: rows up to `seq`, and what to do once they are on disk. */
interface Owed {
  readonly seq: number;
  readonly settle: () => void;
  readonly fail: (error: unknown) => void;
}

export function openRoom(parts: RoomParts) {
  const { doc, stored, clients, log, clock, bind } = parts;
  const ydoc = new Doc({ gc: true });
  ydoc.transact(() => {
    for (const update of stored.updates) applyUpdate(ydoc, update, "log");
  });

  let applied = stored.seq;
  let committed = stored.seq;
  let keyframeSeq = stored.keyframeSeq;
  let bytes = stored.updates.reduce((sum, update) => sum + update.length, 0);
  let failed = false;
  let underWay = 0;
  /** ClientID that the next rows are logged under. */
  let writer = ydoc.clientID;
  let source: Connection | null = null;
  const connections = new Set<Connection>();
  const newClients = new Map<PersonId, { readonly day: string; readonly count: number }>();
  let outgoing: { seq: number; update: Uint8Array; from: Connection | null }[] = [];
  let owed: Owed[] = [];
  const presence: Presence = createPresence((frame) => {
    for (const connection of connections) connection.send(frame);
  });

  ydoc.on("update", (update: Uint8Array) => {
    applied += 1;
    bytes += update.length;
    outgoing.push({ seq: applied, update, from: source });
    commit({ seq: applied, update });
  });

  function commit({ seq, update }: { seq: number; update: Uint8Array }): void {
    underWay += 1;
    const hour = clock.now().toISOString().slice(0, 13);
    log.append([{ doc, seq, client: writer, hour, update }]).then(
      () => {
        underWay -= 1;
        afterCommit(seq);
      },
      (error: unknown) => fail(error),
    );
  }

  function afterCommit(seq: number): void {
    if (failed || seq <= committed) return;
    committed = seq;
    // Rows of one transaction settle one after the other in the same turn; the last one sends them all.
    queueMicrotask(() => {
      if (failed || committed !== seq) return;
      for (const each of take()) each.settle();
      deliver();
      parts.onChanged();
      if (committed - keyframeSeq >= KEYFRAME_EVERY) keep();
    });
  }

  function take(): readonly Owed[] {
    const due = owed.filter((each) => each.seq <= committed);
    owed = owed.filter((each) => each.seq > committed);
    return due;
  }

  /** One frame for all, built once; who wrote all of it has it already. */
  function deliver(): void {
    const due = outgoing.filter((each) => each.seq <= committed);
    outgoing = outgoing.filter((each) => each.seq > committed);
    if (due.length === 0) return;
    const [first] = due;
    const onlyFrom = due.every((each) => each.from === first?.from) ? (first?.from ?? null) : null;
    const frame = updateFrame(
      due.length === 1 && first !== undefined ? first.update : mergeUpdates(due.map((each) => each.update)),
    );
    for (const connection of connections) {
      if (connection === onlyFrom) continue;
      if (connection.flowing) connection.send(frame);
      else connection.pause(() => vectorBefore(due));
    }
  }

  /** What a reader has who got everything but these updates and those that wait for the disk. */
  function vectorBefore(updates: readonly { update: Uint8Array }[]): Uint8Array {
    const vector = new Map(
      [...ydoc.store.clients.keys()].map((client) => [client, getState(ydoc.store, client)]),
    );
    for (const { update } of [...updates, ...outgoing])
      for (const [client, from] of parseUpdateMeta(update).from)
        vector.set(client, Math.min(from, vector.get(client) ?? 0));
    return encodeStateVector(vector);
  }

  function keep(): void {
    // The state may hold more than is on disk; the next quiet moment comes.
    if (applied !== committed) return;
    keyframeSeq = committed;
    log
      .keep({ doc, seq: committed, state: encodeStateAsUpdate(ydoc) })
      .catch((error: unknown) => fail(error));
  }

  function fail(error: unknown): void {
    if (failed) return;
    failed = true;
    for (const each of owed) each.fail(error);
    for (const connection of connections) connection.close(1011, "the log failed");
    presence.close();
    parts.onFailed(error);
  }

  /** Calls `settle` once everything applied so far is on disk; at once when it is. */
  function onceDurable(settle: () => void, fails: (error: unknown) => void = () => {}): void {
    if (applied === committed) settle();
    else owed.push({ seq: applied, settle, fail: fails });
  }

  /** Ties a clientID to a person, unless it is another's. @returns whether it is theirs now */
  function claim(client: number, personId: PersonId): boolean {
    const owner = clients.get(client);
    if (owner !== undefined && owner !== personId) return false;
    // Used before and forgotten, or the server's own: nobody's any more.
    if (owner === undefined && (client === ydoc.clientID || getState(ydoc.store, client) > 0)) return false;
    clients.set(client, personId);
    bind(client, personId);
    return true;
  }

  /** Whether new structs of a clientID may come from this person; work of earlier tabs is bound at first sight. */
  function owns(client: number, personId: PersonId): boolean {
    const owner = clients.get(client);
    if (owner !== undefined) return owner === personId;
    const day = clock.now().toISOString().slice(0, 10);
    const seen = newClients.get(personId);
    const count = seen?.day === day ? seen.count : 0;
    if (count >= MOST_NEW_CLIENTS || !claim(client, personId)) return false;
    newClients.set(personId, { day, count: count + 1 });
    return true;
  }

  /** Guard and apply. @returns the refusal, or null when it stands in the document (or added nothing) */
  function receive(
    update: Uint8Array,
    from: Pick<Connection, "personId" | "canWrite">,
    connection: Connection | null,
  ): Refusal | null {
    const verdict = inspect(ydoc, update, (client) => from.canWrite && owns(client, from.personId));
    switch (verdict.verdict) {
      case "refused":
        parts.onRefused(verdict);
        return verdict;
      case "nothing":
        return null;
      case "fine": {
        if (!from.canWrite) {
          // Honest clients tidy up formatting by themselves; whoever adds something does not.
          const refusal: Refusal = {
            verdict: "refused",
            code: CLOSE.noRight,
            reason: verdict.adds ? "may not write" : "deletions of a reader",
          };
          parts.onRefused(refusal);
          return verdict.adds ? refusal : null;
        }
        if (bytes + verdict.update.length > MAX_DOCUMENT) return refuseSize();
        source = connection;
        writer = connection?.clientId ?? clientOf(from.personId);
        try {
          applyUpdate(ydoc, verdict.update, connection ?? "http");
        } finally {
          source = null;
          writer = ydoc.clientID;
        }
        if (ydoc.store.pendingStructs !== null || ydoc.store.pendingDs !== null)
          fail(new Error("an update was parked"));
        return null;
      }
      default:
        return verdict satisfies never;
    }
  }

  function refuseSize(): Refusal {
    const refusal: Refusal = { verdict: "refused", code: CLOSE.contentRefused, reason: "document too large" };
    parts.onRefused(refusal);
    return refusal;
  }

  function clientOf(personId: PersonId): number {
    for (const [client, owner] of clients) if (owner === personId) return client;
    return ydoc.clientID;
  }

  return {
    doc,
    ydoc,
    epoch: stored.epoch,
    schemaVersion: SCHEMA_VERSION,
    get connections(): ReadonlySet<Connection> {
      return connections;
    },
    get bytes() {
      return bytes;
    },
    /** Nobody is connected and nothing is on its way to the disk. */
    get idle() {
      return connections.size === 0 && underWay === 0 && applied === committed;
    },
    presence,
    claim,

    join(connection: Connection): void {
      connections.add(connection);
      if (connection.canWrite) connection.send(step1Frame(encodeStateVector(ydoc)));
      const roster = presence.roster();
      if (roster !== null) connection.send(roster);
    },

    leave(connection: Connection): void {
      connections.delete(connection);
      if (connection.clientId !== null) presence.leave(connection.clientId);
    },

    /** @returns a refusal for which the connection has to be closed, or null */
    hear(connection: Connection, message: Inbound): Refusal | null {
      switch (message.type) {
        case "step1": {
          const answer = step2Frame(encodeStateAsUpdate(ydoc, message.stateVector));
          onceDurable(() => {
            connection.send(answer);
            connection.startFlowing();
          });
          return null;
        }
        case "update": {
          const number = ++connection.received;
          const refusal = receive(message.update, connection, connection);
          if (refusal !== null) return refusal;
          onceDurable(() => connection.acknowledge(number));
          return null;
        }
        case "awareness":
          if (connection.clientId !== null) presence.hear(connection.clientId, message.entries);
          return null;
        case "queryAwareness": {
          const roster = presence.roster();
          if (roster !== null) connection.send(roster);
          return null;
        }
        case "unknown":
          return null;
        default:
          return message satisfies never;
      }
    },

    /** Everything since a state vector, once all of it is on disk. */
    catchUp(from: Uint8Array, done: (frame: Uint8Array) => void): void {
      const frame = updateFrame(encodeStateAsUpdate(ydoc, from));
      onceDurable(() => done(frame));
    },

    /** Large work over HTTP; resolves once it is on disk. */
    async post(update: Uint8Array, from: Pick<Connection, "personId" | "canWrite">): Promise<Refusal | null> {
      const refusal = receive(update, from, null);
      if (refusal === null) await durable();
      return refusal;
    },

    /** Edits under the server's own clientID; resolves with the last row once it is on disk. */
    async edit(fn: (ydoc: Doc) => void): Promise<number> {
      ydoc.transact(() => fn(ydoc), "server");
      return durable();
    },

    durable,
    get failed() {
      return failed;
    },

    /** Last thing before the room is forgotten. */
    async close(): Promise<void> {
      presence.close();
      if (!failed && committed > keyframeSeq) {
        keyframeSeq = committed;
        await log.keep({ doc, seq: committed, state: encodeStateAsUpdate(ydoc) });
      }
      ydoc.destroy();
    },
  };

  /** Resolves with the number of the newest row once everything applied so far is on disk. */
  function durable(): Promise<number> {
    const seq = applied;
    return new Promise((resolve, reject) => onceDurable(() => resolve(seq), reject));
  }
}
