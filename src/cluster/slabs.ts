/** Bytes of one slab: a megabyte. A record is shorter. */
const SLAB_BITS = 20;
const SLAB_BYTES = 1 << SLAB_BITS;
/** A slab is emptied when less than this share of it is in use. */
const WORTH_KEEPING = 0.5;
/** Nothing lies at 0, which stands for nothing. */
const FIRST = 8;

/**
 * Short records side by side in slabs of a megabyte: an array of its own for each would take as much again. A record begins
 * with its length, two bytes, the lower one first. Old ones go in the order in which they came, so most slabs empty as a
 * whole.
 */
export class Slabs {
  readonly #slabs: (Buffer | undefined)[] = [];
  /** Bytes in use by slab. */
  readonly #used: number[] = [];
  /** The slab that is being filled, and its first free byte. */
  #filling = -1;
  #free = SLAB_BYTES;

  get bytes(): number {
    return this.#slabs.filter((slab) => slab !== undefined).length * SLAB_BYTES;
  }

  /** Copies a record; returns its place, above 0. */
  keep(record: Uint8Array): number {
    if (this.#free + record.length > SLAB_BYTES) this.#begin();
    const at = this.#free;
    this.#slabs[this.#filling]!.set(record, at);
    this.#used[this.#filling]! += record.length;
    this.#free += record.length;
    return this.#filling * SLAB_BYTES + at;
  }

  /** The slab in which a record lies. */
  slab(place: number): Buffer {
    return this.#slabs[place >>> SLAB_BITS]!;
  }

  /** Where in its slab a record begins. */
  at(place: number): number {
    return place & (SLAB_BYTES - 1);
  }

  length(place: number): number {
    const slab = this.slab(place);
    const at = this.at(place);
    return slab[at]! | (slab[at + 1]! << 8);
  }

  /** The record is not needed any more. */
  release(place: number): void {
    const slab = place >>> SLAB_BITS;
    this.#used[slab]! -= this.length(place);
    this.#dropEmpty(slab);
  }

  /** Its place, or another one where its slab is hardly used: once all have moved, the slab goes. */
  settled(place: number): number {
    const slab = place >>> SLAB_BITS;
    if (slab === this.#filling || this.#used[slab]! >= SLAB_BYTES * WORTH_KEEPING) return place;
    const at = this.at(place);
    const settled = this.keep(this.slab(place).subarray(at, at + this.length(place)));
    this.release(place);
    return settled;
  }

  #begin(): void {
    const before = this.#filling;
    const gone = this.#slabs.indexOf(undefined);
    this.#filling = gone < 0 ? this.#slabs.length : gone;
    this.#slabs[this.#filling] = Buffer.alloc(SLAB_BYTES);
    this.#used[this.#filling] = 0;
    this.#free = this.#filling === 0 ? FIRST : 0;
    if (before >= 0) this.#dropEmpty(before);
  }

  #dropEmpty(slab: number): void {
    if (slab !== this.#filling && this.#used[slab] === 0) this.#slabs[slab] = undefined;
  }
}
