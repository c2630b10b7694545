import type { TermTable } from "./term-table.ts";
import { type ArticleTerms, FIELDS, type Field } from "./terms.ts";
import { quantise, type Vector, vector } from "./vectors.ts";

/** An article as it is compared: one unit vector per field. */
export type ArticleVectors = Record<Field, Vector>;

/** An article's weighted terms, before the table has ids for the new ones. */
export interface WeightedTerms {
  lang: string;
  fields: Record<Field, Map<string, number>>;
  written: Map<string, string>;
}

/** (1 + ln tf) · idf in each field, quantised to unit length. Changes nothing in the table. */
export function weighTerms(terms: ArticleTerms, table: TermTable): WeightedTerms {
  const idf = new Map<string, number>();
  const weigh = (field: Map<string, number>) => {
    const weighted = new Map<string, number>();
    for (const [term, weight] of field) {
      let rarity = idf.get(term);
      if (rarity === undefined) {
        rarity = table.idf(term);
        idf.set(term, rarity);
      }
      if (rarity > 0) weighted.set(term, weight * rarity);
    }
    return quantise(weighted);
  };
  const { all, title, names, bigrams } = terms.fields;
  const fields = { all: weigh(all), title: weigh(title), names: weigh(names), bigrams: weigh(bigrams) };
  return { lang: terms.lang, fields, written: terms.written };
}

/** An article as a question to the index: terms that the table does not know have ids beyond the table's. */
export interface Query {
  vectors: ArticleVectors;
  /** How the term of an id is spelled, new ones too. */
  name: (id: number) => string;
  written: (id: number) => string;
  /** Upper bound of the ids in use. */
  size: number;
}

/** Vectors for comparing, without changing the table. */
export function asQuery(weighted: WeightedTerms, table: TermTable): Query {
  const start = table.size;
  const fresh = new Map<string, number>();
  const names: string[] = [];
  const idOf = (term: string) => {
    let id = table.id(term) ?? fresh.get(term);
    if (id === undefined) {
      id = start + names.length;
      fresh.set(term, id);
      names.push(term);
    }
    return id;
  };
  const vectors = fieldVectors(weighted, idOf);
  return {
    vectors,
    name: (id) => (id < start ? table.name(id) : (names[id - start] ?? "")),
    written: (id) => (id < start ? table.written(id) : (weighted.written.get(names[id - start] ?? "") ?? "")),
    size: start + names.length,
  };
}

/** Vectors for keeping: new terms get ids in the table. */
export function internedVectors(weighted: WeightedTerms, table: TermTable): ArticleVectors {
  return fieldVectors(weighted, (term) => table.intern(term, weighted.written.get(term) ?? term));
}

function fieldVectors(weighted: WeightedTerms, idOf: (term: string) => number): ArticleVectors {
  const field = (terms: Map<string, number>) => {
    const byId = new Map<number, number>();
    for (const [term, weight] of terms) byId.set(idOf(term), weight);
    return vector(byId);
  };
  const { all, title, names, bigrams } = weighted.fields;
  return { all: field(all), title: field(title), names: field(names), bigrams: field(bigrams) };
}

/** Every term id of an article once: the terms that its document counts for. */
export function termIds(vectors: ArticleVectors): Set<number> {
  const ids = new Set<number>();
  for (const field of FIELDS) for (const id of vectors[field].ids) ids.add(id);
  return ids;
}
