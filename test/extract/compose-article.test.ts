import assert from "node:assert/strict";
import { test } from "node:test";
import { composeArticle } from "../../src/extract/compose-article.ts";
import type { ArticleContent } from "../../src/model/article.ts";
import type { FeedEntry } from "../../src/model/feed.ts";

const DAY = Date.UTC(2026, 2, 1);
const HOUR = 3_600_000;

/** The date of an article whose page and feed give these. */
function dateOf(onPage: number, inFeed: number) {
  const entry = {
    id: "a_1",
    url: "https://daily.example/1",
    canonicalUrl: "https://daily.example/1",
    source: "daily.example",
    title: "One",
    author: null,
    publishedAt: inFeed,
    dateSource: "feed",
    firstSeenAt: DAY + 72 * HOUR,
  } as FeedEntry;
  const page = { url: entry.url, status: 200, contentType: "text/html", body: new Uint8Array(), fetchedAt: DAY };
  const content = { title: "One", publishedAt: onPage, dateFoundIn: "meta", text: "", lang: "en" } as ArticleContent;
  const { publishedAt, dateSource } = composeArticle(entry, page, content, { madeBy: "v1", now: DAY });
  return [(publishedAt - DAY) / HOUR, dateSource];
}

test("the page's date goes before the feed's", () => {
  assert.deepEqual(dateOf(DAY + 9 * HOUR, DAY + 10 * HOUR), [9, "page"]);
});

test("where the page names a mere day, the feed's moment of that day, in any time zone, is the date", () => {
  assert.deepEqual(dateOf(DAY, DAY + 10 * HOUR), [10, "feed"]);
  assert.deepEqual(dateOf(DAY, DAY - 14 * HOUR), [-14, "feed"]);
  assert.deepEqual(dateOf(DAY, DAY + 35 * HOUR), [35, "feed"]);
});

test("a feed's date of another day does not change the page's", () => {
  assert.deepEqual(dateOf(DAY, DAY + 36 * HOUR), [0, "page"]);
  assert.deepEqual(dateOf(DAY, DAY - 15 * HOUR), [0, "page"]);
});
