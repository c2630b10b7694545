import { type Job, WaitingError, Worker } from "bullmq";
import type { Ending } from "../../model/ending.ts";
import type { Stage } from "../../model/words.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";
import type { Consumer, Handler, ProcessOptions } from "../../ports/queue.ts";
import type { QueueSettings } from "../settings.ts";
import type { Connection } from "./connection.ts";
import { FINISHED } from "./scripts.ts";

/** Longest error and stack that are kept of a failed job, in characters. */
const MAX_ERROR = 1_000;
const MAX_STACK = 8_000;
/** After an answer that was an error (memory full, still loading): the next job is asked for then. */
const FAULT_PAUSE_MS = 1_000;
/**
 * Longest wait for a job in one read, in seconds: an idle worker asks again after it. BullMQ's own 5 to 10 s would keep a
 * process that long after `close` when Redis is gone, because the watchdog over such a read cannot be called off.
 */
const READ_S = 2;
/** How long stopping waits for Redis to take what the jobs in hand ended with. */
const STOP_MS = 3_000;

/** Tells BullMQ that a job has been dealt with and the next may be taken. One for all: nobody reads its stack. */
const DEALT_WITH = new WaitingError();

export interface StageParts {
  connection: Connection;
  prefix: string;
  holder: string;
  settings: QueueSettings;
  clock: Clock;
  log: Log;
}

/** BullMQ's worker, which asks again at once after an error: thousands of times a second when Redis is full. */
class PatientWorker extends Worker {
  afterFault: () => Promise<void> = async () => {};

  protected override async moveToActive(token: string, name?: string) {
    try {
      return await super.moveToActive(token, name);
    } catch (error) {
      await this.afterFault();
      throw error;
    }
  }

  protected override getBlockTimeout(blockUntil: number): number {
    return Math.min(super.getBlockTimeout(blockUntil), READ_S);
  }

  /** Ends what `close` could not end because Redis does not answer. */
  async abandon(): Promise<void> {
    await this.lockManager.close();
    this.getBackend()
      .close(true)
      .catch(() => {});
  }
}

/** Hands a stage's jobs to its handler and carries out what their endings say. */
export function consume(parts: StageParts, stage: Stage, handler: Handler, options: ProcessOptions): Consumer {
  const { connection, prefix, holder, settings, clock, log } = parts;
  const atWork = new Set<Promise<unknown>>();
  const settling = new Set<Promise<unknown>>();
  const stopping = new AbortController();

  async function run(job: Job): Promise<Ending> {
    const id = String(job.id);
    const key = id.slice(stage.length + 1);
    const attempt = job.attemptsMade + 1;
    const ending = Promise.resolve().then(() => handler({ id, stage, key, attempt }));
    const settled = ending.catch(() => {}).finally(() => atWork.delete(settled));
    atWork.add(settled);
    try {
      return await ending;
    } catch (error) {
      log.warn("job-threw", { stage, key, attempt, error: error instanceof Error ? error.message : String(error) });
      throw keepable(error);
    }
  }

  /** Carries out how a job ended. */
  async function settle(job: Job, token: string, ending: Ending): Promise<void> {
    const id = String(job.id);
    const jobKey = worker.toKey(id);
    const settled =
      ending.kind === "later"
        ? await connection.work.samestoryForgive(jobKey, token)
        : await connection.work.samestoryFinish(jobKey, worker.toKey("active"), worker.toKey("stalled"), id, token);
    // The lock ran out (a frozen process, a long outage) or Redis was emptied: what the handler did is in the store.
    if (settled === FINISHED.lost) log.warn("job-no-longer-ours", { stage, id });
    else if (ending.kind === "later" || settled === FINISHED.again)
      await job.moveToDelayed(clock.now() + (ending.kind === "later" ? ending.ms : 0), token);
  }

  /**
   * The next job is asked for in the same trip that ends this one. Should the end not arrive, the lock runs out and the job
   * is given again: what the handler did is in the store, and it finds its work done.
   */
  async function process(job: Job, token = ""): Promise<void> {
    const settled = settle(job, token, await run(job))
      .catch((error: unknown) => connection.fault(stage, error))
      .finally(() => settling.delete(settled));
    settling.add(settled);
    throw DEALT_WITH;
  }

  const worker = new PatientWorker(stage, process, {
    connection: connection.work,
    prefix,
    name: holder,
    concurrency: options.concurrency,
    lockDuration: settings.lockMs,
    stalledInterval: settings.lockMs / 2,
    // BullMQ fails a job at the first death beyond this number.
    maxStalledCount: Math.max(0, settings.maxDeaths - 1),
    runRetryDelay: FAULT_PAUSE_MS,
  });
  worker.afterFault = () => clock.sleep(FAULT_PAUSE_MS, stopping.signal);
  worker.on("error", (error) => connection.fault(stage, error));

  async function handlersDone(): Promise<void> {
    while (atWork.size > 0) await Promise.all(atWork);
  }

  async function stop(): Promise<void> {
    stopping.abort();
    await worker.pause(true);
    await handlersDone();
    const closed = worker
      .close(connection.work.status !== "ready")
      .then(() => Promise.all(settling))
      .then(() => true);
    for (;;) {
      const inTime = new AbortController();
      const tooLate = clock.sleep(STOP_MS, inTime.signal).then(() => false);
      const closedInTime = await Promise.race([closed, tooLate]).finally(() => inTime.abort());
      // A job that was on its way from Redis when the worker paused is worked on like the others.
      if (atWork.size === 0) {
        if (!closedInTime) await worker.abandon();
        return;
      }
      await handlersDone();
    }
  }
  let stopped: Promise<void> | null = null;
  return {
    stop() {
      stopped ??= stop();
      return stopped;
    },
  };
}

/** What BullMQ keeps of a failed job is the message and the stack; it also acts on some names and messages of errors. */
function keepable(thrown: unknown): Error {
  const error = thrown instanceof Error ? thrown.message : String(thrown);
  const kept = new Error(error.slice(0, MAX_ERROR));
  kept.stack = (thrown instanceof Error ? (thrown.stack ?? error) : error).slice(0, MAX_STACK);
  return kept;
}
