import assert from "node:assert/strict";
import { test } from "node:test";
import { discoverFeeds, wellKnownFeedPaths } from "../../src/poll/discover.ts";

const PAGE = "https://paper.example/news/today.html";
const urls = (html: string) => discoverFeeds(html, PAGE).map((feed) => feed.url);

test("feeds are found in the order in which the page names them, with title and type", () => {
  const html = `<head>
    <LINK REL="alternate" TYPE="application/rss+xml" TITLE="News &amp; more" HREF="/rss">
    <link rel=alternate type=application/atom+xml href=atom.xml />
    <link rel="alternate feed" type="application/feed+json; charset=utf-8" href="//cdn.example/feed.json">`;
  assert.deepEqual(discoverFeeds(html, PAGE), [
    { url: "https://paper.example/rss", title: "News & more", type: "application/rss+xml" },
    { url: "https://paper.example/news/atom.xml", title: null, type: "application/atom+xml" },
    { url: "https://cdn.example/feed.json", title: null, type: "application/feed+json" },
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
