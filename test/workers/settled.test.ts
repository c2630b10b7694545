import assert from "node:assert/strict";
import { test } from "node:test";
import type { StoryChange } from "../../src/cluster/change.ts";
import type { Story } from "../../src/model/story.ts";
import { settled } from "../../workers/settled.ts";

type Asked = Parameters<Parameters<typeof settled>[2]>[0];

/** A store that knows these stories and copies, and an index that knows none of them. */
function desk({ stories = [], copies = {} }: { stories?: string[]; copies?: Record<string, string> }) {
  const link = ([articleId, originalId]: [string, string]) => {
    const shares = { covered: 1, parentCovered: 1, matchedWords: 100, similarity: 1 };
    return { articleId, parentId: originalId, originalId, relation: "copy" as const, ...shares };
  };
  const links = Object.entries(copies).map(link);
  const store = {
    story: async (id: string) => (stories.includes(id) ? ({ id } as Story) : null),
    nearDuplicate: async (id: string) => links.find(({ articleId }) => articleId === id) ?? null,
    copiesOf: async (id: string) => links.filter(({ originalId }) => originalId === id),
  };
  /** What each asking was told, and what it answered. */
  const askings: { taken: string[]; copies: [string, readonly string[]][] }[] = [];
  const leaving = (left: (asked: Asked) => StoryChange["left"]) => {
    return settled(store, { story: () => undefined }, (asked) => {
      askings.push({ taken: [...asked.taken], copies: [...asked.copies] });
      return { left: left(asked) } as StoryChange;
    });
  };
  return { askings, leaving };
}

test("a change that takes nothing out of a story is asked for once, and the store not at all", async () => {
  const { askings, leaving } = desk({});
  assert.deepEqual((await leaving(() => [])).left, []);
  assert.equal(askings.length, 1);
});

test("copies go with the report that leaves, whichever of the family it is", async () => {
  const { askings, leaving } = desk({ copies: { copy: "original", second: "original" } });
  const left = [{ articleId: "copy", storyId: "s_new" }];
  const both = [...left, { articleId: "second", storyId: "s_new" }];
  const change = await leaving(({ copies }) => (copies.has("copy") ? both : left));
  assert.deepEqual(change.left, both);
  assert.deepEqual(
    askings.map(({ copies }) => copies),
    [[], [["copy", ["original", "second"]]]],
  );
});

test("a story that leaves begins under another id as long as the store knows one of that name", async () => {
  const { askings, leaving } = desk({ stories: ["s_1", "s_2"] });
  const change = await leaving(({ taken }) => [{ articleId: "a", storyId: `s_${taken.size + 1}` }]);
  assert.deepEqual(change.left, [{ articleId: "a", storyId: "s_3" }]);
  assert.deepEqual(
    askings.map(({ taken }) => taken),
    [[], ["s_1"], ["s_1", "s_2"]],
  );
});

test("other reports may leave once more is known, and they are asked about, too", async () => {
  const { askings, leaving } = desk({ copies: { copy: "a", other: "b" } });
  const change = await leaving(({ copies }) => [{ articleId: copies.has("a") ? "b" : "a", storyId: "s_new" }]);
  assert.deepEqual(change.left, [{ articleId: "b", storyId: "s_new" }]);
  assert.deepEqual(askings.at(-1)?.copies, [
    ["a", ["copy"]],
    ["b", ["other"]],
  ]);
});
