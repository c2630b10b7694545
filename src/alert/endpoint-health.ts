import type { Endpoint } from "../model/alert.ts";
import { pauseAfter } from "./backoff.ts";
import type { AlertSettings } from "./settings.ts";

/** So many tries in a row that failed are an outage: when it ends, everything that waits is sent at once. */
const OUTAGE_FAILURES = 3;

/** Whether a success now ends an outage. */
export const endsOutage = (endpoint: Endpoint): boolean => endpoint.failures >= OUTAGE_FAILURES;

/** An endpoint after a delivered webhook: whatever was wrong is over. */
export function afterSuccess(endpoint: Endpoint): Endpoint {
  return { ...endpoint, failingSince: null, failures: 0, pausedUntil: null };
}

/**
 * An endpoint after a failed try. It is left alone for a while, longer with each failure in a row, so that a backlog does
 * not hammer what is down. 410 disables it at once; so do `disableAfterMs` of nothing but failures, counted from the
 * first one after the last success.
 *
 * @param gone the reply was 410
 * @param askedMs how long the reply asked to be left alone
 */
export function afterFailure(
  endpoint: Endpoint,
  gone: boolean,
  askedMs: number,
  now: number,
  settings: AlertSettings,
): Endpoint {
  if (endpoint.state === "disabled") return endpoint;
  const failingSince = endpoint.failingSince ?? now;
  const failures = endpoint.failures + 1;
  const pausedUntil = now + Math.max(pauseAfter(failures, settings), askedMs);
  const failing: Endpoint = { ...endpoint, failingSince, failures, pausedUntil };
  if (gone) return { ...failing, state: "disabled", stateReason: "it answered 410 Gone" };
  if (now - failingSince < settings.disableAfterMs) return failing;
  const stateReason = `failing since ${new Date(failingSince).toISOString()}, without one success`;
  return { ...failing, state: "disabled", stateReason };
}

/** Switched on again by an operator: a clean sheet. */
export const enabled = (endpoint: Endpoint): Endpoint => ({
  ...afterSuccess(endpoint),
  state: "enabled",
  stateReason: null,
});

export const disabled = (endpoint: Endpoint, reason: string): Endpoint => ({
  ...endpoint,
  state: "disabled",
  stateReason: reason,
});
