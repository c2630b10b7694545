import type { FeedHints } from "../model/feed.ts";
import { freshForMs, type Headers } from "./freshness.ts";
import type { PollSettings } from "./settings.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Polls per expected item: at two, an item waits a quarter of the usual gap on average and half of it at most. */
const POLLS_PER_ITEM = 2;
/** Spread of good polls, upward only, so that feeds added together drift apart and no hint is undercut. */
const SPREAD = 0.05;
/** Memory of the observed rate: after three days an old rate weighs 1/e. Long enough for a weekend, short for a new habit. */
const RATE_MEMORY_MS = 3 * DAY_MS;

const DAY_NAMES = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

export type IntervalSettings = Pick<PollSettings, "minIntervalMs" | "maxIntervalMs" | "firstIntervalMs">;

/** When to come back after a good answer: the longest of all wishes, within bounds, moved out of hours not wanted. */
export function nextPollAt(
  known: { itemsPerDay: number | null; hints: FeedHints },
  headers: Headers,
  now: number,
  random: number,
  settings: IntervalSettings,
): number {
  const wishes = [
    adaptiveMs(known.itemsPerDay, settings),
    (known.hints.ttlMinutes ?? 0) * 60_000,
    known.hints.syPeriodMs ?? 0,
    freshForMs(headers, now) ?? 0,
  ];
  const interval = Math.min(settings.maxIntervalMs, Math.max(settings.minIntervalMs, ...wishes));
  return nextAllowedAt(now + Math.round(interval * (1 + SPREAD * random)), known.hints);
}

/** The interval that the feed's own rate asks for. */
export function adaptiveMs(itemsPerDay: number | null, settings: IntervalSettings): number {
  if (itemsPerDay === null) return settings.firstIntervalMs;
  const wanted = DAY_MS / (POLLS_PER_ITEM * Math.max(itemsPerDay, 1e-6));
  return Math.min(settings.maxIntervalMs, Math.max(settings.minIntervalMs, wanted));
}

/**
 * The observed rate after `added` new items in `elapsedMs`: an exponential moving average over time,
 * rate' = rate + (added / elapsed - rate) (1 - e^(-elapsed / memory)), which does not depend on how often one looks.
 */
export function updatedRate(itemsPerDay: number | null, added: number, elapsedMs: number): number | null {
  if (elapsedMs <= 0) return itemsPerDay;
  const seen = (added * DAY_MS) / elapsedMs;
  if (itemsPerDay === null) return elapsedMs < HOUR_MS ? null : seen;
  return itemsPerDay + (seen - itemsPerDay) * (1 - Math.exp(-elapsedMs / RATE_MEMORY_MS));
}

/** A first guess from the dates in one document: items between the oldest and the newest. Null with fewer than three. */
export function rateFromDates(dates: readonly (number | null)[], now: number): number | null {
  const known = dates.filter((at) => at !== null && at <= now).sort((a, b) => a! - b!) as number[];
  if (known.length < 3) return null;
  // Up to now, so that a feed that fell silent is not taken for a busy one.
  const span = now - known[0]!;
  return span <= 0 ? null : ((known.length - 1) * DAY_MS) / span;
}

/**
 * The first moment at or after `at` outside skipHours and skipDays (RSS 2.0; GMT). A feed that skips every hour of the week
 * is not taken at its word.
 */
export function nextAllowedAt(at: number, hints: Pick<FeedHints, "skipHours" | "skipDays">): number {
  if (hints.skipHours.length === 0 && hints.skipDays.length === 0) return at;
  let candidate = at;
  for (let i = 0; i <= 7 * 24; i++) {
    const date = new Date(candidate);
    const skipped =
      hints.skipHours.includes(date.getUTCHours()) || hints.skipDays.includes(DAY_NAMES[date.getUTCDay()]!);
    if (!skipped) return candidate;
    candidate = (Math.floor(candidate / HOUR_MS) + 1) * HOUR_MS;
  }
  return at;
}
