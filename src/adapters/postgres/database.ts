import { Socket } from "node:net";
import pg, { type Pool, type PoolClient } from "pg";
import type { Clock } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";
import { openGate } from "../gate.ts";
import { gatherWrites } from "../gather-writes.ts";
import type { DatabaseAddress } from "./address.ts";
import { ConnectionFault, plainFault, remedyFor, sqlState } from "./faults.ts";
import { type Parameters, type Statement, valuesFor } from "./statement.ts";

/** Connections of one process. More would not make one machine faster: the server's disk commits in groups anyway. */
const CONNECTIONS = 10;
const CONNECT_TIMEOUT_MS = 5_000;
/** The longest that one statement may take on the server. */
const STATEMENT_TIMEOUT_MS = 30_000;
/** After that the connection counts as lost: no answer, not even a refusal. */
const ANSWER_TIMEOUT_MS = STATEMENT_TIMEOUT_MS + 5_000;
/** A process that froze inside a transaction gives its locks (also the one on the lease) back after this. */
const IDLE_IN_TRANSACTION_MS = 10_000;
/** Longer than the above, so that whoever waits for a frozen one's lock gets it. */
const LOCK_TIMEOUT_MS = 15_000;
const IDLE_CONNECTION_MS = 30_000;
const KEEP_ALIVE_MS = 10_000;
/**
 * Waits between the tries of one method, together about 16 s: long enough for a server that is restarted, short enough
 * for the 60 s in which everything recovers. Each is shortened by up to half, so that a fleet does not knock in step.
 */
const RETRY_WAITS_MS = [10, 50, 100, 250, 500, 1_000, 2_000, 3_000, 4_000, 5_000];
/** No new try after this, however long the single ones took: a server that hangs is told as one that is gone. */
const PATIENCE_MS = 45_000;
/** At the start: somebody may be waiting at a terminal. */
const OPENING_WAITS_MS = [100, 500, 1_000];
/** A row that came in between is seen at the second look; more only repeat what is wrong. */
const SECOND_LOOKS_MS = [0, 10];
/** Looks through everything (check, sums) and migrations may take as long as this. */
const LONG_STATEMENT_MS = 600_000;

export type Row = Record<string, unknown>;

/** One transaction. What is sent is on its way at once, without waiting for what was sent before. */
export interface Transaction {
  get(statement: Statement, values?: Parameters): Promise<Row | undefined>;
  all(statement: Statement, values?: Parameters): Promise<Row[]>;
  /** Returns how many rows changed. */
  run(statement: Statement, values?: Parameters): Promise<number>;
  /** Without an answer: a fault comes out when the transaction ends. */
  send(statement: Statement, values?: Parameters): void;
  /** Several statements without values. */
  script(sql: string): void;
}

/** A pool of connections. Each call is a transaction, tried again when the connection or a race was lost. */
export interface Database {
  /** `host:port/database`. */
  readonly shown: string;
  get(statement: Statement, values?: Parameters): Promise<Row | undefined>;
  all(statement: Statement, values?: Parameters): Promise<Row[]>;
  run(statement: Statement, values?: Parameters): Promise<number>;
  /** A statement that writes, and the first row that it returns. */
  change(statement: Statement, values?: Parameters): Promise<Row | undefined>;
  /**
   * READ COMMITTED. A throw undoes everything. `work` may run several times, also when it was committed and only the
   * answer was lost: it must find out what is done already.
   */
  write<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** The same for a change of the schema, taking as long as it needs. */
  writeLong<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Reads that see one moment, taking as long as they need. */
  read<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** From here on a lost connection is waited for as long as a running belt can wait. */
  opened(): void;
  close(): Promise<void>;
}

export interface DatabaseParts {
  address: DatabaseAddress;
  clock: Clock;
  log: Log | undefined;
}

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

interface Kind {
  begin: string;
  answerMs: number;
}
const SHORT: Kind = { begin: "BEGIN ISOLATION LEVEL READ COMMITTED", answerMs: ANSWER_TIMEOUT_MS };
const LONG: Kind = {
  begin: `${SHORT.begin}; SET LOCAL statement_timeout = ${LONG_STATEMENT_MS}; SET LOCAL lock_timeout = 0`,
  answerMs: LONG_STATEMENT_MS,
};
const LOOK: Kind = {
  begin: `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = ${LONG_STATEMENT_MS}`,
  answerMs: LONG_STATEMENT_MS,
};

