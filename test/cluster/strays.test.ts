import assert from "node:assert/strict";
import { test } from "node:test";
import type { AssignContext } from "../../src/cluster/change.ts";
import { StoryConstraints } from "../../src/cluster/constraints.ts";
import { looksBack } from "../../src/cluster/look-back.ts";
import { CLUSTER_DEFAULTS, type ClusterSettings } from "../../src/cluster/settings.ts";
import { StoryIndex } from "../../src/cluster/story-index.ts";
import { keep, NOW, reporter } from "./made-up.ts";

/** A story of four ferry reports and, third of them, one of a strike; a fifth ferry report comes now. */
function astray({ context = {}, settings = {}, event = "stri", copied = false }: Asked = {}) {
  const report = reporter(11);
  const index = new StoryIndex({ ...CLUSTER_DEFAULTS, ...settings });
  keep(
    index,
    "s_ferry",
    ["fer", "fer", event, "fer", "fer"].map((about) => report(about)),
  );
  for (const id of copied ? ["its-copy", "ferry-copy"] : []) {
    const coverage = { storyId: "s_ferry", role: "near_duplicate", addedAt: NOW } as const;
    const article = { ...report("fer"), id };
    index.restore({ number: index.sequence, coverage, article, analysed: index.analyse(article) });
  }
  const newcomer = report("fer");
  const change = index.assign(newcomer, null, { now: NOW, ...context });
  return { index, change, report, newcomer };
}

interface Asked {
  context?: Partial<AssignContext>;
  settings?: Partial<ClusterSettings>;
  event?: string;
  /** Whether there are copies of the stray and of a ferry report. */
  copied?: boolean;
}

const STRAY_ID = "r2";

test("a report that the others do not hold leaves for a story of its own, and both histories say so", () => {
  const { change } = astray();
  assert.equal(change.storyId, "s_ferry");
  const { articleId, storyId } = change.left[0]!;
  assert.equal(articleId, STRAY_ID);
  const row = change.coverage.find((one) => one.articleId === STRAY_ID)!;
  assert.deepEqual([row.storyId, row.role, row.evidence.rule], [storyId, "origin", "left"]);
  assert.equal(row.evidence.runnerUp?.storyId, "s_ferry");
  const [ferry, own] = change.stories;
  assert.deepEqual([ferry?.id, ferry?.counts.articles], ["s_ferry", 5]);
  assert.deepEqual([own?.id, own?.counts.articles, own?.status], [storyId, 1, "growing"]);
  const told = change.events.filter((event) => event.articleId === STRAY_ID);
  assert.deepEqual(
    told.map(({ storyId: about, kind }) => [about, kind]),
    [
      ["s_ferry", "split"],
      [storyId, "founded"],
    ],
  );
  assert.match(told[0]!.reason, /^an article left for s_\w+: belongs to its other reports with probability 0\.[01]/);
});

test("once applied, the next report of its event finds it there, and the story that it left is as if it had never come", () => {
  const { index, change, report } = astray();
  index.apply(change);
  const { storyId } = change.left[0]!;
  assert.equal(index.placeOf(STRAY_ID)?.story.id, storyId);
  assert.equal(index.story("s_ferry")?.reports, 5);
  assert.equal(index.assign(report("stri"), null, { now: NOW }).storyId, storyId);
  assert.equal(index.assign(report("fer"), null, { now: NOW }).storyId, "s_ferry");
});

test("reports of one event stay together", () => {
  assert.deepEqual(astray({ event: "fer" }).change.left, []);
});

test("what an operator pinned or merged stays, and so does the rest of its text", () => {
  const constraints = (kind: "pin" | "merge", subject: string) =>
    new StoryConstraints([{ kind, subject, object: "s_ferry" }]);
  assert.deepEqual(astray({ context: { constraints: constraints("pin", STRAY_ID) } }).change.left, []);
  assert.deepEqual(astray({ context: { constraints: constraints("merge", "s_other") } }).change.left, []);
  const copies = new Map([[STRAY_ID, ["its-copy"]]]);
  assert.deepEqual(astray({ context: { copies, constraints: constraints("pin", "its-copy") } }).change.left, []);
});

test("its copies go with it, and those of others stay", () => {
  const copies = new Map([[STRAY_ID, ["its-copy", "elsewhere"]]]);
  const { index, change, newcomer } = astray({ context: { copies }, copied: true });
  const { storyId } = change.left[0]!;
  assert.deepEqual(change.left, [
    { articleId: STRAY_ID, storyId },
    { articleId: "its-copy", storyId },
  ]);
  assert.deepEqual(
    change.stories.map(({ id, counts }) => [id, counts.articles, counts.independent]),
    [
      ["s_ferry", 6, 5],
      [storyId, 2, 1],
    ],
  );
  assert.ok(change.moved.some((row) => row.articleId === "its-copy" && row.storyId === storyId));
  index.apply(change);
  const places = ["its-copy", "ferry-copy", newcomer.id].map((id) => index.placeOf(id));
  assert.deepEqual(
    places.map((place) => [place?.story.id, place?.member.role]),
    [
      [storyId, "near_duplicate"],
      ["s_ferry", "near_duplicate"],
      ["s_ferry", "independent"],
    ],
  );
});

test("an id that a story lives under elsewhere is not given to it", () => {
  const { storyId } = astray().change.left[0]!;
  const [other] = astray({ context: { taken: new Set([storyId]) } }).change.left;
  assert.notEqual(other?.storyId, storyId);
});

test("how little a report must belong is a setting, and with 0 none leaves", () => {
  assert.deepEqual(astray({ settings: { splitAt: 0 } }).change.left, []);
});

test("a story that a stray would have made news is no news, and one that is news stays it and tells nothing again", () => {
  const few = astray({ settings: { independentToForm: 6 } }).change;
  assert.deepEqual([few.left.length, few.formed.length, few.stories[0]?.status], [1, 0, "growing"]);
  const { index, newcomer } = astray({ settings: { independentToForm: 3 } });
  index.story("s_ferry")!.status = "formed";
  const news = index.assign(newcomer, null, { now: NOW });
  assert.deepEqual([news.left.length, news.formed.length, news.stories[0]?.status], [1, 0, "formed"]);
});

test("a story is looked back at ever more rarely as it grows", () => {
  const moments = Array.from({ length: 50 }, (_, i) => i).filter(looksBack);
  assert.deepEqual(moments, [3, 4, 6, 8, 12, 16, 24, 32, 48]);
});
