import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import iconv from "iconv-lite";
import { NotAFeed } from "../../src/poll/not-a-feed.ts";
import { parseFeed, parseTolerantly } from "../../src/poll/parse-feed.ts";
import { POLL_DEFAULTS } from "../../src/poll/settings.ts";

const FIXTURES = join(import.meta.dirname, "../fixtures/feeds");
const parse = (text: string | Uint8Array, contentType = "", url = "https://site.example/feed") =>
  parseFeed(typeof text === "string" ? Buffer.from(text) : text, contentType, url, POLL_DEFAULTS);
const rss = (inside: string) => `<rss version="2.0"><channel><title>M</title>${inside}</channel></rss>`;
const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

/** What a `.json` beside a fixture says: the feed with dates as people read them. */
function readable(parsed: ReturnType<typeof parse>) {
  const items = parsed.items.map((item) => ({
    ...item,
    publishedAt: iso(item.publishedAt),
    updatedAt: iso(item.updatedAt),
  }));
  return { ...parsed, updatedAt: iso(parsed.updatedAt), items };
}

describe("feeds of every format read as the file beside them says", () => {
  for (const file of globSync("*.{xml,feed}", { cwd: FIXTURES })) {
    test(file, () => {
      const expected = join(FIXTURES, `${basename(file).replace(/\.\w+$/, "")}.json`);
      const parsed = readable(parse(readFileSync(join(FIXTURES, file))));
      assert.deepEqual(parsed, JSON.parse(readFileSync(expected, "utf8")));
    });
  }
});

/** Habits of plain RSS that both readers must take alike, one item each. */
const HABITS: Record<string, string> = {
  "nothing but a link": "<link>https://site.example/1</link>",
  "a title with references":
    "<title>Tea &amp; cake &lt;now&gt; &#8211; &#x2019;s</title><link>https://site.example/1</link>",
  "a title in CDATA": "<title><![CDATA[Tea & cake <b>now</b>]]></title><link>https://site.example/1</link>",
  "white space everywhere": "\n  <title>\n  Two\n  lines </title>\n <link>\n https://site.example/1\n </link>\n",
  "a relative link": "<link>/news/1?a=1&amp;b=2</link>",
  "a guid that is no link": '<link>https://site.example/1</link><guid isPermaLink="false"> n-1 </guid>',
  "a guid that is one": "<link>https://site.example/1</link><guid>https://site.example/?p=1</guid>",
  "an empty guid": '<link>https://site.example/1</link><guid isPermaLink="false"></guid>',
  "a date with a named zone": "<link>https://site.example/1</link><pubDate>Thu, 06 Nov 2025 08:00:00 CEST</pubDate>",
  "a date without a zone": "<link>https://site.example/1</link><pubDate>2025-11-06 08:00:00</pubDate>",
  "no date": "<link>https://site.example/1</link><pubDate>soon</pubDate>",
  "an author with an address": "<link>https://site.example/1</link><author>desk@site.example (Night Desk)</author>",
  "a creator": "<link>https://site.example/1</link><dc:creator><![CDATA[Ida Moor]]></dc:creator>",
  both: "<link>https://site.example/1</link><author>a@site.example</author><dc:creator>Ida Moor</dc:creator>",
  "an empty author": "<link>https://site.example/1</link><author></author><dc:creator>Ida Moor</dc:creator>",
  "escaped HTML":
    "<link>https://site.example/1</link><description>&lt;p&gt;One &lt;a href=&quot;/x&quot;&gt;two&lt;/a&gt;&lt;/p&gt;</description>",
  "HTML in CDATA":
    "<link>https://site.example/1</link><description><![CDATA[<p>One <img src='/x.png'></p>]]></description>",
  "twice escaped HTML": "<link>https://site.example/1</link><description>&amp;lt;b&amp;gt; is a tag</description>",
  "description and content":
    "<link>https://site.example/1</link><description>Short</description><content:encoded><![CDATA[<p>Long</p>]]></content:encoded>",
  "content alone": "<link>https://site.example/1</link><content:encoded><![CDATA[<p>Long</p>]]></content:encoded>",
  "a comment inside": "<title>One<!-- two --></title><link>https://site.example/1</link>",
  "an enclosure and a category":
    '<link>https://site.example/1</link><enclosure url="/a.mp3" length="1" type="audio/mpeg"/><category>Ports</category>',
  "a comments feed":
    "<link>https://site.example/1</link><comments>https://site.example/1#c</comments><slash:comments>3</slash:comments>",
  "letters beyond latin": "<title>Türkiye’de görüşmeler — 漢字 🚢</title><link>https://site.example/1</link>",
};
const MODULES = [
  'xmlns:dc="http://purl.org/dc/elements/1.1/"',
  'xmlns:content="http://purl.org/rss/1.0/modules/content/"',
  'xmlns:slash="http://purl.org/rss/1.0/modules/slash/"',
];

