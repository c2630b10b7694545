const FIRST = 512;
/** Places of the hash table for each term: at most half of them are taken. */
const PLACES_A_TERM = 2;

/** Sums by term, in the order in which the terms came first. A `Map` is made anew, and grows, for each article. */
export class Tally {
  #places = new Int32Array(FIRST * PLACES_A_TERM);
  ids = new Uint32Array(FIRST);
  sums = new Float64Array(FIRST);
  size = 0;

  /** Empty again: the same arrays serve one tally after another. */
  clear(): this {
    this.#places.fill(0);
    this.size = 0;
    return this;
  }

  /** Adds to a term's sum; returns the term's number among those that came. */
  add(id: number, weight: number): number {
    const places = this.#places;
    const mask = places.length - 1;
    for (let at = id & mask; ; at = (at + 1) & mask) {
      const found = places[at]! - 1;
      if (found >= 0 && this.ids[found] !== id) continue;
      if (found >= 0) {
        this.sums[found] = this.sums[found]! + weight;
        return found;
      }
      places[at] = this.size + 1;
      return this.#append(id, weight);
    }
  }

  /** A term's sum; 0 for one that did not come. */
  of(id: number): number {
    const places = this.#places;
    const mask = places.length - 1;
    for (let at = id & mask; ; at = (at + 1) & mask) {
      const found = places[at]! - 1;
      if (found < 0) return 0;
      if (this.ids[found] === id) return this.sums[found]!;
    }
  }

  #append(id: number, weight: number): number {
    const number = this.size++;
    this.ids[number] = id;
    this.sums[number] = weight;
    if (this.size === this.ids.length) this.#grow();
    return number;
  }

  #grow(): void {
    const { length } = this.#places;
    const [ids, sums] = [new Uint32Array(length), new Float64Array(length)];
    ids.set(this.ids);
    sums.set(this.sums);
    this.ids = ids;
    this.sums = sums;
    this.#places = new Int32Array(length * PLACES_A_TERM);
    const mask = this.#places.length - 1;
    for (let number = 0; number < this.size; number++) {
      let at = this.ids[number]! & mask;
      while (this.#places[at] !== 0) at = (at + 1) & mask;
      this.#places[at] = number + 1;
    }
  }
}
