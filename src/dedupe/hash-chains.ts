const NONE = -1;

/**
 * A multimap from 32-bit hashes to numbered nodes, in two typed arrays: 4 bytes a node and 4 to 8 for the heads. The
 * newest node of a hash comes first. Nodes of different hashes share a chain, so the owner of the nodes compares keys.
 * (A `Map` takes ten times the memory and ends near 16.7 million keys.)
 */
export class HashChains {
  readonly #hashOf: (node: number) => number;
  #heads = new Int32Array(1024).fill(NONE);
  #next = new Int32Array(1024).fill(NONE);
  #size = 0;

  /** `hashOf` tells the hash of a linked node; it is asked when the heads grow. */
  constructor(hashOf: (node: number) => number) {
    this.#hashOf = hashOf;
  }

  link(hash: number, node: number): void {
    if (this.#size >= this.#heads.length) this.#growHeads();
    if (node >= this.#next.length) this.#growNodes(node);
    const head = this.#slot(hash);
    this.#next[node] = this.#heads[head] as number;
    this.#heads[head] = node;
    this.#size++;
  }

  unlink(hash: number, node: number): void {
    const head = this.#slot(hash);
    let at = this.#heads[head] as number;
    if (at === node) this.#heads[head] = this.#next[node] as number;
    else {
      while (at !== NONE && this.#next[at] !== node) at = this.#next[at] as number;
      if (at === NONE) return;
      this.#next[at] = this.#next[node] as number;
    }
    this.#next[node] = NONE;
    this.#size--;
  }

  /** The newest node that may have this hash, or -1. */
  first(hash: number): number {
    return this.#heads[this.#slot(hash)] as number;
  }

  /** The next older node of the chain, or -1. */
  next(node: number): number {
    return this.#next[node] as number;
  }

  get bytes(): number {
    return this.#heads.byteLength + this.#next.byteLength;
  }

  /** Low bits: winnowed keys are small numbers when read from the top. */
  #slot(hash: number): number {
    return hash & (this.#heads.length - 1);
  }

  #growNodes(node: number): void {
    const grown = new Int32Array(Math.max(node + 1, this.#next.length * 2)).fill(NONE);
    grown.set(this.#next);
    this.#next = grown;
  }

  #growHeads(): void {
    const old = this.#heads;
    this.#heads = new Int32Array(old.length * 2).fill(NONE);
    // Each chain splits in two; appending at the tails keeps the newest first.
    const tails = new Int32Array(this.#heads.length).fill(NONE);
    for (let i = 0; i < old.length; i++) {
      for (let node = old[i] as number; node !== NONE; ) {
        const following = this.#next[node] as number;
        const slot = this.#slot(this.#hashOf(node));
        const tail = tails[slot] as number;
        if (tail === NONE) this.#heads[slot] = node;
        else this.#next[tail] = node;
        this.#next[node] = NONE;
        tails[slot] = node;
        node = following;
      }
    }
  }
}
