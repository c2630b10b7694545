import { MOST_TERMS, type Packed, type Parts, pack, UNIT, type Weighed } from "./packed.ts";
import { stem } from "./stem.ts";
import { mixed, termId } from "./term-id.ts";
import type { TermTable } from "./term-table.ts";
import type { ArticleTerms } from "./terms.ts";

/**
 * Terms of title and text that are kept, the weightiest, and the title's besides; and names and numbers. With 64 of them
 * the labelled sets score as with all (BCubed F1 within .3, up or down); with 48 one of them loses .4.
 */
const KEPT_TERMS = 64;
const KEPT_NAMES = 24;
/** A term that was seen in this many recent documents or more is counted in every second only, then in every fourth … */
const COUNTED_FULLY = 32;

/** An article as a question to the index. */
export interface Query {
  vectors: Packed;
  /** How the term of an id was written in this article; empty when it has no such term. */
  written: (id: number) => string;
}

/** A term of an article, with its id and its weight. */
interface Term {
  id: number;
  weight: number;
}

/**
 * (1 + ln tf) · idf in each field, quantised to unit length, the weightiest terms kept. The others are still counted
 * for the table: common words, which are the lightest, would else look rare. A sample of them is enough, the
 * smaller the more common the word, so that a share is known to about one part in eight however common it is.
 * Changes nothing in the table.
 */
export function articleVectors(terms: ArticleTerms, table: TermTable): Query {
  const { fields } = terms;
  const known = new Map<string, Term>();
  const termOf = (term: string): Term => {
    let found = known.get(term);
    if (!found) {
      const id = termId(term);
      found = { id, weight: Math.max(0, table.idf(id)) };
      known.set(term, found);
    }
    return found;
  };
  const weigh = (field: ReadonlyMap<string, number>): Term[] => {
    const weighed: Term[] = [];
    for (const [term, weight] of field) {
      const { id, weight: idf } = termOf(term);
      if (idf > 0) weighed.push({ id, weight: weight * idf });
    }
    return weighed;
  };
  const inTitle = new Set(Array.from(fields.title.keys(), termId));
  const all = quantised(weightiest(weigh(fields.all), KEPT_TERMS, inTitle));
  const names = quantised(weightiest(weigh(fields.names), KEPT_NAMES, NONE));
  const pairs = quantised(weightiest(weigh(fields.bigrams), MOST_TERMS, NONE));
  const title = quantised(weigh(fields.title));

  const spoken = new Set<number>();
  for (const name of fields.names.keys()) spoken.add(termId(stem(name.slice(1), terms.lang)));
  const isNamed = (term: Term) => spoken.has(term.id);
  const inOrder = [...all.filter(isNamed), ...all.filter((term) => !isNamed(term))];
  const places = new Map(inOrder.map(({ id }, place) => [id, place]));
  const placed = title.filter(({ id }) => places.has(id));

  const kept = new Set([...all, ...names, ...pairs].map(({ id }) => id));
  const parts: Parts = {
    all: lists(inOrder),
    named: all.filter(isNamed).length,
    title: { places: placed.map(({ id }) => places.get(id)!), weights: placed.map(({ weight }) => weight) },
    names: lists(names),
    pairs: lists(pairs),
    further: sampled([...known.values()], kept, table),
  };
  return { vectors: pack(parts), written: spelling(terms) };
}

const NONE: ReadonlySet<number> = new Set();

/** The `count` weightiest terms and those that stay anyway, by id. */
function weightiest(terms: Term[], count: number, staying: ReadonlySet<number>): Term[] {
  if (terms.length > count) {
    terms.sort((a, b) => b.weight - a.weight || a.id - b.id);
    const light = terms.slice(count).filter(({ id }) => staying.has(id));
    terms.length = count;
    terms.push(...light);
  }
  return terms.sort((a, b) => a.id - b.id);
}

/** Whole-number weights of unit length; terms too light to count are left out. */
function quantised(terms: readonly Term[]): Term[] {
  let squares = 0;
  for (const { weight } of terms) squares += weight * weight;
  if (squares === 0) return [];
  const factor = UNIT / Math.sqrt(squares);
  return terms
    .map(({ id, weight }) => ({ id, weight: Math.round(weight * factor) }))
    .filter(({ weight }) => weight > 0);
}

function lists(terms: readonly Term[]): Weighed {
  return { ids: terms.map(({ id }) => id), weights: terms.map(({ weight }) => weight) };
}

/** Which of the terms that are not kept this document counts for. Which document a word falls to is as good as chance. */
function sampled(terms: readonly Term[], kept: ReadonlySet<number>, table: TermTable): Parts["further"] {
  const chosen: { id: number; power: number }[] = [];
  for (const { id } of terms) {
    if (kept.has(id)) continue;
    const power = Math.max(0, Math.ceil(Math.log2(table.seen(id) / COUNTED_FULLY)));
    if ((mixed(id ^ mixed(table.number)) & (2 ** power - 1)) === 0) chosen.push({ id, power });
  }
  // the commonest are the best known already
  chosen.sort((a, b) => a.power - b.power || a.id - b.id);
  chosen.length = Math.min(chosen.length, MOST_TERMS);
  return { ids: chosen.map(({ id }) => id), powers: chosen.map(({ power }) => power) };
}

/** How an article writes its terms. */
export function spelling({ written }: ArticleTerms): Query["written"] {
  let byId: Map<number, string> | null = null;
  return (id) => {
    byId ??= new Map(Array.from(written, ([term, word]) => [termId(term), word]));
    return byId.get(id) ?? "";
  };
}
