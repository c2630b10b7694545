import type { PoolClient, QueryResult } from "pg";
import { ANSWER_TIMEOUT_MS, ask, askPlain, type Row } from "./connection.ts";
import { remedyFor } from "./faults.ts";
import type { Parameters, Statement } from "./statement.ts";

/** Looks through everything (check, sums) and migrations may take as long as this. */
const LONG_STATEMENT_MS = 600_000;

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

export interface Kind {
  begin: string;
  answerMs: number;
}
export const SHORT: Kind = { begin: "BEGIN ISOLATION LEVEL READ COMMITTED", answerMs: ANSWER_TIMEOUT_MS };
export const LONG: Kind = {
  begin: `${SHORT.begin}; SET LOCAL statement_timeout = ${LONG_STATEMENT_MS}; SET LOCAL lock_timeout = 0`,
  answerMs: LONG_STATEMENT_MS,
};
export const LOOK: Kind = {
  begin: `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = ${LONG_STATEMENT_MS}`,
  answerMs: LONG_STATEMENT_MS,
};

/** Everything that `work` sends, or nothing of it. Gives the connection back, broken or not. */
export async function transaction<T>(
  client: PoolClient,
  { begin, answerMs }: Kind,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const sent: Promise<unknown>[] = [];
  const say = (sql: string) => void sent.push(caughtLater(askPlain(client, sql, answerMs)));
  let over = false;
  function put<T>(statement: Statement, values: Parameters = {}, read: (result: QueryResult) => T): Promise<T> {
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
