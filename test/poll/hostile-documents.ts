import { gzipSync } from "node:zlib";

/** A document made to hurt its reader. */
export interface HostileDocument {
  name: string;
  /** Of the body as sent. */
  bytes(): Uint8Array;
  headers?: Record<string, string>;
  /** How reading it must end: the titles of the items that are kept, or the reason why it is no feed. */
  ends: { titles: (string | null)[]; cut?: number } | { reason: RegExp };
}

const GOOD = (title: string) => `<item><title>${title}</title><link>https://hostile.example/${title}</link></item>`;
const BEFORE = GOOD("before");
const AFTER = GOOD("after");
const BOTH = { titles: ["before", "after"] };
const XML = { "content-type": "text/xml; charset=utf-8" };
const JSON_FEED = { "content-type": "application/feed+json" };

const rss = (inside: string, before = "", attributes = "") =>
  `${before}<rss version="2.0"${attributes}><channel><title>Hostile</title>${inside}</channel></rss>`;
const around = (inside: string, before = "") => rss(BEFORE + inside + AFTER, before);
const value = (inside: string, element = "description") =>
  `<item><title>hostile</title><${element}>${inside}</${element}></item>`;
const THREE = { titles: ["before", "hostile", "after"] };

const xml = (name: string, text: () => string, ends: HostileDocument["ends"]): HostileDocument => ({
  name,
  bytes: () => Buffer.from(text()),
  headers: XML,
  ends,
});
const json = (name: string, text: () => string, ends: HostileDocument["ends"]): HostileDocument => ({
  name,
  bytes: () => Buffer.from(text()),
  headers: JSON_FEED,
  ends,
});
const numbered = (count: number, text: (i: number) => string, gap = " ") =>
  Array.from({ length: count }, (_, i) => text(i)).join(gap);

const entityLevels = numbered(20, (i) => `<!ENTITY b${i + 1} "${`&b${i};`.repeat(10)}">`, "");
const LONG_BASE = `https://hostile.example/${"a".repeat(1_000_000)}/`;
const itemOf = (i: number, rest: string) => `<item><title>${i}</title>${rest}</item>`;
const titlesTo = (count: number) => Array.from({ length: count }, (_, i) => String(i));
const jsonItems = (rest: string) =>
  `{"version":"https://jsonfeed.org/version/1.1","title":"Hostile","items":[{"id":"1","title":"before"}${rest}]}`;

/** Ten times what a page or feed may have once it is inflated. */
const BOMB_BYTES = 120_000_000;

