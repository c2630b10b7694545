import assert from "node:assert/strict";
import { test } from "node:test";
import * as expected from "../../src/demo/expected.ts";
import { blocksOf } from "../../src/demo/markup.ts";

const articles = new Map(expected.everyArticle().map((entry) => [entry.key, entry]));

test("every article is expected in exactly one place", () => {
  const named = [
    ...expected.EXPECTED_STORIES.flatMap((story) => [...story.independent, ...story.copies.map((copy) => copy.copy)]),
    ...expected.EXPECTED_ALONE,
    ...expected.EXPECTED_ENDINGS.map((ending) => ending.key),
  ];
  assert.deepEqual(named.toSorted(), [...articles.keys()].toSorted());
});

test("a story sends an alert when three publishers wrote their own report, and only then", () => {
  for (const story of expected.EXPECTED_STORIES) {
    const publishers = new Set(story.independent.map((key) => articles.get(key)!.outlet.id));
    assert.equal(publishers.size, story.independent.length, story.name);
    assert.equal(story.alert, publishers.size >= 3, story.name);
    assert.ok(story.copies.every(({ of }) => story.independent.includes(of)));
  }
});

test("sentences to keep stand in their articles, furniture and comments do not", () => {
  for (const { key, sentence } of expected.EXPECTED_KEPT) {
    const text = blocksOf(articles.get(key)!.article.body)
      .map((block) => (block.kind === "list" ? block.items.join("\n") : block.text))
      .join("\n");
    assert.ok(text.includes(sentence), `${key}: ${sentence}`);
  }
  for (const { article } of articles.values()) {
    for (const words of expected.EXPECTED_FURNITURE) assert.ok(!article.body.includes(words), words);
    for (const { text } of expected.expectedRemovals()) assert.ok(!article.body.includes(text), text);
  }
});

test("the ledger is expected to hold spam, four times over where it stands four times, and honest comments", () => {
  const removals = expected.expectedRemovals();
  assert.deepEqual(
    removals.filter((removal) => removal.times === 4).map((removal) => removal.kind),
    ["spam"],
  );
  assert.ok(removals.filter((removal) => removal.kind === "spam").length >= 2);
  assert.ok(removals.filter((removal) => removal.kind === "comment").length >= 6);
});

test("addresses follow the origins, and an outlet that is not served has none", () => {
  const addresses = expected.articleAddresses(["http://127.0.1.1:8800"]);
  assert.deepEqual(addresses.get("bosphorus-ledger/economy/valmere-rate-cut"), {
    linked: "http://127.0.1.1:8800/economy/valmere-rate-cut",
    page: "http://127.0.1.1:8800/economy/valmere-rate-cut",
  });
  assert.ok([...addresses.keys()].every((key) => key.startsWith("bosphorus-ledger/")));
});
