/** The log of all documents: what is committed here may be shown to others and called saved. */
import { once } from "node:events";
import { Worker } from "node:worker_threads";

/** One update of a document, numbered from 1 without gaps. `hour` is ISO 8601 without minutes: 2026-03-01T09. */
export interface LogRow {
  readonly doc: string;
  readonly seq: number;
  readonly client: number;
  readonly hour: string;
  readonly update: Uint8Array;
}

/** The encoded state of a document with all rows up to `seq` in it. */
export interface Keyframe {
  readonly doc: string;
  readonly seq: number;
  readonly state: Uint8Array;
}

export interface StoredDocument {
  readonly epoch: string;
  readonly schemaVersion: number;
  /** Last row; 0 for none. */
  readonly seq: number;
  readonly keyframeSeq: number;
  /** Keyframe and tail, in order. */
  readonly updates: readonly Uint8Array[];
}

export type LogRequest =
  | { readonly type: "commit"; readonly rows: readonly LogRow[]; readonly keyframes: readonly Keyframe[] }
  | ({ readonly type: "create"; readonly epoch: string; readonly schemaVersion: number } & Omit<
      LogRow,
      "seq"
    >)
  | { readonly type: "load"; readonly doc: string }
  | { readonly type: "clientsSince"; readonly doc: string; readonly seq: number };

export type LogAnswer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string };

export interface Log {
  /** Resolves once the rows are on disk. All documents' rows of one event-loop turn share a transaction. */
  append(rows: readonly LogRow[]): Promise<void>;
  /** Goes through the same queue, behind the rows that it contains. */
  keep(keyframe: Keyframe): Promise<void>;
  /** Makes a document with its first row, unless it exists. */
  create(document: Omit<Extract<LogRequest, { type: "create" }>, "type">): Promise<void>;
  load(doc: string): Promise<StoredDocument | null>;
  /** ClientIDs of the rows behind `seq`. */
  clientsSince(doc: string, seq: number): Promise<readonly number[]>;
  /** Writes what is queued, then ends the thread. */
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

export function openLog(file: string): Log {
  const worker = new Worker(new URL("./log-worker.ts", import.meta.url), { workerData: { file } });
  const waiting = new Map<number, Waiting>();
  let nextId = 1;
  let ended: Error | null = null;

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

  let batch: { rows: LogRow[]; keyframes: Keyframe[]; done: Promise<void> } | null = null;

  /** Gathers everything of this turn into one transaction. */
  function gather(add: (to: { rows: LogRow[]; keyframes: Keyframe[] }) => void): Promise<void> {
    if (batch === null) {
      const rows: LogRow[] = [];
      const keyframes: Keyframe[] = [];
      const done = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
        batch = null;
        return ask<void>({ type: "commit", rows, keyframes });
      });
      batch = { rows, keyframes, done };
    }
    add(batch);
    return batch.done;
  }

  return {
    append: (rows) => gather((to) => to.rows.push(...rows)),
    keep: (keyframe) => gather((to) => to.keyframes.push(keyframe)),
    create: (document) => ask({ type: "create", ...document }),
    load: (doc) => ask({ type: "load", doc }),
    clientsSince: (doc, seq) => ask({ type: "clientsSince", doc, seq }),
    async close() {
      await batch?.done.catch(() => {});
      const exit = once(worker, "exit");
      worker.postMessage({ id: 0, request: null });
      await exit;
    },
  };
}
