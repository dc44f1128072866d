/**
 * From the log to every screen. `applied` counts the rows that the document holds, `committed` those on disk,
 * `delivered` those that readers have been sent.
 *
 * Invariant: nothing with a number above `committed` leaves for anybody, neither as update, nor in an answer, nor as
 * an acknowledgement.
 */
import { mergeUpdates } from "yjs";
import type { Connection } from "./connection.ts";
import { updateFrame } from "./messages.ts";

/** Bytes of delivered updates that are kept for readers who come back from a pause. */
const TAIL_BYTES = 256 * 1024;
/** What a row costs beside its update, roughly. */
const ROW_BYTES = 200;
/** Share of all time that ticks may take. */
const SHARE = 1 / 3;
/** What of it, in milliseconds, may be taken at once after a rest. */
const AT_ONCE = 100;
/** Longest pause before a tick, in milliseconds. */
const LONGEST_PAUSE = 40;
/** Shorter pauses than this, in milliseconds, are none: timers are not finer. */
const SHORTEST_PAUSE = 1;

/** No structs, no deletions. */
const EMPTY_UPDATE = new Uint8Array([0, 0]);

interface Row {
  readonly seq: number;
  readonly update: Uint8Array;
}

/** On its way. Behind that, nothing may hold on to whom it came from: a closed connection is many kilobytes. */
interface OutgoingRow extends Row {
  readonly from: Connection | null;
  readonly at: number;
}

/** What waits for the log: rows up to `seq`, and what to do once they are on disk. */
interface Owed {
  readonly seq: number;
  readonly settle: () => void;
  readonly fail: (error: unknown) => void;
}

export type Delivery = ReturnType<typeof createDelivery>;

export function createDelivery(parts: {
  /** Last row of the log. */
  readonly seq: number;
  readonly connections: ReadonlySet<Connection>;
  /** Told with milliseconds from the first row's arrival to the last write of its tick. */
  readonly onDelivered: (milliseconds: number) => void;
}) {
  const { connections } = parts;
  let applied = parts.seq;
  let committed = parts.seq;
  let delivered = parts.seq;
  /** Rows above `delivered`, in order. */
  let outgoing: OutgoingRow[] = [];
  /** Rows up to `delivered`, without a gap, newest last. */
  let tail: Row[] = [];
  let tailBytes = 0;
  let owed: Owed[] = [];
  const acknowledgements = new Map<Connection, number>();
  /** Milliseconds that ticks may take by now; below zero after more than that. */
  let credit = AT_ONCE;
  let creditedAt = performance.now();
  let timer: NodeJS.Timeout | null = null;
  let ended: { readonly error: unknown } | null = null;

  function onCommitted(seq: number): void {
    if (ended !== null || seq <= committed) return;
    committed = seq;
    const due = owed.filter((each) => each.seq <= committed);
    owed = owed.filter((each) => each.seq > committed);
    for (const each of due) each.settle();
    schedule();
  }

  /** Calls `settle` once everything applied so far is on disk; at once when it is. */
  function onceDurable(settle: () => void, fail: (error: unknown) => void = () => {}): void {
    if (ended !== null) fail(ended.error);
    else if (applied === committed) settle();
    else owed.push({ seq: applied, settle, fail });
  }

  /**
   * At once while ticks take little of the time. Where they take more, for many readers and much that is written, what
   * comes meanwhile gathers: two thirds of the time are left for everything else, and frames grow fewer.
   */
  function schedule(): void {
    if (timer !== null) return;
    refill();
    const pause = Math.min(-credit / SHARE, LONGEST_PAUSE);
    if (pause < SHORTEST_PAUSE) tick();
    else
      timer = setTimeout(() => {
        timer = null;
        tick();
      }, pause);
  }

  function refill(): number {
    const now = performance.now();
    credit = Math.min(AT_ONCE, credit + (now - creditedAt) * SHARE);
    creditedAt = now;
    return now;
  }

  function tick(): void {
    if (ended !== null) return;
    const began = performance.now();
    const before = delivered;
    const due = takeDue();
    const frame = due.length === 0 ? null : updateFrame(merged(due));
    const [first] = due;
    // Who wrote all of it has it already.
    const onlyFrom = due.every((row) => row.from === first?.from) ? (first?.from ?? null) : null;
    // What one socket gets leaves in one piece.
    for (const [connection, count] of acknowledgements)
      connection.deliver(connection === onlyFrom ? null : frame, before, count);
    if (frame !== null)
      for (const connection of connections)
        if (connection !== onlyFrom && !acknowledgements.has(connection))
          connection.deliver(frame, before, null);
    acknowledgements.clear();
    const now = refill();
    credit = Math.max(credit - (now - began), -LONGEST_PAUSE * SHARE);
    if (first !== undefined) parts.onDelivered(now - first.at);
  }

  function takeDue(): readonly OutgoingRow[] {
    const due = outgoing.filter((row) => row.seq <= committed);
    outgoing = outgoing.filter((row) => row.seq > committed);
    delivered = committed;
    for (const { seq, update } of due) {
      tail.push({ seq, update });
      tailBytes += update.length + ROW_BYTES;
    }
    let dropped = 0;
    while (tailBytes > TAIL_BYTES && dropped < tail.length)
      tailBytes -= (tail[dropped++]?.update.length ?? 0) + ROW_BYTES;
    if (dropped > 0) tail = tail.slice(dropped);
    return due;
  }

  return {
    get applied() {
      return applied;
    },
    get committed() {
      return committed;
    },
    /** Everything applied is on disk. */
    get settled() {
      return applied === committed;
    },

    /** A row was applied. @returns its number, to be told to `onCommitted` */
    add(update: Uint8Array, from: Connection | null): number {
      applied += 1;
      outgoing.push({ seq: applied, update, from, at: performance.now() });
      return applied;
    },
    onCommitted,

    /** Once everything applied so far is on disk: tells `connection` so of its first `count` messages. */
    acknowledge(connection: Connection, count: number): void {
      onceDurable(() => {
        acknowledgements.set(connection, count);
        // Rides with the tick that is due; where none is, it makes one.
        if (committed === delivered) schedule();
      });
    },
    onceDurable,

    /** The delivered updates behind the row `cursor` as one, null where they are not kept; empty for none. */
    since(cursor: number): Uint8Array | null {
      if (cursor >= delivered) return EMPTY_UPDATE;
      const [oldest] = tail;
      if (oldest === undefined || oldest.seq > cursor + 1) return null;
      return merged(tail.filter((row) => row.seq > cursor));
    },

    /** Nobody is there who could need it. */
    forgetTail(): void {
      tail = [];
      tailBytes = 0;
    },

    forget(connection: Connection): void {
      acknowledgements.delete(connection);
    },

    end(error: unknown): void {
      ended = { error };
      if (timer !== null) clearTimeout(timer);
      const waiting = owed;
      owed = [];
      for (const each of waiting) each.fail(error);
    },
  };
}

function merged(rows: readonly Row[]): Uint8Array {
  const [first] = rows;
  return rows.length === 1 && first !== undefined
    ? first.update
    : mergeUpdates(rows.map(({ update }) => update));
}
