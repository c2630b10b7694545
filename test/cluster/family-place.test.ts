import assert from "node:assert/strict";
import { test } from "node:test";
import { CLUSTER_DEFAULTS } from "../../src/cluster/settings.ts";
import { StoryIndex } from "../../src/cluster/story-index.ts";
import type { NearDuplicate } from "../../src/model/signature.ts";
import type { Coverage, Story } from "../../src/model/story.ts";
import { articleOf, type NewsArticle, newsroom } from "./newsroom.ts";

const TALKS = newsroom().filter(({ story }) => story === "istanbul-talks");
const [WIRE, SECOND, THIRD] = TALKS as [NewsArticle, NewsArticle, NewsArticle];
const NOW = Date.parse("2025-11-06T21:00:00Z");
const HOUR = 3_600_000;
const REPRINTS = [1, 2].map((number) =>
  articleOf({
    ...WIRE,
    id: `reprint-${number}`,
    source: `reprint-${number}.example`,
    publishedAt: WIRE.publishedAt + number * HOUR,
  }),
) as [NewsArticle, NewsArticle];
const FAMILY = [WIRE, ...REPRINTS].map(({ id }) => id);

const copy = (article: NewsArticle, of: NewsArticle): NearDuplicate => ({
  articleId: article.id,
  parentId: of.id,
  originalId: of.id,
  relation: "copy",
  covered: 1,
  parentCovered: 1,
  matchedWords: 200,
  similarity: 1,
});

/** The index with what its changes leave in the store. */
class Newsdesk {
  readonly index = new StoryIndex(CLUSTER_DEFAULTS);
  readonly coverage = new Map<string, Coverage>();
  readonly stories = new Map<string, Story>();
  readonly articles = new Map<string, NewsArticle>();
  formed = 0;

  take(article: NewsArticle, duplicate: NearDuplicate | null = null, family = FAMILY) {
    const change = this.index.assign(article, duplicate, { now: NOW, family });
    assert.deepEqual(this.index.assign(article, duplicate, { now: NOW, family }), change, "assign is pure");
    this.index.apply(change);
    this.articles.set(article.id, article);
    for (const row of change.coverage) this.coverage.set(row.articleId, row);
    for (const row of change.moved) this.coverage.set(row.articleId, { ...this.coverage.get(row.articleId)!, ...row });
    for (const row of change.stories) this.stories.set(row.id, row);
    this.formed += change.formed.length;
    return change;
  }

  /** An index that knows the rows alone. */
  rebuilt(): StoryIndex {
    const index = new StoryIndex(CLUSTER_DEFAULTS);
    for (const [id, coverage] of this.coverage) {
      const article = this.articles.get(id)!;
      index.restore({ number: index.sequence, coverage, article, analysed: index.analyse(article) });
    }
    for (const row of this.stories.values()) index.restoreStory(row);
    return index;
  }

  roles() {
    return Object.fromEntries([...this.coverage].map(([id, { role }]) => [id, role]));
  }
}

test("an original takes the place of the copy that reported before it: one text stays one independent report", () => {
  const desk = new Newsdesk();
  const first = desk.take(REPRINTS[0]);
  desk.take(SECOND, null, [SECOND.id]);
  const change = desk.take(WIRE);
  assert.equal(change.storyId, first.storyId);
  assert.deepEqual(desk.roles(), {
    [REPRINTS[0].id]: "near_duplicate",
    [SECOND.id]: "independent",
    [WIRE.id]: "origin",
  });
  assert.deepEqual(desk.stories.get(first.storyId)?.counts, { articles: 3, publishers: 3, independent: 2 });
  assert.equal(desk.coverage.get(REPRINTS[0].id)?.evidence.rule, "near-duplicate");
  assert.equal(desk.coverage.get(WIRE.id)?.evidence.rule, "original");
  assert.deepEqual(
    change.events.map(({ kind, reason }) => [kind, reason]),
    [["grown", `the original of copies that are here; counts as a copy from now on: ${REPRINTS[0].id}`]],
  );
});

test("a story that has formed does not form again when its founder turns out to be a copy", () => {
  const desk = new Newsdesk();
  for (const article of [REPRINTS[0], SECOND, THIRD]) desk.take(article, null, [article.id]);
  assert.equal(desk.formed, 1);
  const change = desk.take(WIRE);
  assert.equal(desk.formed, 1);
  assert.equal(change.stories[0]?.status, "formed");
  assert.equal(change.stories[0]?.counts.independent, 3);
});

