import { Cron } from "croner";
import type { App } from "../src/app.ts";
import type { Ending } from "../src/model/ending.ts";
import type { Stage } from "../src/model/words.ts";
import type { Consumer } from "../src/ports/queue.ts";
import type { Lease } from "../src/ports/store.ts";
import { BELT, inBeltOrder, needsLease } from "./belt.ts";
import { holdLease } from "./lease.ts";
import { enqueueDueFeeds, reconcile } from "./reconcile.ts";

export interface RunOptions {
  stages: readonly Stage[];
  /** Stop when nothing is left to do within `run.drainWaitMs`, instead of going on. */
  once: boolean;
  /** Whether to look for due feeds. */
  polls: boolean;
  /** Aborts to ask for an orderly end. */
  signal: AbortSignal;
  /** Called after each job. */
  observe?: (stage: Stage, ending: Ending, ms: number) => void;
  /** Called when all consumers are up. */
  ready?: () => void;
}

/**
 * Runs stages of the belt until told to stop (or, with `once`, until they are drained).
 *
 * @throws LeaseHeld when another process writes and does not end within `run.turnWaitMs` (at once, without `once`)
 * @throws LeaseLost when the lease was taken by another while this process was not looking
 */
export async function runBelt(app: App, options: RunOptions): Promise<void> {
  const { settings, clock, log, queue } = app;
  const stages = inBeltOrder(options.stages);
  const handsOff = new AbortController();
  const held = needsLease(stages)
    ? await holdLease(app, options.once ? settings.run.turnWaitMs : 0, options.signal)
    : null;
  const stop = held ? AbortSignal.any([options.signal, held.lost]) : options.signal;
  const timers: Cron[] = [];
  const consumers: Consumer[] = [];
  try {
    const freed = await queue.recover();
    const found = await reconcile(app);
    log.info("run", { stages, once: options.once, freed, reconciled: found });
    for (const stage of stages) {
      const handler = await station(app, stage, handsOff.signal, held?.lease, options.observe);
      consumers.push(queue.process(stage, handler, { concurrency: BELT[stage].concurrency(settings) }));
    }
    if (options.polls && stages.includes("poll")) {
      await enqueueDueFeeds(app);
      if (!options.once) timers.push(repeat(app, settings.poll.schedule, enqueueDueFeeds));
    }
    if (!options.once) timers.push(repeat(app, settings.run.reconcileSchedule, reconcile));
    options.ready?.();
    if (options.once) await drained(app, stages, stop);
    else await aborted(stop);
  } finally {
    for (const timer of timers) timer.stop();
    // Jobs in hand get their time; then their requests are cut off, and they go back to the queue.
    const patience = new AbortController();
    const cutOff = clock.sleep(settings.run.stopWaitMs, patience.signal).then(() => handsOff.abort());
    await Promise.all(consumers.map((consumer) => consumer.stop()));
    patience.abort();
    await cutOff;
    await held?.release();
    log.info("stopped", { stages });
  }
  held?.lost.throwIfAborted();
}

/** One station's job handler: the work, the following jobs, one line in the log. */
async function station(
  app: App,
  stage: Stage,
  signal: AbortSignal,
  lease: (() => Lease) | undefined,
  observe: RunOptions["observe"],
) {
  const { worker, feeds, next } = BELT[stage];
  const noLease = (): Lease => {
    throw new Error(`${stage} has no writer's lease`);
  };
  const work = await worker({ app, stage, next, lease: lease ?? noLease, signal });
  return async (job: { key: string }): Promise<Ending> => {
    const startedAt = app.clock.now();
    const ending = await work(job.key);
    if (ending.kind === "next" && feeds)
      await app.queue.add((ending.keys ?? [job.key]).map((key) => ({ stage: feeds, key })));
    const ms = app.clock.now() - startedAt;
    observe?.(stage, ending, ms);
    const { kind, detail, ...rest } = ending;
    const quiet = kind === "later" || (kind === "dropped" && ending.reason === "stale");
    app.log[quiet ? "debug" : "info"](stage, {
      key: job.key,
      ending: kind,
      ...rest,
      keys: undefined,
      ...detail,
      took_ms: ms,
    });
    return ending;
  };
}

/** Repeats a task by a cron pattern; a run that is still going is not started again; a failure is logged, not fatal. */
function repeat(app: App, pattern: string, task: (app: App) => Promise<unknown>): Cron {
  const failed = (error: unknown) => app.log.error("schedule", { task: task.name, error: String(error) });
  return new Cron(pattern, { protect: true, catch: failed }, async () => void (await task(app)));
}

/** Resolves when these stages have nothing to do within `run.drainWaitMs`. */
async function drained(app: App, stages: Stage[], stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    const at = await app.queue.nextRunAt(stages);
    const now = app.clock.now();
    if (at === null || at > now + app.settings.run.drainWaitMs) {
      if ((await reconcile(app)) === 0) return;
    } else await app.clock.sleep(Math.min(Math.max(at - now, 20), 250), stop);
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
