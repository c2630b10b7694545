import { HEAD_WORDS, Packed, UNIT } from "./packed.ts";
import { SHELVED_HEAD, type Shelved, type Vectors } from "./shelved.ts";
import { asked, PLACES } from "./spread.ts";
import { Tally } from "./tally.ts";
import { FIELDS, type Field } from "./terms.ts";
import { eachTerm } from "./vectors.ts";

/** Whole-number sums of vectors in one field, by ascending term id. */
export interface FieldSums {
  ids: Uint32Array;
  sums: Uint32Array;
}

/** What a story is compared by: the vectors of its exemplars, and the sums of its other reports if it has more. */
export interface Compared {
  readonly exemplars: readonly { vectors: Vectors | null }[];
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
  /** Their geometric mean, which one that is far off pulls down: what joins a mixture is like one part of it alone. */
  typical: number;
}

/** Cosines below this are noise: added to each before its logarithm is taken. */
export const NOISE = 0.03;

/** Dot products with the sum of a story's reports, per field; and with its exemplars one by one. */
interface Dots extends Record<Field, number> {
  /** Sum of the exemplars' in `all`. */
  exemplars: number;
  /** Sum of the logarithms of their cosines. */
  logarithms: number;
}

const noDots = (): Dots => ({ all: 0, title: 0, names: 0, bigrams: 0, exemplars: 0, logarithms: 0 });

/** Compares one article with several stories. */
export function resemblances(article: Vectors, stories: readonly Compared[]): Resemblance[] {
  return stories.map((story) => {
    const { squares, exemplars } = story;
    const dots = noDots();
    addDots(article, story, dots);
    const compared = Math.max(1, exemplars.length);
    const cosine = (field: Field) => (dots[field] === 0 ? 0 : dots[field] / (UNIT * Math.sqrt(squares[field])));
    return {
      centroid: { all: cosine("all"), title: cosine("title"), names: cosine("names"), bigrams: cosine("bigrams") },
      mean: dots.exemplars / UNIT ** 2 / compared,
      typical: Math.max(0, Math.exp(dots.logarithms / compared) - NOISE),
    };
  });
}

/** The dot product of a vector with the sum of a story's reports, per field. */
export function dotsWith(story: Compared, vectors: Vectors): Record<Field, number> {
  const dots = noDots();
  addDots(vectors, story, dots);
  return dots;
}

/** The squared lengths of a vector, per field. */
export function squaresOf(vectors: Vectors): Record<Field, number> {
  const { words, bytes, at } = vectors.open();
  const head = words[at]!;
  const [all, title, names, pairs] = [head & 255, (head >>> 16) & 255, head >>> 24, words[at + 1]! & 255];
  const further = (words[at + 1]! >>> 8) & 255;
  let weight = (at + HEAD_WORDS + all + names + pairs + further) * 4;
  const sum = (count: number) => {
    let squares = 0;
    for (const end = weight + count; weight < end; weight++) squares += bytes[weight]! * bytes[weight]!;
    return squares;
  };
  const inAll = sum(all);
  weight += title;
  return { all: inAll, title: sum(title), names: sum(names), bigrams: sum(pairs) };
}

const addVectors = (vectors: Vectors, dots: Dots): number =>
  vectors instanceof Packed ? addReport(vectors, dots) : addShelved(vectors, dots);

/** Adds the dot products of an article with a story's reports. */
function addDots(article: Vectors, { exemplars, rest }: Compared, dots: Dots): void {
  asked.load(article);
  for (let i = 0; i < exemplars.length; i++) {
    const { vectors } = exemplars[i]!;
    const dot = vectors ? addVectors(vectors, dots) : 0;
    dots.exemplars += dot;
    dots.logarithms += Math.log(dot / UNIT ** 2 + NOISE);
  }
  dots.all += dots.exemplars;
  if (rest) for (const field of FIELDS) dots[field] += dotWithSums(article, rest[field], field);
}

/** Places of a report's terms in the article: a headline's terms are among those of title and text. */
const placeOf = new Int32Array(256);

function addReport({ words, bytes, at }: Packed, dots: Record<Field, number>): number {
  const head = words[at]!;
  const all = head & 255;
  const title = (head >>> 16) & 255;
  const names = head >>> 24;
  const pairs = words[at + 1]! & 255;
  const further = (words[at + 1]! >>> 8) & 255;
  let id = at + HEAD_WORDS;
  let weight = (id + all + names + pairs + further) * 4;
  let dot = 0;
  for (let i = 0; i < all; i++, id++, weight++) {
    const place = asked.of(words[id]!);
    placeOf[i] = place;
    if (place >= 0) dot += bytes[weight]! * asked.all[place]!;
  }
  let inTitle = 0;
  for (let i = 0; i < title; i++, weight++) {
    const place = placeOf[bytes[weight]!]!;
    if (place >= 0) inTitle += bytes[weight + title]! * asked.title[place]!;
  }
  weight += title;
  let inNames = 0;
  for (let i = 0; i < names; i++, id++, weight++) {
    const place = asked.of(words[id]!);
    if (place >= 0) inNames += bytes[weight]! * asked.names[place]!;
  }
  let inPairs = 0;
  for (let i = 0; i < pairs; i++, id++, weight++) {
    const place = asked.of(words[id]!);
    if (place >= 0) inPairs += bytes[weight]! * asked.pairs[place]!;
  }
  dots.title += inTitle;
  dots.names += inNames;
  dots.bigrams += inPairs;
  return dot;
}

