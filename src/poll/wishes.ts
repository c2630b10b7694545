import type { FeedPolling } from "../model/feed.ts";

/** The longest pause that the publisher asked for with the last good reply: ttl, sy:updatePeriod, max-age, Expires. */
export function publisherWishMs({ hints, freshMs }: Pick<FeedPolling, "hints" | "freshMs">): number {
  return Math.max((hints.ttlMinutes ?? 0) * 60_000, hints.syPeriodMs ?? 0, freshMs);
}
