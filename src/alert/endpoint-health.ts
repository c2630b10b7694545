import type { Endpoint } from "../model/alert.ts";
import type { AlertSettings } from "./settings.ts";

/** Begins the reason of an enabled endpoint that fails; the moment of its first failure follows. */
const FAILING_SINCE = "failing since ";

/** An endpoint after a delivered webhook: whatever was wrong is over. */
export function afterSuccess(endpoint: Endpoint): Endpoint {
  return endpoint.state === "enabled" ? { ...endpoint, stateReason: null } : endpoint;
}

/**
 * An endpoint after a failed try. 410 disables it at once; so do `disableAfterMs` of nothing but failures, counted from
 * the first one after the last success.
 *
 * @param gone the reply was 410
 */
export function afterFailure(endpoint: Endpoint, gone: boolean, now: number, settings: AlertSettings): Endpoint {
  if (endpoint.state === "disabled") return endpoint;
  if (gone) return { ...endpoint, state: "disabled", stateReason: "it answered 410 Gone" };
  const since = failingSince(endpoint) ?? now;
  const reason = `${FAILING_SINCE}${new Date(since).toISOString()}`;
  if (now - since < settings.disableAfterMs) return { ...endpoint, stateReason: reason };
  return { ...endpoint, state: "disabled", stateReason: `${reason}, without one success` };
}

/** When an enabled endpoint began to fail; null when it does not. */
export function failingSince(endpoint: Endpoint): number | null {
  if (endpoint.state !== "enabled" || !endpoint.stateReason?.startsWith(FAILING_SINCE)) return null;
  const at = Date.parse(endpoint.stateReason.slice(FAILING_SINCE.length));
  return Number.isNaN(at) ? null : at;
}
