import assert from "node:assert/strict";
import { test } from "node:test";
import { newFeed } from "../../src/poll/new-feed.ts";
import { POLL_DEFAULTS } from "../../src/poll/settings.ts";
import { NOON } from "./a-feed.ts";

test("a new feed is due at once and named by its canonical address", () => {
  const feed = newFeed("https://news.paper.example/feed?utm_source=x", NOON, POLL_DEFAULTS, { folder: "A" });
  assert.equal(feed.id, newFeed("https://news.paper.example/feed/", 0, POLL_DEFAULTS).id);
  assert.deepEqual([feed.nextDueAt, feed.state, feed.source, feed.folder], [NOON, "active", "paper.example", "A"]);
  assert.equal(feed.url, "https://news.paper.example/feed?utm_source=x");
});
