import assert from "node:assert/strict";
import { test } from "node:test";
import { readMemory, remember, type SiteMemory, voicesOf, writeMemory } from "../../src/model/site-memory.ts";

const DAY = 86_400_000;
const NOON = Date.UTC(2026, 2, 3, 12);
const BOUNDS = { blocks: 100, days: 30 };
const NOTHING: SiteMemory = new Map();

const pages = [
  { voice: "v1", blocks: ["b1", "b2"] },
  { voice: "v2", blocks: ["b1"] },
  { voice: "v3", blocks: ["b1", "b3"] },
];
const after = (order: number[]) => order.reduce((memory, i) => remember(memory, pages[i]!, NOON, BOUNDS), NOTHING);

test("in whatever order pages come, the same is remembered", () => {
  const sorted = (order: number[]) => [...voicesOf(after(order))].sort(([a], [b]) => (a < b ? -1 : 1));
  assert.deepEqual(sorted([2, 0, 1]), sorted([0, 1, 2]));
  assert.deepEqual(sorted([1, 2, 0]), sorted([0, 1, 2]));
  assert.deepEqual(voicesOf(after([0, 1, 2])).get("b1"), ["v1", "v2", "v3"]);
});

test("the same article twice is one voice", () => {
  assert.deepEqual(after([0, 0, 0]), after([0]));
});

test("what was written is read back; nothing is an empty memory", () => {
  assert.deepEqual(readMemory(writeMemory(after([0, 1, 2]))), after([0, 1, 2]));
  assert.deepEqual(readMemory(null), NOTHING);
});

test("beyond the bound the blocks go that the fewest articles have, then the oldest", () => {
  const old = remember(NOTHING, { voice: "v0", blocks: ["b9"] }, NOON - 2 * DAY, BOUNDS);
  const memory = pages.reduce((so, page) => remember(so, page, NOON, { blocks: 3, days: 30 }), old);
  assert.deepEqual([...memory.keys()].sort(), ["b1", "b2", "b3"]);
});

test("a block is forgotten when it was not seen for long", () => {
  const memory = remember(after([0]), pages[1]!, NOON + 31 * DAY, BOUNDS);
  assert.deepEqual([...memory.keys()], ["b1"]);
  assert.deepEqual(voicesOf(memory).get("b1"), ["v2"]);
});
