import { HashChains } from "./hash-chains.ts";

const NONE = -1;

/**
 * Which articles carry a fingerprint: an inverted index in typed arrays, 16 bytes a fingerprint and 4 to 8 for the
 * heads of the chains. Freed places are used again.
 */
export class Postings {
  #keys = new Int32Array(4096);
  /** Slot of the article, doubled, plus 1 when the article borrowed this text. */
  #owners = new Int32Array(4096);
  /** The next fingerprint of the same article; of a free place, the next free one. */
  #siblings = new Int32Array(4096);
  #firstOf = new Int32Array(64).fill(NONE);
  #used = 0;
  #free = NONE;
  readonly #chains = new HashChains((node) => this.#keys[node] as number);

  add(slot: number, keys: Int32Array, borrowed: Uint8Array): void {
    if (slot >= this.#firstOf.length) {
      const grown = new Int32Array(Math.max(slot + 1, this.#firstOf.length * 2)).fill(NONE);
      grown.set(this.#firstOf);
      this.#firstOf = grown;
    }
    let previous = NONE;
    for (let i = 0; i < keys.length; i++) {
      const node = this.#place();
      const key = keys[i] as number;
      this.#keys[node] = key;
      this.#owners[node] = slot * 2 + (((borrowed[i >> 3] as number) >> (i & 7)) & 1);
      this.#siblings[node] = previous;
      previous = node;
      this.#chains.link(key, node);
    }
    this.#firstOf[slot] = previous;
  }

  remove(slot: number): void {
    let node = this.#firstOf[slot] ?? NONE;
    while (node !== NONE) {
      const sibling = this.#siblings[node] as number;
      this.#chains.unlink(this.#keys[node] as number, node);
      this.#siblings[node] = this.#free;
      this.#free = node;
      node = sibling;
    }
    if (slot < this.#firstOf.length) this.#firstOf[slot] = NONE;
  }

  /** Calls `found` with the articles that carry `key`, the newest first, at most `limit`; returning false stops. */
  each(key: number, limit: number, found: (slot: number, borrowed: boolean) => boolean): void {
    const keys = this.#keys;
    const chains = this.#chains;
    let left = limit;
    for (let node = chains.first(key); node !== NONE && left > 0; node = chains.next(node)) {
      if (keys[node] !== key) continue;
      left--;
      const owner = this.#owners[node] as number;
      if (!found(owner >> 1, (owner & 1) === 1)) return;
    }
  }

  get bytes(): number {
    return this.#keys.byteLength * 3 + this.#firstOf.byteLength + this.#chains.bytes;
  }

  #place(): number {
    if (this.#free !== NONE) {
      const node = this.#free;
      this.#free = this.#siblings[node] as number;
      return node;
    }
    if (this.#used === this.#keys.length) {
      this.#keys = doubled(this.#keys);
      this.#owners = doubled(this.#owners);
      this.#siblings = doubled(this.#siblings);
    }
    return this.#used++;
  }
}

function doubled(array: Int32Array): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(array.length * 2);
  grown.set(array);
  return grown;
}
