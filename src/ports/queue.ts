import type { Ending } from "../model/ending.ts";
import type { Stage } from "../model/words.ts";

/** A job says only which stage works on which id; everything else is in the store. */
export interface Job {
  /** `<stage>-<key>`: a job added twice is one job. */
  id: string;
  stage: Stage;
  /** Feed id for `poll`, delivery id for `alert`, entry id for the rest. */
  key: string;
  /** 1 on the first try. */
  attempt: number;
}

export interface FailedJob extends Job {
  error: string;
  stack: string;
  failedAt: number;
}

export interface QueueCounts {
  waiting: number;
  delayed: number;
  active: number;
  failed: number;
}

export interface ProcessOptions {
  /** Jobs at once. 1 keeps the order in which jobs became ready. */
  concurrency: number;
}

/** Stops taking jobs, waits for those in hand, then resolves. */
export interface Consumer {
  stop(): Promise<void>;
}

export interface BoardOptions {
  /** The path under which it is shown. */
  prefix: string;
  /** Nothing can be changed. */
  readOnly: boolean;
}

/** A server that carries jobs. */
export interface Carrier {
  found: string;
  /** What to do about it; null when all is well. */
  advice: string | null;
}

export type Handler = (job: Job) => Promise<Ending>;

/**
 * Carries jobs between stages; the store is the truth. At-least-once: a job whose worker died is given again.
 * A handler that returns `next` or `dropped` ends the job, `later` brings it back after `ms` (not counted as a failure),
 * a throw retries it with exponential back-off (`queue.retryBaseMs` doubled each time) up to `queue.maxAttempts`
 * and then keeps it as failed, with its stack. So it does with a job over which `queue.maxDeaths` workers died.
 */
export interface Queue {
  /**
   * Idempotent: a job that is already waiting or delayed stays as it is (a failed one too, until retried or dropped). One
   * that is active runs once more when its handler ends it with `next` or `dropped`: what it was added for may have
   * come after the handler looked.
   */
  add(jobs: { stage: Stage; key: string; runAt?: number }[]): Promise<void>;
  process(stage: Stage, handler: Handler, options: ProcessOptions): Consumer;
  counts(): Promise<Record<Stage, QueueCounts>>;
  /** The earliest time at which a waiting or delayed job of these stages may run; null when there is none. Active jobs count as now. */
  nextRunAt(stages: readonly Stage[]): Promise<number | null>;
  /** Which of these job ids are waiting, delayed, active or failed. */
  known(ids: string[]): Promise<Set<string>>;
  failed(limit: number): Promise<FailedJob[]>;
  list(limit: number): Promise<(Job & { state: "waiting" | "delayed" | "active" | "failed"; runAt: number })[]>;
  /** Failed jobs run again from attempt 1. Returns how many. */
  retry(ids: string[]): Promise<number>;
  /** Forgets jobs in any state but active. Returns how many. */
  drop(ids: string[]): Promise<number>;
  /** Gives back jobs whose worker is known to be dead. Called at start; returns how many. */
  recover(): Promise<number>;
  /** What carries the jobs, in one line, and what is wrong with it; an engine that lives in the store's file has none. */
  carrier?(): Promise<Carrier>;
  /** A view of the queue for a browser, as a plug-in of the web server; an engine may have none. */
  board?(options: BoardOptions): Promise<unknown>;
  close(): Promise<void>;
}