test("an index rebuilt after that takes further articles as the one that saw it", () => {
  const desk = new Newsdesk();
  for (const article of [REPRINTS[0], SECOND]) desk.take(article, null, [article.id]);
  desk.take(WIRE);
  for (const index of [desk.rebuilt(), desk.index]) {
    const third = index.assign(THIRD, null, { now: NOW });
    assert.equal(third.storyId, desk.coverage.get(WIRE.id)?.storyId);
    assert.deepEqual(third.stories[0]?.counts, { articles: 4, publishers: 4, independent: 3 });
    assert.equal(third.formed.length, 1);
    assert.deepEqual(
      index.rank(THIRD).map(({ story }) => story.exemplars.map(({ articleId }) => articleId)),
      [[SECOND.id, WIRE.id]],
    );
    assert.equal(index.assign(REPRINTS[1], copy(REPRINTS[1], WIRE), { now: NOW }).coverage[0]?.role, "near_duplicate");
  }
});

test("a story whose only rows before its original are copies is rebuilt in the original's language", () => {
  const desk = new Newsdesk();
  const unlabelled = articleOf({ ...REPRINTS[0], lang: null });
  const { storyId } = desk.take(unlabelled);
  desk.take(WIRE);
  const index = desk.rebuilt();
  assert.equal(index.assign(SECOND, null, { now: NOW }).storyId, storyId);
});

test("while the original is not here, the copy that came first reports for all", () => {
  const desk = new Newsdesk();
  desk.take(REPRINTS[1], copy(REPRINTS[1], WIRE));
  desk.take(REPRINTS[0], copy(REPRINTS[0], WIRE));
  assert.deepEqual(desk.roles(), { [REPRINTS[1].id]: "origin", [REPRINTS[0].id]: "near_duplicate" });
  desk.take(WIRE);
  assert.deepEqual(desk.roles(), {
    [REPRINTS[1].id]: "near_duplicate",
    [REPRINTS[0].id]: "near_duplicate",
    [WIRE.id]: "origin",
  });
});

test("stories that turn out to tell one text become one, under the id of the older", () => {
  const desk = new Newsdesk();
  const head = articleOf({
    ...WIRE,
    id: "head",
    source: "head.example",
    title: "Talks open",
    text: "Delegations met.",
  });
  const tail = articleOf({ ...WIRE, id: "tail", source: "tail.example", title: "Oven", text: "Bread is dear again." });
  const family = [WIRE.id, head.id, tail.id];
  const older = desk.take(head, null, [head.id]).storyId;
  const younger = desk.take(tail, null, [tail.id]).storyId;
  assert.notEqual(older, younger);
  const change = desk.take(WIRE, null, family);
  assert.equal(change.storyId, older);
  assert.deepEqual(change.absorbed, [younger]);
  assert.deepEqual(desk.stories.get(older)?.counts, { articles: 3, publishers: 3, independent: 1 });
  assert.equal(desk.stories.get(younger)?.mergedInto, older);
  assert.deepEqual(
    [...desk.coverage.values()].map(({ storyId }) => storyId),
    [older, older, older],
  );
  assert.equal(desk.rebuilt().liveId(younger), older);
});

test("an original that is taken out and put back keeps its copies as copies", () => {
  const desk = new Newsdesk();
  desk.take(REPRINTS[0]);
  desk.take(SECOND, null, [SECOND.id]);
  desk.take(WIRE);
  const before = desk.stories.get(desk.coverage.get(WIRE.id)!.storyId);
  const removed = desk.index.remove(WIRE.id);
  assert.deepEqual(removed.stories[0]?.counts, { articles: 2, publishers: 2, independent: 1 });
  const again = desk.take(WIRE);
  assert.deepEqual(again.stories[0], before);
  assert.equal(again.coverage.find(({ articleId }) => articleId === WIRE.id)?.role, "origin");
});

test("an original of a publisher that reported already makes no publisher more, and a new one may form the story", () => {
  const desk = new Newsdesk();
  const same = articleOf({ ...REPRINTS[0], source: SECOND.source });
  for (const article of [same, SECOND, THIRD]) desk.take(article, null, [article.id]);
  assert.equal(desk.formed, 0);
  desk.take(WIRE);
  assert.equal(desk.formed, 1);
  assert.equal(desk.coverage.get(same.id)?.role, "near_duplicate");
});
