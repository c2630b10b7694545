import assert from "node:assert/strict";
import { test } from "node:test";
import { extractPage } from "../../src/extract/extract-page.ts";
import { EXTRACT_DEFAULTS } from "../../src/extract/settings.ts";
import type { ArticleContent } from "../../src/model/article.ts";
import { pageOf } from "./pages.ts";

const PROSE = "<p>A sentence of the report that is long enough to be one, and another that follows it.</p>".repeat(4);

function content(head: string, body = "", url = "https://paper.example/news/1"): ArticleContent {
  const page = { ...pageOf(`<html><head>${head}</head><body>${body}<article>${PROSE}</article></body></html>`), url };
  const result = extractPage(page, { title: null }, EXTRACT_DEFAULTS);
  assert.ok(result.ok);
  return result.content;
}
const day = (at: number | null) => (at === null ? null : new Date(at).toISOString().slice(0, 10));

test("broken JSON-LD still gives its fields", () => {
  for (const json of [
    '{"@type":"NewsArticle","headline":"A broken one","datePublished":"2025-03-04","author":{"name":"Ada Lind"},}',
    '{"@type":"NewsArticle","description":"line\nbreak","headline":"A broken one","datePublished":"2025-03-04","author":{"name":"Ada Lind"}}',
    '{"@type":"NewsArticle","headline":"A broken one","datePublished":"2025-03-04","author":{"name":"Ada Lind"},"x":}',
  ]) {
    const { title, author, publishedAt, dateFoundIn } = content(`<script type="application/ld+json">${json}</script>`);
    assert.equal(title, "A broken one");
    assert.equal(author, "Ada Lind");
    assert.equal(day(publishedAt), "2025-03-04");
    assert.equal(dateFoundIn, "json-ld");
  }
});

test("an organisation is no author, a byline is", () => {
  const json = '{"@type":"NewsArticle","author":{"@type":"Organization","name":"The Paper"}}';
  const { author } = content(
    `<script type="application/ld+json">${json}</script>`,
    '<p class="byline">By Ada Lind</p>',
  );
  assert.equal(author, "Ada Lind");
});

test("the date says where it was found: meta, time, url, text", () => {
  const cases: [string, string, string, string][] = [
    ['<meta name="dcterms.created" content="2025-03-04">', "", "https://paper.example/1", "meta"],
    ["", '<time datetime="2025-03-04T10:00:00Z">today</time>', "https://paper.example/1", "time"],
    ["", "", "https://paper.example/2025/03/04/story", "url"],
    ["", '<div class="post-date">4 March 2025</div>', "https://paper.example/1", "text"],
  ];
  for (const [head, body, url, from] of cases) {
    const { publishedAt, dateFoundIn } = content(head, body, url);
    assert.equal(day(publishedAt), "2025-03-04", from);
    assert.equal(dateFoundIn, from);
  }
});

test("the day is the one that the page writes, in its own zone", () => {
  const cases: [string, string, string][] = [
    ['<meta property="article:published_time" content="2025-03-04T22:30:00-05:00">', "", "2025-03-04"],
    [
      '<meta property="article:published_time" content="2025-03-05T03:30:00Z"><meta property="article:modified_time" content="2025-03-04T22:41:00-05:00">',
      "",
      "2025-03-04",
    ],
    ['<meta property="article:published_time" content="2025-03-05T03:30:00Z">', "/2025/03/04/harbour", "2025-03-04"],
    ['<meta property="article:published_time" content="2025-03-04T23:00:00.000Z">', "", "2025-03-05"],
    ['<meta property="article:published_time" content="2025-03-04T12:00:00Z">', "/2025/03/01/harbour", "2025-03-04"],
  ];
  for (const [head, path, expected] of cases)
    assert.equal(content(head, "", `https://paper.example${path}`).publishedDay, expected, head);
});

