import { MOST_TERMS, type Packed, type Parts, pack, UNIT } from "./packed.ts";
import { isNumber, mixed } from "./term-id.ts";
import type { TermTable } from "./term-table.ts";
import { type ArticleTerm, type ArticleTerms, FIELDS } from "./terms.ts";

/**
 * Terms of title and text that are kept, the weightiest, and the title's besides; and names and numbers. With them the
 * labelled sets score as with all; with 64 terms and 24 names long texts in Vietnamese lose .7 of BCubed F1.
 */
export const KEPT_TERMS = 96;
export const KEPT_NAMES = 32;
/** A term that was seen in this many recent documents or more is counted in every second only, then in every fourth … */
const COUNTED_FULLY = 32;

/** An article as a question to the index. */
export interface Query {
  vectors: Packed;
  /** How the term of an id was written in this article; empty when it is not among those kept. */
  written: (id: number) => string;
}

/**
 * (1 + ln tf) · idf in each field, quantised to unit length, the weightiest terms kept. The others are still counted
 * for the table: common words, which are the lightest, would else look rare. A sample of them is enough, the
 * smaller the more common the word, so that a share is known to about one part in eight however common it is.
 * Changes nothing in the table.
 */
export function articleVectors(terms: ArticleTerms, table: TermTable): Query {
  const { fields } = terms;
  const inTitle = fields.all.length > KEPT_TERMS ? new Set(fields.title.map(({ id }) => id)) : NONE;
  const all = kept(fields.all, table, KEPT_TERMS, inTitle);
  const title = kept(fields.title, table, MOST_TERMS, NONE);
  const names = kept(fields.names, table, KEPT_NAMES, NONE);
  const pairs = kept(fields.bigrams, table, MOST_TERMS, NONE);

  // small integers are the cheapest keys
  const plain = new Set<number>();
  for (const name of fields.names) if (!isNumber(name.id)) plain.add(name.plain | 0);
  const ids: number[] = [];
  const weights: number[] = [];
  const others: number[] = [];
  const put = (i: number) => {
    ids.push(all.ids[i]!);
    weights.push(all.weights[i]!);
  };
  for (let i = 0; i < all.ids.length; i++) {
    if (plain.has(all.ids[i]! | 0)) put(i);
    else others.push(i);
  }
  const named = ids.length;
  for (const i of others) put(i);
  const placed: Parts["title"] = { places: [], weights: [] };
  for (let i = 0; i < title.ids.length; i++) {
    const place = ids.indexOf(title.ids[i]!);
    if (place < 0) continue;
    placed.places.push(place);
    placed.weights.push(title.weights[i]!);
  }

  let salt = 0;
  for (const id of ids) salt ^= mixed(id);
  // numbers are in both lists
  const light = [...all.light, ...names.light.filter((id) => !isNumber(id)), ...pairs.light];
  const parts: Parts = {
    all: { ids, weights },
    named,
    title: placed,
    names,
    pairs,
    further: sampled(light, table, salt),
  };
  let spelled: Map<number, string> | null = null;
  const written = (id: number) => {
    spelled ??= spellingOf([all, names, pairs]);
    return spelled.get(id) ?? "";
  };
  return { vectors: pack(parts), written };
}

/** How terms that are kept are written. */
function spellingOf(fields: readonly Kept[]): Map<number, string> {
  const spelled = new Map<number, string>();
  for (const { ids, written } of fields) for (let i = 0; i < ids.length; i++) spelled.set(ids[i]!, written[i]!);
  return spelled;
}

const NONE: ReadonlySet<number> = new Set();

/** Terms that are kept, by ascending id, and those that are too light. */
interface Kept {
  ids: number[];
  weights: number[];
  written: string[];
  light: number[];
}

/** A key holds an id, above it a place in a list of so many terms at most. */
const PLACES = 2 ** 20;
/** The same arrays serve one article after another. */
let weights = new Float64Array(1024);
let sorted = new Float64Array(1024);

/**
 * The `count` weightiest terms (of equal ones the lower id) and those that stay anyway, with whole-number weights of unit
 * length; terms for which nothing is left go to the light ones.
 */
function kept(terms: readonly ArticleTerm[], table: TermTable, count: number, staying: ReadonlySet<number>): Kept {
  const size = terms.length;
  if (size > weights.length) {
    weights = new Float64Array(size);
    sorted = new Float64Array(size);
  }
  for (let i = 0; i < size; i++) {
    const { id, weight } = terms[i]!;
    weights[i] = weight * Math.max(0, table.idf(id));
  }
  const light: number[] = [];
  let length = 0;
  if (size <= count) {
    for (let i = 0; i < size; i++) sorted[length++] = terms[i]!.id * PLACES + i;
  } else {
    sorted.set(weights.subarray(0, size));
    const least = sorted.subarray(0, size).sort()[size - count]!;
    const equal: number[] = [];
    let room = count;
    for (let i = 0; i < size; i++) {
      if (weights[i]! < least) continue;
      if (weights[i] === least) equal.push(terms[i]!.id);
      else room--;
    }
    const last = equal.length > room ? equal.sort((a, b) => a - b)[room - 1]! : Number.POSITIVE_INFINITY;
    for (let i = 0; i < size; i++) {
      const { id } = terms[i]!;
      const weight = weights[i]!;
      if (weight > least || (weight === least && id <= last) || staying.has(id)) sorted[length++] = id * PLACES + i;
      else light.push(id);
    }
  }
  const keys = sorted.subarray(0, length).sort();
  let squares = 0;
  for (const key of keys) squares += weights[key % PLACES]! ** 2;
  const factor = squares === 0 ? 0 : UNIT / Math.sqrt(squares);
  const ids: number[] = [];
  const whole: number[] = [];
  const written: string[] = [];
  for (const key of keys) {
    const place = key % PLACES;
    const { id } = terms[place]!;
    const rounded = Math.round(weights[place]! * factor);
    if (rounded === 0) light.push(id);
    else {
      ids.push(id);
      whole.push(rounded);
      written.push(terms[place]!.written);
    }
  }
  return { ids, weights: whole, written, light };
}

/** Which of the terms that are not kept this document counts for. Which document a word falls to is as good as chance. */
function sampled(ids: readonly number[], table: TermTable, salt: number): Parts["further"] {
  const chosen: { id: number; power: number }[] = [];
  for (const id of ids) {
    const seen = table.seen(id);
    const power = seen <= COUNTED_FULLY ? 0 : Math.ceil(Math.log2(seen / COUNTED_FULLY));
    if ((mixed(id ^ salt) & (2 ** power - 1)) === 0) chosen.push({ id, power });
  }
  // the commonest are the best known already
  chosen.sort((a, b) => a.power - b.power || a.id - b.id);
  chosen.length = Math.min(chosen.length, MOST_TERMS);
  return { ids: chosen.map(({ id }) => id), powers: chosen.map(({ power }) => power) };
}

/** How an article writes its terms. */
export function spelling({ fields }: ArticleTerms): Query["written"] {
  const byTerm = new Map<number, string>();
  for (const field of FIELDS) for (const { id, written } of fields[field]) byTerm.set(id, written);
  return (id) => byTerm.get(id) ?? "";
}
