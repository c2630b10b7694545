import assert from "node:assert/strict";
import { test } from "node:test";
import { discoverFeeds, guessedFeeds, sitemapsOfIndex, wellKnownFeedPaths } from "../../src/poll/discover.ts";

const PAGE = "https://paper.example/news/today.html";
const urls = (html: string) => discoverFeeds(html, PAGE).map((feed) => feed.url);

test("feeds are found in the order in which the page names them, with title and type", () => {
  const html = `<head>
    <LINK REL="alternate" TYPE="application/rss+xml" TITLE="News &amp; more" HREF="/rss">
    <link rel=alternate type=application/atom+xml href=atom.xml />
    <link rel="alternate feed" type="application/feed+json; charset=utf-8" href="//cdn.example/feed.json">`;
  assert.deepEqual(discoverFeeds(html, PAGE), [
    { url: "https://paper.example/rss", title: "News & more", type: "application/rss+xml", by: "link element" },
    { url: "https://paper.example/news/atom.xml", title: null, type: "application/atom+xml", by: "link element" },
    { url: "https://cdn.example/feed.json", title: null, type: "application/feed+json", by: "link element" },
  ]);
});

test("the page's base counts", () => {
  assert.deepEqual(urls('<base href="/en/"><link rel="alternate" type="application/rss+xml" href="rss">'), [
    "https://paper.example/en/rss",
  ]);
});

test("other languages, styles and addresses that are not of the web are no feeds", () => {
  const html = `<link rel="alternate" hreflang="de" href="/de"><link rel="stylesheet alternate" type="application/rss+xml" href="/x">
    <link rel="alternate" type="application/rss+xml" href="javascript:x()"><link rel="alternate" type="application/rss+xml">
    <link rel="alternate" type="application/json" href="/wp-json/posts/1"><!-- <link rel="alternate" type="application/rss+xml" href="/c"> -->`;
  assert.deepEqual(urls(html), []);
});

test("a vague type counts when the address looks like a feed", () => {
  assert.deepEqual(urls('<link rel="alternate" type="text/xml" href="/index.xml">'), [
    "https://paper.example/index.xml",
  ]);
});

test("each feed comes once, feeds of comments last", () => {
  const link = (href: string) => `<link rel="alternate" type="application/rss+xml" href="${href}">`;
  assert.deepEqual(urls(link("/comments/feed") + link("/feed") + link("/feed")), [
    "https://paper.example/feed",
    "https://paper.example/comments/feed",
  ]);
});

test("a page of a hundred thousand links gives fifty", () => {
  const html = Array.from(
    { length: 100_000 },
    (_, i) => `<link rel="alternate" type="application/rss+xml" href="/${i}">`,
  );
  assert.equal(urls(html.join("")).length, 50);
});

test("well-known paths start beside the page and go on at the top of the site", () => {
  const paths = wellKnownFeedPaths(PAGE);
  assert.deepEqual(paths.slice(0, 2), ["https://paper.example/news/feed/", "https://paper.example/feed/"]);
  assert.equal(wellKnownFeedPaths("https://paper.example").at(0), "https://paper.example/feed/");
  assert.deepEqual(wellKnownFeedPaths("nonsense"), []);
});

test("the Link header comes before the page, and is resolved against the address asked for", () => {
  const header =
    '</a.css>; rel=preload, <feed.xml>; rel="alternate"; type="application/rss+xml"; title="All, of it", <https://x.example/f>; rel=alternate; type=application/feed+json, </de>; rel=alternate; hreflang=de';
  const found = discoverFeeds(
    '<base href="/en/"><link rel="alternate" type="application/atom+xml" href="a">',
    PAGE,
    header,
  );
  assert.deepEqual(
    found.map(({ url, title, by }) => [url, title, by]),
    [
      ["https://paper.example/news/feed.xml", "All, of it", "Link header"],
      ["https://x.example/f", null, "Link header"],
      ["https://paper.example/en/a", null, "link element"],
    ],
  );
});

test("links to click count when they lead to what looks like a feed of the same publisher", () => {
  const html = `<a href="/rss">RSS</a><a href="/news/world.rss">World</a><a href="/feeds/">Feeds</a><a href="/index.xml">x</a>
    <a href="/feedback">Feedback</a><a href="/rss-help.html">What is RSS?</a><a href="https://other.example/rss">Friends</a>`;
  assert.deepEqual(urls(html), [
    "https://paper.example/rss",
    "https://paper.example/news/world.rss",
    "https://paper.example/feeds/",
    "https://paper.example/index.xml",
  ]);
});

test("sitemaps that robots.txt calls news are tried after the likeliest usual place", () => {
  const robots =
    "User-agent: *\nSitemap: https://paper.example/all.xml\nsitemap:/news-sitemap.xml.gz\n# Sitemap: /news2.xml";
  assert.deepEqual(
    guessedFeeds("https://paper.example/", robots)
      .slice(0, 3)
      .map(({ url, by }) => [url, by]),
    [
      ["https://paper.example/feed/", "usual place"],
      ["https://paper.example/news-sitemap.xml.gz", "robots.txt"],
      ["https://paper.example/rss/", "usual place"],
    ],
  );
});

test("of an index of sitemaps those of news come first, then those changed last", () => {
  const entry = (loc: string, lastmod: string) => `<sitemap><loc>${loc}</loc><lastmod>${lastmod}</lastmod></sitemap>`;
  const index = `<sitemapindex>${entry("/2024.xml", "2024-01-01")}${entry("/2025.xml?a=1&amp;b=2", "2025-01-01")}${entry("/news.xml", "")}</sitemapindex>`;
  assert.deepEqual(sitemapsOfIndex(index, "https://paper.example/sitemap.xml"), [
    "https://paper.example/news.xml",
    "https://paper.example/2025.xml?a=1&b=2",
    "https://paper.example/2024.xml",
  ]);
});

test("a header, a robots.txt and an index of a million entries end at their bounds", () => {
  const header = '<x>; rel="alternate"; type="application/rss+xml", '.repeat(20_000);
  assert.equal(discoverFeeds("", PAGE, header).length, 1);
  assert.ok(guessedFeeds(PAGE, "Sitemap: /news.xml\n".repeat(1_000_000)).length < 20);
  const index = `<sitemapindex>${Array.from({ length: 200_000 }, (_, i) => `<sitemap><loc>/${i}</loc></sitemap>`).join("")}`;
  assert.equal(sitemapsOfIndex(index, PAGE).length, 1_000);
  assert.deepEqual(sitemapsOfIndex("<sitemap>".repeat(1_000_000), PAGE), []);
  assert.equal(discoverFeeds('<a href="/rss">'.repeat(20_000), PAGE).length, 1);
});
