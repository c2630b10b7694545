import type { FeedHints, FeedPolling } from "../model/feed.ts";
import { BUSY_SHARE, DEFAULT_ITEMS_PER_POLL } from "./pace.ts";
import { usualPerDay, whenExpected } from "./rhythm.ts";
import type { PollSettings } from "./settings.ts";
import { publisherWishMs } from "./wishes.ts";

const HOUR_MS = 3_600_000;

/** Spread of good polls, upward only, so that feeds added together drift apart and no hint is undercut. */
const SPREAD = 0.03;
/** Spread of polls that waited for an hour that is not skipped: they must not all come as the clock strikes. */
const HOUR_SPREAD_MS = 300_000;

const DAY_NAMES = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

export type IntervalSettings = Pick<PollSettings, "minIntervalMs" | "maxIntervalMs" | "firstIntervalMs" | "promptMs">;

/**
 * When to come back after a good answer: the longest of all wishes, within bounds, moved out of hours not wanted.
 *
 * @param askedMs what this reply asked for by Retry-After; kept to beyond `maxIntervalMs`
 * @param random 0 (inclusive) to 1 (exclusive)
 * @param itemsPerPoll see `pace.ts`
 */
export function nextPollAt(
  polling: Pick<FeedPolling, "rhythm" | "hints" | "freshMs">,
  now: number,
  random: number,
  settings: IntervalSettings,
  { itemsPerPoll = DEFAULT_ITEMS_PER_POLL, askedMs = 0 } = {},
): number {
  const wanted = Math.max(
    settings.minIntervalMs,
    adaptiveMs(polling, now, settings, itemsPerPoll),
    publisherWishMs(polling),
  );
  const interval = Math.max(askedMs, Math.min(settings.maxIntervalMs, wanted));
  return nextAllowedAt(now + Math.round(interval * (1 + SPREAD * random)), polling.hints, random);
}

/** The interval that the feed's own rhythm asks for: until enough items are to be expected, and never in a hurry. */
export function adaptiveMs(
  { rhythm }: Pick<FeedPolling, "rhythm">,
  now: number,
  settings: IntervalSettings,
  itemsPerPoll = DEFAULT_ITEMS_PER_POLL,
): number {
  if (usualPerDay(rhythm) === null) return settings.firstIntervalMs;
  const wanted = whenExpected(rhythm, now, itemsPerPoll, settings.maxIntervalMs) - now;
  return Math.min(settings.maxIntervalMs, Math.max(settings.promptMs * BUSY_SHARE, wanted));
}

/**
 * The first moment at or after `at` outside skipHours and skipDays (RSS 2.0; GMT), up to five minutes into the hour when
 * it had to wait for it. A feed that skips every hour of the week is not taken at its word.
 */
export function nextAllowedAt(at: number, hints: Pick<FeedHints, "skipHours" | "skipDays">, random: number): number {
  if (hints.skipHours.length === 0 && hints.skipDays.length === 0) return at;
  let candidate = at;
  for (let i = 0; i <= 7 * 24; i++) {
    const date = new Date(candidate);
    const skipped =
      hints.skipHours.includes(date.getUTCHours()) || hints.skipDays.includes(DAY_NAMES[date.getUTCDay()]!);
    if (!skipped) return candidate === at ? at : candidate + Math.floor(HOUR_SPREAD_MS * random);
    candidate = (Math.floor(candidate / HOUR_MS) + 1) * HOUR_MS;
  }
  return at;
}
