import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { articleAddresses, everyArticle } from "../../src/demo/expected.ts";
import { type Newsroom, newsroomAnchor, newsroomHosts, serveNewsroom } from "../../src/demo/newsroom.ts";
import { OUTLETS } from "../../src/demo/outlets/index.ts";
import { decodeText } from "../../src/model/charset.ts";
import { parseFeed } from "../../src/poll/parse-feed.ts";
import { POLL_DEFAULTS } from "../../src/poll/settings.ts";

const ANCHOR = newsroomAnchor(Date.UTC(2026, 10, 22, 15, 30));
let newsroom: Newsroom;

before(async () => {
  newsroom = await serveNewsroom({ port: 0, anchor: ANCHOR });
});
after(() => newsroom.close());

async function get(url: string, headers: Record<string, string> = {}) {
  const response = await fetch(url, { headers, redirect: "manual" });
  const body = new Uint8Array(await response.arrayBuffer());
  const contentType = response.headers.get("content-type") ?? "";
  return { status: response.status, headers: response.headers, body, contentType };
}

test("each outlet has its own loopback address, all on one port", () => {
  assert.ok(newsroom.origins.length >= 12);
  assert.deepEqual(
    newsroom.origins,
    newsroomHosts().map((host) => `http://${host}:${newsroom.port}`),
  );
});

test("every feed is served in the format and encoding it names, with all its articles", async () => {
  const addresses = articleAddresses(newsroom.origins);
  for (const [index, outlet] of OUTLETS.entries()) {
    const url = newsroom.feeds[index]!;
    const { status, body, contentType } = await get(url);
    assert.equal(status, 200, url);
    const { charset } = decodeText(body, contentType, "xml");
    assert.equal(charset, outlet.feed.charset === undefined ? "utf-8" : "windows-1252", url);
    const feed = parseFeed(body, contentType, url, POLL_DEFAULTS);
    assert.equal(feed.title, outlet.name);
    const links = outlet.articles.map((article) => addresses.get(outlet.id + article.path)?.linked);
    assert.deepEqual(new Set(feed.items.map((item) => item.link)), new Set(links));
    for (const item of feed.items) {
      assert.equal(item.publishedAt === null, outlet.feed.undated === true, `${url} ${item.title}`);
      assert.ok(item.publishedAt === null || item.publishedAt <= ANCHOR - 2 * 3_600_000);
    }
  }
});

test("all four formats occur, one feed comes compressed, one has a bare ampersand", async () => {
  assert.deepEqual(new Set(OUTLETS.map((outlet) => outlet.feed.format)), new Set(["rss", "atom", "rdf", "json"]));
  const compressed = OUTLETS.findIndex((outlet) => outlet.feed.gzip);
  assert.equal((await get(newsroom.feeds[compressed]!)).headers.get("content-encoding"), "gzip");
  const broken = OUTLETS.findIndex((outlet) => outlet.feed.bareAmpersand);
  assert.match(new TextDecoder().decode((await get(newsroom.feeds[broken]!)).body), / & /);
});

test("feeds and pages answer 304 to their own validators", async () => {
  const pages = [...articleAddresses(newsroom.origins).values()].map((address) => address.page);
  for (const url of [...newsroom.feeds, ...pages]) {
    const first = await get(url);
    if (first.status === 404) continue;
    const etag = first.headers.get("etag") ?? "";
    assert.match(etag, /^"[^"]+"$/, url);
    const byTag = await get(url, { "if-none-match": etag });
    const byDate = await get(url, { "if-modified-since": first.headers.get("last-modified") ?? "" });
    assert.deepEqual([byTag.status, byTag.body.length, byDate.status], [304, 0, 304], url);
  }
});

test("every listed page is there, one is gone, one has moved", async () => {
  const addresses = articleAddresses(newsroom.origins);
  for (const { key, article, outlet } of everyArticle()) {
    const { linked, page } = addresses.get(key)!;
    const { status, body, contentType } = await get(page);
    assert.equal(status, article.missing ? 404 : 200, page);
    if (article.missing) continue;
    const html = decodeText(body, contentType, "html").text;
    const last = article.body.trim().split("\n\n").at(-1)!;
    const plain = html.replaceAll("&quot;", '"').replaceAll("&amp;", "&");
    if (!last.includes("{") && !last.startsWith("[caption]")) {
      assert.ok(plain.includes(last.replace(/^> /, "").replaceAll("\n", " ")), `${outlet.id}: ${last.slice(0, 60)}`);
    }
    if (linked.split("?")[0] !== page) assert.equal((await get(linked)).headers.get("location"), page);
  }
});

test("robots.txt keeps one listed page private, and one outlet has none", async () => {
  const of = (id: string) => newsroom.origins[OUTLETS.findIndex((outlet) => outlet.id === id)]!;
  const kept = await get(`${of("northgate-post")}/robots.txt`);
  assert.match(new TextDecoder().decode(kept.body), /Disallow: \/private\//);
  assert.equal((await get(`${of("delta-herald")}/robots.txt`)).status, 404);
});

test("a front page names its feed", async () => {
  const html = new TextDecoder().decode((await get(`${newsroom.origins[0]}/`)).body);
  assert.ok(html.includes(`rel="alternate" type="application/rss+xml"`) && html.includes(newsroom.feeds[0]!));
});

test("every request is in the access log with its host, path and status", async () => {
  const before = newsroom.requests.length;
  await get(`${newsroom.origins[1]}/nowhere?x=1`);
  assert.deepEqual(newsroom.requests.slice(before), [{ host: "127.0.1.2", path: "/nowhere?x=1", status: 404 }]);
});

test("the same anchor serves the same bytes, another day other ones", async () => {
  const etags = async (anchor: number) => {
    const other = await serveNewsroom({ port: 0, anchor });
    try {
      const replies = await Promise.all(other.feeds.map((url) => get(url)));
      // Addresses are part of the documents, and the port is part of the addresses.
      return replies.map(({ body }) => Buffer.from(body).toString("latin1").replaceAll(`:${other.port}`, ""));
    } finally {
      await other.close();
    }
  };
  const first = await etags(ANCHOR);
  assert.deepEqual(await etags(newsroomAnchor(ANCHOR + 86_399_999)), first);
  assert.notDeepEqual(await etags(ANCHOR + 86_400_000), first);
});

test("an address that is taken, or that this machine has not, is refused with what to do", async () => {
  await assert.rejects(
    serveNewsroom({ port: newsroom.port, anchor: ANCHOR }),
    /127\.0\.1\.1:\d+: the port is taken.*another port/,
  );
  // A documentation address (RFC 5737) is on no machine.
  await assert.rejects(
    serveNewsroom({ port: 0, anchor: ANCHOR, hosts: ["192.0.2.1"] }),
    /no such loopback address.*ifconfig/,
  );
});

test("fewer addresses serve fewer outlets", async () => {
  const small = await serveNewsroom({ port: 0, anchor: ANCHOR, hosts: ["127.0.1.1", "127.0.1.2"] });
  await small.close();
  assert.deepEqual(small.feeds.length, 2);
});
