import type { DatabaseSync } from "node:sqlite";
import { setImmediate as turn } from "node:timers/promises";
import { StoreUnusable } from "../../ports/store.ts";

/** Writes of one turn of the event loop that share a commit: bounds the time for which the file is locked. */
const MOST_TOGETHER = 64;

interface Waiting {
  work: () => unknown;
  durable: boolean;
  resolve: (value: never) => void;
  reject: (error: unknown) => void;
}

type Outcome = { ok: true; value: unknown } | { ok: false; error: unknown };

export interface Writer {
  /** @param durable whether it has to be on the disk when the promise resolves; then so is what shares its commit */
  write<T>(work: () => T, durable: boolean): Promise<T>;
  /** Resolves when everything asked for so far is settled. */
  settled(): Promise<void>;
}

/**
 * Lets the writes of one turn share one transaction, and so one wait for the disk. Each is still whole or not at all, and
 * none is told "done" before the common commit. When one throws, all is undone and each is done again under a savepoint of
 * its own, so that the one is undone alone; a write has to bear being done twice.
 *
 * @param transact runs `work` in a transaction that is committed when it returns
 */
export function writeTogether(
  connection: DatabaseSync,
  transact: <T>(work: () => T, durable: boolean) => Promise<T>,
): Writer {
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

  async function together(batch: readonly Waiting[]): Promise<Outcome[]> {
    const durable = batch.some((one) => one.durable);
    try {
      return await transact(() => batch.map(({ work }) => ({ ok: true, value: work() })), durable);
    } catch (error) {
      // Nobody's own fault: the lock was waited for long enough.
      const locked = error instanceof StoreUnusable && error.reason === "busy";
      if (batch.length === 1 || locked) throw error;
      return transact(() => batch.map(attempt), durable);
    }
  }

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      await turn();
      const batch = waiting.splice(0, MOST_TOGETHER);
      try {
        for (const [i, outcome] of (await together(batch)).entries()) {
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
    write: (work, durable) =>
      new Promise((resolve, reject) => {
        waiting.push({ work, durable, resolve, reject });
        running ??= run();
      }),
    async settled() {
      await running;
    },
  };
}
