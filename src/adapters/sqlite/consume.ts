import type { Ending } from "../../model/ending.ts";
import type { Stage } from "../../model/words.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";
import type { Consumer, Handler, ProcessOptions } from "../../ports/queue.ts";
import type { ClaimedJob, Jobs } from "./jobs.ts";

/** Why a sleep was called off. Without a reason, each would get an error with a stack of its own. */
const RUNG = "rung";
/** After a look that failed (disk full, locked for minutes): the next one is made then. */
const FAULT_PAUSE_MS = 1_000;

export interface ConsumerParts {
  jobs: Jobs;
  clock: Clock;
  log: Log;
  /** How often to look for jobs of other processes. */
  lookMs: number;
}

export interface StageConsumer extends Consumer {
  stage: Stage;
  inHand: ReadonlyMap<ClaimedJob, Promise<void>>;
  /** Look again now. */
  wake(): void;
}

/** Takes a stage's jobs as they become due, up to `concurrency` at once, and carries out what their endings say. */
export function consume(parts: ConsumerParts, stage: Stage, handler: Handler, options: ProcessOptions): StageConsumer {
  const { jobs, clock, log, lookMs } = parts;
  const inHand = new Map<ClaimedJob, Promise<void>>();
  let stopping = false;
  let bell = new AbortController();
  const wake = () => bell.abort(RUNG);

  async function settle(job: ClaimedJob): Promise<void> {
    const { id, key, attempt } = job;
    let ending: Ending;
    try {
      ending = await handler({ id, stage, key, attempt });
    } catch (error) {
      log.warn("job-threw", { stage, key, attempt, error: error instanceof Error ? error.message : String(error) });
      await jobs.threw(job, error, clock.now());
      return;
    }
    if (ending.kind === "later") await jobs.later(job, ending.ms, clock.now());
    else await jobs.done(job, clock.now());
  }

  function start(job: ClaimedJob): void {
    const settled = settle(job)
      // Its lock runs out and the job is given again; handlers are idempotent.
      .catch((error: unknown) => log.error("job-not-settled", { id: job.id, error: String(error) }))
      .finally(() => {
        inHand.delete(job);
        wake();
      });
    inHand.set(job, settled);
  }

  /** Takes what is due; returns how long there is nothing to do, null for "until something ends". */
  async function look(): Promise<number | null> {
    const free = options.concurrency - inHand.size;
    if (free <= 0) return null;
    const now = clock.now();
    // A read first: an idle stage never asks for the write lock.
    const dueAt = jobs.nextOf(stage);
    if (dueAt === null || dueAt > now) return Math.min(lookMs, dueAt === null ? lookMs : dueAt - now);
    for (const job of await jobs.claim(stage, free, now)) start(job);
    return 0;
  }

  async function run(): Promise<void> {
    while (!stopping) {
      // A new bell before the look, so that what is added during it is not missed.
      bell = new AbortController();
      const { signal } = bell;
      try {
        const idleMs = await look();
        if (stopping) return;
        if (idleMs === null) await rung(signal);
        else if (idleMs > 0) await clock.sleep(idleMs, signal);
      } catch (error) {
        log.error("queue-look-failed", { stage, error: error instanceof Error ? error.message : String(error) });
        await clock.sleep(FAULT_PAUSE_MS, signal);
      }
    }
  }

  const running = run();
  return {
    stage,
    inHand,
    wake,
    async stop() {
      stopping = true;
      wake();
      await running;
      await Promise.all(inHand.values());
    },
  };
}

function rung(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
