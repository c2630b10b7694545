import { type Packed, UNIT } from "./packed.ts";
import { Spread } from "./spread.ts";
import { FIELDS, type Field } from "./terms.ts";

/** Whole-number sums of vectors in one field, by ascending term id. */
export interface FieldSums {
  ids: Uint32Array;
  sums: Uint32Array;
}

/** What a story is compared by: the vectors of its exemplars, and the sums of its other reports if it has more. */
export interface Compared {
  readonly exemplars: readonly { vectors: Packed | null }[];
  readonly rest: Record<Field, FieldSums> | null;
  /** Squared length of the sum of all its reports, per field. */
  readonly squares: Record<Field, number>;
  /** How many reports it has. */
  readonly reports: number;
}

/** How an article resembles a story; each 0 to 1. */
export interface Resemblance {
  /** Cosine to the sum of the story's reports, per field. */
  centroid: Record<Field, number>;
  /** Mean cosine to an exemplar. */
  mean: number;
}

/** The same arrays serve one comparison after another. */
const spread = new Spread();
const SUMS = { all: spread.sums.all, title: spread.sums.title, names: spread.sums.names, bigrams: spread.sums.pairs };

/** Compares one article with several stories. */
export function resemblances(article: Packed, stories: readonly Compared[]): Resemblance[] {
  spread.load(article);
  return stories.map((story) => {
    let sum = 0;
    for (const { vectors } of story.exemplars) {
      if (!vectors) continue;
      sum += addAll(vectors);
    }
    if (story.rest) addRest(story.rest);
    const dots = summedUp();
    const { squares } = story;
    const cosine = (field: Field) => (dots[field] === 0 ? 0 : dots[field] / (UNIT * Math.sqrt(squares[field])));
    return {
      centroid: { all: cosine("all"), title: cosine("title"), names: cosine("names"), bigrams: cosine("bigrams") },
      mean: sum / UNIT ** 2 / Math.max(1, story.exemplars.length),
    };
  });
}

/** The dot product of a vector with the sum of a story's reports, per field. */
export function dotsWith(story: Compared, vectors: Packed): Record<Field, number> {
  spread.load(vectors);
  for (const exemplar of story.exemplars) if (exemplar.vectors) addAll(exemplar.vectors);
  if (story.rest) addRest(story.rest);
  return summedUp();
}

/** Adds a vector's weights to the sums of the terms that the article has. Returns its dot product with the article. */
function addAll(vectors: Packed): number {
  const { words, bytes } = vectors;
  const { all, title, names, pairs } = spread.sums;
  let dot = 0;
  const ids = vectors.allIds;
  let weights = vectors.allWeights;
  const inAll = vectors.all;
  for (let i = 0; i < inAll; i++) {
    const place = spread.of(words[ids + i]!);
    if (place < 0) continue;
    const weight = bytes[weights + i]!;
    all[place] = all[place]! + weight;
    dot += weight * spread.all[place]!;
  }
  const places = vectors.titlePlaces;
  weights = vectors.titleWeights;
  const inTitle = vectors.title;
  for (let i = 0; i < inTitle; i++) {
    const place = spread.of(words[ids + bytes[places + i]!]!);
    if (place < 0) continue;
    const weight = bytes[weights + i]!;
    title[place] = title[place]! + weight;
  }
  addList(words, bytes, vectors.nameIds, vectors.nameWeights, vectors.names, names);
  addList(words, bytes, vectors.pairIds, vectors.pairWeights, vectors.pairs, pairs);
  return dot;
}

function addList(
  words: Uint32Array,
  bytes: Uint8Array,
  ids: number,
  weights: number,
  count: number,
  into: Float64Array,
): void {
  for (let i = 0; i < count; i++) {
    const place = spread.of(words[ids + i]!);
    if (place >= 0) into[place] = into[place]! + bytes[weights + i]!;
  }
}

function addRest(rest: Record<Field, FieldSums>): void {
  for (const field of FIELDS) {
    const { ids, sums } = rest[field];
    const into = SUMS[field];
    for (let i = 0; i < ids.length; i++) {
      const place = spread.of(ids[i]!);
      if (place >= 0) into[place] = into[place]! + sums[i]!;
    }
  }
}

/** The dot product with what was summed up, per field; the sums are cleared thereby. */
function summedUp(): Record<Field, number> {
  const { all, title, names, pairs, sums } = spread;
  const dots = { all: 0, title: 0, names: 0, bigrams: 0 };
  const { taken } = spread;
  for (let i = 0; i < taken.length; i++) {
    const place = taken[i]!;
    dots.all += all[place]! * sums.all[place]!;
    dots.title += title[place]! * sums.title[place]!;
    dots.names += names[place]! * sums.names[place]!;
    dots.bigrams += pairs[place]! * sums.pairs[place]!;
    sums.all[place] = 0;
    sums.title[place] = 0;
    sums.names[place] = 0;
    sums.pairs[place] = 0;
  }
  return dots;
}
