import assert from "node:assert/strict";
import { test } from "node:test";
import { CLUSTER_DEFAULTS } from "../../src/cluster/settings.ts";
import { decodeVectors, encodeVectors } from "../../src/cluster/stored-vectors.ts";
import { StoryIndex } from "../../src/cluster/story-index.ts";
import { stableId } from "../../src/model/id.ts";
import type { NearDuplicate } from "../../src/model/signature.ts";
import type { Coverage, Story } from "../../src/model/story.ts";
import { articleOf, type NewsArticle, newsroom, type Run, run, shuffled } from "./newsroom.ts";

const ALL = newsroom();
const TALKS = ALL.filter(({ story }) => story === "istanbul-talks");
const NOW = Date.parse("2025-11-06T21:00:00Z");
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function copyOf(
  original: NewsArticle,
  source: string,
  minutesLater = 30,
): { article: NewsArticle; link: NearDuplicate } {
  const article = articleOf({
    ...original,
    id: `copy-${source}`,
    source,
    publishedAt: original.publishedAt + minutesLater * 60_000,
  });
  const link: NearDuplicate = {
    articleId: article.id,
    parentId: original.id,
    originalId: original.id,
    relation: "copy",
    covered: 1,
    parentCovered: 1,
    matchedWords: 200,
    similarity: 1,
  };
  return { article, link };
}

/** What the store would hold after these changes. */
function stored({ changes }: Pick<Run, "changes">) {
  const coverage = new Map<string, Coverage>();
  const vectors = new Map<string, Uint8Array>();
  const stories = new Map<string, Story>();
  for (const change of changes) {
    for (const row of change.coverage) coverage.set(row.articleId, row);
    for (const row of change.moved) coverage.set(row.articleId, { ...coverage.get(row.articleId)!, ...row });
    vectors.set(change.articleId, encodeVectors({ lang: change.member.lang, vectors: change.vectors }, "1"));
    for (const row of change.stories) stories.set(row.id, row);
  }
  return { coverage, vectors, stories: [...stories.values()] };
}

const lastStory = ({ changes }: Run): Story => changes.at(-1)!.stories[0]!;

test("assign changes nothing: asked twice it answers the same, and the index stays empty", () => {
  const index = new StoryIndex(CLUSTER_DEFAULTS);
  const first = index.assign(TALKS[0]!, null, { now: NOW });
  const second = index.assign(TALKS[0]!, null, { now: NOW });
  assert.deepEqual(first, second);
  assert.equal(index.size, 0);
  assert.equal(first.storyId, stableId("s", TALKS[0]!.id));
  assert.equal(first.stories[0]?.status, "growing");
  assert.equal(first.coverage[0]?.role, "origin");
  assert.equal(first.coverage[0]?.evidence.rule, "founded");
});

test("the same stream twice gives the same changes", () => {
  const order = shuffled(ALL, 7);
  assert.deepEqual(run(order, { now: NOW }).changes, run(order, { now: NOW }).changes);
});

test("an index rebuilt from the store goes on exactly like the one that grew", () => {
  for (const seed of [3, 5, 9]) {
    const order = shuffled(ALL, seed);
    const half = order.slice(0, 12);
    const grown = run(half, { now: NOW });
    const { coverage, vectors, stories } = stored(grown);
    const rebuilt = new StoryIndex(CLUSTER_DEFAULTS);
    for (const article of half) {
      const analysed = decodeVectors(vectors.get(article.id)!, "1")!;
      rebuilt.restore({ number: rebuilt.sequence, coverage: coverage.get(article.id)!, article, analysed });
    }
    for (const row of stories) rebuilt.restoreStory(row);
    const rest = order.slice(12);
    assert.deepEqual(
      run(rest, { index: rebuilt, now: NOW }).changes,
      run(rest, { index: grown.index, now: NOW }).changes,
      `seed ${seed}`,
    );
  }
});

