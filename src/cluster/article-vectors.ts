import { MOST_TERMS, type Packed, type Parts, pack, UNIT, type Weighed } from "./packed.ts";
import { stem } from "./stem.ts";
import { isNumber, mixed, termId } from "./term-id.ts";
import type { TermTable } from "./term-table.ts";
import type { ArticleTerms } from "./terms.ts";

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

/** A term of an article, with its id and its weight. */
interface Term {
  id: number;
  weight: number;
  term: string;
}

/**
 * (1 + ln tf) · idf in each field, quantised to unit length, the weightiest terms kept. The others are still counted
 * for the table: common words, which are the lightest, would else look rare. A sample of them is enough, the
 * smaller the more common the word, so that a share is known to about one part in eight however common it is.
 * Changes nothing in the table.
 */
export function articleVectors(terms: ArticleTerms, table: TermTable): Query {
  const { fields } = terms;
  const weigh = (field: ReadonlyMap<string, number>): Term[] => {
    const weighed: Term[] = [];
    for (const [term, weight] of field) {
      const id = termId(term);
      weighed.push({ id, weight: weight * Math.max(0, table.idf(id)), term });
    }
    return weighed;
  };
  const title = weigh(fields.title);
  const all = weightiest(weigh(fields.all), KEPT_TERMS, new Set(title.map(({ id }) => id)));
  const names = weightiest(weigh(fields.names), KEPT_NAMES, NONE);
  const pairs = weightiest(weigh(fields.bigrams), MOST_TERMS, NONE);
  const keptNames = quantised(names);
  const keptPairs = quantised(pairs);

  const spoken = new Set<number>();
  for (const name of fields.names.keys()) spoken.add(termId(stem(name.slice(1), terms.lang)));
  const keptTerms = quantised(all);
  const named = keptTerms.filter(({ id }) => spoken.has(id));
  const inOrder = [...named, ...keptTerms.filter(({ id }) => !spoken.has(id))];
  const places = new Map(inOrder.map(({ id }, place) => [id, place]));
  const placed = quantised({ kept: title.sort(byId), light: [] }).filter(({ id }) => places.has(id));

  // numbers are in both lists
  const otherNames = names.light.filter(({ id }) => !isNumber(id));
  const parts: Parts = {
    all: lists(inOrder),
    named: named.length,
    title: { places: placed.map(({ id }) => places.get(id)!), weights: placed.map(({ weight }) => weight) },
    names: lists(keptNames),
    pairs: lists(keptPairs),
    further: sampled([...all.light, ...otherNames, ...pairs.light], table, saltOf(inOrder)),
  };
  const kept = [inOrder, keptNames, keptPairs];
  const find = (id: number) => kept.map((list) => list.find((one) => one.id === id)).find((one) => one)?.term;
  return { vectors: pack(parts), written: (id) => terms.written.get(find(id) ?? "") ?? "" };
}

const NONE: ReadonlySet<number> = new Set();
const byId = (a: Term, b: Term) => a.id - b.id;

/** Terms that are kept, by id, and those that are too light. */
interface Sorted {
  kept: Term[];
  light: Term[];
}

/** The `count` weightiest terms and those that stay anyway, by id; and the others. */
function weightiest(terms: Term[], count: number, staying: ReadonlySet<number>): Sorted {
  terms.sort((a, b) => b.weight - a.weight || a.id - b.id);
  const kept = terms.slice(0, count);
  const light: Term[] = [];
  for (let i = count; i < terms.length; i++) (staying.has(terms[i]!.id) ? kept : light).push(terms[i]!);
  return { kept: kept.sort(byId), light };
}

/** Whole-number weights of unit length; terms for which nothing is left go to the light ones. */
function quantised({ kept: terms, light }: Sorted): Term[] {
  let squares = 0;
  for (const { weight } of terms) squares += weight * weight;
  const factor = squares === 0 ? 0 : UNIT / Math.sqrt(squares);
  const whole: Term[] = [];
  for (const { id, weight, term } of terms) {
    const rounded = Math.round(weight * factor);
    (rounded > 0 ? whole : light).push({ id, weight: rounded, term });
  }
  return whole;
}

function lists(terms: readonly Term[]): Weighed {
  return { ids: terms.map(({ id }) => id), weights: terms.map(({ weight }) => weight) };
}

/** A number that depends on what an article is about, and on nothing else. */
const saltOf = (terms: readonly Term[]): number => terms.reduce((salt, { id }) => salt ^ mixed(id), 0);

/** Which of the terms that are not kept this document counts for. Which document a word falls to is as good as chance. */
function sampled(terms: readonly Term[], table: TermTable, salt: number): Parts["further"] {
  const chosen: { id: number; power: number }[] = [];
  for (const { id } of terms) {
    const power = Math.max(0, Math.ceil(Math.log2(table.seen(id) / COUNTED_FULLY)));
    if ((mixed(id ^ salt) & (2 ** power - 1)) === 0) chosen.push({ id, power });
  }
  // the commonest are the best known already
  chosen.sort((a, b) => a.power - b.power || a.id - b.id);
  chosen.length = Math.min(chosen.length, MOST_TERMS);
  return { ids: chosen.map(({ id }) => id), powers: chosen.map(({ power }) => power) };
}

/** How an article writes its terms. */
export function spelling({ written }: ArticleTerms): Query["written"] {
  const byTerm = new Map(Array.from(written, ([term, word]) => [termId(term), word]));
  return (id) => byTerm.get(id) ?? "";
}
