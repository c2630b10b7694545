import assert from "node:assert/strict";
import { test } from "node:test";
import { TaggedBuckets } from "../../src/dedupe/tagged-buckets.ts";
import { Tickets } from "../../src/dedupe/tickets.ts";
import { chance } from "./given.ts";

/** Keys of which one in ten comes from a small set, so that some have many values. */
function keysOf(count: number, random: () => number): Int32Array {
  const keys = new Set<number>();
  while (keys.size < count) keys.add(random() < 0.1 ? Math.floor(random() * 500) : Math.floor(random() * 2 ** 32) | 0);
  return Int32Array.from(keys);
}

function found(table: TaggedBuckets, key: number): number[] {
  const { size, values } = table.find(Int32Array.of(key));
  return [...values.subarray(0, size)].sort((a, b) => a - b);
}

test("every key gives its own values and no others, however often the table grows and whatever is swept", () => {
  const random = chance(7);
  const table = new TaggedBuckets(10_000);
  const plain = new Map<number, number[]>();
  const add = (value: number) => {
    const keys = keysOf(40, random);
    table.add(keys, value);
    for (const key of keys) plain.set(key, [...(plain.get(key) ?? []), value]);
  };
  const agree = () => {
    for (const [key, values] of plain) assert.deepEqual(found(table, key), values);
    for (const key of keysOf(500, random)) if (!plain.has(key)) assert.deepEqual(found(table, key), []);
  };
  for (let value = 1; value <= 3000; value++) add(value);
  agree();
  table.sweep((value) => value % 3 !== 0);
  for (const [key, values] of plain)
    plain.set(
      key,
      values.filter((value) => value % 3 !== 0),
    );
  agree();
  for (let value = 3001; value <= 4500; value++) add(value);
  agree();
});

test("values for several keys come with the place of their key, and a bit that is set raises a value by one", () => {
  const table = new TaggedBuckets(60);
  table.add(Int32Array.of(5, -6, 7), 8, Uint8Array.of(0b010));
  const { size, which, values } = table.find(Int32Array.of(9, 7, -6, 5));
  const pairs = Array.from({ length: size }, (_, n) => [which[n], values[n]]);
  assert.deepEqual(pairs, [
    [1, 8],
    [2, 9],
    [3, 8],
  ]);
});

test("of one key the largest values are kept, as many as the limit", () => {
  const table = new TaggedBuckets(60);
  for (let value = 1; value <= 5000; value++) table.add(Int32Array.of(42), value);
  assert.deepEqual(
    found(table, 42),
    Array.from({ length: 60 }, (_, n) => 4941 + n),
  );
});

test("a ticket that is withdrawn means nobody, and is given out again only after the tables were swept", () => {
  const tickets = new Tickets();
  const first = tickets.issue(3);
  assert.equal(tickets.slotOf(first), 3);
  tickets.withdraw(3);
  tickets.withdraw(3);
  assert.ok(tickets.slotOf(first) < 0);
  assert.notEqual(tickets.issue(3), first);
  for (let slot = 100; !tickets.due; slot++) {
    assert.notEqual(tickets.issue(slot), first);
    tickets.withdraw(slot);
  }
  tickets.recycle();
  assert.equal(tickets.due, false);
  assert.equal(tickets.issue(4), first);
});

test("filled at once a table answers as one that is asked after every value, and takes no more room", () => {
  const random = chance(11);
  const [limit, values] = [60, 30_000];
  const [slowly, atOnce, expected] = [new TaggedBuckets(limit), new TaggedBuckets(limit), new TaggedBuckets(limit)];
  const asked: number[] = [];
  expected.expect(values * 2 + 1);
  for (let n = 1; n <= values; n++) {
    const keys = keysOf(40, random);
    const bits = Uint8Array.of(n & 0xff, n >> 8, 0, 0, 0);
    for (const table of [slowly, atOnce, expected]) table.add(keys, n * 2, bits);
    slowly.find(keys);
    if (n % 100 === 0) asked.push(...keys);
  }
  for (const key of asked) {
    const values = found(slowly, key);
    assert.deepEqual(found(atOnce, key), values);
    assert.deepEqual(found(expected, key), values);
  }
  assert.ok(asked.some((key) => found(slowly, key).length === limit));
  assert.ok(expected.bytes <= slowly.bytes * 1.05, `${expected.bytes} and ${slowly.bytes} bytes`);
});

test("a pair takes less than five bytes when it is known how many come, and no more than six when it is not", () => {
  const random = chance(17);
  const [grown, expected] = [new TaggedBuckets(60), new TaggedBuckets(60)];
  const [values, keys] = [40_000, Int32Array.from({ length: 60 })];
  expected.expect(values);
  for (let value = 1; value <= values; value++) {
    for (let i = 0; i < keys.length; i++) keys[i] = Math.floor(random() * 2 ** 32) | 0;
    for (const table of [grown, expected]) table.add(keys, value);
  }
  const pairs = values * keys.length;
  assert.ok(expected.bytes < 5 * pairs, `${expected.bytes / pairs} bytes`);
  assert.ok(grown.bytes < 6 * pairs, `${grown.bytes / pairs} bytes`);
});

test("a key whose bucket can take no more still gives as many values as the limit", () => {
  const table = new TaggedBuckets(1000);
  for (let value = 1; value <= 3000; value++) table.add(Int32Array.of(42, 43), value);
  for (const key of [42, 43])
    assert.deepEqual(
      found(table, key),
      Array.from({ length: 1000 }, (_, n) => 2001 + n),
    );
});

test("many values of one key and a wrong guess of what comes change no answer", () => {
  const random = chance(13);
  const [plain, expected] = [new TaggedBuckets(60), new TaggedBuckets(60)];
  expected.expect(20_000);
  const asked: number[] = [];
  for (let value = 1; value <= 30_000; value++) {
    const keys = value < 4000 ? Int32Array.of(1, 2, value + 10) : keysOf(60, random);
    for (const table of [plain, expected]) table.add(keys, value);
    if (value % 100 === 0) asked.push(...keys);
  }
  for (const key of asked) assert.deepEqual(found(expected, key), found(plain, key));
  assert.equal(found(expected, 1).length, 60);
});
