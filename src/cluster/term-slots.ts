const LOAD = 0.7;
const FIRST_PLACES = 1024;

/**
 * Numbers 0, 1, 2 … for term ids, in the order in which they are added: an open-addressing hash table of 4-byte places.
 * A `Map` takes five times the memory.
 */
export class TermSlots {
  /** For each place of the hash table the slot that stands there plus one; 0 is free. */
  #places = new Int32Array(FIRST_PLACES);
  #ids = new Uint32Array(FIRST_PLACES);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  id(slot: number): number {
    return this.#ids[slot]!;
  }

  /** The slot of a term, or -1. */
  of(id: number): number {
    const places = this.#places;
    const mask = places.length - 1;
    for (let at = spot(id, mask); ; at = (at + 1) & mask) {
      const slot = places[at]! - 1;
      if (slot < 0 || this.#ids[slot] === id) return slot;
    }
  }

  /** The slot of a term, a new one if it has none. */
  add(id: number): number {
    if (this.#size >= this.#places.length * LOAD) this.#grow();
    const mask = this.#places.length - 1;
    for (let at = spot(id, mask); ; at = (at + 1) & mask) {
      const slot = this.#places[at]! - 1;
      if (slot >= 0 && this.#ids[slot] !== id) continue;
      if (slot >= 0) return slot;
      if (this.#size >= this.#ids.length) this.#ids = longer(this.#ids, Uint32Array);
      this.#ids[this.#size] = id;
      this.#places[at] = ++this.#size;
      return this.#size - 1;
    }
  }

  get bytes(): number {
    return this.#places.byteLength + this.#ids.byteLength;
  }

  #grow(): void {
    const places = new Int32Array(this.#places.length * 2);
    const mask = places.length - 1;
    for (let slot = 0; slot < this.#size; slot++) {
      let at = spot(this.#ids[slot]!, mask);
      while (places[at] !== 0) at = (at + 1) & mask;
      places[at] = slot + 1;
    }
    this.#places = places;
  }
}

/** Ids are hashes, their kind in the top bits: the low ones are as good as chance. */
function spot(id: number, mask: number): number {
  return id & mask;
}

/** The same numbers in an array half as long again. */
export function longer<A extends Uint32Array | Int32Array | Uint16Array | Uint8Array | Float64Array>(
  array: A,
  Kind: new (length: number) => A,
): A {
  const grown = new Kind(Math.ceil(array.length * 1.5));
  grown.set(array);
  return grown;
}
