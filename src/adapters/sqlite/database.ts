import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from "node:sqlite";
import { setTimeout as wait } from "node:timers/promises";
import { StoreUnusable } from "../../ports/store.ts";
import { isBusy, plainFault } from "./faults.ts";
import { migrate } from "./migrate.ts";
import { assertNotEmptied, assertSound } from "./soundness.ts";
import { writeTogether } from "./write-together.ts";

/** Before this, two connections could damage the file when the WAL was reset: https://www.sqlite.org/wal.html#walreset. */
const OLDEST_SQLITE = [3, 51, 3] as const;
/** How long SQLite itself waits for a lock outside of a transaction, the event loop standing still. */
const BUSY_TIMEOUT_MS = 5_000;
/** The same inside: short, because a transaction can wait in JavaScript with the event loop running. */
const BUSY_SLICE_MS = 100;
const BUSY_PAUSE_MS = 20;
/** Longer than the 40 s for which a frozen process may hold the write lock. */
const BUSY_PATIENCE_MS = 60_000;

export type Row = Record<string, SQLOutputValue>;
type Parameters = Record<string, SQLInputValue>;
type Arguments = [Parameters] | SQLInputValue[];

/** A prepared statement whose faults are plain. */
export interface Statement {
  get(...values: Arguments): Row | undefined;
  all(...values: Arguments): Row[];
  /** Returns how many rows changed. */
  run(...values: Arguments): number;
}

/** How a connection is used. Statements are prepared once; every write is a transaction that takes the write lock at its start. */
export interface Connection {
  readonly file: string;
  prepare(sql: string): Statement;
  /**
   * Runs `work` inside BEGIN IMMEDIATE … COMMIT, with other writes of the same moment; a throw undoes it alone. `work` is
   * synchronous, so that nothing else on this connection can come in between.
   */
  write<T>(work: () => T): Promise<T>;
  /** Runs reads that must see one moment. */
  read<T>(work: () => T): Promise<T>;
}

/** One connection, whose commits are on the disk when they return. */
export interface Database extends Connection {
  /**
   * The same connection for what may be some commits older after a power cut: its writes survive the death of the process,
   * and wait for the disk only when they share a commit with one that does. One connection for all, because what another
   * one commits empties this one's cache of pages.
   */
  readonly relaxed: Connection;
  /** Ends when all writes are settled. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  file: string;
  /** Whether a file of moderate size is looked through for damage. */
  lookThrough: boolean;
  now: () => number;
}

/** Opens (or creates) the file, asserts what we rely on, and brings the schema up to date. Throws `StoreUnusable`. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { file } = options;
  let connection: DatabaseSync | null = null;
  try {
    assertNotEmptied(file);
    connection = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true });
    assertEngine(connection);
    const db = connect(connection, file);
    // Turning WAL on wants the file alone for a moment, and SQLite does not wait for that by itself.
    await patiently(() => connection?.exec("PRAGMA journal_mode = WAL"));
    // Lists of ids and sorted rows are small: making a file for each takes longer than the statement.
    connection.exec(
      "PRAGMA synchronous = FULL; PRAGMA mmap_size = 0; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY",
    );
    await migrate(db, connection, options.now());
    if (options.lookThrough) assertSound(connection, file);
    connection.exec(`PRAGMA busy_timeout = ${BUSY_SLICE_MS}`);
    return db;
  } catch (error) {
    connection?.close();
    throw plainFault(error, file);
  }
}

function connect(connection: DatabaseSync, file: string): Database {
  const transact = transactions(connection);
  const settled = async <T>(kind: Kind, work: () => T): Promise<T> => {
    try {
      return await patiently(() => transact(kind, work));
    } catch (error) {
      throw plainFault(error, file);
    }
  };
  const writer = writeTogether(connection, (work, durable) => settled(durable ? "durable" : "relaxed", work));
  const prepare = (sql: string) => plainStatement(connection, connection.prepare(sql), file);
  const read = <T>(work: () => T) => settled("read", work);
  return {
    file,
    prepare,
    read,
    write: (work) => writer.write(work, true),
    relaxed: { file, prepare, read, write: (work) => writer.write(work, false) },
    async close() {
      await writer.settled();
      connection.close();
    },
  };
}

type Kind = "durable" | "relaxed" | "read";

function transactions(connection: DatabaseSync): <T>(kind: Kind, work: () => T) => T {
  const [forWrites, forReads, commit] = ["BEGIN IMMEDIATE", "BEGIN DEFERRED", "COMMIT"].map((sql) =>
    connection.prepare(sql),
  );
  let durable = true;
  return (kind, work) => {
    if (kind !== "read" && durable !== (kind === "durable")) {
      durable = kind === "durable";
      connection.exec(`PRAGMA synchronous = ${durable ? "FULL" : "NORMAL"}`);
    }
    try {
      (kind === "read" ? forReads : forWrites)?.run();
      const result = work();
      commit?.run();
      return result;
    } catch (error) {
      // Some faults (a full disk) have ended the transaction already.
      if (connection.isTransaction) connection.exec("ROLLBACK");
      throw error;
    }
  };
}

/** Tries again while another process holds the lock, the event loop running in between. */
async function patiently<T>(attempt: () => T): Promise<T> {
  const givenUpAt = performance.now() + BUSY_PATIENCE_MS;
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error) || performance.now() > givenUpAt) throw error;
    }
    await wait(BUSY_PAUSE_MS);
  }
}

function plainStatement(connection: DatabaseSync, statement: StatementSync, file: string): Statement {
  const plainly =
    <T>(run: (...values: SQLInputValue[]) => T) =>
    (...values: Arguments): T => {
      const given = values as SQLInputValue[];
      try {
        return run.apply(statement, given);
      } catch (error) {
        if (!isBusy(error)) throw plainFault(error, file);
        // Inside a transaction a lock is waited for by `patiently`, which has to see the error as it came.
        if (connection.isTransaction) throw error;
      }
      connection.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
      try {
        return run.apply(statement, given);
      } catch (error) {
        throw isBusy(error) ? error : plainFault(error, file);
      } finally {
        connection.exec(`PRAGMA busy_timeout = ${BUSY_SLICE_MS}`);
      }
    };
  const run = plainly(statement.run);
  return {
    get: plainly(statement.get),
    all: plainly(statement.all),
    run: (...values) => Number(run(...values).changes),
  };
}

function assertEngine(connection: DatabaseSync): void {
  const version = String(connection.prepare("SELECT sqlite_version() AS version").get()?.version);
  const parts = version.split(".").map(Number);
  for (const [i, needed] of OLDEST_SQLITE.entries()) {
    const part = parts[i] ?? 0;
    if (part > needed) return;
    if (part < needed) {
      const message = `this Node holds SQLite ${version}; ${OLDEST_SQLITE.join(".")} or later is needed: use Node 24.21`;
      throw new StoreUnusable("engine", message);
    }
  }
}
