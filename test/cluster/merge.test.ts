import assert from "node:assert/strict";
import { test } from "node:test";
import { CLUSTER_DEFAULTS } from "../../src/cluster/settings.ts";
import { StoryIndex } from "../../src/cluster/story-index.ts";
import { keep, NOW, reporter } from "./made-up.ts";

const report = reporter(7);
const reports = (count: number) => Array.from({ length: count }, () => report("ves"));

/** What a report merges that joins a story of so many, beside which three more make a story of their own. */
function absorbed(count: number, settings = {}): string[] {
  const index = new StoryIndex({ ...CLUSTER_DEFAULTS, mergeAt: 1, ...settings });
  keep(index, "s_whole", reports(count));
  keep(index, "s_part", reports(3));
  return index.assign(report("ves"), null, { now: NOW }).absorbed;
}

test("what is as like a story of many reports as these are to one another is a part of it", () => {
  assert.equal(absorbed(14).length, 1);
});

test("a story of few reports has not shown yet how alike they are", () => {
  assert.deepEqual(absorbed(6), []);
});

test("from how many reports on, and how alike a part is, can be set", () => {
  assert.equal(absorbed(6, { partFrom: 6 }).length, 1);
  assert.deepEqual(absorbed(14, { partAt: 1 }), []);
});

/** What joins, of a story of many reports and one that began so many hours later, by a report of the later one. */
function absorbedAfter(hours: number, settings = {}): string[] {
  const told = (event: string, publishedAt: number) => {
    const { text, ...rest } = report(event);
    return { ...rest, text: `${text} harbour island crossing winter passengers`, publishedAt };
  };
  const index = new StoryIndex({
    ...CLUSTER_DEFAULTS,
    mergeAt: 0.9,
    partAt: 0.05,
    partFrom: 2,
    queryTerms: 60,
    twinsAt: 0,
    ...settings,
  });
  keep(
    index,
    "s_whole",
    Array.from({ length: 12 }, () => told("ves", NOW - hours * 3_600_000)),
  );
  keep(
    index,
    "s_later",
    Array.from({ length: 3 }, () => told("fer", NOW)),
  );
  return index.assign(told("fer", NOW), null, { now: NOW }).absorbed;
}

test("two that would part again at the pause between them stay two", () => {
  const settings = { oneStoryAt: 0, askedReports: 1 };
  assert.equal(absorbedAfter(0, settings).length, 1);
  assert.deepEqual(absorbedAfter(10, settings), []);
  assert.equal(absorbedAfter(10, { ...settings, turnAt: 0 }).length, 1);
});

test("two events of one kind, told in full texts, stay two", () => {
  const settings = { oneStoryAt: 0, askedReports: 1 };
  assert.deepEqual(absorbedAfter(0, { ...settings, twinsAt: 0.6 }), []);
});
