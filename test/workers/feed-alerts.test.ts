import assert from "node:assert/strict";
import { test } from "node:test";
import type { Feed, FeedState } from "../../src/model/feed.ts";
import { newFeed } from "../../src/poll/new-feed.ts";
import { POLL_DEFAULTS } from "../../src/poll/settings.ts";
import { feedAlert } from "../../workers/feed-alerts.ts";

const NOW = Date.UTC(2026, 2, 2, 8);
const feed = (state: FeedState, lastSuccessAt: number | null = NOW - 1_000): Feed => ({
  ...newFeed("https://daily.example/rss", NOW - 5_000, POLL_DEFAULTS),
  state,
  lastSuccessAt,
});
const event = (before: FeedState, after: FeedState) => feedAlert(feed(before), feed(after), NOW)?.event ?? null;

test("a feed that begins to fail, works again or is gone is told of; what stays as it was is not", () => {
  assert.equal(event("active", "failing"), "feed.failing");
  assert.equal(event("quiet", "blocked"), "feed.failing");
  assert.equal(event("failing", "blocked"), null);
  assert.equal(event("failing", "failing"), null);
  assert.equal(event("blocked", "active"), "feed.recovered");
  assert.equal(event("failing", "quiet"), "feed.recovered");
  assert.equal(event("failing", "gone"), "feed.gone");
  assert.equal(event("active", "quiet"), null);
});

test("one spell of failures is one alert, the next spell another", () => {
  const first = feedAlert(feed("active"), feed("failing"), NOW);
  const again = feedAlert(feed("active"), feed("failing"), NOW + 60_000);
  const next = feedAlert(feed("active", NOW + 3_600_000), feed("failing"), NOW + 7_200_000);
  assert.equal(first?.id, again?.id);
  assert.notEqual(first?.id, next?.id);
});
