import assert from "node:assert/strict";
import { test } from "node:test";
import { heirOf, withHeir } from "../../src/model/heir.ts";
import { aStory } from "../contract/samples.ts";

const merged = (id: string, into: string) => aStory(id, 0, { status: "merged", mergedInto: into });
const stories = new Map(
  [merged("s_1", "s_2"), merged("s_2", "s_3"), aStory("s_3", 4), merged("s_a", "s_b"), merged("s_b", "s_a")].map(
    (story) => [story.id, story],
  ),
);
const find = (id: string) => stories.get(id) ?? null;

test("a story that was merged leads through every later merge to the one that goes on", async () => {
  assert.equal((await heirOf(find("s_1")!, find)).id, "s_3");
  assert.equal((await withHeir(find("s_1")!, find)).mergedInto, "s_3");
  assert.equal((await withHeir(find("s_3")!, find)).mergedInto, null);
});

test("what it was merged into is told where that is not kept, and a circle ends", async () => {
  assert.equal((await withHeir(merged("s_9", "s_gone"), find)).mergedInto, "s_gone");
  assert.equal((await withHeir(find("s_a")!, find)).mergedInto, "s_b");
});
