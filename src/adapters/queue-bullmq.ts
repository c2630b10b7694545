import { Queue as BullQueue } from "bullmq";
import { STAGES, type Stage } from "../model/words.ts";
import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";
import type { Consumer, Queue } from "../ports/queue.ts";
import { promoteFromFuture } from "./bullmq/clock-step.ts";
import { connect } from "./bullmq/connection.ts";
import { queueViewOf } from "./bullmq/queue-view.ts";
import { consume } from "./bullmq/stage-worker.ts";
import { CLOCK_STEP_MS } from "./clock-step.ts";
import { holderIsAlive, processHolder } from "./process-holder.ts";
import type { QueueSettings } from "./settings.ts";

/** The braces keep all keys in one slot, which Redis-compatible services with shards need. */
const DEFAULT_PREFIX = "{samestory}";
/** Looks for dead holders within the time of one lock. */
const LOOKS_PER_LOCK = 3;
/** Jobs in one pipeline: enough to be quick, few enough to let other processes in between. */
const BATCH = 500;
/** Nobody reads BullMQ's stream of events here; bull-board shows its tail. */
const EVENTS_KEPT = 1_000;

export interface BullQueueOptions {
  /** `REDIS_URL`; its forms are those of `redisAddress`. */
  url: string;
  /** `lookMs` has no use here: Redis wakes an idle worker. */
  settings: QueueSettings;
  /** Must go with the machine's time, by which BullMQ promotes delayed jobs. */
  clock: Clock;
  log: Log;
  /** Begins every key: several installations can share one Redis. */
  prefix?: string;
  /** Who takes the jobs; this process when absent. */
  holder?: string;
  /** Whether the holder of a job still runs; null when that cannot be known. */
  isAlive?: (holder: string) => boolean | null;
}

/**
 * Jobs in Redis, carried by BullMQ, one of its queues for each stage. Any number of processes on any number of machines
 * share them. A job whose process died is given back at once when that can be seen from here, otherwise when its lock
 * has run out and a check for stalled jobs has found it: within `lockMs` and half of it. Jobs put off count from the
 * time when they become due, and wait behind those that were waiting by then.
 *
 * @throws StoreUnusable when Redis cannot be reached, is too old, or is a cluster; and from every call that Redis
 * did not carry out, within about 5 s
 */
