import { Packed } from "./packed.ts";

/** Words of one slab: a megabyte. */
const SLAB_WORDS = 1 << 18;
/** A slab is emptied when less than this share of it is in use. */
const WORTH_KEEPING = 0.5;

/**
 * Packed vectors of all articles in memory, side by side in slabs of a megabyte: an array of its own for each would take
 * as much again. Old articles go in the order in which they came, so most slabs empty as a whole.
 */
export class VectorSlabs {
  #words = new Uint32Array(SLAB_WORDS);
  #bytes = new Uint8Array(this.#words.buffer);
  /** First free word of the slab that is being filled. */
  #free = 0;
  /** Words in use by slab. */
  readonly #used = new Map<Uint32Array, number>([[this.#words, 0]]);

  get bytes(): number {
    return this.#used.size * SLAB_WORDS * 4;
  }

  /** Copies a vector into the slabs. */
  keep(vectors: Packed): Packed {
    const length = vectors.length;
    if (this.#free + length > SLAB_WORDS) {
      this.#words = new Uint32Array(SLAB_WORDS);
      this.#bytes = new Uint8Array(this.#words.buffer);
      this.#used.set(this.#words, 0);
      this.#free = 0;
    }
    const kept = new Packed(this.#words, this.#bytes, this.#free);
    this.#words.set(vectors.words.subarray(vectors.at, vectors.at + length), this.#free);
    this.#used.set(this.#words, (this.#used.get(this.#words) ?? 0) + length);
    this.#free += length;
    return kept;
  }

  /** The vector is not needed any more. */
  release(kept: Packed): void {
    const used = this.#used.get(kept.words);
    if (used === undefined) return;
    const left = used - kept.length;
    if (left > 0 || kept.words === this.#words) this.#used.set(kept.words, left);
    else this.#used.delete(kept.words);
  }

  /** Whether the vector lies in a slab that is hardly used: keep it again and release it, and the slab goes. */
  stranded(kept: Packed): boolean {
    return kept.words !== this.#words && (this.#used.get(kept.words) ?? 0) < SLAB_WORDS * WORTH_KEEPING;
  }
}
