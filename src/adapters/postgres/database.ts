import type { PoolClient, QueryResult } from "pg";
import type { Clock } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";
import { openGate } from "../gate.ts";
import type { DatabaseAddress } from "./address.ts";
import { ANSWER_TIMEOUT_MS, ask, CONNECTIONS, connected, openPool, type Row } from "./connection.ts";
import { plainFault, remedyFor } from "./faults.ts";
import type { Parameters, Statement } from "./statement.ts";
import { type Kind, LONG, LOOK, SHORT, type Transaction, transaction } from "./transaction.ts";

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
  const look = (statement: Statement, values: Parameters = {}): Promise<QueryResult> =>
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

  const single = (statement: Statement, values: Parameters = {}): Promise<QueryResult> =>
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
