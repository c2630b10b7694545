import type { Query } from "./article-vectors.ts";
import type { Packed } from "./packed.ts";
import type { StoryState } from "./story-state.ts";
import { isNumber } from "./term-id.ts";
import { eachTerm } from "./vectors.ts";

/** Plain words alike to this cosine come from one pen: reports written apart stay below .5. */
const SAME_WORDS = 0.55;
/** Names and numbers must then agree at least this much of how the plain words do. */
const NAMES_SHARE = 0.6;
/** Headlines and snippets are too short to tell a template. */
const MIN_TERMS = 15;

/**
 * A notice written from a template (earthquakes, weather warnings, results, obituaries): the same plain words around
 * other names and numbers. Two of them tell two events however alike they read. In reports of one event it is the
 * other way round: words differ, names and numbers agree.
 */
export function templated({ vectors: own }: Query, story: StoryState): boolean {
  if (own.all < MIN_TERMS) return false;
  const plain = plainTerms(own);
  const told = namesAndNumbers(own);
  return story.exemplars.some(({ vectors }) => {
    if (!vectors || vectors.all < MIN_TERMS) return false;
    const alike = cosine(plain, plainTerms(vectors));
    return alike >= SAME_WORDS && cosine(told, namesAndNumbers(vectors)) < alike * NAMES_SHARE;
  });
}

type Weighted = ReadonlyMap<number, number>;

function namesAndNumbers(vectors: Packed): Weighted {
  const told = new Map<number, number>();
  eachTerm(vectors, "names", (id, weight) => told.set(id, weight));
  return told;
}

/** The terms that are neither numbers nor names. */
function plainTerms({ words, bytes, all, named, allIds, allWeights }: Packed): Weighted {
  const plain = new Map<number, number>();
  for (let i = named; i < all; i++) {
    const id = words[allIds + i]!;
    if (!isNumber(id)) plain.set(id, bytes[allWeights + i]!);
  }
  return plain;
}

function cosine(a: Weighted, b: Weighted): number {
  let dot = 0;
  let left = 0;
  let right = 0;
  for (const weight of b.values()) right += weight * weight;
  for (const [id, weight] of a) {
    left += weight * weight;
    dot += weight * (b.get(id) ?? 0);
  }
  return dot === 0 ? 0 : dot / Math.sqrt(left * right);
}
