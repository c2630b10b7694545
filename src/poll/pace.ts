import type { Feed } from "../model/feed.ts";
import type { PollSettings } from "./settings.ts";
import { publisherWishMs } from "./wishes.ts";

const DAY_MS = 86_400_000;

/** Share of `promptMs` after which a busy feed is asked again: the rest is for the spread and for a host that is busy. */
export const BUSY_SHARE = 0.9;
/** Bounds of what a poll may wait for, in items. */
const LEAST_ITEMS = 0.02;
const MOST_ITEMS = 0.5;
/** Halvings of the range: the answer is exact to a thousandth. */
const STEPS = 24;

/**
 * How many items are to be expected before a feed is asked again.
 *
 * To find all but a share of the items within `promptMs` with the fewest requests, one polls the feeds that bring most of
 * the items at that interval, and lets the others wait until the same number of items is to be expected of each: asking
 * feed i every T_i finds the part max(0, 1 - promptMs / T_i) of its items late, at a cost of 1 / T_i. One number for all
 * feeds balances the two, and this is the greatest that keeps the promise for these feeds.
 *
 * What publishers' own wishes make late counts, too: the feeds that may be asked more often make up for it.
 */
export function itemsPerPoll(
  feeds: readonly Pick<Feed, "state" | "polling">[],
  settings: Pick<PollSettings, "promptMs" | "lateShare">,
): number {
  const known = feeds
    .filter(({ state }) => state !== "gone" && state !== "paused")
    .map(({ polling }) => ({ perDay: polling.itemsPerDay ?? 0, wishMs: publisherWishMs(polling) }))
    .filter(({ perDay }) => perDay > 0);
  const total = known.reduce((sum, { perDay }) => sum + perDay, 0);
  const late = (items: number) =>
    known.reduce((sum, { perDay, wishMs }) => {
      const intervalMs = Math.max(settings.promptMs * BUSY_SHARE, (items / perDay) * DAY_MS, wishMs);
      return sum + perDay * Math.max(0, 1 - settings.promptMs / intervalMs);
    }, 0) / total;
  if (total === 0) return DEFAULT_ITEMS_PER_POLL;
  let low = LEAST_ITEMS;
  let high = MOST_ITEMS;
  for (let i = 0; i < STEPS; i++) {
    const middle = Math.sqrt(low * high);
    if (late(middle) > settings.lateShare) high = middle;
    else low = middle;
  }
  return low;
}

/** Before the rates of the feeds are known: right for feeds of one item in several days to a hundred a day, mixed. */
export const DEFAULT_ITEMS_PER_POLL = 0.08;
