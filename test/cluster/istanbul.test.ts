import assert from "node:assert/strict";
import { test } from "node:test";
import { articleOf, type NewsArticle, newsroom, run, shuffled } from "./newsroom.ts";

const ALL = newsroom();
const TALKS = ALL.filter(({ story }) => story === "istanbul-talks").map(({ id }) => id);
const NOW = Date.parse("2025-11-06T21:00:00Z");

/** Stories as labelled, each as its sorted article ids. */
function labelled(articles: readonly NewsArticle[]): string[] {
  const stories = new Map<string, string[]>();
  for (const { id, story } of articles) stories.set(story, [...(stories.get(story) ?? []), id].sort());
  return [...stories.values()].map((ids) => ids.join(" ")).sort();
}

const found = (stories: Map<string, string[]>) => [...stories.values()].map((ids) => ids.join(" ")).sort();

test("five reports in different words are one story in an empty store, and all else stays apart", () => {
  assert.equal(TALKS.length, 5);
  assert.deepEqual(found(run(ALL).stories), labelled(ALL));
});

test("the story is news once, at its third publisher", () => {
  const { changes } = run(ALL);
  const formed = changes.filter((change) => change.formed.length > 0);
  assert.equal(formed.length, 1);
  assert.equal(formed[0]?.articleId, TALKS[2]);
  const news = formed[0]?.formed[0];
  assert.deepEqual(news?.story.counts, { articles: 3, publishers: 3, independent: 3 });
  assert.equal(news?.story.status, "formed");
  assert.match(news?.reason.rule ?? "", /3 independent publishers/);
  assert.ok(news?.reason.evidence.includes("Istanbul"), news?.reason.evidence.join(" "));
});

test("the order of arrival does not matter", () => {
  for (let seed = 1; seed <= 12; seed++) {
    const { stories, changes } = run(shuffled(ALL, seed), { now: NOW });
    assert.deepEqual(found(stories), labelled(ALL), `seed ${seed}`);
    assert.equal(changes.filter((change) => change.formed.length > 0).length, 1, `seed ${seed}`);
  }
});

test("the same reports pasted as plain text, without language or date, are one story", () => {
  const pasted = ALL.filter(({ story }) => story !== "istanbul-follow-up").map((article) =>
    articleOf({
      ...article,
      title: article.text.split(/(?<=[.:]) /)[0] ?? "",
      lang: null,
      publishedAt: NOW,
      firstSeenAt: NOW,
      dateSource: "unknown",
    }),
  );
  for (const seed of [1, 2, 3]) {
    const { stories } = run(shuffled(pasted, seed), { now: NOW });
    assert.deepEqual(found(stories), labelled(pasted), `seed ${seed}`);
  }
});

test("one report with a date and four without, pasted long after, still meet", () => {
  const later = NOW + 200 * 86_400_000;
  const pasted = ALL.filter(({ story }) => story === "istanbul-talks").map((article, i) =>
    articleOf({
      ...article,
      firstSeenAt: later,
      ...(i === 2 ? {} : { publishedAt: later, dateSource: "unknown" as const }),
    }),
  );
  for (const seed of [1, 2, 3, 4]) {
    const { stories } = run(shuffled(pasted, seed), { now: later });
    assert.deepEqual(found(stories), [[...TALKS].sort().join(" ")], `seed ${seed}`);
  }
});
