import assert from "node:assert/strict";
import { test } from "node:test";
import { cachedDataVersionTag } from "node:v8";
import { boundHeapGrowth, growthPercent, whileCodeLoads } from "../../src/adapters/heap-growth.ts";

const MB = 2 ** 20;

test("the more lives, the fewer percent a heap may grow, so that the garbage stays about the same", () => {
  const garbage = (live: number) => (live * growthPercent(live)) / 100 / MB;
  for (const live of [90, 150, 220, 390]) assert.ok(Math.abs(garbage(live * MB) - 40) < 2, `${live} MB`);
});

test("a small heap grows by half, and the largest still by a tenth", () => {
  assert.equal(growthPercent(8 * MB), 50);
  assert.equal(growthPercent(2000 * MB), 10);
});

test("while a thread loads its code, compiled code is as good as before growth was bound; then the bound holds again", async () => {
  const unbound = cachedDataVersionTag();
  await boundHeapGrowth();
  const bound = cachedDataVersionTag();
  assert.notEqual(bound, unbound);
  const [one, other] = [whileCodeLoads(), whileCodeLoads()];
  assert.equal(cachedDataVersionTag(), unbound);
  await boundHeapGrowth();
  one();
  one();
  assert.equal(cachedDataVersionTag(), unbound);
  other();
  assert.notEqual(cachedDataVersionTag(), unbound);
});
