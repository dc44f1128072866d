/**
 * The one SQLite file. Services get a Kysely; the collaboration log opens a connection of its own in a worker.
 */
import { closeSync, existsSync, openSync, statSync } from "node:fs";
import SQLite from "better-sqlite3";
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  SqliteAdapter,
  SqliteDialect,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type Transaction,
} from "kysely";

/** Tables are added by each store: `db.withTables<IdentityTables>()`. */
// biome-ignore lint/complexity/noBannedTypes: no table is known here, each store names its own.
export type Database = Kysely<{}>;

/** A neighbour's transaction, whatever tables it knows; `tx.withTables<Tables>()` adds one's own. */
// biome-ignore lint/suspicious/noExplicitAny: a transaction over some tables is none over others.
export type AnyTransaction = Transaction<any>;

/** A neighbour's transaction or the database itself, for what only reads. */
// biome-ignore lint/suspicious/noExplicitAny: as above.
export type AnyDatabase = Kysely<any>;

/** Opens (and makes) the file with the settings that every connection must have. */
export function openSqlite(file: string): SQLite.Database {
  makePrivate(file);
  const sqlite = new SQLite(file);
  sqlite.pragma("journal_mode = WAL");
  sqlite.pragma("synchronous = FULL");
  sqlite.pragma("foreign_keys = ON");
  sqlite.pragma("busy_timeout = 5000");
  // What is deleted, such as who wrote under which clientID, is not to be found in freed pages.
  sqlite.pragma("secure_delete = ON");
  return sqlite;
}

/** Largest file, in bytes, that is read through at start to see whether it is whole. */
const CHECKED_UP_TO = 256 * 1024 * 1024;

/**
 * Looks at the file before anything is written to it.
 * @returns what is wrong with it, as one line for the person who starts the server; null when nothing is
 */
export function fileFault(file: string): string | null {
  if (!existsSync(file) || statSync(file).size === 0) return null;
  try {
    const sqlite = new SQLite(file, { readonly: true });
    try {
      const tables = sqlite.prepare("select name from sqlite_schema where type = 'table'").pluck().all();
      if (tables.length > 0 && !tables.includes("kysely_migration"))
        return `${file} is the database of another program. It was left as it is; set DATA_DIR to another folder.`;
      if (statSync(file).size > CHECKED_UP_TO) return null;
      const found = sqlite.pragma("quick_check(1)", { simple: true });
      return found === "ok" ? null : `${file} is damaged (${found}). ${RESTORE}`;
    } finally {
      sqlite.close();
    }
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === "SQLITE_NOTADB" || code?.startsWith("SQLITE_CORRUPT"))
      return `The database in the data folder cannot be used: ${file} is no database, or damaged. ${RESTORE}`;
    throw error;
  }
}

const RESTORE = "It was left as it is; put a backup in its place.";

/** Makes an empty file that only the server's account reads; SQLite gives its mode to the files beside it. */
export function makePrivate(file: string): void {
  closeSync(openSync(file, "a", 0o600));
}

/**
 * Kysely over one connection, with `BEGIN IMMEDIATE`: a deferred transaction beside a second writer fails with
 * SQLITE_BUSY_SNAPSHOT. Transactions hold nothing but their own statements and never wait for a room.
 */
export function openDatabase(file: string): Database {
  const sqlite = openSqlite(file);
  const dialect = new SqliteDialect({ database: sqlite });
  return new Kysely({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new ImmediateDriver(dialect.createDriver()),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
}

class ImmediateDriver implements Driver {
  readonly #inner: Driver;
  constructor(inner: Driver) {
    this.#inner = inner;
  }
  init = () => this.#inner.init();
  acquireConnection = () => this.#inner.acquireConnection();
  commitTransaction = (connection: DatabaseConnection) => this.#inner.commitTransaction(connection);
  rollbackTransaction = (connection: DatabaseConnection) => this.#inner.rollbackTransaction(connection);
  releaseConnection = (connection: DatabaseConnection) => this.#inner.releaseConnection(connection);
  destroy = () => this.#inner.destroy();
  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin immediate"));
  }
}
