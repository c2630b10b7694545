import assert from "node:assert/strict";
import { test } from "node:test";
import { BucketGroups } from "../../src/dedupe/bucket-groups.ts";
import { chance } from "./given.ts";

const GROUPS = 3;

function entriesOf(groups: BucketGroups, bucket: number): number[] {
  const start = groups.start(bucket);
  return [...groups.entries.subarray(start, start + groups.many(bucket))];
}

/** Puts numbers into buckets by chance, more often into the first ones, until none has room; the same in plain arrays. */
function filled(random: () => number): { groups: BucketGroups; plain: number[][]; refused: number } {
  const groups = new BucketGroups(GROUPS);
  const plain: number[][] = Array.from({ length: groups.buckets }, () => []);
  let refused = 0;
  for (let entry = 1; entry <= 3 * GROUPS * BucketGroups.room; entry++) {
    const bucket = Math.floor(random() ** 2 * groups.buckets);
    const full = groups.full(bucket);
    const placed = groups.put(bucket, entry);
    assert.equal(placed, !full);
    if (placed) plain[bucket]?.push(entry);
    else refused++;
  }
  return { groups, plain, refused };
}

test("a bucket keeps its numbers in their order, whatever goes into the others, until its group has no more room", () => {
  const { groups, plain, refused } = filled(chance(3));
  for (const [bucket, entries] of plain.entries()) assert.deepEqual(entriesOf(groups, bucket), entries);
  assert.ok(refused > 0);
  const first = plain.slice(0, BucketGroups.size).reduce((sum, { length }) => sum + length, 0);
  assert.equal(first, BucketGroups.room);
});

test("a sweep leaves what is kept where it belongs, says how much that is, and makes room", () => {
  const { groups, plain } = filled(chance(4));
  const kept = (entry: number) => entry % 3 !== 0;
  const left = groups.sweep(kept);
  assert.equal(left, plain.flat().filter(kept).length);
  for (let bucket = 0; bucket < groups.buckets; bucket++) {
    assert.equal(groups.full(bucket), false);
    assert.equal(groups.put(bucket, bucket + 1), true);
    assert.deepEqual(entriesOf(groups, bucket), [...(plain[bucket] ?? []).filter(kept), bucket + 1]);
  }
});

test("a bucket takes no more than a byte can count, though its group has room", () => {
  const groups = new BucketGroups(1);
  for (let entry = 1; entry <= 255; entry++) assert.equal(groups.put(7, entry), true);
  assert.equal(groups.put(7, 256), false);
  assert.equal(groups.put(8, 256), true);
  assert.equal(groups.many(7), 255);
});