test("what readers see comes before a tag that may name the last change, and confirms one that agrees", () => {
  const tag = '<meta name="date" content="2025-03-09T08:00:00Z">';
  const seen = (date: string) =>
    content(`${tag}<title>Harbour reopens</title>`, `<h1>Harbour reopens</h1><p>${date}</p>`);
  assert.equal(seen("4 March 2025").publishedDay, "2025-03-04");
  const { publishedAt, dateFoundIn, dateTrust } = seen("9 March 2025");
  assert.deepEqual([publishedAt, dateFoundIn, dateTrust], [Date.UTC(2025, 2, 9, 8), "meta", 0.9]);
});

test("a date is found in lines of many languages, and the less sure the place the less it is trusted", () => {
  for (const line of [
    "Erschienen am: 4.3.2025",
    "Veröffentlicht am 4. März 2025",
    "Publié le 4 mars 2025",
    "Publicado el 4 de marzo de 2025",
    "Pubblicato il 4 marzo 2025",
    "Опубликовано 4 марта 2025",
    "2025年3月4日",
  ]) {
    const { publishedDay, dateTrust } = content("", `<div><span>${line}</span></div>`);
    assert.equal(publishedDay, "2025-03-04", line);
    assert.ok(dateTrust !== null && dateTrust <= 0.6, line);
  }
});

test("when a video on the page was uploaded says nothing about the article", () => {
  const json = '{"@type":"VideoObject","uploadDate":"2015-01-16"}';
  const head = `<script type="application/ld+json">${json}</script>`;
  assert.equal(content(head, '<time datetime="2025-03-04">4 March</time>').publishedDay, "2025-03-04");
});

test("an author is found by reference, in an article's footer, under a list of posts and on a labelled line", () => {
  const graph =
    '{"@graph":[{"@type":"NewsArticle","author":{"@id":"#p1"}},{"@type":"Person","@id":"#p1","name":"Ada Lind"}]}';
  assert.equal(content(`<script type="application/ld+json">${graph}</script>`).author, "Ada Lind");
  const footer = '<article><footer>vom <a rel="author" href="/a">Ada Lind</a></footer></article>';
  assert.equal(content("", footer).author, "Ada Lind");
  assert.equal(content("", '<p><a rel="author" href="/a">Zeige alle Beiträge von Ada Lind</a></p>').author, "Ada Lind");
  for (const line of ["Autorin: Ada Lind", "Posted on March 4, 2025 by Ada Lind", "Auteure : Ada Lind"])
    assert.equal(content("", `<p>${line}</p>`).author, "Ada Lind", line);
  assert.equal(content('<meta name="author" content="thepaper.com">').author, null);
});

test("section, picture, paywall and the agency that is credited", () => {
  const json =
    '{"@type":"NewsArticle","articleSection":["Harbour"],"image":{"url":"/p.jpg"},"isAccessibleForFree":"False"}';
  const told = content(
    `<script type="application/ld+json">${json}</script>`,
    "<article><p>VARNA (AP) — The dockers went back to work on Monday, after nine days in which no ship was unloaded.</p></article>",
  );
  assert.equal(told.section, "Harbour");
  assert.equal(told.image, "https://paper.example/p.jpg");
  assert.equal(told.paywalled, true);
  const tagged = content(
    '<meta property="article:section" content="Sport"><meta property="og:image" content="https://i.example/a.png"><meta property="article:content_tier" content="free">',
  );
  assert.deepEqual([tagged.section, tagged.image, tagged.paywalled], ["Sport", "https://i.example/a.png", false]);
  const { section, image, paywalled, creditLine } = content("");
  assert.deepEqual([section, image, paywalled, creditLine], [null, null, null, null]);
});

test("the agency that a text credits is part of its metadata", () => {
  const body = "<p>VARNA (AP) — The dockers went back to work on Monday, after nine days without a single ship.</p>";
  const result = extractPage(
    pageOf(`<html><body><article>${body}${PROSE}</article></body></html>`),
    { title: null },
    EXTRACT_DEFAULTS,
  );
  assert.ok(result.ok);
  assert.equal(result.content.creditLine, "AP");
});

test("dates before 1995 are mistakes", () => {
  assert.equal(content('<meta name="date" content="1970-01-01">').publishedAt, null);
});

