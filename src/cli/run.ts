import { BELT } from "../../workers/belt.ts";
import { holdLease, LeaseHeld } from "../../workers/lease.ts";
import { type RunOptions, runBelt } from "../../workers/main.ts";
import { reconcile } from "../../workers/reconcile.ts";
import type { App } from "../app.ts";
import { CannotListen } from "../model/cannot-listen.ts";
import { STAGES, type Stage } from "../model/words.ts";
import { serveWeb, type Web } from "../web/server.ts";

let signalled: AbortSignal | null = null;

/**
 * Aborts at the first SIGINT, SIGTERM or SIGHUP (the terminal was closed); a second one ends the process at once. The same
 * for all who ask in one process.
 */
export function untilSignalled(): AbortSignal {
  signalled ??= listenForSignals();
  return signalled;
}

function listenForSignals(): AbortSignal {
  const stop = new AbortController();
  const onSignal = () => {
    if (stop.signal.aborted) process.exit(130);
    stop.abort();
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, onSignal);
  return stop.signal;
}

export interface RunCommand {
  stages: readonly Stage[];
  once: boolean;
  /** With `once`: every feed, due or not. */
  all: boolean;
  signal: AbortSignal;
}

/** The daemon, or one round of it: belt, health and metrics, until it is told to stop. */
export async function run(app: App, { stages, once, all, signal }: RunCommand): Promise<void> {
  if (once && all) await makeAllDue(app);
  const web = once ? null : await serveOrYield(app, stages, signal);
  if (web?.url) app.log.info("web", { url: web.url });
  try {
    const observe: RunOptions["observe"] = (stage, ending, ms) => web?.metrics.observe(stage, ending, ms);
    await runBelt(app, { stages, once, polls: true, signal, observe, ready: () => web?.ready() });
  } finally {
    await web?.close();
  }
}

/**
 * Health, metrics and pages. A second daemon meets the port of the first one before its lease, which says more.
 *
 * @throws LeaseHeld, else CannotListen
 */
async function serveOrYield(app: App, stages: readonly Stage[], signal: AbortSignal): Promise<Web> {
  try {
    return await serveWeb(app);
  } catch (error) {
    const writes = stages.some((stage) => BELT[stage].writer);
    if (error instanceof CannotListen && writes && !app.shared) await (await holdLease(app, 0, signal))?.release();
    throw error;
  }
}

/** Every feed that is neither paused nor gone becomes due now. */
async function makeAllDue({ store, clock }: App): Promise<void> {
  const now = clock.now();
  for (const feed of await store.feeds())
    if (feed.state !== "paused" && feed.state !== "gone" && feed.nextDueAt > now)
      await store.saveFeed({ ...feed, nextDueAt: now });
}

/**
 * Works off what waits, from `from` to the end of the belt. Where another process writes already, its jobs are left to it.
 * Tells which of the two happened.
 */
export async function workOff(app: App, from: Stage, signal: AbortSignal): Promise<"done" | "handed-over"> {
  const stages = STAGES.slice(STAGES.indexOf(from));
  try {
    await runBelt(app, { stages, once: true, polls: false, signal });
    return "done";
  } catch (error) {
    if (!(error instanceof LeaseHeld)) throw error;
    await reconcile(app); // the other process sees the jobs at once, not only at its next look
    return "handed-over";
  }
}