test("a near-duplicate goes to its original's story and adds no independent report", () => {
  const copies = ["a.example", "b.example", "c.example"].map((source) => copyOf(TALKS[0]!, source));
  const articles = [TALKS[0]!, ...copies.map(({ article }) => article)];
  const done = run(articles, { duplicates: copies.map(({ link }) => link) });
  assert.equal(done.stories.size, 1);
  assert.deepEqual(lastStory(done).counts, { articles: 4, publishers: 4, independent: 1 });
  assert.equal(done.changes.flatMap(({ formed }) => formed).length, 0);
  assert.deepEqual(
    done.changes.at(-1)?.coverage.map(({ role, score, evidence }) => [role, score, evidence.rule]),
    [["near_duplicate", 1, "near-duplicate"]],
  );
});

test("a copy whose original is not in memory stands for itself", () => {
  const { article, link } = copyOf(TALKS[0]!, "a.example");
  const done = run([article], { duplicates: [link] });
  assert.equal(lastStory(done).counts.independent, 1);
});

test("three reports of one publisher, or of one owner's sites, are not news", () => {
  const same = TALKS.slice(0, 3).map((article) => articleOf({ ...article, source: "one.example" }));
  const one = run(same);
  assert.equal(one.stories.size, 1);
  assert.equal(lastStory(one).status, "growing");
  const owned = run(TALKS.slice(0, 3), { sourceFamily: () => "owner" });
  assert.equal(lastStory(owned).status, "growing");
  assert.deepEqual(lastStory(owned).counts, { articles: 3, publishers: 3, independent: 3 });
});

test("old material forms a story and is held back, and no later report makes it news", () => {
  const done = run(TALKS, { now: NOW + 30 * DAY });
  assert.equal(done.changes.flatMap(({ formed }) => formed).length, 0);
  assert.equal(lastStory(done).status, "formed");
  const held = done.changes.flatMap(({ heldBack }) => heldBack);
  assert.equal(held.length, 1);
  assert.match(held[0]?.reason ?? "", /hours old, limit 72/);
});

test("a story too like one that is news already is its development: told once, never news by itself", () => {
  const settings = { joinAt: 0.999_99, developmentAt: 0.01, independentToForm: 1 };
  const done = run(TALKS, { settings });
  assert.equal(done.changes.flatMap(({ formed }) => formed).length, 1);
  const held = done.changes.flatMap(({ heldBack }) => heldBack);
  assert.equal(held.length, 4);
  assert.match(held[0]?.reason ?? "", /development of s_/);
  assert.equal(done.changes[1]?.events.at(-1)?.kind, "held-back");
});

test("the earliest published report is the origin; the row of the one it replaces is in the change", () => {
  const [first, second] = TALKS;
  const done = run([second!, first!], { now: NOW });
  const { coverage, moved } = done.changes[1]!;
  assert.deepEqual(
    [...moved, ...coverage].map(({ articleId, role }) => [articleId, role]),
    [
      [second!.id, "independent"],
      [first!.id, "origin"],
    ],
  );
  assert.equal(lastStory(done).title, first!.title);
  assert.equal(lastStory(done).firstPublishedAt, first!.publishedAt);
});

test("a late report of the same event joins within the window, on either side, and not beyond it", () => {
  for (const [hours, stories] of [
    [36, 1],
    [-36, 1],
    [200, 2],
    [-200, 2],
  ] as const) {
    const late = articleOf({ ...TALKS[2]!, publishedAt: TALKS[0]!.publishedAt + hours * HOUR });
    const settings = { windowHours: 120 };
    const done = run([TALKS[0]!, TALKS[1]!, late], { settings, now: NOW });
    assert.equal(done.stories.size, stories, `${hours} hours`);
  }
});

test("an article taken out and put back leaves counts, roles and the alert as they were", () => {
  const { index, changes } = run(TALKS);
  const before = changes.at(-1)!.stories[0]!;
  const removed = index.remove(TALKS[0]!.id);
  assert.equal(removed.stories[0]?.counts.independent, 4);
  assert.deepEqual(
    removed.moved.map(({ articleId, role }) => [articleId, role]),
    [[TALKS[1]!.id, "origin"]],
  );
  const again = index.assign(TALKS[0]!, null, { now: NOW });
  assert.deepEqual(again.stories[0], before);
  assert.equal(again.formed.length, 0);
});

