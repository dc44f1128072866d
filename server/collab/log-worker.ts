/** The writer thread: SQLite blocks, and the event loop that serves every screen must not. */
import { parentPort, workerData } from "node:worker_threads";
import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import type { Statement } from "better-sqlite3";
import { openSqlite } from "../platform/db.ts";
import type { Failures, LogAnswer, LogRequest, StoredDocument } from "./log.ts";

const port = parentPort;
if (port === null) throw new Error("The log worker runs in a thread of its own.");

const sqlite = openSqlite((workerData as { file: string }).file);
const prepared = new Map<string, Statement<unknown[]>>();
const statement = (sql: string) => {
  const known = prepared.get(sql) ?? sqlite.prepare<unknown[]>(sql);
  prepared.set(sql, known);
  return known;
};

type Commit = Extract<LogRequest, { type: "commit" }>;

function writeAll({ uses, rows, keyframes }: Omit<Commit, "type">): void {
  for (const { doc, client, personId, day } of uses)
    statement(
      "insert into doc_clients (doc, client, person_id, last_used) values (?, ?, ?, ?) on conflict (doc, client) do update set last_used = excluded.last_used where last_used <> excluded.last_used",
    ).run(doc, client, personId, day);
  const row = statement(`insert into collab_log (doc, seq, client, hour, "update") values (?, ?, ?, ?, ?)`);
  for (const { doc, seq, client, hour, update } of rows) row.run(doc, seq, client, hour, update);
  for (const { doc, seq, state, vector } of keyframes)
    statement(
      "insert into collab_keyframes (doc, seq, state, vector) values (?, ?, ?, ?) on conflict (doc) do update set seq = excluded.seq, state = excluded.state, vector = excluded.vector",
    ).run(doc, seq, zstdCompressSync(state), vector);
}

const writeInTransaction = sqlite.transaction(writeAll).immediate;

/** One transaction for all; where it fails, one for each document, so that one that cannot be written harms no other. */
function commit(all: Commit): Failures {
  const failures = new Map<string, string>();
  try {
    writeInTransaction(all);
  } catch {
    const { uses, rows, keyframes } = all;
    const documents = new Set([...uses, ...rows, ...keyframes].map((each) => each.doc));
    for (const doc of documents)
      try {
        writeInTransaction({
          uses: uses.filter((use) => use.doc === doc),
          rows: rows.filter((row) => row.doc === doc),
          keyframes: keyframes.filter((keyframe) => keyframe.doc === doc),
        });
      } catch (error) {
        failures.set(doc, (error as Error).message);
      }
  }
  return failures;
}

const answer: {
  readonly [K in Exclude<LogRequest["type"], "commit">]: (
    request: Extract<LogRequest, { type: K }>,
  ) => unknown;
} = {
  create({ doc, epoch, schemaVersion, client, hour, update }) {
    const made = statement(
      "insert into collab_docs (doc, epoch, schema_version) values (?, ?, ?) on conflict do nothing",
    ).run(doc, epoch, schemaVersion);
    if (made.changes > 0)
      statement(`insert into collab_log (doc, seq, client, hour, "update") values (?, 1, ?, ?, ?)`).run(
        doc,
        client,
        hour,
        update,
      );
    return null;
  },

  load({ doc }): StoredDocument | null {
    const head = statement(
      "select epoch, schema_version as schemaVersion from collab_docs where doc = ?",
    ).get(doc) as { epoch: string; schemaVersion: number } | undefined;
    if (head === undefined) return null;
    const keyframe = statement("select seq, state, vector from collab_keyframes where doc = ?").get(doc) as
      | { seq: number; state: Buffer; vector: Buffer | null }
      | undefined;
    const tail = statement(`select seq, "update" from collab_log where doc = ? and seq > ? order by seq`).all(
      doc,
      keyframe?.seq ?? 0,
    ) as { seq: number; update: Buffer }[];
    return {
      ...head,
      seq: tail.at(-1)?.seq ?? keyframe?.seq ?? 0,
      keyframeSeq: keyframe?.seq ?? 0,
      updates: [
        ...(keyframe === undefined ? [] : [zstdDecompressSync(keyframe.state)]),
        ...tail.map((row) => row.update),
      ],
      vector: keyframe?.vector ?? null,
    };
  },

  /** Writes what stands there already: only to see whether that is possible. */
  probe() {
    statement("update collab_docs set epoch = epoch where doc = (select min(doc) from collab_docs)").run();
    return null;
  },

  thin({ hour }): number {
    return statement(
      "delete from collab_log where hour < ? and seq <= (select seq from collab_keyframes where doc = collab_log.doc)",
    ).run(hour).changes;
  },

  clientsSince({ doc, seq }): readonly number[] {
    const rows = statement("select distinct client from collab_log where doc = ? and seq > ?").all(doc, seq);
    return (rows as { client: number }[]).map((row) => row.client);
  },
};

const inTransaction = sqlite.transaction((request: Exclude<LogRequest, { type: "commit" }>) =>
  answer[request.type](request as never),
).immediate;

port.on("message", ({ id, request }: { id: number; request: LogRequest | null }) => {
  if (request === null) {
    sqlite.close();
    port.close();
    return;
  }
  try {
    const value = request.type === "commit" ? commit(request) : inTransaction(request);
    // What was overwritten in the file still stands in the write-ahead log.
    if (request.type === "thin") sqlite.pragma("wal_checkpoint(TRUNCATE)");
    port.postMessage({ id, value } satisfies LogAnswer);
  } catch (error) {
    port.postMessage({ id, error: (error as Error).message } satisfies LogAnswer);
  }
});
