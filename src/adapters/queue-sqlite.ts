import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";
import type { Queue } from "../ports/queue.ts";
import { CLOCK_STEP_MS } from "./clock-step.ts";
import { holderIsAlive, processHolder } from "./process-holder.ts";
import type { QueueSettings } from "./settings.ts";
import { consume, type StageConsumer } from "./sqlite/consume.ts";
import { type Database, openDatabase } from "./sqlite/database.ts";
import { jobsOf } from "./sqlite/jobs.ts";

/** Signs of life within the time of one lock: two may be missed. */
const BEATS_PER_LOCK = 3;

export interface SqliteQueueOptions {
  file: string;
  /** That file, when the caller has opened it already; it stays open when the queue is closed. */
  database?: Database | undefined;
  settings: QueueSettings;
  clock: Clock;
  log: Log;
  /** Who takes the jobs; this process when absent. */
  holder?: string;
  /** Whether the holder of a job still runs; null when that cannot be known. */
  isAlive?: (holder: string) => boolean | null;
}

/**
 * Jobs in a table of the SQLite file. A job added here wakes its consumers at once; one added by another process is seen
 * within `lookMs`. Commits survive the death of the process; after a power cut some may be missing, and `reconcile`
 * adds them again from the store.
 *
 * @throws StoreUnusable as `openSqliteStore` does
 */
export async function openSqliteQueue(options: SqliteQueueOptions): Promise<Queue> {
  const { file, settings, clock, log, holder = processHolder(), isAlive = holderIsAlive } = options;
  const { lockMs, lookMs } = settings;
  const db = options.database ?? (await openDatabase({ file, lookThrough: false, now: () => clock.now() }));
  const jobs = jobsOf(db.relaxed, { settings, holder, isAlive, now: () => clock.now() });
  const consumers = new Set<StageConsumer>();
  const closing = new AbortController();
  let beating: Promise<void> | null = null;
  let lastBeatAt = clock.now();

  const wakeAll = () => {
    for (const consumer of consumers) consumer.wake();
  };

  async function giveBack(): Promise<number> {
    const given = await jobs.giveBack(clock.now());
    if (given > 0) {
      log.info("jobs-given-back", { jobs: given });
      wakeAll();
    }
    return given;
  }

  async function beat(): Promise<void> {
    const now = clock.now();
    if (now < lastBeatAt - CLOCK_STEP_MS) {
      log.warn("clock-set-back", { ms: lastBeatAt - now });
      await jobs.afterClockStep(now);
    }
    lastBeatAt = now;
    const inHand = [...consumers].flatMap((consumer) => [...consumer.inHand.keys()]);
    if (inHand.length > 0) await jobs.beat(inHand, now);
    await giveBack();
  }

  async function keepBeating(): Promise<void> {
    for (;;) {
      await clock.sleep(lockMs / BEATS_PER_LOCK, closing.signal);
      if (closing.signal.aborted) return;
      await beat().catch((error: unknown) => log.error("queue-beat-failed", { error: String(error) }));
    }
  }

  async function close(): Promise<void> {
    await Promise.all([...consumers].map((consumer) => consumer.stop()));
    closing.abort();
    await beating;
    if (!options.database) await db.close();
  }
  let closed: Promise<void> | null = null;

  return {
    ...jobs.view,
    async add(added) {
      if (added.length === 0) return;
      await jobs.add(added, clock.now());
      const stages = new Set(added.map((job) => job.stage));
      for (const consumer of consumers) if (stages.has(consumer.stage)) consumer.wake();
    },
    process(stage, handler, processOptions) {
      const consumer = consume({ jobs, clock, log, lookMs }, stage, handler, processOptions);
      consumers.add(consumer);
      beating ??= keepBeating();
      return {
        async stop() {
          await consumer.stop();
          consumers.delete(consumer);
        },
      };
    },
    async retry(ids) {
      const retried = await jobs.view.retry(ids);
      wakeAll();
      return retried;
    },
    async recover() {
      await jobs.afterClockStep(clock.now());
      return giveBack();
    },
    close: () => {
      closed ??= close();
      return closed;
    },
  };
}