test("a single article that is run again keeps its story's id, or leaves a redirect behind", () => {
  const { index } = run(TALKS.slice(0, 1));
  const id = stableId("s", TALKS[0]!.id);
  index.remove(TALKS[0]!.id);
  assert.equal(index.assign(TALKS[0]!, null, { now: NOW }).storyId, id);
  index.apply(index.assign(TALKS[1]!, null, { now: NOW }));
  const moved = index.assign(TALKS[0]!, null, { now: NOW });
  assert.equal(moved.storyId, stableId("s", TALKS[1]!.id));
  const left = moved.stories.find((story) => story.id === id);
  assert.deepEqual([left?.status, left?.mergedInto], ["merged", moved.storyId]);
});

test("a story that lives on without its founder keeps its id; the founder gets a new one", () => {
  const { index } = run(TALKS);
  const id = stableId("s", TALKS[0]!.id);
  index.remove(TALKS[0]!.id);
  const rewritten = articleOf({
    ...TALKS[0]!,
    title: "Lighthouse to be painted",
    text: "The lighthouse gets a new coat.",
  });
  const change = index.assign(rewritten, null, { now: NOW });
  assert.equal(change.storyId, stableId("s", TALKS[0]!.id, "2"));
  assert.notEqual(change.storyId, id);
});

test("two stories that a later report shows to be one merge: the older id lives, the other redirects", () => {
  const merges = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    .map((seed) => run(shuffled(TALKS, seed), { now: NOW, settings: { joinAt: 0.8, mergeAt: 0.1 } }))
    .filter(({ changes }) => changes.some(({ absorbed }) => absorbed.length > 0));
  assert.ok(merges.length > 0);
  for (const { changes, index } of merges) {
    const at = changes.findIndex(({ absorbed }) => absorbed.length > 0);
    const change = changes[at]!;
    const founders = changes.slice(0, at).map(({ storyId }) => storyId);
    for (const id of change.absorbed) {
      assert.ok(founders.indexOf(change.storyId) < founders.indexOf(id));
      const row = change.stories.find((story) => story.id === id);
      assert.deepEqual([row?.status, row?.mergedInto], ["merged", change.storyId]);
      assert.equal(index.liveId(id), index.liveId(change.storyId));
      assert.ok(change.events.some((event) => event.kind === "merged" && event.storyId === id));
    }
    assert.ok(change.coverage.every(({ storyId }) => storyId === change.storyId));
    assert.ok(changes.flatMap(({ formed }) => formed).length <= 1);
  }
});

test("stories out of reach are let go, and so is what lies beyond the limit", () => {
  const { index } = run(ALL);
  const size = index.size;
  assert.equal(index.evict(NOW), 0);
  assert.equal(index.evict(NOW + 60 * DAY), size);
  assert.equal(index.size, 0);
  const small = run(ALL, { settings: { maxActiveStories: 5 } }).index;
  small.evict(NOW);
  assert.equal(small.size, 5);
});

test("an article without words founds a story of its own and harms nothing", () => {
  const empty = [1, 2].map((number) => articleOf({ id: `empty-${number}`, source: `${number}.example` }));
  const done = run([...empty, ...TALKS], { now: NOW });
  assert.equal(done.stories.size, 3);
});

test("words that are names of JavaScript's own are words like any other", () => {
  const text = "The constructor of the prototype has no toString and __proto__ hasOwnProperty valueOf.";
  const twice = [1, 2].map((number) => articleOf({ id: `odd-${number}`, title: "constructor prototype", text }));
  assert.equal(run(twice).stories.size, 1);
});

test("articles in another language make a story of their own", () => {
  const turkish = articleOf({
    id: "tr",
    lang: "tr",
    source: "haber.example",
    title: "Pakistan ve Afganistan İstanbul'da üçüncü kez masada",
    text: "Pakistan ile Afganistan heyetleri İstanbul'da üçüncü tur görüşmelere başladı. Türkiye ve Katar arabulucu.",
  });
  const done = run([...TALKS, turkish]);
  assert.equal(done.stories.size, 2);
  assert.deepEqual(lastStory(done).languages, ["tr"]);
});
