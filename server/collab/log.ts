/** The log of all documents: what is committed here may be shown to others and called saved. */
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { PersonId } from "#shared/ids.ts";

/** One update of a document, numbered from 1 without gaps. `hour` is ISO 8601 without minutes: 2026-03-01T09. */
export interface LogRow {
  readonly doc: string;
  readonly seq: number;
  readonly client: number;
  readonly hour: string;
  readonly update: Uint8Array;
}

/** A clientID that a person uses in a document. `day` is an ISO 8601 date. */
export interface ClientUse {
  readonly doc: string;
  readonly client: number;
  readonly personId: PersonId;
  readonly day: string;
}

/** The encoded state of a document with all rows up to `seq` in it, and its state vector. */
export interface Keyframe {
  readonly doc: string;
  readonly seq: number;
  readonly state: Uint8Array;
  readonly vector: Uint8Array;
}

export interface StoredDocument {
  readonly epoch: string;
  readonly schemaVersion: number;
  /** Last row; 0 for none. */
  readonly seq: number;
  readonly keyframeSeq: number;
  /** Keyframe and tail, in order. */
  readonly updates: readonly Uint8Array[];
  /** State vector of the keyframe; null where there is none or it is older than vectors in keyframes. */
  readonly vector: Uint8Array | null;
}

/** What a commit could not write, by document; empty when all is on disk. */
export type Failures = ReadonlyMap<string, string>;

export type LogRequest =
  | {
      readonly type: "commit";
      readonly uses: readonly ClientUse[];
      readonly rows: readonly LogRow[];
      readonly keyframes: readonly Keyframe[];
    }
  | ({ readonly type: "create"; readonly epoch: string; readonly schemaVersion: number } & Omit<
      LogRow,
      "seq"
    >)
  | { readonly type: "load"; readonly doc: string }
  | { readonly type: "probe" }
  | { readonly type: "thin"; readonly hour: string }
  | { readonly type: "clientsSince"; readonly doc: string; readonly seq: number };

export type LogAnswer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string };

export interface Log {
  /**
   * Resolves once the row is on disk. One transaction at a time is under way; all that comes meanwhile, of all
   * documents, shares the next one. Where a transaction fails, each document is tried alone, and rejects alone.
   */
  append(row: LogRow): Promise<void>;
  /**
   * Remembers who a clientID belongs to, no later than with the first row that it writes: forgotten in a crash, the
   * person's own work would be refused afterwards. The first person to whom it was bound keeps it.
   */
  bind(use: ClientUse): Promise<void>;
  /** Goes through the same queue, behind the rows that it contains. */
  keep(keyframe: Keyframe): Promise<void>;
  /** Makes a document with its first row, unless it exists. */
  create(document: Omit<Extract<LogRequest, { type: "create" }>, "type">): Promise<void>;
  load(doc: string): Promise<StoredDocument | null>;
  /** ClientIDs of the rows behind `seq`. */
  clientsSince(doc: string, seq: number): Promise<readonly number[]>;
  /**
   * Forgets steps: rows of before `hour` (as in LogRow) that a keyframe contains. They leave the write-ahead log and
   * the freed pages, too.
   * @returns how many rows went
   */
  thin(hour: string): Promise<number>;
  /** Whether it can write: after a failure, tries. */
  canWrite(): Promise<boolean>;
  /** Writes what is queued, then ends the thread. */
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

interface Batch {
  readonly uses: ClientUse[];
  readonly rows: LogRow[];
  readonly keyframes: Keyframe[];
  readonly done: Promise<Failures>;
  readonly settle: (failures: Promise<Failures>) => void;
}

/** @param onCommit told with the milliseconds that each transaction took, thread and disk together, and its rows */
export function openLog(file: string, onCommit: (milliseconds: number, rows: number) => void): Log {
  const worker = new Worker(new URL("./log-worker.ts", import.meta.url), { workerData: { file } });
  const waiting = new Map<number, Waiting>();
  let nextId = 1;
  let ended: Error | null = null;
  let healthy = true;

  worker.on("message", (answer: LogAnswer) => {
    const waiter = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ("error" in answer) waiter?.reject(new Error(`The log could not be written: ${answer.error}`));
    else waiter?.resolve(answer.value);
  });
  const end = (error: Error) => {
    ended = error;
    for (const waiter of waiting.values()) waiter.reject(error);
    waiting.clear();
  };
  worker.on("error", end);
  worker.on("exit", () => end(new Error("The log's thread has ended.")));

  function ask<T>(request: LogRequest): Promise<T> {
    if (ended !== null) return Promise.reject(ended);
    const id = nextId++;
    worker.postMessage({ id, request });
    return new Promise((resolve, reject) =>
      waiting.set(id, { resolve: resolve as Waiting["resolve"], reject }),
    );
  }

  let gathering: Batch | null = null;
  let committing: Promise<unknown> | null = null;

  function batch(): Batch {
    if (gathering !== null) return gathering;
    const { promise: done, resolve: settle } = Promise.withResolvers<Failures>();
    gathering = { uses: [], rows: [], keyframes: [], done, settle };
    if (committing === null) setImmediate(commit);
    return gathering;
  }

  function commit(): void {
    const now = gathering;
    gathering = null;
    committing = null;
    if (now === null) return;
    const began = performance.now();
    const { uses, rows, keyframes } = now;
    const failures = ask<Failures>({ type: "commit", uses, rows, keyframes });
    committing = failures.then(
      (failed) => {
        healthy = failed.size === 0;
        onCommit(performance.now() - began, rows.length);
      },
      () => {
        healthy = false;
      },
    );
    void committing.then(commit);
    now.settle(failures);
  }

  async function written(doc: string, done: Promise<Failures>): Promise<void> {
    const reason = (await done).get(doc);
    if (reason !== undefined) throw new Error(`The log could not be written: ${reason}`);
  }

  return {
    append(row) {
      const { rows, done } = batch();
      rows.push(row);
      return written(row.doc, done);
    },
    bind(use) {
      const { uses, done } = batch();
      uses.push(use);
      return written(use.doc, done);
    },
    keep(keyframe) {
      const { keyframes, done } = batch();
      keyframes.push(keyframe);
      return written(keyframe.doc, done);
    },
    create: (document) => ask({ type: "create", ...document }),
    load: (doc) => ask({ type: "load", doc }),
    clientsSince: (doc, seq) => ask({ type: "clientsSince", doc, seq }),
    thin: (hour) => ask({ type: "thin", hour }),
    async canWrite() {
      if (ended !== null) return false;
      if (!healthy)
        healthy = await ask({ type: "probe" }).then(
          () => true,
          () => false,
        );
      return healthy;
    },
    async close() {
      while (gathering !== null || committing !== null)
        await (gathering?.done ?? committing)?.catch(() => {});
      const exit = once(worker, "exit");
      worker.postMessage({ id: 0, request: null });
      await exit;
    },
  };
}
