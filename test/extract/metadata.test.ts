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
