import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { rows, samestory, scratchFolder } from "./seed.ts";

type Page = string | { headers?: Record<string, string>; body: string | Uint8Array };

const RSS = (title: string) =>
  `<rss version="2.0"><channel><title>${title}</title><item><title>T</title><link>/1</link></item></channel></rss>`;
const NEWS = `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
  <url><loc>/story</loc><news:news><news:title>The story</news:title><news:publication_date>2025-11-06</news:publication_date></news:news></url></urlset>`;
const SITEMAP = "<urlset><url><loc>/about</loc></url></urlset>";
const page = (head: string, body = "") => `<!doctype html><html><head>${head}</head><body>${body}</body></html>`;

/** A site for one test; anything not listed is a 404. */
async function site(pages: Record<string, Page>) {
  const asked: string[] = [];
  const server = createServer(({ url = "" }, response) => {
    asked.push(url);
    const found = pages[url];
    if (found === undefined) return response.writeHead(404, { "content-type": "text/html" }).end("<p>no such page</p>");
    const { headers, body } = typeof found === "string" ? { headers: {}, body: found } : found;
    response.writeHead(200, { "content-type": "text/html", ...headers }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin, asked, [Symbol.dispose]: () => void server.close() };
}

const added = async (url: string) => {
  const env = { SAMESTORY_FETCH_ALLOW: '["127.0.0.1/32"]', SAMESTORY_POLL_HOST_GAP_MS: "0" };
  const own = ["--data", scratchFolder()];
  const ran = await samestory(["feeds", "add", url, "--json", ...own], env);
  return { ...ran, row: rows(ran.out)[0] ?? {} };
};

describe("a site's page is searched for its feed in at most five requests", () => {
  const cases: { what: string; pages: Record<string, Page>; finds: string | null; by?: string; requests: string[] }[] =
    [
      {
        what: "the feed itself",
        pages: { "/": RSS("Own") },
        finds: "/",
        requests: ["/"],
      },
      {
        what: "the Link header",
        pages: {
          "/": { headers: { link: '</h.xml>; rel="alternate"; type="application/rss+xml"' }, body: page("") },
          "/h.xml": RSS("H"),
        },
        finds: "/h.xml",
        by: "Link header",
        requests: ["/", "/h.xml"],
      },
      {
        what: "a link element for JSON Feed, against the page's base",
        pages: {
          "/": page('<base href="/en/"><link rel="alternate" type="application/feed+json" href="f.json">'),
          "/en/f.json":
            '{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[{"id":"1","url":"/1","title":"T"}]}',
        },
        finds: "/en/f.json",
        by: "link element",
        requests: ["/", "/en/f.json"],
      },
      {
        what: "a named feed that is gone, then the next one",
        pages: {
          "/": page(
            '<link rel="alternate" type="application/rss+xml" href="/old"><link rel="alternate" type="application/atom+xml" href="/new">',
          ),
          "/new": RSS("New"),
        },
        finds: "/new",
        by: "link element",
        requests: ["/", "/old", "/new"],
      },
      {
        what: "a link to click",
        pages: { "/": page("", '<a href="/help">RSS?</a><a href="/world.rss">World</a>'), "/world.rss": RSS("W") },
        finds: "/world.rss",
        by: "link on the page",
        requests: ["/", "/world.rss"],
      },
      {
        what: "a usual place",
        pages: { "/": page(""), "/rss/": RSS("Usual") },
        finds: "/rss/",
        by: "usual place",
        requests: ["/", "/robots.txt", "/feed/", "/rss/"],
      },
      {
        what: "a news sitemap in gzip that robots.txt names",
        pages: {
          "/": page(""),
          "/robots.txt": { headers: { "content-type": "text/plain" }, body: "Sitemap: /news.xml.gz" },
          "/news.xml.gz": { headers: { "content-type": "application/gzip" }, body: gzipSync(NEWS) },
        },
        finds: "/news.xml.gz",
        by: "robots.txt",
        requests: ["/", "/robots.txt", "/feed/", "/news.xml.gz"],
      },
      {
        what: "the news sitemap behind an index, when the page is that index",
        pages: {
          "/": "<sitemapindex><sitemap><loc>/pages.xml</loc></sitemap><sitemap><loc>/news.xml</loc></sitemap></sitemapindex>",
          "/news.xml": NEWS,
          "/pages.xml": SITEMAP,
        },
        finds: "/news.xml",
        by: "index of sitemaps",
        requests: ["/", "/news.xml"],
      },
      {
        what: "no place that robots.txt closes",
        pages: {
          "/": page(""),
          "/robots.txt": {
            headers: { "content-type": "text/plain" },
            body: "User-agent: *\nDisallow: /feed\nDisallow: /rss",
          },
          "/feed/": RSS("Closed"),
          "/atom.xml": RSS("Open"),
        },
        finds: "/atom.xml",
        by: "usual place",
        requests: ["/", "/robots.txt", "/atom.xml"],
      },
      {
        what: "nothing, where there is nothing",
        pages: { "/": page("", "<p>Only text.</p>"), "/sitemap.xml": SITEMAP },
        finds: null,
        requests: ["/", "/robots.txt", "/feed/", "/rss/", "/rss.xml"],
      },
      {
        what: "nothing on a page whose hundred feeds are none",
        pages: {
          "/": page(
            Array.from(
              { length: 100 },
              (_, i) => `<link rel="alternate" type="application/rss+xml" href="/${i}">`,
            ).join(""),
          ),
        },
        finds: null,
        requests: ["/", "/0", "/1", "/2", "/3"],
      },
    ];
  for (const { what, pages, finds, by, requests } of cases) {
    test(what, async () => {
      using here = await site(pages);
      const { code, row, err } = await added(`${here.origin}/`);
      assert.deepEqual(here.asked, requests);
      if (finds === null) {
        assert.equal(code, 1);
        assert.match(err, /Not added; to add it all the same/);
        return;
      }
      assert.equal(code, 0, err);
      assert.deepEqual([row.url, row.found_by, row.requests], [here.origin + finds, by ?? null, requests.length]);
      if (by) assert.match(err, /is no feed; .+ led to this one \(\d requests\)/);
    });
  }
});

test("what else a page names is told", async () => {
  const links = ["a", "b", "c"].map(
    (name) => `<link rel="alternate" type="application/rss+xml" title="${name}" href="/${name}">`,
  );
  using here = await site({ "/": page(links.join("")), "/a": RSS("A") });
  const { err, row } = await added(`${here.origin}/`);
  assert.match(err, /also there: \S+\/b \(b\)\n.*also there: \S+\/c \(c\)/);
  assert.deepEqual(
    (row.also_there as { title: string }[]).map(({ title }) => title),
    ["b", "c"],
  );
});

test("checking a page explains that it is no feed, and how to find the one it names", async () => {
  using here = await site({ "/": page('<link rel="alternate" type="application/rss+xml" href="/a">') });
  const env = { SAMESTORY_FETCH_ALLOW: '["127.0.0.1/32"]' };
  const { code, out, err } = await samestory(["feeds", "check", `${here.origin}/`, "--data", scratchFolder()], env);
  assert.equal(code, 1);
  assert.match(out, /unreadable: an HTML page, not a feed; the feed would be failing/);
  assert.match(err, /look for the feeds that this address names: samestory feeds add http:/);
});
