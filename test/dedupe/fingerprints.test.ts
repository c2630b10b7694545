import assert from "node:assert/strict";
import { test } from "node:test";
import { boundedKeys, winnow } from "../../src/dedupe/fingerprints.ts";
import { shingles } from "../../src/dedupe/shingles.ts";
import { walkWords } from "../../src/dedupe/words.ts";
import { inventedText } from "./given.ts";

const of = (text: string) => shingles(walkWords(text, 100_000).hashes, 5);

test("every shared run of window + shingle - 1 words shares a fingerprint, wherever it stands", () => {
  for (let seed = 1; seed <= 200; seed++) {
    const quote = inventedText(20, seed);
    const a = new Set(
      winnow(of(`${inventedText(70, seed + 1000)} ${quote} ${inventedText(50, seed + 2000)}`), 16).keys,
    );
    const b = winnow(of(`${inventedText(31, seed + 3000)} ${quote} ${inventedText(90, seed + 4000)}`), 16).keys;
    assert.ok(
      b.some((key) => a.has(key)),
      `seed ${seed}`,
    );
  }
});

test("about 2 in 17 shingles are kept with a window of 16", () => {
  const kept = winnow(of(inventedText(20_000, 5)), 16).keys.length;
  assert.ok(kept > 20_000 * 0.105 && kept < 20_000 * 0.13, `${kept}`);
});

test("a text shorter than the window has one fingerprint, an empty one none", () => {
  assert.equal(winnow(of("only these six words are here"), 16).keys.length, 1);
  assert.equal(winnow(of("two words"), 16).keys.length, 1);
  assert.equal(winnow(of(""), 16).keys.length, 0);
});

test("the bound keeps the whole beginning and the least keys of the rest", () => {
  const keys = winnow(of(inventedText(20_000, 6)), 16).keys;
  const bounded = boundedKeys(keys, 200);
  assert.equal(bounded.length, 200);
  assert.equal(new Set(bounded).size, 200);
  for (const key of keys.slice(0, 90)) assert.ok(bounded.includes(key));
  assert.deepEqual(boundedKeys(Int32Array.of(3, 1, 3, 2), 10), Int32Array.of(1, 2, 3));
});
