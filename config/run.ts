/** What steers the daemon. */
export interface RunSettings {
  /** When to compare store and queue: a cron pattern with seconds. */
  reconcileSchedule: string;
  /** When to remove what the store keeps no longer: a cron pattern with seconds. */
  retainSchedule: string;
  /** `--once` waits for retries that are due within this. */
  drainWaitMs: number;
  /** `--once` and `ingest` wait this long for a running writer to end before they give up with exit code 5. */
  turnWaitMs: number;
  /** A writer that shows no sign of life for this long loses its lease. */
  leaseTtlMs: number;
  /** At SIGTERM, jobs in hand get this long to end. */
  stopWaitMs: number;
}

export const RUN_DEFAULTS: RunSettings = {
  reconcileSchedule: "0 * * * * *",
  retainSchedule: "0 17 * * * *",
  drainWaitMs: 30_000,
  turnWaitMs: 30_000,
  leaseTtlMs: 20_000,
  stopWaitMs: 8_000,
};
