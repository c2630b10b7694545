import assert from "node:assert/strict";
import { test } from "node:test";
import { composeArticle } from "../../src/extract/compose-article.ts";
import type { ArticleContent, Page } from "../../src/model/article.ts";
import type { FeedEntry } from "../../src/model/feed.ts";

const NOON = Date.UTC(2026, 2, 1, 12);
const HOUR = 3_600_000;
const entry = (change: Partial<FeedEntry> = {}): FeedEntry => ({
  id: "a_1",
  url: "https://paper.example/talks?utm_source=rss",
  canonicalUrl: "https://paper.example/talks",
  source: "paper.example",
  title: "Talks go on",
  author: null,
  summary: null,
  publishedAt: NOON - 2 * HOUR,
  dateSource: "feed",
  firstSeenAt: NOON,
  waitsFor: "extract",
  ending: null,
  notBeforeAt: 0,
  tries: 0,
  rerun: null,
  ...change,
});
const page: Page = {
  url: "https://paper.example/talks?utm_source=rss",
  status: 200,
  contentType: "text/html",
  body: new Uint8Array(),
  fetchedAt: NOON,
};
const content = (change: Partial<ArticleContent> = {}): ArticleContent => ({
  title: null,
  author: null,
  siteName: null,
  publishedAt: null,
  publishedDay: null,
  dateFoundIn: null,
  dateTrust: null,
  modifiedAt: null,
  canonicalUrl: null,
  section: null,
  image: null,
  paywalled: null,
  creditLine: null,
  lang: "en",
  text: "The two sides met.",
  strategy: "container",
  confidence: 0.9,
  ...change,
});
const compose = (e: FeedEntry, c: ArticleContent, p = page) => composeArticle(e, p, c, { madeBy: "test", now: NOON });
const dated = (e: FeedEntry, c: ArticleContent) => {
  const { publishedAt, dateSource } = compose(e, c);
  return [publishedAt, dateSource];
};

test("a date given by hand beats the page's, the page's metadata the feed's, the feed's the address's", () => {
  const onPage = content({ publishedAt: NOON - 5 * HOUR, dateFoundIn: "json-ld" });
  const inAddress = content({ publishedAt: NOON - 12 * HOUR, dateFoundIn: "url" });
  const given = entry({ dateSource: "given", publishedAt: NOON - 9 * HOUR });
  assert.deepEqual(dated(given, onPage), [NOON - 9 * HOUR, "given"]);
  assert.deepEqual(dated(entry(), onPage), [NOON - 5 * HOUR, "page"]);
  assert.deepEqual(dated(entry(), inAddress), [NOON - 2 * HOUR, "feed"]);
  assert.deepEqual(dated(entry({ publishedAt: null, dateSource: "first-seen" }), inAddress), [NOON - 12 * HOUR, "url"]);
});

test("a date in the future or before the web does not count", () => {
  const future = content({ publishedAt: NOON + HOUR, dateFoundIn: "meta" });
  const ancient = content({ publishedAt: 0, dateFoundIn: "meta" });
  assert.deepEqual(dated(entry(), future), [NOON - 2 * HOUR, "feed"]);
  assert.deepEqual(dated(entry({ publishedAt: null, dateSource: "first-seen" }), ancient), [NOON, "first-seen"]);
});

test("a local document without a date stays of unknown date", () => {
  assert.deepEqual(dated(entry({ publishedAt: null, dateSource: "unknown" }), content()), [NOON, "unknown"]);
});

test("the page's own address counts when it is an article's of the same publisher", () => {
  const claims = (canonicalUrl: string) => compose(entry(), content({ canonicalUrl })).canonicalUrl;
  assert.equal(claims("https://www.paper.example/2026/talks"), "https://www.paper.example/2026/talks");
  assert.equal(claims("https://paper.example/"), "https://paper.example/talks", "a front page is no article");
  assert.equal(claims("https://wire.example/talks"), "https://paper.example/talks", "the original is another article");
});

test("a saved page without a source gets its publisher from its own address", () => {
  const local = entry({ source: "local", url: "file:///tmp/talks.html" });
  const saved = { ...page, url: "file:///tmp/talks.html" };
  const claimed = content({ canonicalUrl: "https://www.paper.example/talks" });
  assert.equal(compose(local, claimed, saved).source, "paper.example");
  assert.equal(compose(local, content(), saved).source, "local");
});

test("where nobody names a title, the text's opening stands for it, cut between words", () => {
  const long = `${"word ".repeat(40)}\n\nmore`;
  const { title } = compose(entry({ title: null }), content({ text: long }));
  assert.match(title, /^(word )+word…$/);
  assert.ok(title.length <= 101);
});

test("what the page says of its article is kept with it", () => {
  const details = {
    ...{ siteName: "The Quay", section: "Harbour", image: "https://quay.example/i.jpg", paywalled: true },
    ...{ creditLine: "AP", modifiedAt: NOON - HOUR, dateTrust: 0.9 },
  };
  assert.deepEqual(compose(entry(), content(details)).details, details);
});
