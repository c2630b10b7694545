import { grown } from "./grown.ts";

// What a head or a link says. Fresh memory, which is all zeros, holds no node; others are told by their number + 2.
const UNLINKED = 0;
const END = 1;
const SHIFT = 2;

/** Nodes found for several keys: `nodes[n]` has the key at `which[n]`, and `counts[i]` nodes have the key at i. */
export interface Hits {
  size: number;
  which: Int32Array;
  nodes: Int32Array;
  counts: Int32Array;
}

/**
 * A multimap from 32-bit keys to numbered nodes, in two typed arrays: 8 bytes a node, its key beside the link so that a
 * step along a chain is one look into memory, and 2 to 8 for the heads. The newest node of a key comes first. A chain is
 * chosen by the low bits of the key, so different keys share one and whoever walks it compares keys. (A `Map` takes ten
 * times the memory and ends near 16.7 million keys.)
 */
export class HashChains {
  readonly #maxLoad: number;
  #heads = new Int32Array(1024);
  /** Key and link of each node. */
  #nodes = new Int32Array(2048);
  #size = 0;
  /** Where the walks of `collect` stand, by the place of their key. */
  #at = new Int32Array(0);
  #open = new Int32Array(0);

  /** `maxLoad`: nodes to a chain on average, at most. 1 for speed (4 to 8 bytes a node for the heads), 2 for room. */
  constructor(maxLoad: 1 | 2) {
    this.#maxLoad = maxLoad;
  }

  link(key: number, node: number): void {
    this.#makeRoom(node, 1);
    this.#push(key, node);
  }

  /** Links the keys from `from` up to `to` to nodes in a row. */
  linkAll(keys: Int32Array, from: number, to: number, firstNode: number): void {
    this.#makeRoom(firstNode, to - from);
    for (let i = from; i < to; i++) this.#push(keys[i] as number, firstNode + i - from);
  }

  /** Nothing happens to a node that is not linked. */
  unlink(node: number): void {
    const nodes = this.#nodes;
    const following = nodes[node * 2 + 1] as number;
    if (following === UNLINKED) return;
    const head = (nodes[node * 2] as number) & (this.#heads.length - 1);
    let at = (this.#heads[head] as number) - SHIFT;
    if (at === node) this.#heads[head] = following;
    else {
      while (nodes[at * 2 + 1] !== node + SHIFT) at = (nodes[at * 2 + 1] as number) - SHIFT;
      nodes[at * 2 + 1] = following;
    }
    nodes[node * 2 + 1] = UNLINKED;
    this.#size--;
  }

  /** The newest node that may have this key; negative: none. */
  first(key: number): number {
    return (this.#heads[key & (this.#heads.length - 1)] as number) - SHIFT;
  }

  /** The next older node of the chain; negative: none. */
  next(node: number): number {
    return (this.#nodes[node * 2 + 1] as number) - SHIFT;
  }

  key(node: number): number {
    return this.#nodes[node * 2] as number;
  }

  /**
   * The nodes of many keys, at most `limit` for each, the newest of each first. All chains are walked side by side, one
   * step of each at a time: the looks into memory do not wait for one another, which makes it several times as fast.
   */
  collect(keys: Int32Array, limit: number, hits: Hits): void {
    const count = keys.length;
    this.#at = grown(this.#at, count);
    this.#open = grown(this.#open, count);
    hits.counts = grown(hits.counts, count);
    hits.size = 0;
    const [nodes, heads, at, open, counts] = [this.#nodes, this.#heads, this.#at, this.#open, hits.counts];
    const mask = heads.length - 1;
    let walking = 0;
    for (let i = 0; i < count; i++) {
      const node = (heads[(keys[i] as number) & mask] as number) - SHIFT;
      counts[i] = 0;
      at[walking] = node;
      open[walking] = i;
      if (node >= 0) walking++;
    }
    while (walking > 0) {
      let left = 0;
      for (let n = 0; n < walking; n++) {
        const [i, node] = [open[n] as number, at[n] as number];
        const following = (nodes[node * 2 + 1] as number) - SHIFT;
        if (nodes[node * 2] === keys[i]) {
          push(hits, i, node);
          if ((counts[i] as number) === limit) continue;
        }
        open[left] = i;
        at[left] = following;
        if (following >= 0) left++;
      }
      walking = left;
    }
  }

  get bytes(): number {
    return this.#heads.byteLength + this.#nodes.byteLength;
  }

  /** For that many nodes more, in a row from `node` on. */
  #makeRoom(node: number, count: number): void {
    this.#size += count;
    this.#nodes = grown(this.#nodes, (node + count) * 2);
    if (this.#size <= this.#heads.length * this.#maxLoad) return;
    // All nodes anew in the order of their numbers: reading in a row is ten times as fast as following the chains. Of
    // one key, the node with the highest number counts as the newest from here on.
    this.#heads = new Int32Array(this.#heads.length * 2);
    const linked = this.#nodes;
    for (let other = 0; other * 2 < linked.length; other++)
      if (linked[other * 2 + 1] !== UNLINKED) this.#push(linked[other * 2] as number, other);
  }

  #push(key: number, node: number): void {
    const head = key & (this.#heads.length - 1);
    const first = this.#heads[head] as number;
    this.#nodes[node * 2] = key;
    this.#nodes[node * 2 + 1] = first === UNLINKED ? END : first;
    this.#heads[head] = node + SHIFT;
  }
}

export function noHits(): Hits {
  return { size: 0, which: new Int32Array(64), nodes: new Int32Array(64), counts: new Int32Array(64) };
}

function push(hits: Hits, which: number, node: number): void {
  const n = hits.size++;
  if (n === hits.nodes.length) {
    hits.which = grown(hits.which, n * 2);
    hits.nodes = grown(hits.nodes, n * 2);
  }
  hits.which[n] = which;
  hits.nodes[n] = node;
  hits.counts[which] = (hits.counts[which] as number) + 1;
}
