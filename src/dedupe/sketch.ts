import { boundedKeys, winnow } from "./fingerprints.ts";
import { minhash } from "./minhash.ts";
import type { DedupeSettings } from "./settings.ts";
import { shingles } from "./shingles.ts";
import { mix32 } from "./word-hash.ts";
import { walkWords } from "./words.ts";

/** All that the index keeps of an article. Only sketches made with equal settings compare. */
export interface Sketch {
  /** Words (tokens, see `Words.perWord`) that were compared. */
  words: number;
  /** `Words.perWord`. */
  perWord: 1 | 2;
  /** Two hashes over every word in order: equal for the same title and text. */
  whole: readonly [number, number];
  /** 128 MinHash values. */
  signature: Uint8Array;
  /** Winnowed fingerprints, bounded, distinct, sorted. */
  keys: Int32Array;
  /** One bit a key: this text was taken over from another article, so it does not make that text more common. */
  borrowed: Uint8Array;
  /** It carries texts of several stories (a live blog, a round-up), so it is nobody's original. */
  roundup: boolean;
}

/**
 * From text to sketch. Give it `comparedText(article)`.
 *
 * @example sketchOf("", DEDUPE_DEFAULTS).words // 0: an empty text has a sketch, and nothing is near it
 */
export function sketchOf(text: string, settings: DedupeSettings): Sketch {
  const words = walkWords(text, settings.maxWords);
  const hashes = shingles(words.hashes, settings.shingleWords * words.perWord);
  const keys = boundedKeys(winnow(hashes, settings.fingerprintWindow).keys, settings.maxFingerprints);
  return {
    words: words.hashes.length,
    perWord: words.perWord,
    whole: wholeHash(words.hashes),
    signature: minhash(hashes),
    keys,
    borrowed: new Uint8Array((keys.length + 7) >> 3),
    roundup: false,
  };
}

function wholeHash(words: Int32Array): readonly [number, number] {
  let [a, b] = [words.length, ~words.length];
  for (let i = 0; i < words.length; i++) {
    a = Math.imul(a, 31) + (words[i] as number);
    b = Math.imul(b ^ (words[i] as number), 0x01000193);
  }
  return [mix32(a), mix32(b)];
}
