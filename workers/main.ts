import { Cron } from "croner";
import { boundHeapGrowth } from "../src/adapters/heap-growth.ts";
import type { App } from "../src/app.ts";
import type { Stage } from "../src/model/words.ts";
import type { Consumer } from "../src/ports/queue.ts";
import { BELT, inBeltOrder } from "./belt.ts";
import { type HeldLease, holdLease } from "./lease.ts";
import { withPatience } from "./patience.ts";
import { enqueueDueFeeds, enqueueEveryDueFeed, reconcile } from "./reconcile.ts";
import { retain } from "./retain.ts";
import { type Observe, staff } from "./station.ts";

export interface RunOptions {
  stages: readonly Stage[];
  /** Stop when nothing is left to do within `run.drainWaitMs`, instead of going on. */
  once: boolean;
  /** Whether to look for due feeds. */
  polls: boolean;
  /** Aborts to ask for an orderly end. */
  signal: AbortSignal;
  observe?: Observe;
  /** Called when the consumers are up (a stand-by's too: it is ready to take over). */
  ready?: () => void;
}

/**
 * Runs stages of the belt until told to stop (or, with `once`, until they are drained).
 *
 * Dedupe and cluster write in order, so they run where the writer's lease is. On a shared store (`app.shared`) a daemon
 * that does not get the lease stands by: it does everything else, and takes over when the lease is free.
 *
 * @throws LeaseHeld when another process writes and this one is not to stand by; `once` waits `run.turnWaitMs` first
 * @throws LeaseLost when the lease was taken by another while this process was not looking, and it does not stand by
 */
export async function runBelt(app: App, options: RunOptions): Promise<void> {
  await boundHeapGrowth();
  const { settings, log } = app;
  const stages = inBeltOrder(options.stages);
  const writing = stages.filter((stage) => BELT[stage].writer);
  const standsBy = app.shared && !options.once;
  const patienceMs = options.once ? settings.run.turnWaitMs : 0;
  const first = writing.length > 0 && !standsBy ? await holdLease(app, patienceMs, options.signal) : null;

  const handsOff = new AbortController();
  const ended = new AbortController();
  const stop = AbortSignal.any([options.signal, ended.signal]);
  const staffing = { handsOff: handsOff.signal, observe: options.observe };
  const timers: Cron[] = [];
  const consumers: Consumer[] = [];
  let writer: Promise<void> | null = null;
  let ends: PromiseSettledResult<unknown>[] = [];
  try {
    const freed = await app.queue.recover();
    const found = await reconcile(app);
    log.info("run", { stages, once: options.once, freed, reconciled: found });
    const others = stages.filter((stage) => !BELT[stage].writer);
    consumers.push(...(await staff(app, others, staffing)));
    if (writing.length > 0) {
      const turn = writeInTurn(app, first, standsBy, stop, (held) =>
        staff(app, writing, { ...staffing, lease: held.lease }),
      );
      writer = turn.over.finally(() => ended.abort());
      turn.up.then(boundHeapGrowth, () => {});
      if (!standsBy) await turn.up;
    }
    if (options.polls && stages.includes("poll")) {
      await (options.once ? enqueueEveryDueFeed(app) : enqueueDueFeeds(app));
      if (!options.once) timers.push(repeat(app, settings.poll.schedule, enqueueDueFeeds));
    }
    if (!options.once) timers.push(repeat(app, settings.run.reconcileSchedule, reconcile));
    if (!options.once) timers.push(repeat(app, settings.run.reconcileSchedule, boundHeapGrowth));
    if (!options.once && writing.length > 0) timers.push(repeat(app, settings.run.retainSchedule, retain, stop));
    options.ready?.();
    if (options.once) await drained(app, stages, stop);
    else await aborted(stop);
  } finally {
    ended.abort();
    for (const timer of timers) timer.stop();
    const stopped = consumers.map((consumer) => consumer.stop());
    ends = await withPatience(app, handsOff, Promise.allSettled([...stopped, writer ?? first?.release()]));
    log.info("stopped", { stages });
  }
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}

/**
 * The writing stages, for as long as this process has the lease: taken, worked with, given back. A stand-by that loses
 * it waits for its next turn; everybody else fails.
 */
function writeInTurn(
  app: App,
  first: HeldLease | null,
  standsBy: boolean,
  stop: AbortSignal,
  open: (held: HeldLease) => Promise<Consumer[]>,
): { up: Promise<void>; over: Promise<void> } {
  const up = Promise.withResolvers<void>();
  const turns = async () => {
    let held = first;
    while (!stop.aborted) {
      held ??= await holdLease(app, Number.POSITIVE_INFINITY, stop);
      if (!held) break;
      app.log.info("leader", { holder: held.lease().holder, token: held.lease().token });
      const consumers = await open(held);
      up.resolve();
      await aborted(AbortSignal.any([stop, held.lost]));
      await Promise.all(consumers.map((consumer) => consumer.stop()));
      await held.release();
      if (!standsBy) held.lost.throwIfAborted();
      held = null;
    }
    await held?.release(); // told to stop before its turn began
  };
  const over = turns();
  over.then(up.resolve, up.reject);
  return { up: up.promise, over };
}

/** Repeats a task by a cron pattern; a run that is still going is not started again; a failure is logged, not fatal. */
function repeat(
  app: App,
  pattern: string,
  task: (app: App, stop?: AbortSignal) => Promise<unknown>,
  stop?: AbortSignal,
): Cron {
  const failed = (error: unknown) => app.log.error("schedule", { task: task.name, error: String(error) });
  return new Cron(pattern, { protect: true, catch: failed }, async () => void (await task(app, stop)));
}

/** How long after a look at the queue, in which there was something to do, the next one is made. */
const LOOK_MS = { least: 50, most: 250 };

/** Resolves when these stages have nothing to do within `run.drainWaitMs`. */
export async function drained(app: App, stages: Stage[], stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    const at = await app.queue.nextRunAt(stages);
    const now = app.clock.now();
    if (at === null || at > now + app.settings.run.drainWaitMs) {
      if ((await reconcile(app)) === 0) return;
    } else await app.clock.sleep(Math.min(Math.max(at - now, LOOK_MS.least), LOOK_MS.most), stop);
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
