import type { Attempt, Delivery, Endpoint } from "../model/alert.ts";
import { retryAfterMs } from "../model/retry-after.ts";
import type { HttpOutcome } from "../ports/http.ts";
import { waitBeforeRetryMs } from "./backoff.ts";
import { afterFailure, afterSuccess, endsOutage } from "./endpoint-health.ts";
import type { AlertSettings } from "./settings.ts";

/** What came of one try; `template`: nothing was sent. */
export type Reply = HttpOutcome | { ok: false; reason: "template"; detail: string; ms: number };

/** What one try changes, to be kept together. */
export interface ReplyVerdict {
  attempt: Attempt;
  delivery: Delivery;
  endpoint: Endpoint;
  /** The endpoint is there again after an outage: what waits for it is due. */
  recovered: boolean;
}

/** Statuses whose Retry-After is kept to. */
const ASKS_TO_WAIT = new Set([429, 502, 503, 504]);
/** The longest Retry-After that is kept to: the longest wait of the schedule itself. */
const MAX_ASKED_MS = 24 * 3_600_000;

/**
 * 2xx is delivered, and nothing else is: a 3xx is a failure that is not followed. Every failure is tried again on the
 * schedule, and after the last try kept as failed. What waits for an endpoint that was disabled goes on waiting.
 *
 * @param delivery as it was before this try
 * @param now when the try began
 * @param random 0 (inclusive) to 1 (exclusive), for the jitter
 */
export function judgeReply(
  outcome: Reply,
  delivery: Delivery,
  endpoint: Endpoint,
  now: number,
  random: number,
  settings: AlertSettings,
): ReplyVerdict {
  const number = delivery.attempts + 1;
  const error = errorOf(outcome);
  const attempt: Attempt = {
    deliveryId: delivery.id,
    number,
    at: now,
    status: outcome.ok ? outcome.status : null,
    ms: outcome.ms,
    reply: outcome.ok ? asText(outcome.body, settings.maxReplyBytes) : "",
    error,
  };
  const endedAt = now + outcome.ms;
  if (error === null) {
    const delivered: Delivery = {
      ...delivery,
      attempts: number,
      state: "delivered",
      deliveredAt: endedAt,
      lastError: null,
    };
    return { attempt, delivery: delivered, endpoint: afterSuccess(endpoint), recovered: endsOutage(endpoint) };
  }
  const gone = outcome.ok && outcome.status === 410;
  const asked = askedMs(outcome, endedAt);
  const after = afterFailure(endpoint, gone, asked, endedAt, settings);
  const tried: Delivery = { ...delivery, attempts: number, lastError: error };
  const waitMs = waitBeforeRetryMs(number, random, settings);
  const recovered = false;
  if (waitMs === null) return { attempt, delivery: { ...tried, state: "failed" }, endpoint: after, recovered };
  const nextAttemptAt = endedAt + Math.max(waitMs, asked);
  return { attempt, delivery: { ...tried, state: "waiting", nextAttemptAt }, endpoint: after, recovered };
}

/** Why a try failed, in one line; null when it did not. */
function errorOf(outcome: Reply): string | null {
  if (!outcome.ok) return `${outcome.reason}: ${outcome.detail}`;
  if (outcome.status >= 200 && outcome.status < 300) return null;
  if (outcome.status >= 300 && outcome.status < 400) return `http-${outcome.status}: redirects are not followed`;
  return `http-${outcome.status}`;
}

function askedMs(outcome: Reply, now: number): number {
  if (!outcome.ok || !ASKS_TO_WAIT.has(outcome.status)) return 0;
  return Math.min(retryAfterMs(outcome.headers["retry-after"], now) ?? 0, MAX_ASKED_MS);
}

/** The reply's beginning as text that any database takes. */
function asText(body: Uint8Array, maxBytes: number): string {
  return new TextDecoder().decode(body.subarray(0, maxBytes)).replaceAll("\u0000", "\ufffd");
}
