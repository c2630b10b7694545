import { Socket } from "node:net";
import pg, { type Pool, type PoolClient } from "pg";
import type { Log } from "../../ports/log.ts";
import { gatherWrites } from "../gather-writes.ts";
import type { DatabaseAddress } from "./address.ts";
import { ConnectionFault, sqlState } from "./faults.ts";
import { type Parameters, type Statement, valuesFor } from "./statement.ts";

/** Connections of one process. More would not make one machine faster: the server's disk commits in groups anyway. */
export const CONNECTIONS = 10;
const CONNECT_TIMEOUT_MS = 5_000;
/** The longest that one statement may take on the server. */
const STATEMENT_TIMEOUT_MS = 30_000;
/** After that the connection counts as lost: no answer, not even a refusal. */
export const ANSWER_TIMEOUT_MS = STATEMENT_TIMEOUT_MS + 5_000;
/** A process that froze inside a transaction gives its locks (also the one on the lease) back after this. */
const IDLE_IN_TRANSACTION_MS = 10_000;
/** Longer than the above, so that whoever waits for a frozen one's lock gets it. */
const LOCK_TIMEOUT_MS = 15_000;
const IDLE_CONNECTION_MS = 30_000;
const KEEP_ALIVE_MS = 10_000;

export type Row = Record<string, unknown>;

const JSON_OID = 114;
const INT8_OID = 20;

/** Whole numbers as numbers (times and counts stay below 2^53), JSON as its text: the row mappings read it. */
const types = {
  getTypeParser(oid: number, format?: "text" | "binary") {
    if (oid === INT8_OID) return Number;
    if (oid === JSON_OID) return String;
    return pg.types.getTypeParser(oid, format as "text");
  },
} as pg.CustomTypesConfig;

export function openPool(address: DatabaseAddress, log: Log | undefined): Pool {
  const pool = new pg.Pool({
    connectionString: address.url,
    application_name: "samestory",
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: ANSWER_TIMEOUT_MS,
    lock_timeout: LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    idleTimeoutMillis: IDLE_CONNECTION_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    pipeline: true,
    stream: () => gatherWrites(new Socket()),
    // Compiling a plan takes longer than what we ask: a check of 100,000 articles took 1.1 s with it, 0.35 s without.
    options: "-c jit=off",
    types,
  });
  const lost = (error: Error): void =>
    log?.warn("database-connection-lost", { database: address.shown, reason: error.message });
  pool.on("error", lost);
  // The pool listens only while a connection is idle; an error that nobody listens to would end the process.
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

export async function connected(pool: Pool): Promise<PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw marked(error);
  }
}

export function ask(
  client: PoolClient,
  statement: Statement,
  given: Parameters,
  query_timeout: number,
): Promise<pg.QueryResult> {
  const { name, text } = statement;
  const values = valuesFor(statement, given);
  const query: Query = name === undefined ? { text, values, query_timeout } : { name, text, values, query_timeout };
  return client.query(query).catch(rethrowMarked);
}

export function askPlain(client: PoolClient, text: string, query_timeout: number): Promise<pg.QueryResult> {
  const query: Query = { text, query_timeout };
  return client.query(query).catch(rethrowMarked);
}

/** The client honours a timeout of one query, which its types leave out. */
type Query = pg.QueryConfig<unknown[]> & { query_timeout: number };

function rethrowMarked(error: unknown): never {
  throw marked(error);
}

/** An error of the network is marked as one; what the server said has its state. */
function marked(error: unknown): unknown {
  if (sqlState(error) !== null) return error;
  const { code, message, errors } = error as { code?: string; message?: string; errors?: Error[] };
  return new ConnectionFault(message || errors?.[0]?.message || code || String(error), { cause: error });
}
