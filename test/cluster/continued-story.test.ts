import assert from "node:assert/strict";
import { test } from "node:test";
import { PastStories } from "../../src/cluster/past-stories.ts";
import { heaviestOf } from "../../src/cluster/vectors.ts";
import type { Story } from "../../src/model/story.ts";
import { type NewsArticle, newsroom, run } from "./newsroom.ts";

const ALL = newsroom();
const DAY = 86_400_000;
const FOLLOW_UP = ALL.find(({ story }) => story === "istanbul-follow-up")!;
const BEFORE = ALL.filter(({ id }) => id !== FOLLOW_UP.id);

/** The follow-up, so many days after it came. */
const later = (days: number): NewsArticle => ({
  ...FOLLOW_UP,
  publishedAt: FOLLOW_UP.publishedAt + days * DAY,
  firstSeenAt: FOLLOW_UP.firstSeenAt + days * DAY,
});

/** The newsroom before the follow-up, and the story of the talks. */
function talks() {
  const before = run(BEFORE);
  const storyId = before.changes.find(({ formed }) => formed.length > 0)?.storyId ?? "";
  return { ...before, storyId };
}

test("what goes on a week later is a story of its own that names the one it continues", () => {
  const { index, storyId } = talks();
  const change = index.assign(FOLLOW_UP, null, { now: FOLLOW_UP.publishedAt });
  assert.notEqual(change.storyId, storyId);
  assert.deepEqual(
    change.links.map(({ storyId, otherId, kind, at }) => ({ storyId, otherId, kind, at })),
    [{ storyId: change.storyId, otherId: storyId, kind: "continues", at: FOLLOW_UP.publishedAt }],
  );
  assert.match(change.links[0]?.reason ?? "", /^would have belonged to it with probability 0\.\d\d$/);
});

test("the two find each other also when the later one came first", () => {
  const { changes } = run([FOLLOW_UP, ...BEFORE], { now: BEFORE.at(-1)!.publishedAt });
  const news = changes.find(({ formed }) => formed.length > 0);
  const links = changes.flatMap((change) => change.links.map((link) => [link.storyId, link.otherId]));
  assert.deepEqual(links, [[changes[0]!.storyId, news?.storyId]]);
});

test("no other report of the newsroom continues a story", () => {
  for (const change of run(BEFORE).changes) assert.deepEqual(change.links, [], change.articleId);
});

test("a story is named after it has left memory, for as long as it is remembered", () => {
  for (const [days, named] of [
    [10, true],
    [21, true],
    [40, false],
  ] as const) {
    const { index, storyId } = talks();
    const report = later(days);
    index.evict(report.publishedAt);
    assert.equal(index.story(storyId), undefined);
    assert.equal(index.past.size, named ? 1 : 0);
    const { links } = index.assign(report, null, { now: report.publishedAt });
    assert.deepEqual(
      links.map(({ otherId }) => otherId),
      named ? [storyId] : [],
      `${days} days`,
    );
  }
});

test("an index that is rebuilt names the same stories of the past", () => {
  const { index, storyId, changes } = talks();
  const fresh = run([]).index;
  const { members } = index.story(storyId)!;
  const reports = members.slice(-3).map(({ articleId }) => {
    const article = ALL.find(({ id }) => id === articleId)!;
    const coverage = { storyId, role: "independent", addedAt: article.publishedAt } as const;
    return { coverage, article, analysed: index.analyse(article) };
  });
  const row = changes.flatMap(({ stories }) => stories).findLast(({ id }) => id === storyId) as Story;
  fresh.restorePast(row, reports);
  const report = later(12);
  const { links } = fresh.assign(report, null, { now: report.publishedAt });
  assert.deepEqual(
    links.map(({ otherId }) => otherId),
    [storyId],
  );
});

test("a development that is held back continues the story that was news", () => {
  const settings = { joinAt: 0.999_99, developmentAt: 0.01, independentToForm: 1 };
  const { changes } = run(
    BEFORE.filter(({ story }) => story === "istanbul-talks"),
    { settings },
  );
  const [news, ...developments] = changes;
  assert.equal(developments.length, 4);
  for (const { storyId, links } of developments) {
    assert.deepEqual(
      links.map((link) => [link.storyId, link.otherId, link.kind]),
      [[storyId, news!.storyId, "continues"]],
    );
  }
});

test("of the stories of the past no more are kept than asked for, the latest", () => {
  const { index, storyId } = talks();
  const { lang, formedAt, published, seen, exemplars } = index.story(storyId)!;
  const past = new PastStories(2);
  for (const id of ["s_1", "s_2", "s_3"]) past.keep({ id, lang, formedAt, published, seen }, exemplars);
  const terms = heaviestOf(exemplars[0]!.vectors!, 20);
  assert.deepEqual(
    past.candidates(lang, terms, 9).map(({ id }) => id),
    ["s_2", "s_3"],
  );
  assert.deepEqual(past.candidates("fr", terms, 9), []);
  past.evict(seen!.last + 1);
  assert.equal(past.size, 0);
  assert.deepEqual(past.candidates(lang, terms, 9), []);
});
