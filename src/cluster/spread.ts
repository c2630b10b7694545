import type { Vectors } from "./shelved.ts";
import { isNumber } from "./term-id.ts";
import type { TermSlots } from "./term-slots.ts";

/** Terms of a packed vector, of which none has as many as a fifth of this. */
export const PLACES = 4096;
const MASK = PLACES - 1;
/** No term has this number: it would be a pair of neighbours, and they are hashed into 30 bits. */
const EMPTY = 0xffffffff;

/**
 * One article's vectors laid out for looking terms up: a place for each term, and its weight there in each field. The
 * same arrays serve one article after another.
 */
export class Spread {
  readonly #ids = new Uint32Array(PLACES).fill(EMPTY);
  readonly #taken = new Uint16Array(PLACES);
  #size = 0;
  #loaded: Vectors | null = null;
  #slots: TermSlots | null = null;
  #changes = 0;
  readonly #located: number[] = [];
  /** By a term's slot one more than its place; 0 where the article has no such term. */
  bySlot = new Uint16Array(1024);
  readonly all = new Uint8Array(PLACES);
  readonly title = new Uint8Array(PLACES);
  readonly names = new Uint8Array(PLACES);
  readonly pairs = new Uint8Array(PLACES);
  /** Weights in `all` of terms that are neither names nor numbers. */
  readonly plain = new Uint8Array(PLACES);

  load(asked: Vectors): void {
    if (asked === this.#loaded) return;
    this.#clear();
    this.#loaded = asked;
    const vectors = asked.open();
    const { words, bytes, named } = vectors;
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
    for (let i = named; i < vectors.all; i++) {
      const id = words[vectors.allIds + i]!;
      if (!isNumber(id)) this.plain[this.of(id)] = bytes[vectors.allWeights + i]!;
    }
  }

  /** The place of a term, or -1. */
  of(id: number): number {
    const ids = this.#ids;
    for (let at = id & MASK; ; at = (at + 1) & MASK) {
      const found = ids[at]!;
      if (found === id) return at;
      if (found === EMPTY) return -1;
    }
  }

  /** Makes its terms known by these slots. */
  locate(slots: TermSlots): void {
    if (slots === this.#slots && slots.changes === this.#changes) return;
    this.#dislocate();
    this.#slots = slots;
    this.#changes = slots.changes;
    if (slots.size > this.bySlot.length) this.bySlot = new Uint16Array(Math.ceil(slots.size * 1.2));
    for (let i = 0; i < this.#size; i++) {
      const place = this.#taken[i]!;
      const slot = slots.of(this.#ids[place]!);
      if (slot < 0) continue;
      this.bySlot[slot] = place + 1;
      this.#located.push(slot);
    }
  }

  #dislocate(): void {
    for (const slot of this.#located) this.bySlot[slot] = 0;
    this.#located.length = 0;
    this.#slots = null;
  }

  #add(id: number): number {
    const ids = this.#ids;
    let at = id & MASK;
    while (ids[at] !== EMPTY && ids[at] !== id) at = (at + 1) & MASK;
    if (ids[at] === EMPTY) {
      ids[at] = id;
      this.#taken[this.#size++] = at;
    }
    return at;
  }

  #clear(): void {
    this.#dislocate();
    for (let i = 0; i < this.#size; i++) {
      const place = this.#taken[i]!;
      this.#ids[place] = EMPTY;
      this.all[place] = 0;
      this.title[place] = 0;
      this.names[place] = 0;
      this.pairs[place] = 0;
      this.plain[place] = 0;
    }
    this.#size = 0;
  }
}

/** The article that was asked of last: comparing it with one story after another lays it out once. */
export const asked: Spread = new Spread();
