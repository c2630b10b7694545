import type { Feed, FeedPolling, FeedRhythm, ParsedFeed, ParsedItem } from "../../src/model/feed.ts";
import { newFeed } from "../../src/poll/new-feed.ts";
import { watched } from "../../src/poll/rhythm.ts";
import { POLL_DEFAULTS } from "../../src/poll/settings.ts";
import type { HttpOutcome } from "../../src/ports/http.ts";

/** Thursday, 6 November 2025, 12:00 UTC. */
export const NOON = Date.UTC(2025, 10, 6, 12);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const FEED_URL = "https://paper.example/feed";

export function aFeed(polling: Partial<FeedPolling> = {}, other: Partial<Feed> = {}): Feed {
  const feed = { ...newFeed(FEED_URL, NOON - DAY, POLL_DEFAULTS), ...other };
  return { ...feed, polling: { ...feed.polling, ...polling } };
}

/** The rhythm of a feed that has brought `perDay` items a day evenly for 30 days, up to `now`. */
export function steady(perDay: number, now = NOON): FeedRhythm {
  const start = now - 30 * DAY;
  let rhythm: FeedRhythm = { items: 0, days: 0, byHour: [], byWeekday: [], heat: 0, volume: 1, seenUntil: start };
  for (let n = 1; n <= 30 * perDay; n++) {
    const at = start + (n / perDay) * DAY;
    rhythm = watched(rhythm, [at], at);
  }
  return { ...watched(rhythm, [], now), heat: 0, volume: 1 };
}

export function anItem(item: Partial<ParsedItem>): ParsedItem {
  const nothing = { guid: null, title: null, link: null, publishedAt: null, updatedAt: null };
  return { ...nothing, author: null, summary: null, content: null, ...item };
}

export function aDocument(items: ParsedItem[], other: Partial<ParsedFeed> = {}): ParsedFeed {
  const hints = { ttlMinutes: null, syPeriodMs: null, skipHours: [], skipDays: [] };
  const empty = { reader: "tolerant", format: "rss 2.0", title: "Paper", link: "https://paper.example/" };
  return { ...empty, updatedAt: null, hints, items, cut: 0, ...other };
}

export type Reply = Extract<HttpOutcome, { ok: true }>;

export function aReply(status: number, headers: Record<string, string> = {}, other: Partial<Reply> = {}): Reply {
  return { ok: true, status, headers, body: new Uint8Array(), url: FEED_URL, hops: [], ms: 5, ...other };
}