export function connect({ address, clock, log }: DatabaseParts): Database {
  const pool = openPool(address, log);
  const gate = openGate(CONNECTIONS);
  let waits = OPENING_WAITS_MS;
  let ended: Promise<void> | null = null;

  async function persistently<T>(work: () => Promise<T>): Promise<T> {
    const givenUpAt = performance.now() + PATIENCE_MS;
    for (let tries = 0; ; tries++) {
      try {
        return await gate.through(work);
      } catch (error) {
        const remedy = remedyFor(error);
        const wait = remedy === "none" ? undefined : (remedy === "again" ? SECOND_LOOKS_MS : waits)[tries];
        if (wait === undefined || ended || performance.now() > givenUpAt) throw plainFault(error, address.shown);
        const reason = error instanceof Error ? error.message : String(error);
        log?.warn("database-retry", { database: address.shown, reason, try: tries + 1 });
        await clock.sleep(wait * (1 - clock.random() / 2));
      }
    }
  }

  const transact = <T>(kind: Kind, work: (tx: Transaction) => Promise<T>): Promise<T> =>
    persistently(async () => transaction(await connected(pool), kind, work));

  /** The connection on which reads are under way, and how many. They are sent one behind the other, whoever asks. */
  let reading: { client: Promise<PoolClient>; reads: number; broken: boolean } | null = null;

  /** A read with a plan of its own kind is quick: it shares a connection. What is planned each time may take long. */
  const look = (statement: Statement, values: Parameters = {}): Promise<pg.QueryResult> =>
    statement.name === undefined
      ? single(statement, values)
      : persistently(async () => {
          reading ??= { client: connected(pool), reads: 0, broken: false };
          const mine = reading;
          mine.reads++;
          try {
            return await ask(await mine.client, statement, values, ANSWER_TIMEOUT_MS);
          } catch (error) {
            mine.broken ||= remedyFor(error) === "reconnect";
            if (mine.broken && reading === mine) reading = null;
            throw error;
          } finally {
            if (--mine.reads === 0) {
              if (reading === mine) reading = null;
              const { broken } = mine;
              mine.client.then(
                (client) => client.release(broken),
                () => {},
              );
            }
          }
        });

  const single = (statement: Statement, values: Parameters = {}): Promise<pg.QueryResult> =>
    persistently(async () => {
      const client = await connected(pool);
      let broken = false;
      try {
        return await ask(client, statement, values, ANSWER_TIMEOUT_MS);
      } catch (error) {
        broken = remedyFor(error) === "reconnect";
        throw error;
      } finally {
        client.release(broken);
      }
    });

  return {
    shown: address.shown,
    get: async (statement, values) => (await look(statement, values)).rows[0],
    all: async (statement, values) => (await look(statement, values)).rows,
    run: async (statement, values) => (await single(statement, values)).rowCount ?? 0,
    change: async (statement, values) => (await single(statement, values)).rows[0],
    write: (work) => transact(SHORT, work),
    writeLong: (work) => transact(LONG, work),
    read: (work) => transact(LOOK, work),
    opened() {
      waits = RETRY_WAITS_MS;
    },
    close() {
      ended ??= gate.close("the store is closed").then(() => pool.end());
      return ended;
    },
  };
}

function openPool(address: DatabaseAddress, log: Log | undefined): Pool {
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

async function connected(pool: Pool): Promise<PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw marked(error);
  }
}

async function transaction<T>(
  client: PoolClient,
  { begin, answerMs }: Kind,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const sent: Promise<unknown>[] = [];
  const say = (sql: string) => void sent.push(caughtLater(askPlain(client, sql, answerMs)));
  let over = false;
  function put<T>(statement: Statement, values: Parameters = {}, read: (result: pg.QueryResult) => T): Promise<T> {
    // What a part of the work still sends after another part has failed would be committed on its own.
    if (over) throw new Error("the transaction is over");
    const answer = caughtLater(ask(client, statement, values, answerMs).then(read));
    sent.push(answer);
    return answer;
  }
  /** The first fault is the cause; those after it only say that the transaction is aborted. */
  const firstFault = async (): Promise<unknown> =>
    (await Promise.allSettled(sent)).find((outcome) => outcome.status === "rejected")?.reason;
  let fault: unknown;
  let broken = false;
  try {
    say(begin);
    const result = await work({
      get: (statement, values) => put(statement, values, ({ rows }) => rows[0]),
      all: (statement, values) => put(statement, values, ({ rows }) => rows),
      run: (statement, values) => put(statement, values, ({ rowCount }) => rowCount ?? 0),
      send: (statement, values) => void put(statement, values, () => {}),
      script: say,
    });
    over = true;
    // After a fault the server undoes everything and takes this for a ROLLBACK.
    say("COMMIT");
    fault = await firstFault();
    if (fault === undefined) return result;
  } catch (error) {
    over = true;
    fault = (await firstFault()) ?? error;
    await askPlain(client, "ROLLBACK", answerMs).catch(() => {
      broken = true;
    });
  } finally {
    client.release(broken || remedyFor(fault) === "reconnect");
  }
  throw fault;
}

/** The transaction tells of the fault at its end, whether or not the work waits for this answer. */
function caughtLater<T>(answer: Promise<T>): Promise<T> {
  answer.catch(() => {});
  return answer;
}

function ask(
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

function askPlain(client: PoolClient, text: string, query_timeout: number): Promise<pg.QueryResult> {
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
