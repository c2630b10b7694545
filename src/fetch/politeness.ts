import { retryAfterMs } from "../model/retry-after.ts";
import type { HttpOutcome } from "../ports/http.ts";
import type { FetchSettings } from "./settings.ts";

/** Milliseconds between two starts on one host: our own gap, or the longer one that robots.txt asks for, up to a cap. */
export function hostGapMs(crawlDelayMs: number | null, settings: FetchSettings): number {
  return Math.max(settings.minGapMs, Math.min(crawlDelayMs ?? 0, settings.maxCrawlDelayMs));
}

/** How long the whole host is left alone after this reply: a 429 speaks for the host, everything else for the page alone. */
export function hostPauseMs(outcome: HttpOutcome, now: number, settings: FetchSettings): number {
  if (!outcome.ok || outcome.status !== 429) return 0;
  const asked = retryAfterMs(outcome.headers["retry-after"], now) ?? settings.retryBaseMs;
  return Math.min(asked, settings.maxRetryAfterMs);
}

/** Wait after the `tries`-th failed try (0 for the first): doubled each time, at most a day. */
export function backOffMs(tries: number, settings: FetchSettings): number {
  return Math.min(settings.retryBaseMs * 2 ** Math.max(0, tries), LONGEST_BACK_OFF_MS);
}

/** A page that stays away for days is old news when it comes back. */
const LONGEST_BACK_OFF_MS = 86_400_000;