export async function openBullQueue(options: BullQueueOptions): Promise<Queue> {
  const { url, settings, clock, log } = options;
  const { prefix = DEFAULT_PREFIX, holder = processHolder(), isAlive = holderIsAlive } = options;
  const connection = await connect(url, { clock, log });
  const { ask, carry } = connection;
  const queueOptions = {
    connection: ask,
    prefix,
    // Done once for all, in `connect`.
    skipVersionCheck: true,
    streams: { events: { maxLen: EVENTS_KEPT } },
    // Read by the check for stalled jobs, as a worker's are.
    maxStalledCount: Math.max(0, settings.maxDeaths - 1),
    stalledInterval: settings.lockMs / 2,
  };
  const queues = Object.fromEntries(
    STAGES.map((stage) => {
      const queue = new BullQueue(stage, queueOptions);
      queue.on("error", () => {});
      return [stage, queue];
    }),
  ) as Record<Stage, BullQueue>;
  const view = queueViewOf(ask, queues, () => clock.now());
  const consumers = new Set<Consumer>();
  const closing = new AbortController();

  async function addToStage(stage: Stage, jobs: { key: string; runAt?: number }[]): Promise<void> {
    const queue = queues[stage];
    const now = clock.now();
    for (let from = 0; from < jobs.length; from += BATCH) {
      const batch = jobs.slice(from, from + BATCH).map(({ key, runAt = now }) => ({ jobId: `${stage}-${key}`, runAt }));
      // One behind the other on one connection, in one trip.
      const noted = ask.samestoryNoteAgain(batch.length, ...batch.map(({ jobId }) => queue.toKey(jobId)));
      const added = queue.addBulk(
        batch.map(({ jobId, runAt }) => ({
          name: stage,
          data: {},
          opts: {
            jobId,
            timestamp: now,
            delay: Math.max(0, Math.ceil(runAt) - now),
            attempts: settings.maxAttempts,
            backoff: { type: "exponential", delay: settings.retryBaseMs },
            removeOnComplete: true,
            removeOnFail: false,
            stackTraceLimit: 1,
          },
        })),
      );
      await Promise.all([noted, added]);
    }
  }

  async function giveBackIn(stage: Stage): Promise<number> {
    const queue = queues[stage];
    const active = await ask.lrange(queue.toKey("active"), 0, -1);
    if (active.length === 0) return 0;
    const holders = await Promise.all(active.map((id) => ask.hget(queue.toKey(id), "pb")));
    const orphans = active.flatMap((id, i) => {
      const itsHolder = holders[i];
      return itsHolder && itsHolder !== holder && isAlive(itsHolder) === false ? [id, itsHolder] : [];
    });
    if (orphans.length === 0) return 0;
    const keys = [queue.toKey("active"), queue.toKey("stalled"), queue.toKey("stalled-check")] as const;
    const freed = await ask.samestoryFree(...keys, queue.toKey(""), ...orphans);
    return freed === 0 ? 0 : (await queue.getBackend().moveStalledJobsToWait()).length;
  }

  async function giveBack(): Promise<number> {
    let given = 0;
    for (const stage of STAGES) given += await giveBackIn(stage);
    if (given > 0) log.info("jobs-given-back", { jobs: given });
    return given;
  }

  async function afterClockStep(): Promise<void> {
    for (const stage of STAGES) await promoteFromFuture(ask, queues[stage], clock.now());
  }

  async function keepLooking(): Promise<void> {
    for (let lastLookAt = clock.now(); ; ) {
      await clock.sleep(settings.lockMs / LOOKS_PER_LOCK, closing.signal);
      if (closing.signal.aborted) return;
      const now = clock.now();
      if (now < lastLookAt - CLOCK_STEP_MS) {
        log.warn("clock-set-back", { ms: lastLookAt - now });
        await afterClockStep().catch((error: unknown) => connection.fault("all", error));
      }
      lastLookAt = now;
      if (ask.status === "ready") await giveBack().catch((error: unknown) => connection.fault("all", error));
    }
  }
  let looking = false;

  async function close(): Promise<void> {
    await Promise.all([...consumers].map((consumer) => consumer.stop()));
    closing.abort();
    for (const queue of Object.values(queues)) await queue.close();
    connection.close();
  }
  let closed: Promise<void> | null = null;

  return {
    add: (added) =>
      carry(async () => {
        for (const [stage, jobs] of Map.groupBy(added, (job) => job.stage)) await addToStage(stage, jobs);
      }),
    process(stage, handler, processOptions) {
      const consumer = consume({ connection, prefix, holder, settings, clock, log }, stage, handler, processOptions);
      consumers.add(consumer);
      if (!looking) void keepLooking();
      looking = true;
      return {
        async stop() {
          await consumer.stop();
          consumers.delete(consumer);
        },
      };
    },
    counts: () => carry(() => view.counts()),
    nextRunAt: (stages) => carry(() => view.nextRunAt(stages)),
    known: (ids) => carry(() => view.known(ids)),
    failed: (limit) => carry(() => view.failed(limit)),
    list: (limit) => carry(() => view.list(limit)),
    retry: (ids) => carry(() => view.retry(ids)),
    drop: (ids) => carry(() => view.drop(ids)),
    recover: () =>
      carry(async () => {
        await afterClockStep();
        return giveBack();
      }),
    carrier: () => connection.server(),
    async board(options) {
      const { bullBoard } = await import("./bullmq/board.ts");
      return bullBoard(Object.values(queues), options);
    },
    close() {
      closed ??= close();
      return closed;
    },
  };
}
