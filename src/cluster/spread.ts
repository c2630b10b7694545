import type { Packed } from "./packed.ts";

const EMPTY = 0xffffffff;
const PLACES = 2048;
const MASK = PLACES - 1;

/**
 * One article's vectors laid out for looking terms up: a place for each term, and its weight there in each field. The
 * same arrays serve one article after another.
 */
export class Spread {
  readonly #ids = new Uint32Array(PLACES).fill(EMPTY);
  readonly #taken: number[] = [];
  readonly all = new Uint8Array(PLACES);
  readonly title = new Uint8Array(PLACES);
  readonly names = new Uint8Array(PLACES);
  readonly pairs = new Uint8Array(PLACES);
  /** What is summed up per term while a story is looked at. */
  readonly sums = {
    all: new Float64Array(PLACES),
    title: new Float64Array(PLACES),
    names: new Float64Array(PLACES),
    pairs: new Float64Array(PLACES),
  };

  /** The places in use. */
  get taken(): readonly number[] {
    return this.#taken;
  }

  idAt(place: number): number {
    return this.#ids[place]!;
  }

  load(vectors: Packed): void {
    for (const place of this.#taken) {
      this.#ids[place] = EMPTY;
      for (const field of [this.all, this.title, this.names, this.pairs]) field[place] = 0;
    }
    this.#taken.length = 0;
    const { words, bytes } = vectors;
    const put = (field: Uint8Array, ids: number, weights: number, count: number) => {
      for (let i = 0; i < count; i++) field[this.#add(words[ids + i]!)] = bytes[weights + i]!;
    };
    put(this.all, vectors.allIds, vectors.allWeights, vectors.all);
    put(this.names, vectors.nameIds, vectors.nameWeights, vectors.names);
    put(this.pairs, vectors.pairIds, vectors.pairWeights, vectors.pairs);
    for (let i = 0; i < vectors.title; i++) {
      const id = words[vectors.allIds + bytes[vectors.titlePlaces + i]!]!;
      this.title[this.#add(id)] = bytes[vectors.titleWeights + i]!;
    }
  }

  /** The place of a term, or -1. */
  of(id: number): number {
    for (let at = id & MASK; ; at = (at + 1) & MASK) {
      const found = this.#ids[at]!;
      if (found === id) return at;
      if (found === EMPTY) return -1;
    }
  }

  #add(id: number): number {
    let at = id & MASK;
    while (this.#ids[at] !== EMPTY && this.#ids[at] !== id) at = (at + 1) & MASK;
    if (this.#ids[at] === EMPTY) {
      this.#ids[at] = id;
      this.#taken.push(at);
    }
    return at;
  }
}
