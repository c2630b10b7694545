import { mix32 } from "../model/word-hash.ts";

/** Two hashes over every word in order: equal for the same words. */
export function wholeHash(words: Int32Array): readonly [number, number] {
  let [a, b] = [words.length, ~words.length];
  for (let i = 0; i < words.length; i++) {
    a = Math.imul(a, 31) + (words[i] as number);
    b = Math.imul(b ^ (words[i] as number), 0x01000193);
  }
  return [mix32(a), mix32(b)];
}
