import type { App } from "../src/app.ts";
import { type Lease, LeaseLost, WRITER } from "../src/ports/store.ts";

/** Another process writes. The message says who. */
export class LeaseHeld extends Error {
  override name = "LeaseHeld";
}

export interface HeldLease {
  lease(): Lease;
  /** Aborts, with a LeaseLost as reason, when the lease went to another. */
  lost: AbortSignal;
  release(): Promise<void>;
}

/** How often a process that waits for its turn looks. */
const LOOK_MS = 250;

/**
 * Takes the writer's lease, waiting up to `waitMs` for its turn, and keeps it alive. Null when `signal` ended the wait.
 *
 * @throws LeaseHeld when another still has it then
 */
export async function holdLease(app: App, waitMs: number, signal: AbortSignal): Promise<HeldLease | null> {
  const { store, clock, log, settings, holder } = app;
  const ttlMs = settings.run.leaseTtlMs;
  const giveUpAt = clock.now() + waitMs;
  let lease = await store.takeLease(WRITER, holder, clock.now(), ttlMs);
  while (!lease && clock.now() < giveUpAt && !signal.aborted) {
    await clock.sleep(LOOK_MS, signal);
    lease = await store.takeLease(WRITER, holder, clock.now(), ttlMs);
  }
  if (!lease && signal.aborted) return null;
  if (!lease) {
    const other = await store.lease(WRITER);
    throw new LeaseHeld(
      `already running: ${other?.holder ?? "another process"} holds the writer's lease on ${app.dataDir}. ` +
        "Stop it first, or run other stages beside it: samestory run --only poll,fetch,extract,alert",
    );
  }
  let current = lease;
  const lost = new AbortController();
  const beat = setInterval(async () => {
    try {
      current = await store.renewLease(current, clock.now(), ttlMs);
    } catch (error) {
      log.error("lease", { error: String(error) });
      if (error instanceof LeaseLost) lost.abort(error);
    }
  }, ttlMs / 4);
  return {
    lease: () => current,
    lost: lost.signal,
    async release() {
      clearInterval(beat);
      if (!lost.signal.aborted) await store.releaseLease(current);
    },
  };
}
