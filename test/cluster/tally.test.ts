import assert from "node:assert/strict";
import { test } from "node:test";
import { Tally } from "../../src/cluster/tally.ts";

test("a tally adds up by term and numbers the terms as they come, however many", () => {
  const tally = new Tally();
  const known = new Map<number, number>();
  for (let i = 0; i < 5_000; i++) {
    // numbers with the highest bit, and some that meet in one place
    const id = ((i % 1_900) * 0x9e3779b1) >>> (i % 3 === 0 ? 0 : 8);
    const number = tally.add(id, i % 7);
    if (!known.has(id)) assert.equal(number, known.size);
    known.set(id, (known.get(id) ?? 0) + (i % 7));
  }
  assert.equal(tally.size, known.size);
  assert.deepEqual([...tally.ids.subarray(0, tally.size)], [...known.keys()]);
  for (const [id, sum] of known) assert.equal(tally.of(id), sum);
  assert.equal(tally.of(0xffffffff), 0);
});

test("a tally that is cleared knows nothing of what it was asked before", () => {
  const tally = new Tally();
  tally.add(7, 2);
  assert.equal(tally.clear().of(7), 0);
  assert.equal(tally.add(9, 1), 0);
  assert.equal(tally.size, 1);
});
