import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { ParsedItem } from "../../src/model/feed.ts";
import { identify, withoutLink } from "../../src/poll/identify.ts";
import { POLL_DEFAULTS } from "../../src/poll/settings.ts";
import { aDocument, aFeed, anItem, DAY, MINUTE, NOON } from "./a-feed.ts";

const feed = aFeed();
const found = (...items: Partial<ParsedItem>[]) => identify(aDocument(items.map(anItem)), feed, NOON, POLL_DEFAULTS);

test("an item goes by its canonical address first, in both schemes, then by its guid within the feed", () => {
  const [entry] = found({ link: "https://paper.example/a/?utm_source=rss", guid: "g1" });
  assert.deepEqual(entry?.aliases, ["url:https://paper.example/a", "url:http://paper.example/a", `guid:${feed.id}:g1`]);
  assert.equal(entry?.url, "https://paper.example/a/?utm_source=rss");
  assert.equal(entry?.canonicalUrl, "https://paper.example/a");
  assert.equal(entry?.source, "paper.example");
});

test("where a redirector's target is known, the target is the key and the link is what is fetched", () => {
  const [entry] = found({ link: "https://feedproxy.example/~r/1", originalLink: "https://paper.example/a" });
  assert.equal(entry?.aliases[0], "url:https://paper.example/a");
  assert.equal(entry?.url, "https://feedproxy.example/~r/1");
});

describe("guids that are not believed", () => {
  const aliases = (...items: Partial<ParsedItem>[]) => found(...items).flatMap((entry) => entry.aliases);
  test("empty", () => {
    assert.ok(!aliases({ link: "https://paper.example/a", guid: "" }).some((alias) => alias.startsWith("guid:")));
  });
  test("given twice in one document", () => {
    const two = aliases({ link: "https://paper.example/a", guid: "g" }, { link: "https://paper.example/b", guid: "g" });
    assert.ok(!two.some((alias) => alias.startsWith("guid:")));
  });
  test("the site's own address", () => {
    const one = aliases({ link: "https://paper.example/a", guid: "https://paper.example" });
    assert.ok(!one.some((alias) => alias.startsWith("guid:")));
  });
});

test("items that all link to the front page are told apart by guid, and without one by title and day", () => {
  const home = "https://paper.example/";
  const byGuid = found({ link: home, guid: "1", title: "A" }, { link: home, guid: "2", title: "B" });
  assert.deepEqual(
    byGuid.map((entry) => entry.aliases),
    [[`guid:${feed.id}:1`], [`guid:${feed.id}:2`]],
  );
  const byTitle = found({ link: home, title: "A" }, { link: home, title: "B" }, { link: home, title: "A" });
  assert.equal(byTitle.length, 2);
  assert.ok(byTitle.every((entry) => entry.aliases[0]?.startsWith("title:")));
});

test("the same item twice in a document is one entry", () => {
  assert.equal(
    found({ link: "https://paper.example/a", title: "A" }, { link: "https://paper.example/a#x", title: "A" }).length,
    1,
  );
});

test("an item without a link is left out and counted", () => {
  const items = [anItem({ guid: "g", title: "T" }), anItem({ link: "https://paper.example/a" })];
  assert.equal(identify(aDocument(items), feed, NOON, POLL_DEFAULTS).length, 1);
  assert.equal(withoutLink(aDocument(items)), 1);
});

describe("dates", () => {
  const date = (publishedAt: number | null, updatedAt: number | null = null) => {
    const [entry] = found({ link: "https://paper.example/a", publishedAt, updatedAt });
    return [entry?.publishedAt, entry?.dateSource];
  };
  const unknown = [null, "first-seen"];
  const cases: [string, unknown[], unknown[]][] = [
    ["a plain date is the feed's", date(NOON - DAY), [NOON - DAY, "feed"]],
    ["without one, the date of the update is", date(null, NOON - DAY), [NOON - DAY, "feed"]],
    ["none at all is first seen", date(null), unknown],
    ["ten minutes ahead is a clock that is a little fast", date(NOON + 10 * MINUTE), [NOON + 10 * MINUTE, "feed"]],
    ["more than ten minutes ahead is not believed", date(NOON + 10 * MINUTE + 1), unknown],
    ["1970 is not believed", date(0), unknown],
    ["the end of 1994 is not believed", date(Date.UTC(1994, 11, 31)), unknown],
  ];
  for (const [what, actual, expected] of cases) {
    test(what, () => {
      assert.deepEqual(actual, expected);
    });
  }
});
