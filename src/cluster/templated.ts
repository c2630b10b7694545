import type { ArticleVectors, Query } from "./article-vectors.ts";
import { stem } from "./stem.ts";
import type { StoryState } from "./story-state.ts";

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
export function templated(query: Query, story: StoryState): boolean {
  const { all, names } = query.vectors;
  if (all.ids.length < MIN_TERMS) return false;
  const own = plainTerms(query, query.vectors, story.lang);
  const told = weights(names);
  return story.exemplars.some(({ vectors }) => {
    if (!vectors || vectors.all.ids.length < MIN_TERMS) return false;
    const plain = cosine(own, plainTerms(query, vectors, story.lang));
    return plain >= SAME_WORDS && cosine(told, weights(vectors.names)) < plain * NAMES_SHARE;
  });
}

type Weighted = Map<number, number>;

function weights(vector: { ids: Int32Array; weights: Int16Array }): Weighted {
  return new Map(Array.from(vector.ids, (id, i) => [id, vector.weights[i]!]));
}

/** The terms that are neither numbers nor names. */
function plainTerms({ name }: Query, { all, names }: ArticleVectors, lang: string): Weighted {
  const named = new Set(Array.from(names.ids, (id) => stem(name(id).slice(1), lang)));
  const plain: Weighted = new Map();
  for (let i = 0; i < all.ids.length; i++) {
    const term = name(all.ids[i]!);
    if (!term.startsWith("#") && !named.has(term)) plain.set(all.ids[i]!, all.weights[i]!);
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
