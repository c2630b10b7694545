import type { Query } from "./article-vectors.ts";
import type { Packed } from "./packed.ts";
import { squaresOf } from "./resemblance.ts";
import { asked } from "./spread.ts";
import type { StoryState } from "./story-state.ts";
import { isNumber } from "./term-id.ts";

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
  asked.load(own);
  const plain = plainSquares(own);
  const told = squaresOf(own).names;
  return story.exemplars.some((report) => {
    const vectors = report.vectors?.open();
    if (!vectors || vectors.all < MIN_TERMS) return false;
    const alike = plainCosine(plain, vectors);
    return alike >= SAME_WORDS && nameCosine(told, vectors) < alike * NAMES_SHARE;
  });
}

/** The squared length of the terms that are neither names nor numbers. */
function plainSquares({ words, bytes, all, named, allIds, allWeights }: Packed): number {
  let squares = 0;
  for (let i = named; i < all; i++) if (!isNumber(words[allIds + i]!)) squares += bytes[allWeights + i]! ** 2;
  return squares;
}

/** The cosine of a report's plain terms with those of the article that is asked of, whose squared length is given. */
function plainCosine(squares: number, { words, bytes, all, named, allIds, allWeights }: Packed): number {
  let dot = 0;
  let own = 0;
  for (let i = named; i < all; i++) {
    const id = words[allIds + i]!;
    if (isNumber(id)) continue;
    const weight = bytes[allWeights + i]!;
    own += weight * weight;
    const place = asked.of(id);
    if (place >= 0) dot += weight * asked.plain[place]!;
  }
  return dot === 0 ? 0 : dot / Math.sqrt(squares * own);
}

/** The same of names and numbers. */
function nameCosine(squares: number, { words, bytes, names, nameIds, nameWeights }: Packed): number {
  let dot = 0;
  let own = 0;
  for (let i = 0; i < names; i++) {
    const weight = bytes[nameWeights + i]!;
    own += weight * weight;
    const place = asked.of(words[nameIds + i]!);
    if (place >= 0) dot += weight * asked.names[place]!;
  }
  return dot === 0 ? 0 : dot / Math.sqrt(squares * own);
}
