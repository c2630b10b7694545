import { mix32 } from "../model/word-hash.ts";

const BASE = 0x9e3779b1 | 0; // odd, from the golden ratio: a rolling polynomial modulo 2^32

/**
 * 32-bit hashes of every run of `size` words, by position: entry i covers words i to i + size - 1. A text with fewer
 * words has one shingle of all of them; an empty text has none.
 */
export function shingles(words: Int32Array, size: number): Int32Array {
  const count = words.length;
  if (count === 0) return new Int32Array(0);
  const span = Math.min(size, count);
  const out = new Int32Array(count - span + 1);
  let power = 1;
  for (let i = 0; i < span; i++) power = Math.imul(power, BASE);
  let rolling = 0;
  for (let i = 0; i < count; i++) {
    rolling = (Math.imul(rolling, BASE) + (words[i] as number)) | 0;
    if (i >= span) rolling = (rolling - Math.imul(words[i - span] as number, power)) | 0;
    if (i >= span - 1) out[i - span + 1] = mix32(rolling);
  }
  return out;
}
