import assert from "node:assert/strict";
import { test } from "node:test";
import minhashPackage from "minhash";
import { estimateSimilarity, minhash, SIGNATURE_VALUES } from "../../src/dedupe/minhash.ts";
import { mix32 } from "../../src/model/word-hash.ts";

/** Two sets of `size` shingles with exactly the Jaccard similarity `shared / (2 size - shared)`. */
function pair(size: number, similarity: number, seed: number): { a: number[]; b: number[]; exact: number } {
  const shared = Math.round((2 * size * similarity) / (1 + similarity));
  const start = mix32(seed) >>> 4;
  const a = Array.from({ length: size }, (_, i) => start + i);
  const b = Array.from({ length: size }, (_, i) => start + size - shared + i);
  return { a, b, exact: shared / (2 * size - shared) };
}

const ours = (set: number[]) => minhash(Int32Array.from(set, mix32));
const theory = (similarity: number) => Math.sqrt((similarity * (1 - similarity)) / SIGNATURE_VALUES);

for (const similarity of [0.2, 0.5, 0.8, 0.95]) {
  test(`over 500 pairs the error at similarity ${similarity} is no larger than theory for 128 permutations`, () => {
    let squares = 0;
    let sum = 0;
    for (let n = 0; n < 500; n++) {
      const { a, b, exact } = pair(500, similarity, n + 1);
      const error = estimateSimilarity(ours(a), ours(b)).value - exact;
      squares += error * error;
      sum += error;
    }
    assert.ok(Math.sqrt(squares / 500) <= theory(similarity), `RMSE ${Math.sqrt(squares / 500)}`);
    assert.ok(Math.abs(sum / 500) < theory(similarity) / 5, `bias ${sum / 500}`);
  });
}

test("the npm package and ours agree with the true similarity, each within four standard errors", () => {
  for (const [n, similarity] of [0.1, 0.4, 0.7, 0.9].entries()) {
    const { a, b, exact } = pair(120, similarity, 77 + n);
    const theirs = [a, b].map((set) => {
      const hash = new minhashPackage.Minhash();
      for (const shingle of set) hash.update(`shingle ${mix32(shingle)}`);
      return hash;
    });
    const bound = 4 * theory(exact);
    const peer = theirs[0]!.jaccard(theirs[1]!);
    assert.ok(Math.abs(peer - exact) <= bound, `npm minhash: ${peer} for ${exact}`);
    const own = estimateSimilarity(ours(a), ours(b));
    assert.ok(Math.abs(own.value - exact) <= bound, `ours: ${own.value} for ${exact}`);
    assert.ok(own.standardError > theory(exact) / 2 && own.standardError < theory(exact) * 2);
  }
});

test("a set of few shingles fills every bin, the same way each time", () => {
  assert.deepEqual(ours([1, 2, 3]), ours([3, 2, 1]));
  assert.equal(estimateSimilarity(ours([1, 2, 3]), ours([1, 2, 3])).value, 1);
  assert.ok(estimateSimilarity(ours([1, 2, 3]), ours([4, 5, 6])).value < 0.1);
});

test("an empty set has a signature of zeros", () => {
  assert.deepEqual(ours([]), new Uint8Array(SIGNATURE_VALUES));
});