describe("where rss-parser and the tolerant reader both can read a document, they agree", () => {
  const documents: [string, string][] = [
    ["the fixture", readFileSync(join(FIXTURES, "rss-plain.xml"), "utf8")],
    ...Object.entries(HABITS).map(([what, inside]): [string, string] => [
      what,
      rss(`<item>${inside}</item>`).replace("<rss", `<rss ${MODULES.join(" ")}`),
    ]),
  ];
  for (const [what, text] of documents) {
    test(what, () => {
      const url = "https://site.example/feed";
      const strict = parse(text);
      assert.equal(strict.reader, "rss-parser");
      const items = strict.items.map((item) => ({ ...item, originalLink: item.originalLink ?? null }));
      const tolerant = parseTolerantly(text, url, POLL_DEFAULTS);
      assert.deepEqual({ ...strict, items, reader: "" }, { ...tolerant, reader: "" });
    });
  }
});

describe("what is not plain RSS never reaches rss-parser", () => {
  const item = "<item><title>T</title><link>https://site.example/1</link></item>";
  const cases: [string, string][] = [
    ["a bare ampersand", rss(`<copyright>A & B</copyright>${item}`)],
    ["an HTML entity", rss(`<copyright>&copy;</copyright>${item}`)],
    ["a reference to a windows-1252 character", rss(`<copyright>&#146;</copyright>${item}`)],
    ["xml:base", rss(`<item xml:base="/a/"><title>T</title><link>1</link></item>`)],
    [
      "an element of a module it does not know",
      rss(`<item><media:title>T</media:title><link>https://a.example</link></item>`),
    ],
    [
      "two links in one item",
      rss(`<item><link>https://site.example/0</link><link>https://site.example/1</link></item>`),
    ],
    ["an item without a link", rss("<item><title>T</title><guid>https://site.example/1</guid></item>")],
    ["a doctype", `<!DOCTYPE rss>${rss(item)}`],
    ["a missing end tag", rss(item).replace("</channel>", "")],
    ["an item inside an item", rss(`<item><title>T</title>${item}</item>`)],
    ["RSS 0.91", rss(item).replace("2.0", "0.91")],
  ];
  for (const [what, text] of cases) {
    test(what, () => {
      const parsed = parse(text);
      assert.equal(parsed.reader, "tolerant");
      assert.ok(parsed.items.length >= 1);
    });
  }
});

describe("a document that is no feed is refused in plain words", () => {
  const cases: [string, string, RegExp][] = [
    ["a page", "<!doctype html><html><head><title>Log in</title></head><body></body></html>", /an HTML page/],
    ["a page that holds an element called item", "<html><body><item>x</item></body></html>", /an HTML page/],
    ["nothing", "  \n", /an empty document/],
    ["prose", "Service unavailable", /neither XML nor JSON/],
    ["JSON of another kind", '{"error":"no"}', /without a list of items/],
    ["broken JSON", '{"items":[', /JSON that cannot be read/],
    ["an index of sitemaps", "<sitemapindex><sitemap><loc>x</loc></sitemap></sitemapindex>", /index of sitemaps/],
  ];
  for (const [what, text, message] of cases) {
    test(what, () => {
      assert.throws(
        () => parse(text),
        (error) => error instanceof NotAFeed && message.test(error.message),
      );
    });
  }
});