test("the site's name is taken off the title", () => {
  assert.equal(content("<title>Dockers walk out in Varna | The Paper</title>").title, "Dockers walk out in Varna");
  const named =
    '<meta property="og:site_name" content="The Paper"><title>The Paper: Dockers - a long strike in Varna - The Paper</title>';
  assert.doesNotMatch(content(named).title ?? "", /- The Paper$/);
});

test("relative canonical addresses are made absolute, others than http are not taken", () => {
  assert.equal(content('<link rel="canonical" href="/a?b=1">').canonicalUrl, "https://paper.example/a?b=1");
  assert.equal(content('<link rel="canonical" href="javascript:void(0)">').canonicalUrl, null);
});

test("an author beside the headline counts in a layout that is named after its sidebar, one in the sidebar does not", () => {
  const byline = '<span class="byline"><a rel="author" href="/a">Ada Lind</a></span>';
  const other = '<div class="widget"><a rel="author" href="/b">Ben Other</a></div>';
  assert.equal(content("", `<div class="sidebar-right">${other}<h1>A headline</h1>${byline}</div>`).author, "Ada Lind");
  assert.equal(content("", `<div><h1>A headline</h1></div>${other}`).author, null);
});

test("an author is looked for in every place that is marked, beyond a word or a line that stands alone", () => {
  const meta =
    '<span class="meta-prep-author">Published on</span> 3 May <span class="author vcard"><a class="fn">Ada Lind</a></span>';
  assert.equal(content("", `<div>${meta}</div>`).author, "Ada Lind");
  assert.equal(content("", '<span class="byline"> | <b>Ada Lind</b></span>').author, "Ada Lind");
  assert.equal(content("", "<p><b>Autorin:</b></p><p>Ada Lind</p>").author, "Ada Lind");
  assert.equal(content("", "<p>Posted in Travel by adal on May 3, 2020</p>").author, "adal");
});

test("an office is named as the author only where no person is", () => {
  const office = '<meta name="author" content="Dam Foundation">';
  assert.equal(content(office).author, "Dam Foundation");
  assert.equal(content(`${office}<meta name="parsely-author" content="Ada Lind">`).author, "Ada Lind");
  assert.equal(content(office, '<span class="byline">by Ada Lind</span>').author, "Ada Lind");
  assert.equal(content(office, '<span class="byline">Travel</span>').author, "Dam Foundation");
});

test("of a byline that names several trades, who wrote it counts", () => {
  for (const line of [
    "Text von Ada Lind Illustration von Ben Other",
    "Auteure : Ada Lind",
    "Ada Lind / Photos: Ben Other",
  ])
    assert.equal(content("", `<span class="byline">${line}</span>`).author, "Ada Lind", line);
  assert.equal(content("", '<span class="byline">Ada Lind Fr, 3 May 2020</span>').author, "Ada Lind");
});

test("a heading is the title without the topic or the day that stands in it before the headline", () => {
  const said = '<meta property="og:title" content="Mayor closes the dam - and opens a bridge">';
  const own = "Mayor closes the dam – and opens a bridge";
  for (const kicker of ["<span>Floods</span> ", "<span>3 May 2020</span>"])
    assert.equal(content(said, `<h1>${kicker}${own}</h1>`).title, own);
  const whole = '<meta property="og:title" content="Floods: Mayor closes the dam">';
  assert.equal(content(whole, "<h1>Floods: Mayor closes the dam</h1>").title, "Floods: Mayor closes the dam");
});

test("a heading is the title that the page's own begins with, unless it is the site's name and leads to its first page", () => {
  const title = "<title>Mayor closes the dam - River and valley - all about water and those who live on it</title>";
  assert.equal(content(title, "<h1>Mayor closes the dam</h1>").title, "Mayor closes the dam");
  const site = "<title>The Valley Paper | Mayor closes the dam that held back the river</title>";
  assert.match(content(site, '<h1><a href="/">The Valley Paper</a></h1>').title ?? "", /Mayor closes the dam/);
});

test("authors are named in a part called so", () => {
  assert.equal(
    content("", '<div class="node-block node-block--authors"><a href="/a">Ada Lind</a></div>').author,
    "Ada Lind",
  );
});
