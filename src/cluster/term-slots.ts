/** A fuller table is looked through too long for a term that is not in it; growing by more would leave more of it empty. */
const LOAD = 0.75;
const GROWTH = 1.3;
const FIRST_PLACES = 1024;
/** Of a place the lower bits say which slot stands there, plus one; 0 is free. Eight million terms, of which none comes near. */
const SLOT_BITS = 23;
const MOST_SLOTS = 2 ** SLOT_BITS - 1;
/** The other bits are the lowest of the term's id: of terms that meet in a row of places, other ids need not be looked at. */
const tagOf = (id: number): number => id << SLOT_BITS;

/**
 * Numbers 0, 1, 2 … for term ids, in the order in which they are added, those that are free again first: an open-addressing hash table of 4-byte places.
 * A `Map` takes five times the memory.
 */
export class TermSlots {
  /** For each place of the hash table the slot that stands there, with its term's tag. */
  #places = new Int32Array(FIRST_PLACES);
  #ids = new Uint32Array(FIRST_PLACES);
  #size = 0;
  #free: number[] = [];
  /** Grows whenever a term gets a slot or loses it. */
  changes = 0;

  /** Slots are below this. */
  get size(): number {
    return this.#size;
  }

  /** Terms that have a slot. */
  get used(): number {
    return this.#size - this.#free.length;
  }

  id(slot: number): number {
    return this.#ids[slot]!;
  }

  /** The slot of a term, or -1. */
  of(id: number): number {
    const places = this.#places;
    const tag = tagOf(id);
    for (let at = spot(id, places.length); ; at = after(at, places.length)) {
      const place = places[at]!;
      if (place === 0) return -1;
      const slot = (place & MOST_SLOTS) - 1;
      if ((place & ~MOST_SLOTS) === tag && this.#ids[slot] === id) return slot;
    }
  }

  /** The slot of a term, a new one if it has none. */
  add(id: number): number {
    if (this.used >= this.#places.length * LOAD) this.#place(Math.ceil(this.#places.length * GROWTH), () => true);
    const { length } = this.#places;
    const tag = tagOf(id);
    for (let at = spot(id, length); ; at = after(at, length)) {
      const place = this.#places[at]!;
      if (place !== 0) {
        const slot = (place & MOST_SLOTS) - 1;
        if ((place & ~MOST_SLOTS) === tag && this.#ids[slot] === id) return slot;
        continue;
      }
      if (this.used >= MOST_SLOTS) throw new RangeError(`more than ${MOST_SLOTS} terms`);
      if (this.#size >= this.#ids.length) this.#ids = longer(this.#ids, Uint32Array);
      const next = this.#free.pop() ?? this.#size++;
      this.#ids[next] = id;
      this.#places[at] = tag | (next + 1);
      this.changes++;
      return next;
    }
  }

  get bytes(): number {
    return this.#places.byteLength + this.#ids.byteLength;
  }

  /** Takes the slots of terms that are not used away, for others. */
  free(inUse: (slot: number) => boolean): void {
    this.#place(this.#places.length, inUse);
    this.changes++;
  }

  /** Fills a table of places anew with the slots that are in use. */
  #place(length: number, inUse: (slot: number) => boolean): void {
    const free = new Uint8Array(this.#size);
    for (const slot of this.#free) free[slot] = 1;
    this.#free = [];
    const places = new Int32Array(length);
    // the lowest is given first
    for (let slot = this.#size - 1; slot >= 0; slot--) {
      if (free[slot] === 1 || !inUse(slot)) {
        this.#free.push(slot);
        continue;
      }
      let at = spot(this.#ids[slot]!, length);
      while (places[at] !== 0) at = after(at, length);
      places[at] = tagOf(this.#ids[slot]!) | (slot + 1);
    }
    this.#places = places;
  }
}

const HASH_BITS = 30;
const HASH = 2 ** HASH_BITS - 1;

/** Ids are hashes, their kind in the two top bits: the others are as good as chance. */
function spot(id: number, length: number): number {
  return Math.floor(((id & HASH) * length) / 2 ** HASH_BITS);
}

const after = (place: number, length: number): number => (place + 1 === length ? 0 : place + 1);

/** The same numbers in an array a quarter longer. */
export function longer<A extends Uint32Array | Int32Array | Uint16Array | Uint8Array | Float64Array>(
  array: A,
  Kind: new (length: number) => A,
): A {
  const grown = new Kind(Math.ceil(array.length * 1.25));
  grown.set(array);
  return grown;
}