/** The same of a report on the shelf. */
function addShelved({ bytes, at, slots }: Shelved, dots: Record<Field, number>): number {
  asked.locate(slots);
  const all = bytes[at + 2]!;
  const named = bytes[at + 3]!;
  const title = bytes[at + 4]!;
  const names = bytes[at + 5]!;
  const pairs = bytes[at + 6]!;
  const weights = at + SHELVED_HEAD;
  const titleWeights = weights + all + title;
  const nameWeights = titleWeights + title;
  const pairWeights = nameWeights + names;
  let next = findPlaces(bytes, pairWeights + pairs + bytes[at + 7]!, 0, named);
  next = findPlaces(bytes, next, named, all);
  const dot = dotAlong(bytes, weights, all, asked.all);
  let inTitle = 0;
  for (let i = 0; i < title; i++) {
    const place = placeOf[bytes[weights + all + i]!]!;
    if (place >= 0) inTitle += bytes[titleWeights + i]! * asked.title[place]!;
  }
  next = findPlaces(bytes, next, 0, names);
  dots.title += inTitle;
  dots.names += dotAlong(bytes, nameWeights, names, asked.names);
  findPlaces(bytes, next, 0, pairs);
  dots.bigrams += dotAlong(bytes, pairWeights, pairs, asked.pairs);
  return dot;
}

/** Reads the slots of a list on the shelf, from a byte on; their places are `placeOf` of `from` to `to`. Returns where it ends. */
function findPlaces(bytes: Uint8Array, begin: number, from: number, to: number): number {
  const { bySlot } = asked;
  let next = begin;
  let slot = 0;
  for (let i = from; i < to; i++) {
    let byte = bytes[next++]!;
    let distance = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = bytes[next++]!;
      distance |= (byte & 127) << shift;
    }
    slot += distance;
    placeOf[i] = bySlot[slot]! - 1;
  }
  return next;
}

/** The dot product of so many weights, from a byte on, with what the article's terms at their places weigh. */
function dotAlong(bytes: Uint8Array, from: number, count: number, field: Uint8Array): number {
  let dot = 0;
  for (let i = 0; i < count; i++) {
    const place = placeOf[i]!;
    if (place >= 0) dot += bytes[from + i]! * field[place]!;
  }
  return dot;
}

/** Longer sums are searched for each of the article's terms, and not the other way round. */
const SEARCHED_FROM = 800;

function dotWithSums(article: Vectors, { ids, sums }: FieldSums, field: Field): number {
  const weights = WEIGHTS[field];
  let dot = 0;
  if (ids.length < SEARCHED_FROM) {
    for (let i = 0; i < ids.length; i++) {
      const place = asked.of(ids[i]!);
      if (place >= 0) dot += weights[place]! * sums[i]!;
    }
    return dot;
  }
  eachTerm(article, field, (id, weight) => {
    const at = lowerBound(ids, id);
    if (ids[at] === id) dot += weight * sums[at]!;
  });
  return dot;
}

const WEIGHTS = { all: asked.all, title: asked.title, names: asked.names, bigrams: asked.pairs };

/** The first place in an ascending list whose value is not below `value`. */
function lowerBound(list: Uint32Array, value: number): number {
  let from = 0;
  let to = list.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (list[middle]! < value) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Sums by the places of the article's terms; empty between two questions. */
const along = new Float64Array(PLACES);

/** For each term of an article in one field the sum of what it weighs in a story's reports. */
export function sumsAlong(article: Packed, { exemplars, rest }: Compared, field: "all" | "names"): number[] {
  asked.load(article);
  const add = (id: number, weight: number) => {
    const place = asked.of(id);
    if (place >= 0) along[place]! += weight;
  };
  for (const { vectors } of exemplars) if (vectors) eachTerm(vectors, field, add);
  const sums: number[] = [];
  eachTerm(article, field, (id) => {
    const at = rest ? lowerBound(rest[field].ids, id) : 0;
    const more = rest && rest[field].ids[at] === id ? rest[field].sums[at]! : 0;
    sums.push(along[asked.of(id)]! + more);
  });
  along.fill(0);
  return sums;
}

const summed = new Tally();

/** The cosine of the sums of two stories' reports, title and text. */
export function likeness(one: Compared, other: Compared): number {
  const dot = dotBetween(one, other);
  return dot === 0 ? 0 : dot / (Math.sqrt(one.squares.all) * Math.sqrt(other.squares.all));
}

/** The dot product of the sums of two stories' reports, title and text. */
export function dotBetween(one: Compared, other: Compared): number {
  const sums = summed.clear();
  eachSummed(one, (id, weight) => {
    sums.add(id, weight);
  });
  let dot = 0;
  eachSummed(other, (id, weight) => {
    dot += weight * sums.of(id);
  });
  return dot;
}

function eachSummed({ exemplars, rest }: Compared, visit: (id: number, weight: number) => void): void {
  for (const { vectors } of exemplars) if (vectors) eachTerm(vectors, "all", visit);
  if (!rest) return;
  const { ids, sums } = rest.all;
  for (let i = 0; i < ids.length; i++) visit(ids[i]!, sums[i]!);
}