describe("encodings", () => {
  const title = (charset: string, text: string, declared: boolean, header: string) => {
    const declaration = declared ? `<?xml version="1.0" encoding="${charset}"?>` : "";
    const bytes = iconv.encode(
      `${declaration}<rss version="2.0"><channel><title>${text}</title></channel></rss>`,
      charset,
    );
    return parse(bytes, header).title;
  };
  const cases = [
    ["windows-1251", "Привет"],
    ["koi8-r", "Привет"],
    ["shift_jis", "日本語"],
    ["euc-kr", "한국어"],
    ["gb18030", "中文"],
    ["big5", "中文"],
    ["windows-1256", "مرحبا"],
    ["iso-8859-2", "Žluťoučký"],
    ["cp850", "café"],
  ] as const;
  for (const [charset, text] of cases) {
    test(`${charset}, declared or named by the server, gives the same text`, () => {
      assert.equal(title(charset, text, true, ""), text);
      assert.equal(title(charset, text, false, `text/xml; charset="${charset.toUpperCase()}"`), text);
    });
  }
});

test("an entity that the doctype declares is used as it stands and never expanded again", () => {
  const doctype =
    '<!DOCTYPE rss [<!ENTITY paper "The &inner; Times"><!ENTITY inner "x"><!ENTITY file SYSTEM "file:///etc/passwd">]>';
  const parsed = parse(doctype + rss("<item><title>&paper; &file;</title></item>"));
  assert.equal(parsed.items[0]?.title, "The &inner; Times &file;");
});

test("FeedBurner's own link is kept as given, with where it leads beside it", () => {
  const item = `<item><link>http://feedproxy.example/~r/x</link><fb:origLink xmlns:fb="http://rssnamespace.org/feedburner/ext/1.0">https://site.example/x</fb:origLink></item>`;
  const [read] = parse(rss(item)).items;
  assert.equal(read?.link, "http://feedproxy.example/~r/x");
  assert.equal(read?.originalLink, "https://site.example/x");
});

test("the site that an aggregator took an item from is kept, and none is invented", () => {
  const item = (inside: string) => parse(rss(`<item><title>T</title>${inside}</item>`)).items[0];
  assert.equal(item('<source url="https://paper.example">The Paper</source>')?.sourceUrl, "https://paper.example");
  assert.equal(item("<source>The Paper</source>")?.sourceUrl, undefined);
  assert.equal(item('<source url="javascript:x()">The Paper</source>')?.sourceUrl, undefined);
});

test("items beyond the bound are counted, not read", () => {
  const bounds = { ...POLL_DEFAULTS, maxItems: 2 };
  const five = "<item><title>T</title><link>https://site.example/1</link></item>".repeat(5);
  const parsed = parseFeed(Buffer.from(rss(five)), "", "https://site.example/", bounds);
  assert.deepEqual([parsed.items.length, parsed.cut], [2, 3]);
  const json = JSON.stringify({ items: [{ id: "1" }, { id: "2" }, { id: "3" }] });
  assert.equal(parseFeed(Buffer.from(json), "", "https://site.example/", bounds).cut, 1);
});

test("bytes beyond the bound are not read, and the items before it are kept", () => {
  const text = rss(`${"<item><title>first</title></item>".padEnd(2_000, " ")}<item><title>second</title></item>`);
  const parsed = parseFeed(Buffer.from(text), "", "https://site.example/", { ...POLL_DEFAULTS, maxBytes: 1_000 });
  assert.deepEqual(
    parsed.items.map((item) => item.title),
    ["first"],
  );
});

test("a sitemap that is itself a gzip file is unpacked, a broken or huge one refused", () => {
  const sitemap = readFileSync(join(FIXTURES, "news-sitemap.xml"));
  const read = parse(gzipSync(sitemap), "application/gzip");
  assert.equal(read.reader, "sitemap");
  assert.deepEqual(read.items, parse(sitemap).items);
  assert.throws(() => parse(gzipSync(sitemap).subarray(0, 40)), /a gzip file that is broken/);
  assert.throws(() => parse(gzipSync(Buffer.alloc(20_000_000))), /a gzip file of more than 12000000 bytes/);
});
