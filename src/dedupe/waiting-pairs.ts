import { grown } from "./grown.ts";

/** Room for pairs that is kept when nobody brings many. */
const KEPT = 4096;
/** Pairs are sorted by so many top bits of the hash: few enough parts to write to at a time, and each small enough for a cache. */
const PART_BITS = 8;

/** Pairs of a hash and a value on their way into a table, in the order in which they came. */
export class WaitingPairs {
  hashes = new Int32Array(64);
  values = new Int32Array(64);
  /** Where the pairs are sorted to, the next time. */
  #spareHashes = new Int32Array(0);
  #spareValues = new Int32Array(0);
  size = 0;
  /** The greatest value of all. */
  greatest = 0;

  /** Room for so many more; returns where they begin. */
  extend(many: number): number {
    const first = this.size;
    this.size += many;
    if (this.size > this.hashes.length) {
      const room = Math.max(this.size, this.hashes.length * 2);
      this.hashes = grown(this.hashes, room);
      this.values = grown(this.values, room);
    }
    return first;
  }

  /** By the top bits of the hash; within a part the order stays. One pass to count and one to move. */
  sort(): void {
    const [hashes, values, size] = [this.hashes, this.values, this.size];
    if (this.#spareHashes.length < size) {
      this.#spareHashes = new Int32Array(hashes.length);
      this.#spareValues = new Int32Array(hashes.length);
    }
    const [sortedHashes, sortedValues] = [this.#spareHashes, this.#spareValues];
    const next = new Int32Array(2 ** PART_BITS + 1);
    const shift = 32 - PART_BITS;
    for (let i = 0; i < size; i++) {
      const after = ((hashes[i] as number) >>> shift) + 1;
      next[after] = (next[after] as number) + 1;
    }
    for (let part = 1; part < next.length; part++) next[part] = (next[part] as number) + (next[part - 1] as number);
    for (let i = 0; i < size; i++) {
      const hash = hashes[i] as number;
      const part = hash >>> shift;
      const at = next[part] as number;
      next[part] = at + 1;
      sortedHashes[at] = hash;
      sortedValues[at] = values[i] as number;
    }
    [this.hashes, this.values, this.#spareHashes, this.#spareValues] = [sortedHashes, sortedValues, hashes, values];
  }

  /** All are taken; `release` when no more of so many are expected. */
  clear(release: boolean): void {
    this.size = 0;
    if (!release || this.hashes.length <= KEPT) return;
    [this.hashes, this.values] = [new Int32Array(64), new Int32Array(64)];
    [this.#spareHashes, this.#spareValues] = [new Int32Array(0), new Int32Array(0)];
  }

  get bytes(): number {
    return (this.hashes.length + this.#spareHashes.length) * 8;
  }
}
