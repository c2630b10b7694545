import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { ParsedItem } from "../../src/model/feed.ts";
import { identify } from "../../src/poll/identify.ts";
import { namesOf, rekeyed } from "../../src/poll/rekey.ts";
import { POLL_DEFAULTS } from "../../src/poll/settings.ts";
import { aDocument, aFeed, anItem, NOON } from "./a-feed.ts";

const found = (items: Partial<ParsedItem>[], feed = aFeed()) =>
  identify(aDocument(items.map(anItem)), feed, NOON, POLL_DEFAULTS);
/** The names of what was found, as a store would have them. */
const store = (items: ReturnType<typeof found>) =>
  new Map(
    items.flatMap((item, i) => (item.echo ? item.aliases : namesOf(item)).map((name) => [name, `a${i}`] as const)),
  );
const isKnown = (items: ReturnType<typeof found>, known: ReadonlyMap<string, string>) =>
  items.map(({ aliases }) => aliases.some((alias) => known.has(alias)));

describe("renamed items", () => {
  const named = (suffix: string, count: number) =>
    Array.from({ length: count }, (_, n) => ({
      link: `https://paper.example/${suffix}/${n}`,
      guid: `${suffix}${n}`,
      title: `Report ${n} from the harbour`,
    }));

  test("are the known ones when more than half of a document changes its names at once", () => {
    const known = store(found(named("old", 6)));
    assert.deepEqual(isKnown(rekeyed(found(named("new", 6)), known), known), Array(6).fill(true));
  });

  test("are new when they are few: a headline that comes again is another item", () => {
    const known = store(found(named("old", 6)));
    assert.deepEqual(isKnown(rekeyed(found(named("new", 2)), known), known), [false, false]);
  });
});

test("a guid that counts positions does not make a new item known", () => {
  const known = store(found([{ link: "https://paper.example/1", guid: "1", title: "A" }]));
  const next = rekeyed(
    found([
      { link: "https://paper.example/2", guid: "1", title: "B" },
      { link: "https://paper.example/1", guid: "2", title: "A" },
    ]),
    known,
  );
  assert.deepEqual(isKnown(next, known), [false, true]);
});

describe("an aggregator's echo", () => {
  const own = { link: "https://paper.example/talks", title: "Third round of talks opens in Istanbul" };
  const echo = {
    link: "https://news.google.com/rss/articles/CBMiabc?oc=5",
    title: `${own.title} - The Paper`,
    sourceUrl: "https://www.paper.example",
  };
  test("is known when its publisher's own item is", () => {
    const known = store(found([own]));
    assert.deepEqual(isKnown(rekeyed(found([echo]), known), known), [true]);
  });
  test("that came first leaves the publisher's own item new", () => {
    const known = store(found([echo]));
    assert.deepEqual(isKnown(rekeyed(found([own]), known), known), [false]);
  });
  test("is none when the item leads to the publisher itself", () => {
    assert.equal(found([{ ...own, sourceUrl: "https://paper.example/feed" }])[0]?.echo, undefined);
  });
});