export const HOSTILE_DOCUMENTS: readonly HostileDocument[] = [
  // entities
  xml(
    "entity bomb, twenty levels",
    () => `<!DOCTYPE rss [<!ENTITY b0 "ha">${entityLevels}]>${around(value("&b20;"))}`,
    THREE,
  ),
  xml(
    "one entity used a million times",
    () => `<!DOCTYPE rss [<!ENTITY a "${"x".repeat(256)}">]>${around(value("&a;".repeat(1_000_000)))}`,
    THREE,
  ),
  xml(
    "entity of a file (XXE)",
    () => `<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd">]>${around("<item><title>&f;</title></item>")}`,
    { titles: ["before", "&f;", "after"] },
  ),
  xml(
    "parameter entity of another document",
    () => `<!DOCTYPE rss [<!ENTITY % d SYSTEM "http://127.0.0.1/x.dtd"> %d;]>${around("")}`,
    BOTH,
  ),
  xml(
    "300,000 declared entities",
    () => `<!DOCTYPE rss [${numbered(300_000, (i) => `<!ENTITY e${i} "x">`)}]>${around("")}`,
    { reason: /not a feed/ },
  ),
  xml("ten million bare ampersands", () => around(value("&".repeat(10_000_000))), THREE),
  xml(
    "a million unfinished references",
    () => around(value("&#x41".repeat(1_000_000) + "&amp".repeat(1_000_000))),
    THREE,
  ),
  // many of one thing
  xml(
    "2,000 items of 5,000 ampersands each",
    () => rss(numbered(2_000, (i) => itemOf(i, `<description>${"&".repeat(5_000)}</description>`), "")),
    { titles: titlesTo(2_000) },
  ),
  xml(
    "two million references in 1,000 items",
    () => rss(numbered(1_000, (i) => itemOf(i, `<description>${"&amp;lt;".repeat(1_200)}</description>`), "")),
    { titles: titlesTo(1_000) },
  ),
  xml("200,000 items", () => rss(numbered(200_000, () => "<item><title>T</title></item>", "")), {
    titles: Array(2_000).fill("T"),
    cut: 198_000,
  }),
  xml("200,000 nested elements in a value", () => around(`<item><title>${"<a>".repeat(200_000)}</title></item>`), {
    titles: ["before", null, "after"],
  }),
  xml("200,000 nested unknown elements around an item", () => rss(BEFORE + "<x>".repeat(200_000) + AFTER), BOTH),
  xml(
    "100,000 attributes",
    () => around("").replace("<item>", `<item ${numbered(100_000, (i) => `a${i}="x"`)}>`),
    BOTH,
  ),
  xml(
    "100,000 namespaces",
    () => around("").replace("<item>", `<item ${numbered(100_000, (i) => `xmlns:a${i}="u"`)}>`),
    BOTH,
  ),
  xml(
    "a namespace on each of 200 nested elements in 2,000 items",
    () =>
      rss(
        numbered(
          2_000,
          (i) =>
            itemOf(
              i,
              numbered(200, (n) => `<n xmlns:p${n}="u">`, ""),
            ),
          "",
        ),
      ),
    { titles: titlesTo(2_000) },
  ),
  xml("400,000 values in one item", () => around(`<item>${"<title>hostile</title>".repeat(400_000)}</item>`), THREE),
  xml(
    "400,000 authors of one item",
    () => around(`<item><title>hostile</title>${numbered(400_000, (i) => `<author>n${i}</author>`)}</item>`),
    THREE,
  ),
  xml(
    "two million end tags that fit nothing",
    () => around(`<item><title>${"<b>".repeat(250)}hostile${"</q>".repeat(2_000_000)}</title></item>`),
    THREE,
  ),
  xml("three million start tags without an end", () => rss(BEFORE + value("<b".repeat(3_000_000))), {
    titles: ["before", "hostile"],
  }),
  xml("a million unclosed elements", () => around(value("<b>".repeat(1_000_000))), THREE),
  xml("ten million bytes of less-than signs", () => rss(BEFORE + value("<".repeat(10_000_000))), {
    titles: ["before", "hostile"],
  }),
  xml("a million empty elements in escaped HTML", () => around(value("&lt;b&gt;&lt;/b&gt;".repeat(500_000))), THREE),
  xml("HTML nested 1,500,000 deep in CDATA", () => around(value(`<![CDATA[${"<div>".repeat(1_500_000)}x]]>`)), THREE),
  // large
  xml(
    "an attribute of 10 MB",
    () => around(`<item><link href="https://hostile.example/${"a".repeat(10_000_000)}"/><title>hostile</title></item>`),
    THREE,
  ),
  xml("an attribute of 10 MB that never ends", () => rss(`${BEFORE}<item><link href="${"a ".repeat(5_000_000)}`), {
    titles: ["before", null],
  }),
  xml("an element name of 10 MB", () => around(`<${"a".repeat(10_000_000)}>`), BOTH),
  xml("a title of 11 MB", () => around(`<item><title>${"hostile ".repeat(1_400_000)}</title></item>`), {
    titles: ["before", "hostile ".repeat(125).slice(0, 1_000), "after"],
  }),
  xml(
    "twelve values of a million characters beyond latin",
    () => around(numbered(4, () => value("\u6f22".repeat(950_000)), "")),
    { titles: ["before", "hostile", "hostile", "hostile", "hostile", "after"] },
  ),
  xml(
    "a guid and a link of 5 MB each",
    () =>
      around(
        `<item><title>hostile</title><guid>${"g".repeat(5_000_000)}</guid><link>https://hostile.example/${"l".repeat(5_000_000)}</link></item>`,
      ),
    THREE,
  ),
  {
    name: "20 MB of white space",
    bytes: () => Buffer.from(" ".repeat(20_000_000) + around("")),
    headers: XML,
    ends: { reason: /too large|more than 12000000 bytes/ },
  },
  xml("11 MB of white space before the feed", () => " ".repeat(11_000_000) + around(""), BOTH),
  xml(
    "11 MB of white space inside an item",
    () => around(`<item>${" \n".repeat(5_500_000)}<title>hostile</title></item>`),
    THREE,
  ),
  {
    name: "gzip bomb of 120 MB",
    bytes: () => gzipSync(Buffer.alloc(BOMB_BYTES, 32)),
    headers: { ...XML, "content-encoding": "gzip" },
    ends: { reason: /too large|more than 12000000 bytes/ },
  },
  {
    name: "gzip in gzip in gzip",
    bytes: () => gzipSync(gzipSync(gzipSync(Buffer.alloc(BOMB_BYTES, 32)))),
    headers: { ...XML, "content-encoding": "gzip, gzip, gzip" },
    ends: { reason: /too large|more than 12000000 bytes/ },
  },
  // openings without an end
  xml("10 MB of CDATA openings", () => rss(BEFORE + "<![CDATA[".repeat(1_100_000)), { titles: ["before"] }),
  xml("two million comments", () => around("<!---->".repeat(1_600_000)), BOTH),
  xml("a million comment openings", () => rss(BEFORE + "<!-- -".repeat(1_800_000)), { titles: ["before"] }),
  xml("a million doctypes", () => rss(BEFORE + "<!DOCTYPE x [".repeat(800_000)), { titles: ["before"] }),
  xml("two million processing instructions", () => around("<?x?>".repeat(2_000_000)), BOTH),
  xml("a million empty CDATA sections", () => around(value("<![CDATA[]]>".repeat(900_000))), THREE),
  // addresses that grow
  xml(
    "a base of 1 MB under 2,000 relative links",
    () =>
      rss(
        numbered(2_000, (i) => itemOf(i, `<link>${i}</link>`), ""),
        "",
        ` xml:base="${LONG_BASE}"`,
      ),
    { titles: titlesTo(2_000) },
  ),
  xml(
    "a million relative pictures",
    () =>
      around(value(`<![CDATA[${"<img src=a>".repeat(80_000)}]]>`).repeat(10)).replace(
        "<rss",
        `<rss xml:base="https://hostile.example/${"b".repeat(1_000)}/"`,
      ),
    { titles: ["before", ...Array(10).fill("hostile"), "after"] },
  ),
  xml(
    "2,000 items of 500 relative pictures each",
    () =>
      rss(numbered(2_000, (i) => itemOf(i, `<description><![CDATA[${"<img src=a>".repeat(500)}]]></description>`), "")),
    { titles: titlesTo(2_000) },
  ),
  xml(
    "bases nested in bases",
    () =>
      around(
        `<item><title>hostile</title><description>${"<b xml:base='aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/'>".repeat(100_000)}</description></item>`,
      ),
    THREE,
  ),
  xml(
    "2,000 links with 500 parameters each",
    () =>
      rss(
        numbered(
          2_000,
          (i) =>
            itemOf(
              i,
              `<link>https://hostile.example/${i}?${numbered(500, (n) => `${String.fromCharCode(97 + (n % 26))}${n}=1`, "&amp;")}</link>`,
            ),
          "",
        ),
      ),
    { titles: titlesTo(2_000) },
  ),
  // dates and names
  xml(
    "dates of a million characters",
    () =>
      around(
        numbered(
          5,
          () =>
            `<item><title>hostile</title><pubDate>${"Mon, ".repeat(200_000)}</pubDate><dc:date>${"1".repeat(1_000_000)}</dc:date></item>`,
          "",
        ),
      ),
    { titles: ["before", ...Array(5).fill("hostile"), "after"] },
  ),
  xml(
    "bylines of six million characters",
    () => around(`<item><title>hostile</title><author>x${"a (b@c".repeat(1_500_000)}</author></item>`),
    THREE,
  ),
  // JSON
  json("JSON nested two million deep", () => `{"items":${"[".repeat(2_000_000)}${"]".repeat(2_000_000)}}`, {
    reason: /nested more than 256 deep/,
  }),
  json("a JSON key of 10 MB", () => jsonItems(`,{"id":"2","title":"hostile","${"k".repeat(10_000_000)}":1}`), {
    titles: ["before", "hostile"],
  }),
  json("a JSON number of 10 MB", () => jsonItems(`,{"id":"2","title":"hostile","n":${"1".repeat(10_000_000)}}`), {
    titles: ["before", "hostile"],
  }),
  json(
    "a million JSON keys",
    () => jsonItems(`,{"id":"2","title":"hostile",${numbered(900_000, (i) => `"k${i}":1`, ",")}}`),
    { reason: /more than 400000 values/ },
  ),
  json("three million JSON items", () => jsonItems(",{}".repeat(3_000_000)), {
    titles: ["before", ...Array(1_999).fill(null)],
    cut: 2_998_001,
  }),
  json("five million JSON numbers", () => jsonItems(`,{"id":"2","title":"hostile","n":[${"1,".repeat(5_000_000)}1]}`), {
    reason: /more than 400000 values/,
  }),
  json(
    "an author of 5 MB inherited by 2,000 JSON items",
    () =>
      `{"authors":[{"name":"${"n".repeat(5_000_000)}"}],"items":[${numbered(2_000, (i) => `{"id":"${i}","title":"${i}"}`, ",")}]}`,
    { titles: titlesTo(2_000) },
  ),
  json(
    "a __proto__ of its own",
    () => jsonItems(`,{"__proto__":{"title":"no"},"constructor":1,"id":"2","title":"hostile"}`),
    { titles: ["before", "hostile"] },
  ),
  // encodings
  {
    name: "UTF-16 that ends within a character",
    bytes: () =>
      Buffer.concat([Buffer.from(`\ufeff${around(value("x".repeat(3_000_000)))}`, "utf16le"), Buffer.of(0x3c)]),
    headers: { "content-type": "text/xml" },
    ends: THREE,
  },
  {
    name: "11 MB of bytes that are no character",
    bytes: () =>
      Buffer.concat([
        Buffer.from(rss(BEFORE).replace("</channel></rss>", "<item><title>hostile</title><description>")),
        Buffer.alloc(11_000_000, 0xff),
        Buffer.from(`</description></item>${AFTER}</channel></rss>`),
      ]),
    headers: XML,
    ends: THREE,
  },
  {
    name: "UTF-32 of 11 MB",
    bytes: () => utf32(around(value("x".repeat(2_700_000)))),
    headers: { "content-type": "text/xml" },
    ends: THREE,
  },
  {
    name: "11 MB of control characters",
    bytes: () => Buffer.from(around("\u0001".repeat(11_000_000))),
    headers: XML,
    ends: BOTH,
  },
  {
    name: "an encoding that nobody knows",
    bytes: () => Buffer.from(around("", '<?xml version="1.0" encoding="x-none"?>')),
    headers: { "content-type": "text/xml; charset=none" },
    ends: BOTH,
  },
  // not what it says
  {
    name: "11 MB of random bytes",
    bytes: () => noise(11_000_000),
    headers: XML,
    ends: { reason: /not a feed|no feed|elements of a feed/ },
  },
  xml("an HTML page of 11 MB", () => `<!doctype html><html><body>${"<p>text</p>".repeat(1_000_000)}</body></html>`, {
    reason: /an HTML page/,
  }),
];

function utf32(text: string): Uint8Array {
  const bytes = Buffer.alloc(4 * text.length + 4);
  bytes.writeUInt32LE(0xfeff, 0);
  for (let i = 0; i < text.length; i++) bytes.writeUInt32LE(text.charCodeAt(i), 4 * i + 4);
  return bytes;
}

/** The same bytes every time (xorshift32). */
function noise(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let x = 0x9e3779b9;
  for (let i = 0; i < length; i++) {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    bytes[i] = x & 0xff;
  }
  return bytes;
}
