import assert from "node:assert/strict";
import { test } from "node:test";
import { type WordChange, wordDiff, wordsOf } from "../../src/extract/word-diff.ts";
import { seededRandom } from "../seeded-random.ts";

/** The newer text, made from the older one and the changes. */
function applied(older: string, changes: readonly WordChange[]): string {
  const words = wordsOf(older);
  for (const { at, removed, added } of changes.toReversed()) words.splice(at, removed.length, ...added);
  return words.join(" ");
}

test("a replaced word is one change, with its place in both texts", () => {
  assert.deepEqual(wordDiff("a b the 206 dead of", "a b c the 212 dead of"), [
    { at: 2, newAt: 2, removed: [], added: ["c"] },
    { at: 3, newAt: 4, removed: ["206"], added: ["212"] },
  ]);
  assert.deepEqual(wordDiff("same words\n\nhere", "same  words here"), []);
  assert.deepEqual(wordDiff("", "new"), [{ at: 0, newAt: 0, removed: [], added: ["new"] }]);
});

test("changes with next to nothing between them are one", () => {
  const [only, ...others] = wordDiff("he said yesterday that rain fell", "they wrote last night that snow came");
  assert.deepEqual(others, []);
  assert.equal(only?.added.join(" "), "they wrote last night that snow came");
});

test("whatever was changed, the changes lead from the older text to the newer", () => {
  const random = seededRandom(7);
  const word = () => "abcdefgh"[Math.floor(random() * 8)] as string;
  for (let round = 0; round < 200; round++) {
    const [older, newer] = [0, 0].map(() => Array.from({ length: Math.floor(random() * 30) }, word).join(" "));
    assert.equal(applied(older!, wordDiff(older!, newer!)), newer);
  }
});

test("texts that have nothing in common, and endless ones, are one change", () => {
  const many = (word: string, n: number) => Array.from({ length: n }, (_, i) => `${word}${i}`).join(" ");
  for (const n of [4_000, 60_000]) {
    const changes = wordDiff(`${many("a", n)} end`, `${many("b", n)} end`);
    assert.deepEqual(
      changes.map(({ at, removed, added }) => [at, removed.length, added.length]),
      [[0, n, n]],
    );
  }
});
