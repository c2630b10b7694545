import assert from "node:assert/strict";
import { test } from "node:test";
import { EXPECTED_STORIES, everyArticle } from "../../src/demo/expected.ts";
import { blocksOf } from "../../src/demo/markup.ts";
import { OUTLETS } from "../../src/demo/outlets/index.ts";
import { coveredBy, overlap, pairs, wordsOf } from "./three-grams.ts";

const articles = new Map(everyArticle().map((entry) => [entry.key, entry]));
const body = (key: string): string => articles.get(key)!.article.body;
const story = (name: string) => EXPECTED_STORIES.find((candidate) => candidate.name.includes(name))!;
const istanbul = story("Istanbul").independent;

test("five outlets report Istanbul, 250 to 450 words each, no two alike", () => {
  assert.equal(istanbul.length, 5);
  for (const key of istanbul) {
    const words = wordsOf(body(key)).length;
    assert.ok(words >= 250 && words <= 450, `${key}: ${words} words`);
  }
  for (const [one, other] of pairs(istanbul)) {
    const shared = overlap(body(one), body(other));
    assert.ok(shared >= 0.01 && shared <= 0.08, `${one} and ${other}: ${shared.toFixed(3)}`);
  }
});

test("between them the Istanbul reports have every trait that makes such texts hard", () => {
  const texts = istanbul.map(body);
  const withTrait = (trait: RegExp) => texts.filter((text) => trait.test(text)).length;
  assert.equal(withTrait(/^\nWeb Desk\n\n15 Minutes ago\n/), 1);
  assert.equal(withTrait(/^\ndate \{iso\}\n/), 1);
  assert.equal(withTrait(/war\.Photo: /), 1);
  assert.equal(withTrait(/^\n- .+\n- .+\n- /), 1);
  for (const spelling of [/Türkiye/, /Turkiye/, /Turkey/]) assert.ok(withTrait(spelling) >= 1, String(spelling));
  assert.ok(withTrait(/19 October|October 19/) === 2 && withTrait(/October 15/) === 1 && withTrait(/17 October/) === 1);
  assert.ok(withTrait(/206/) >= 2 && withTrait(/over 200/i) >= 2);
  const dateless = body("delta-herald/foreign/neighbours-at-the-table.html");
  assert.doesNotMatch(
    dateless,
    /\{|\b(January|October|November|Monday|Tuesday|Wednesday|Thursday|Friday)\b|\b20\d\d\b/,
  );
});

test("one Istanbul report is followed by twenty breaks and four copies of one promotion, without markup around them", () => {
  const { article, outlet } = articles.get("crescent-times/world/qatar-turkey-press-border-rivals")!;
  const [first, ...rest] = article.comments!.map((comment) => comment.text);
  assert.equal(rest.length, 3);
  assert.ok(rest.every((text) => text === first));
  const blocks = blocksOf(article.body);
  const html = outlet.layout({
    outlet,
    article,
    url: "http://x/",
    blocks,
    iso: "2026-01-01T00:00:00Z",
    day: "",
    related: [],
  });
  assert.match(html, /reading his own notes aloud\.\n(<br>\n){20}I was drowning in bills/);
  assert.equal(html.split("couch-cash-club.example").length - 1, 4);
});

test("independent reports share little with each other, copies much with what they copy", () => {
  for (const { name, independent, copies } of EXPECTED_STORIES) {
    for (const [one, other] of pairs(independent))
      assert.ok(overlap(body(one), body(other)) < 0.08, `${name}: ${one}, ${other}`);
    for (const { copy, of } of copies) assert.ok(coveredBy(body(copy), body(of)) > 0.6, `${name}: ${copy}`);
  }
});

test("the wire story is reprinted whole, trimmed, with a local paragraph, and as an excerpt", () => {
  const shares = story("Marisol").copies.map(({ copy, of }) => ({
    copied: coveredBy(body(copy), body(of)),
    kept: coveredBy(body(of), body(copy)),
  }));
  const [whole, trimmed, local, excerpt] = shares;
  assert.ok(whole!.kept === 1 && trimmed!.kept > 0.4 && trimmed!.kept < 0.8);
  assert.ok(local!.copied < 0.9 && local!.kept > 0.6);
  assert.ok(excerpt!.copied > 0.95 && excerpt!.kept < 0.4);
});

test("earthquake notices are one form letter with different values", () => {
  const notices = everyArticle().filter(({ article }) => article.title.includes("earthquake near"));
  assert.ok(notices.length >= 3 && new Set(notices.map(({ outlet }) => outlet.id)).size === 2);
  for (const [one, other] of pairs(notices)) {
    const shared = overlap(one.article.body, other.article.body);
    assert.ok(shared > 0.4 && shared < 0.9, `${one.key}, ${other.key}: ${shared.toFixed(2)}`);
  }
});

test("articles are 2 to 60 hours old, but for the first chapters of later stories", () => {
  const old = everyArticle().filter(({ article }) => article.hoursBefore > 60);
  assert.deepEqual(
    old.map(({ article }) => Math.round(article.hoursBefore / 24)),
    old.map(() => 8),
  );
  assert.equal(old.length, 3);
  assert.ok(everyArticle().every(({ article }) => article.hoursBefore >= 2));
});

test("every outlet has its own address, name and layout, and four languages are spoken", () => {
  const distinct = (values: unknown[]) => new Set(values).size === OUTLETS.length;
  assert.ok(distinct(OUTLETS.map((outlet) => outlet.number)) && distinct(OUTLETS.map((outlet) => outlet.name)));
  assert.ok(distinct(OUTLETS.map((outlet) => outlet.layout)));
  assert.deepEqual(new Set(OUTLETS.map((outlet) => outlet.lang)), new Set(["en", "de", "tr", "es"]));
});

test("every web address in a text ends in .example, which nobody can own", () => {
  const addresses = everyArticle().flatMap(({ article }) =>
    [article.body, ...(article.comments ?? []).map((comment) => comment.text)].flatMap(
      (text) => text.match(/www\.\S+/g) ?? [],
    ),
  );
  assert.ok(addresses.length > 0);
  for (const address of addresses) assert.match(address, /^www\.[a-z-]+\.example\b/);
});
