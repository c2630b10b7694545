import type { AlertSettings } from "./settings.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * Waits before each try, the first at once: the schedule of the Standard Webhooks specification, ten tries in 75.6 hours.
 * Scaled so that the second is `alert.retryBaseMs`.
 */
export const RETRY_SCHEDULE_MS: readonly number[] = [
  0,
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];
const FIRST_RETRY_MS = 5 * SECOND;

/** A wait is up to this share longer, so that what failed together does not come back together. */
export const JITTER = 0.2;

/**
 * Milliseconds to wait after `made` failed tries; null when there are no more.
 *
 * @param random 0 (inclusive) to 1 (exclusive)
 */
export function waitBeforeRetryMs(made: number, random: number, settings: AlertSettings): number | null {
  const wait = RETRY_SCHEDULE_MS[made];
  if (wait === undefined) return null;
  return Math.round(wait * (settings.retryBaseMs / FIRST_RETRY_MS) * (1 + JITTER * random));
}

/**
 * Milliseconds for which an endpoint is left alone after so many failures in a row: the same schedule, up to
 * `alert.maxPauseMs`, so that the end of an outage is noticed soon.
 */
export function pauseAfter(failures: number, settings: AlertSettings): number {
  const wait = RETRY_SCHEDULE_MS[failures] ?? Number.POSITIVE_INFINITY;
  return Math.min(wait * (settings.retryBaseMs / FIRST_RETRY_MS), settings.maxPauseMs);
}
