import type { Packed } from "./packed.ts";
import type { Field } from "./terms.ts";

/** The sum of a story's vectors in one field; its direction is the story's. Made where it is needed, not kept. */
export class Centroid {
  readonly sums = new Map<number, number>();

  get norm(): number {
    let squares = 0;
    for (const sum of this.sums.values()) squares += sum * sum;
    return Math.sqrt(squares);
  }

  add(id: number, weight: number): void {
    this.sums.set(id, (this.sums.get(id) ?? 0) + weight);
  }

  cosineTo(other: Centroid): number {
    const [small, large] = this.sums.size < other.sums.size ? [this, other] : [other, this];
    let dot = 0;
    for (const [id, sum] of small.sums) dot += sum * (large.sums.get(id) ?? 0);
    return dot === 0 ? 0 : dot / (this.norm * other.norm);
  }
}

/** Visits the terms of one field of a vector with their weights. */
export function eachTerm(vectors: Packed, field: Field, visit: (id: number, weight: number) => void): void {
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

/** The `count` weightiest terms; of equal ones the lower id. */
export function heaviest(terms: Iterable<readonly [id: number, weight: number]>, count: number) {
  const all = Array.from(terms, ([id, weight]) => ({ id, weight }));
  return all.sort((a, b) => b.weight - a.weight || a.id - b.id).slice(0, count);
}

/** The weightiest terms of title and text. */
export function heaviestOf(vectors: Packed, count: number): { id: number; weight: number }[] {
  const terms: [number, number][] = [];
  eachTerm(vectors, "all", (id, weight) => terms.push([id, weight]));
  return heaviest(terms, count);
}
