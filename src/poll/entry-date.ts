import type { DateSource, ParsedItem } from "../model/feed.ts";

/** The web's first news feeds are younger; an earlier date is a mistake such as 1 January 1970. */
const EARLIEST_AT = Date.UTC(1995, 0, 1);

/**
 * When an item was published, as far as the feed can be believed. A missing date, one before 1995 and one that lies ahead
 * of the clock by more than `futureToleranceMs` are not: then the moment at which we first saw it stands in.
 */
export function entryDate(
  item: Pick<ParsedItem, "publishedAt" | "updatedAt">,
  now: number,
  futureToleranceMs: number,
): { publishedAt: number | null; dateSource: DateSource } {
  const at = item.publishedAt ?? item.updatedAt;
  if (at === null || at < EARLIEST_AT || at > now + futureToleranceMs) {
    return { publishedAt: null, dateSource: "first-seen" };
  }
  return { publishedAt: at, dateSource: "feed" };
}
