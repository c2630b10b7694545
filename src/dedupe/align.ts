import { mix32 } from "../model/word-hash.ts";
import type { ShingledText } from "./kernel.ts";

/** A stretch of equal words: from `at` in the newer text and from `parentAt` in the older. */
export interface Run {
  at: number;
  parentAt: number;
  length: number;
}

/** Occurrences of one shingle that are tried, the latest first: more are only met in a text that repeats itself. */
const MAX_OCCURRENCES = 16;

/**
 * The runs of equal words that two texts share, each as long as it can be and at least one shingle long, in the order
 * of the older text. Where a stretch occurs more than once in the newer text, the longest continuation is taken, and
 * of equals the one that follows the run before. Linear in the lengths for texts that do not repeat themselves.
 */
export class Alignment {
  readonly #newer: ShingledText;
  readonly #heads: Int32Array;
  readonly #next: Int32Array;

  constructor(newer: ShingledText) {
    this.#newer = newer;
    const count = newer.shingles.length;
    this.#heads = new Int32Array(2 ** Math.ceil(Math.log2(count * 2 + 2))).fill(-1);
    this.#next = new Int32Array(count);
    for (let i = 0; i < count; i++) {
      const slot = this.#slot(newer.shingles[i] as number);
      this.#next[i] = this.#heads[slot] as number;
      this.#heads[slot] = i;
    }
  }

  runsWith(older: ShingledText): Run[] {
    const runs: Run[] = [];
    let expected = 0;
    for (let j = 0; j < older.shingles.length; ) {
      const run = this.#longestAt(older, j, expected);
      if (!run) {
        j++;
        continue;
      }
      runs.push(run);
      expected = run.at + run.length;
      j += run.length;
    }
    return runs;
  }

  #longestAt(older: ShingledText, j: number, expected: number): Run | null {
    const shingle = older.shingles[j] as number;
    const [a, b] = [this.#newer.words.hashes, older.words.hashes];
    let best: Run | null = null;
    let tried = 0;
    for (let i = this.#heads[this.#slot(shingle)] as number; i >= 0; i = this.#next[i] as number) {
      if (this.#newer.shingles[i] !== shingle) continue;
      let length = 0;
      while (i + length < a.length && j + length < b.length && a[i + length] === b[j + length]) length++;
      const better = !best || length > best.length || (length === best.length && nearer(i, best.at, expected));
      if (length > 0 && better) best = { at: i, parentAt: j, length };
      if (++tried === MAX_OCCURRENCES) break;
    }
    return best;
  }

  #slot(shingle: number): number {
    return mix32(shingle) & (this.#heads.length - 1);
  }
}

function nearer(i: number, than: number, expected: number): boolean {
  return Math.abs(i - expected) < Math.abs(than - expected);
}
