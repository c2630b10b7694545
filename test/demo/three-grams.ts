/** Words of a text, folded: no accents, no case, no punctuation. */
export function wordsOf(text: string): string[] {
  const folded = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return folded.match(/[\p{L}\p{N}]+/gu) ?? [];
}

function threeGrams(text: string): Set<string> {
  const words = wordsOf(text);
  return new Set(words.slice(2).map((word, index) => `${words[index]} ${words[index + 1]} ${word}`));
}

/** Jaccard index of the word 3-grams of two texts, 0 to 1. */
export function overlap(one: string, other: string): number {
  const a = threeGrams(one);
  const b = threeGrams(other);
  return a.intersection(b).size / a.union(b).size;
}

/** Share (0 to 1) of the first text's word 3-grams that stand in the second. */
export function coveredBy(one: string, other: string): number {
  const a = threeGrams(one);
  return a.intersection(threeGrams(other)).size / a.size;
}

export function pairs<T>(values: readonly T[]): [T, T][] {
  return values.flatMap((value, index) => values.slice(index + 1).map((other): [T, T] => [value, other]));
}
