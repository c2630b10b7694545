import type { Packed } from "./packed.ts";
import { Shelved, shelve } from "./shelved.ts";
import type { TermSlots } from "./term-slots.ts";

/** Bytes of one slab: a megabyte. */
const SLAB_BYTES = 1 << 20;
/** A slab is emptied when less than this share of it is in use. */
const WORTH_KEEPING = 0.5;

/**
 * Vectors of all articles in memory, side by side in slabs of a megabyte: an array of its own for each would take as much
 * again. Old articles go in the order in which they came, so most slabs empty as a whole.
 */
export class VectorSlabs {
  #bytes = new Uint8Array(SLAB_BYTES);
  /** First free byte of the slab that is being filled. */
  #free = 0;
  /** Bytes in use by slab. */
  readonly #used = new Map<Uint8Array, number>([[this.#bytes, 0]]);

  get bytes(): number {
    return this.#used.size * SLAB_BYTES;
  }

  /** Copies a vector into the slabs, whose terms all have slots. */
  keep(vectors: Packed, slots: TermSlots): Shelved {
    return this.#keep(shelve(vectors, slots), slots);
  }

  /** Copies a vector from one slab into another. */
  move(kept: Shelved): Shelved {
    const moved = this.#keep(kept.bytes.subarray(kept.at, kept.at + kept.length), kept.slots);
    this.release(kept);
    return moved;
  }

  /** The vector is not needed any more. */
  release(kept: Shelved): void {
    const used = this.#used.get(kept.bytes);
    if (used === undefined) return;
    const left = used - kept.length;
    if (left > 0 || kept.bytes === this.#bytes) this.#used.set(kept.bytes, left);
    else this.#used.delete(kept.bytes);
  }

  /** Whether the vector lies in a slab that is hardly used: move it, and the slab goes. */
  stranded(kept: Shelved): boolean {
    return kept.bytes !== this.#bytes && (this.#used.get(kept.bytes) ?? 0) < SLAB_BYTES * WORTH_KEEPING;
  }

  #keep(bytes: Uint8Array, slots: TermSlots): Shelved {
    if (this.#free + bytes.length > SLAB_BYTES) {
      this.#bytes = new Uint8Array(SLAB_BYTES);
      this.#used.set(this.#bytes, 0);
      this.#free = 0;
    }
    const kept = new Shelved(this.#bytes, this.#free, slots);
    this.#bytes.set(bytes, this.#free);
    this.#used.set(this.#bytes, (this.#used.get(this.#bytes) ?? 0) + bytes.length);
    this.#free += bytes.length;
    return kept;
  }
}
