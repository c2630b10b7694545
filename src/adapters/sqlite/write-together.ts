import type { DatabaseSync } from "node:sqlite";
import { setImmediate as turn } from "node:timers/promises";

/** Writes of one turn of the event loop that share a commit: bounds the time for which the file is locked. */
const MOST_TOGETHER = 64;

interface Waiting {
  work: () => unknown;
  resolve: (value: never) => void;
  reject: (error: unknown) => void;
}

type Outcome = { ok: true; value: unknown } | { ok: false; error: unknown };

export interface Writer {
  write<T>(work: () => T): Promise<T>;
  /** Resolves when everything asked for so far is settled. */
  settled(): Promise<void>;
}

/**
 * Lets the writes of one turn share one transaction, and so one wait for the disk. Each is still whole or not at all:
 * one that throws is undone alone (a savepoint), and none is told "done" before the common commit.
 *
 * @param transact runs `work` in a transaction that is committed when it returns
 */
export function writeTogether(connection: DatabaseSync, transact: <T>(work: () => T) => Promise<T>): Writer {
  const waiting: Waiting[] = [];
  let running: Promise<void> | null = null;

  function attempt({ work }: Waiting): Outcome {
    connection.exec("SAVEPOINT one");
    try {
      const value = work();
      connection.exec("RELEASE one");
      return { ok: true, value };
    } catch (error) {
      // A full disk has undone everything: then the writes fail together.
      if (!connection.isTransaction) throw error;
      connection.exec("ROLLBACK TO one; RELEASE one");
      return { ok: false, error };
    }
  }

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      await turn();
      const batch = waiting.splice(0, MOST_TOGETHER);
      try {
        const outcomes = await transact(() => batch.map(attempt));
        for (const [i, outcome] of outcomes.entries()) {
          if (outcome.ok) batch[i]?.resolve(outcome.value as never);
          else batch[i]?.reject(outcome.error);
        }
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    running = null;
  }

  return {
    write: (work) =>
      new Promise((resolve, reject) => {
        waiting.push({ work, resolve, reject });
        running ??= run();
      }),
    async settled() {
      await running;
    },
  };
}
