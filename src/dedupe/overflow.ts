import { grown } from "../model/grown.ts";
import { HashChains } from "../model/hash-chains.ts";

/** Pairs of a hash and a value for which their bucket has no place: about 15 bytes each. */
export class Overflow {
  #chains = new HashChains();
  /** By node. */
  #values = new Int32Array(64);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get bytes(): number {
    return this.#chains.bytes + this.#values.byteLength;
  }

  add(hash: number, value: number): void {
    const node = this.#size++;
    this.#values = grown(this.#values, node + 1);
    this.#values[node] = value;
    this.#chains.link(hash, node);
  }

  /** The node of a hash that came last; negative: none. */
  first(hash: number): number {
    return this.#sameFrom(this.#chains.first(hash), hash);
  }

  /** The node of the same hash that came before. */
  next(node: number): number {
    return this.#sameFrom(this.#chains.next(node), this.#chains.key(node));
  }

  value(node: number): number {
    return this.#values[node] as number;
  }

  replace(node: number, value: number): void {
    this.#values[node] = value;
  }

  /** All pairs, to be placed again; nothing is left here. */
  takeAll(): { hashes: Int32Array; values: Int32Array; many: number } {
    const [chains, values, many] = [this.#chains, this.#values, this.#size];
    this.#chains = new HashChains();
    this.#values = new Int32Array(64);
    this.#size = 0;
    const hashes = new Int32Array(many);
    for (let node = 0; node < many; node++) hashes[node] = chains.key(node);
    return { hashes, values, many };
  }

  #sameFrom(start: number, hash: number): number {
    let node = start;
    while (node >= 0 && this.#chains.key(node) !== hash) node = this.#chains.next(node);
    return node;
  }
}
