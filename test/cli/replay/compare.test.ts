import assert from "node:assert/strict";
import { test } from "node:test";
import { compareStories, type Homed } from "../../../src/cli/replay/compare.ts";

/** `A:1 2 3` lists the articles of a story. Who is in no list of one side is alone there. */
function homed(before: readonly string[], after: readonly string[]): Homed[] {
  const side = (lists: readonly string[]) =>
    new Map(
      lists.flatMap((list) => {
        const [story = "", articles = ""] = list.split(":");
        return articles.split(" ").map((id) => [id, story] as const);
      }),
    );
  const [was, is] = [side(before), side(after)];
  return [...new Set([...was.keys(), ...is.keys()])].sort().map((articleId) => ({
    articleId,
    before: was.get(articleId) ?? `alone-${articleId}`,
    after: is.get(articleId) ?? `alone-${articleId}`,
    independentBefore: true,
    independentAfter: true,
  }));
}

const told = (before: string[], after: string[]) =>
  compareStories(homed(before, after)).changed.map((story) => {
    const { kind, before: b, after: a, mergedFrom, splitInto } = story;
    const came = story.came.map(({ articleId, from }) => `+${articleId}${from ? ` from ${from}` : ""}`);
    const went = story.went.map(({ articleId, to }) => `-${articleId}${to ? ` to ${to}` : ""}`);
    const others = [...mergedFrom.map((id) => `with ${id}`), ...splitInto.map((id) => `off ${id}`)];
    return [kind, `${b} ${a}`, ...others, ...came, ...went].join(", ");
  });

test("the same articles together are unchanged, whatever the story's id", () => {
  const { changed, unchanged, successors } = compareStories(homed(["A:1 2", "B:3 4"], ["A:1 2", "X:3 4"]));
  assert.deepEqual([changed, unchanged], [[], 2]);
  assert.deepEqual(Object.fromEntries(successors), { A: "A", B: "X" });
});

test("a story grows by single articles, shrinks by those that are alone now, or exchanges them", () => {
  assert.deepEqual(told(["A:1 2"], ["A:1 2 3"]), ["grown, A A, +3"]);
  assert.deepEqual(told(["A:1 2 3"], ["A:1 2"]), ["shrunk, A A, -3"]);
  assert.deepEqual(told(["A:1 2 3"], ["A:1 2 4"]), ["exchanged, A A, +4, -3"]);
});

test("single articles that come together are new, a story whose articles stand alone is gone", () => {
  assert.deepEqual(told([], ["A:1 2"]), ["new, null A, +1, +2"]);
  assert.deepEqual(told(["A:1 2"], []), ["gone, A null, -1, -2"]);
});

test("stories that become one are told once, under the successor of the largest", () => {
  assert.deepEqual(told(["A:1 2 3", "B:4 5"], ["A:1 2 3 4 5"]), ["merged, A A, with B, +4 from B, +5 from B"]);
});

test("a story that becomes two is told once, with what split off", () => {
  assert.deepEqual(told(["A:1 2 3 4 5"], ["A:1 2 3", "C:4 5"]), ["split, A A, off C, -4 to C, -5 to C"]);
});

test("an article that only changes its story is told on both sides", () => {
  assert.deepEqual(told(["A:1 2 3 4", "B:5 6 7"], ["A:1 2 3", "B:4 5 6 7"]), [
    "shrunk, A A, -4 to B",
    "grown, B B, +4 from A",
  ]);
});

test("of two successors with as many articles, the one with the same id goes on", () => {
  assert.deepEqual(told(["B:1 2 3 4"], ["A:1 2", "B:3 4"]), ["split, B B, off A, -1 to A, -2 to A"]);
});

test("the same articles with another copy among them are recounted", () => {
  const [first, ...rest] = homed(["A:1 2"], ["A:1 2"]);
  const { changed } = compareStories([{ ...first!, independentAfter: false }, ...rest]);
  assert.deepEqual(
    changed.map(({ kind, independent }) => [kind, independent]),
    [["recounted", { before: 2, after: 1 }]],
  );
});

test("every story of before is told or unchanged, in any order of the articles", () => {
  const all = homed(["A:1 2 3", "B:4 5", "C:6 7"], ["A:1 2 4", "D:3 5 6", "E:7 8"]);
  const comparison = compareStories(all);
  const parts = comparison.changed.flatMap(({ before, mergedFrom }) => [...(before ? [before] : []), ...mergedFrom]);
  assert.deepEqual([...parts].sort(), ["A", "B", "C"]);
  assert.deepEqual(
    compareStories([...all].reverse()).changed.map(({ kind, before, after }) => [kind, before, after]),
    comparison.changed.map(({ kind, before, after }) => [kind, before, after]),
  );
});
