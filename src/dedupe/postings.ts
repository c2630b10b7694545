import { grown } from "./grown.ts";
import { HashChains, type Hits, noHits } from "./hash-chains.ts";

/** Fingerprints of one article stand in blocks of this many, so that who owns them is told once a block. */
const BLOCK = 16;
const BLOCK_BITS = 4;

/**
 * Which articles carry a fingerprint: an inverted index in typed arrays, 8 bytes a fingerprint, 2 to 4 for the heads of
 * the chains and one for its block. Freed blocks are used again.
 */
export class Postings {
  readonly #chains = new HashChains(2);
  readonly #hits: Hits = noHits();
  /** Of each block: the slot of its article, how many fingerprints it has, and a bit for each that was borrowed. */
  #owners = new Int32Array(256);
  #counts = new Uint8Array(256);
  #borrowed = new Uint16Array(256);
  /** The next block of the same article, of a free block the next free one; counted from 1, 0 is none. */
  #following = new Int32Array(256);
  #firstOf = new Int32Array(64);
  #used = 0;
  #free = 0;

  add(slot: number, keys: Int32Array, borrowed: Uint8Array): void {
    this.#firstOf = grown(this.#firstOf, slot + 1);
    let previous = 0;
    for (let start = 0; start < keys.length; start += BLOCK) {
      const block = this.#place();
      const count = Math.min(BLOCK, keys.length - start);
      this.#owners[block] = slot;
      this.#counts[block] = count;
      this.#borrowed[block] = (borrowed[start >> 3] ?? 0) | ((borrowed[(start >> 3) + 1] ?? 0) << 8);
      this.#following[block] = previous;
      previous = block + 1;
      this.#chains.linkAll(keys, start, start + count, block << BLOCK_BITS);
    }
    this.#firstOf[slot] = previous;
  }

  remove(slot: number): void {
    let at = this.#firstOf[slot] ?? 0;
    while (at !== 0) {
      const block = at - 1;
      const count = this.#counts[block] as number;
      for (let i = 0; i < count; i++) this.#chains.unlink((block << BLOCK_BITS) | i);
      at = this.#following[block] as number;
      this.#following[block] = this.#free;
      this.#free = block + 1;
    }
    if (slot < this.#firstOf.length) this.#firstOf[slot] = 0;
  }

  /** Calls `found` with the articles that carry `key`, the newest first, at most `limit`; returning false stops. */
  each(key: number, limit: number, found: (slot: number, borrowed: boolean) => boolean): void {
    const chains = this.#chains;
    let left = limit;
    for (let node = chains.first(key); node >= 0 && left > 0; node = chains.next(node)) {
      if (chains.key(node) !== key) continue;
      left--;
      const block = node >> BLOCK_BITS;
      const bit = ((this.#borrowed[block] as number) >> (node & (BLOCK - 1))) & 1;
      if (!found(this.#owners[block] as number, bit === 1)) return;
    }
  }

  /**
   * Calls `found` for each article that carries one of the keys, at most `limit` for each key; `carriers` says how many
   * those are. An article comes once for each key that it carries.
   */
  eachOf(keys: Int32Array, limit: number, found: (slot: number, carriers: number) => void): void {
    this.#chains.collect(keys, limit, this.#hits);
    const { size, which, nodes, counts } = this.#hits;
    for (let n = 0; n < size; n++)
      found(this.#owners[(nodes[n] as number) >> BLOCK_BITS] as number, counts[which[n] as number] as number);
  }

  get bytes(): number {
    const blocks = this.#owners.byteLength + this.#counts.byteLength + this.#borrowed.byteLength;
    return this.#chains.bytes + blocks + this.#following.byteLength + this.#firstOf.byteLength;
  }

  #place(): number {
    if (this.#free !== 0) {
      const block = this.#free - 1;
      this.#free = this.#following[block] as number;
      return block;
    }
    const block = this.#used++;
    this.#owners = grown(this.#owners, this.#used);
    this.#counts = grown(this.#counts, this.#used);
    this.#borrowed = grown(this.#borrowed, this.#used);
    this.#following = grown(this.#following, this.#used);
    return block;
  }
}
