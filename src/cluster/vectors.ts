import { UNIT } from "./packed.ts";
import type { Vectors } from "./shelved.ts";
import type { Field } from "./terms.ts";

/** Visits the terms of one field of a vector with their weights. No other vector may be opened meanwhile. */
export function eachTerm(kept: Vectors, field: Field, visit: (id: number, weight: number) => void): void {
  const vectors = kept.open();
  const { words, bytes } = vectors;
  const list = (ids: number, weights: number, count: number) => {
    for (let i = 0; i < count; i++) visit(words[ids + i]!, bytes[weights + i]!);
  };
  if (field === "all") list(vectors.allIds, vectors.allWeights, vectors.all);
  else if (field === "names") list(vectors.nameIds, vectors.nameWeights, vectors.names);
  else if (field === "bigrams") list(vectors.pairIds, vectors.pairWeights, vectors.pairs);
  else {
    for (let i = 0; i < vectors.title; i++) {
      visit(words[vectors.allIds + bytes[vectors.titlePlaces + i]!]!, bytes[vectors.titleWeights + i]!);
    }
  }
}

/** Places in `all` by weight: the same array serves one vector after another. */
const atWeight = new Uint16Array(UNIT + 1);

/** The weightiest terms of title and text, at most so many; of equal ones the lower id. In no order. */
export function heaviestOf(kept: Vectors, count: number): WeighedTerm[] {
  const { words, bytes, all, allIds, allWeights } = kept.open();
  const terms: WeighedTerm[] = [];
  atWeight.fill(0);
  for (let i = 0; i < all; i++) atWeight[bytes[allWeights + i]!]!++;
  // the weight at which there are enough, and how many of just that weight still fit
  let least = UNIT;
  let room = count;
  while (least > 0 && room - atWeight[least]! > 0) room -= atWeight[least--]!;
  const last: WeighedTerm[] = [];
  for (let i = 0; i < all; i++) {
    const weight = bytes[allWeights + i]!;
    if (weight < least) continue;
    (weight > least ? terms : last).push({ id: words[allIds + i]!, weight });
  }
  if (last.length > room) last.sort((a, b) => a.id - b.id).length = room;
  return [...terms, ...last];
}

/** A term and what it weighs. */
export interface WeighedTerm {
  id: number;
  weight: number;
}
