import { grown } from "./grown.ts";

// What a head or a link says. Fresh memory, which is all zeros, holds no node; others are told by their number + 2.
const UNLINKED = 0;
const END = 1;
const SHIFT = 2;
/** Nodes to a chain on average, at most. */
const MAX_LOAD = 2;

/**
 * A multimap from 32-bit keys to numbered nodes, in two typed arrays: 8 bytes a node, its key beside the link so that a
 * step along a chain is one look into memory, and 2 to 4 for the heads. The newest node of a key comes first. A chain is
 * chosen by the low bits of the key, so different keys share one and whoever walks it compares keys. (A `Map` takes ten
 * times the memory and ends near 16.7 million keys.)
 */
export class HashChains {
  #heads = new Int32Array(1024);
  /** Key and link of each node. */
  #nodes = new Int32Array(2048);
  #size = 0;

  /** So many nodes are about to be linked, numbered below `nodes`. */
  expect(many: number, nodes: number): void {
    this.#nodes = grown(this.#nodes, nodes * 2);
    let heads = this.#heads.length;
    while (this.#size + many > heads * MAX_LOAD) heads *= 2;
    if (heads > this.#heads.length) this.#spread(heads);
  }

  link(key: number, node: number): void {
    this.#makeRoom(node);
    this.#push(key, node);
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

  get bytes(): number {
    return this.#heads.byteLength + this.#nodes.byteLength;
  }

  #makeRoom(node: number): void {
    this.#size++;
    this.#nodes = grown(this.#nodes, (node + 1) * 2);
    if (this.#size > this.#heads.length * MAX_LOAD) this.#spread(this.#heads.length * 2);
  }

  /**
   * All nodes anew in the order of their numbers: reading in a row is ten times as fast as following the chains. Of one key,
   * the node with the highest number counts as the newest from here on.
   */
  #spread(heads: number): void {
    this.#heads = new Int32Array(heads);
    const linked = this.#nodes;
    for (let other = 0; other * 2 + 1 < linked.length; other++)
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
