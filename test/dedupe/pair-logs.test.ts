import assert from "node:assert/strict";
import { test } from "node:test";
import { PARTS, PairLogs } from "../../src/dedupe/pair-logs.ts";
import { chance } from "./given.ts";

function memory(room: number): Int32Array {
  return new Int32Array(room * PARTS);
}

/** Every pair of the logs, by the top bits of the hash, as `hash value`. */
function taken(logs: PairLogs): string[] {
  const [hashes, values] = [new Int32Array(logs.room), new Int32Array(logs.room)];
  return Array.from({ length: PARTS }, (_, part) => {
    const many = logs.take(part, hashes, values);
    return Array.from({ length: many }, (_, n) => `${hashes[n]} ${values[n]}`);
  }).flat();
}

test("pairs come back by the top bits of their hash, in their order, whatever the values, also from larger memory", () => {
  const random = chance(5);
  const entries = memory(400);
  const logs = new PairLogs(entries);
  const pairs = Array.from({ length: 20_000 }, (_, n) => {
    const value = random() < 0.1 ? Math.floor(random() * 2 ** 24) : n + (n % 2);
    return [Math.floor(random() * 2 ** 32) | 0, value] as const;
  });
  const append = (some: typeof pairs) =>
    logs.append(
      Int32Array.from(some, ([hash]) => hash),
      Int32Array.from(some, ([, value]) => value),
      some.length,
    );
  assert.equal(append(pairs.slice(0, 9000)), 9000);
  const larger = memory(900);
  logs.moveTo(larger);
  assert.equal(append(pairs.slice(9000)), 11_000);
  const expected = pairs.toSorted(([one], [other]) => (one >>> 24) - (other >>> 24));
  assert.deepEqual(
    taken(logs),
    expected.map(([hash, value]) => `${hash} ${value}`),
  );
  assert.ok(larger.every((entry) => entry === 0));
});

test("a log that is full takes no more, and says how many went in", () => {
  const logs = new PairLogs(memory(16));
  const hashes = new Int32Array(40).fill(7);
  const many = logs.append(
    hashes,
    Int32Array.from(hashes, (_, n) => n),
    40,
  );
  assert.equal(many, 15);
  assert.equal(taken(logs).length, 15);
});
