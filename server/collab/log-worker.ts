/** The writer thread: SQLite blocks, and the event loop that serves every screen must not. */
import { parentPort, workerData } from "node:worker_threads";
import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import type { Statement } from "better-sqlite3";
import { openSqlite } from "../platform/db.ts";
import type { LogAnswer, LogRequest, StoredDocument } from "./log.ts";

const port = parentPort;
if (port === null) throw new Error("The log worker runs in a thread of its own.");

const sqlite = openSqlite((workerData as { file: string }).file);
const prepared = new Map<string, Statement<unknown[]>>();
const statement = (sql: string) => {
  const known = prepared.get(sql) ?? sqlite.prepare<unknown[]>(sql);
  prepared.set(sql, known);
  return known;
};

const answer: { readonly [K in LogRequest["type"]]: (request: Extract<LogRequest, { type: K }>) => unknown } =
  {
    commit({ rows, keyframes }) {
      for (const { doc, seq, client, hour, update } of rows)
        statement(`insert into collab_log (doc, seq, client, hour, "update") values (?, ?, ?, ?, ?)`).run(
          doc,
          seq,
          client,
          hour,
          update,
        );
      for (const { doc, seq, state } of keyframes)
        statement(
          "insert into collab_keyframes (doc, seq, state) values (?, ?, ?) on conflict (doc) do update set seq = excluded.seq, state = excluded.state",
        ).run(doc, seq, zstdCompressSync(state));
      return null;
    },

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
      const keyframe = statement("select seq, state from collab_keyframes where doc = ?").get(doc) as
        | { seq: number; state: Buffer }
        | undefined;
      const tail = statement(
        `select seq, "update" from collab_log where doc = ? and seq > ? order by seq`,
      ).all(doc, keyframe?.seq ?? 0) as { seq: number; update: Buffer }[];
      return {
        ...head,
        seq: tail.at(-1)?.seq ?? keyframe?.seq ?? 0,
        keyframeSeq: keyframe?.seq ?? 0,
        updates: [
          ...(keyframe === undefined ? [] : [zstdDecompressSync(keyframe.state)]),
          ...tail.map((row) => row.update),
        ],
      };
    },

    clientsSince({ doc, seq }): readonly number[] {
      const rows = statement("select distinct client from collab_log where doc = ? and seq > ?").all(
        doc,
        seq,
      );
      return (rows as { client: number }[]).map((row) => row.client);
    },
  };

const inTransaction = sqlite.transaction((request: LogRequest) =>
  answer[request.type](request as never),
).immediate;

port.on("message", ({ id, request }: { id: number; request: LogRequest | null }) => {
  if (request === null) {
    sqlite.close();
    port.close();
    return;
  }
  try {
    port.postMessage({ id, value: inTransaction(request) } satisfies LogAnswer);
  } catch (error) {
    port.postMessage({ id, error: (error as Error).message } satisfies LogAnswer);
  }
});
