import { grown } from "./grown.ts";
import { HashChains } from "./hash-chains.ts";
import { mix32 } from "./word-hash.ts";

/** Entries of a bucket: with 4 bytes each, one line of a cache. */
const ENTRIES = 16;
/** Entries to a bucket on average at which there is growth: one in forty then finds its bucket full. */
const FULL_LOAD = 12.5;
const GROWTH = 1.25;
/**
 * Entries before the first bucket. Large memory begins 16 bytes after a page with the allocators of Linux, and a bucket that
 * lies across two lines takes half as long again to read.
 */
const MARGIN = 12;
const HASHES = 2 ** 32;
/** Buckets for each value that can be told: a little over one, so that a bucket's hashes differ in their tags. */
const ROOM_FOR_TAGS = 1.01;
const FIRST_VALUE_BITS = 10;

/** Values found for several keys: `values[n]` belongs to the key at `which[n]`. */
export interface Hits {
  size: number;
  which: Int32Array;
  values: Int32Array;
}

/**
 * A multimap from 32-bit keys to numbers above zero: about 6 bytes a pair, and one look into memory a key.
 *
 * The place of a key's hash among all hashes says its bucket; the low bits of the hash, which the bucket leaves open,
 * stand beside the value as a tag (quotienting: Knuth, The Art of Computer Programming 3, 6.4, exercise 13). So equal
 * tags mean equal keys, and the table grows without being told the keys again. What finds its bucket full goes to a
 * chain.
 */
export class TaggedBuckets {
  readonly #limit: number;
  /** Bits of an entry that hold the value; the tag has the rest. */
  #valueBits = 0;
  #buckets = 0;
  #perHash = 0;
  /** 0 where nothing is; those of a bucket stand together at its beginning. */
  #entries = new Int32Array(0);
  #size = 0;
  #chains = new HashChains();
  /** The values of the nodes in the chains. */
  #chained = new Int32Array(64);
  #nodes = 0;
  readonly #hits: Hits = { size: 0, which: new Int32Array(64), values: new Int32Array(64) };
  #starts = new Int32Array(64);

  /** `limit`: values kept for one key (16 at least); with more, the smallest goes. */
  constructor(limit: number) {
    this.#limit = limit;
    this.#shape(FIRST_VALUE_BITS, 0);
  }

  /** One value for each key: `value`, and one more where `bits` has a one. From 1, below 2 ** 24. */
  add(keys: Int32Array, value: number, bits?: Uint8Array): void {
    if (this.#size >= this.#buckets * FULL_LOAD || value + 1 >= 1 << this.#valueBits) this.#grow(value + 1);
    this.#touch(keys);
    for (let i = 0; i < keys.length; i++) {
      const hash = mix32(keys[i] as number);
      const told = bits === undefined ? value : value + (((bits[i >> 3] as number) >> (i & 7)) & 1);
      this.#place(hash, told);
    }
  }

  /** The values of each key, in no order. Holds until the next call. */
  find(keys: Int32Array): Hits {
    const [entries, valueBits, hits, count] = [this.#entries, this.#valueBits, this.#hits, keys.length];
    const valueMask = (1 << valueBits) - 1;
    hits.size = 0;
    if (!this.#touch(keys)) return hits;
    const starts = this.#starts;
    for (let i = 0; i < count; i++) {
      const hash = mix32(keys[i] as number);
      const tag = hash << valueBits;
      const end = (starts[i] as number) + ENTRIES;
      for (let at = end - ENTRIES; at < end; at++) {
        const entry = entries[at] as number;
        if ((entry ^ tag) >>> valueBits === 0 && entry !== 0) push(hits, i, entry & valueMask);
      }
      if (entries[end - 1] === 0) continue;
      for (let node = this.#chains.first(hash); node >= 0; node = this.#chains.next(node))
        if (this.#chains.key(node) === hash) push(hits, i, this.#chained[node] as number);
    }
    return hits;
  }

  /** Drops every value for which `kept` is false. A look at all there is: some 10 ms for 6 million. */
  sweep(kept: (value: number) => boolean): void {
    const [entries, valueMask] = [this.#entries, (1 << this.#valueBits) - 1];
    for (let start = MARGIN; start < entries.length; start += ENTRIES) {
      let to = start;
      for (let at = start; at < start + ENTRIES && entries[at] !== 0; at++) {
        const entry = entries[at] as number;
        if (kept(entry & valueMask)) entries[to++] = entry;
        else this.#size--;
      }
      entries.fill(0, to, start + ENTRIES);
    }
    this.#unchain((hash, value) => {
      if (kept(value)) this.#place(hash, value);
    });
  }

  get bytes(): number {
    return this.#entries.byteLength + this.#chains.bytes + this.#chained.byteLength;
  }

  /**
   * A look at the bucket of each key before any is read, so that the looks into memory do not wait for one another; false
   * when all are empty. Leaves where they start in `#starts`.
   */
  #touch(keys: Int32Array): boolean {
    this.#starts = grown(this.#starts, keys.length);
    const [entries, starts] = [this.#entries, this.#starts];
    let seen = 0;
    for (let i = 0; i < keys.length; i++) {
      const start = this.#startOf(mix32(keys[i] as number));
      starts[i] = start;
      seen |= entries[start] as number;
    }
    return seen !== 0;
  }

  #startOf(hash: number): number {
    return (((hash >>> 0) * this.#perHash) | 0) * ENTRIES + MARGIN;
  }

  #place(hash: number, value: number): void {
    const entries = this.#entries;
    const start = this.#startOf(hash);
    for (let at = start; at < start + ENTRIES; at++) {
      if (entries[at] !== 0) continue;
      entries[at] = (hash << this.#valueBits) | value;
      this.#size++;
      return;
    }
    this.#placeBeyond(hash, value, start);
  }

  #placeBeyond(hash: number, value: number, start: number): void {
    const [entries, valueBits] = [this.#entries, this.#valueBits];
    const valueMask = (1 << valueBits) - 1;
    let count = 0;
    let least = valueMask + 1;
    let place = 0;
    let chained = false;
    for (let at = start; at < start + ENTRIES; at++) {
      const entry = entries[at] as number;
      if ((entry ^ (hash << valueBits)) >>> valueBits !== 0) continue;
      count++;
      if ((entry & valueMask) >= least) continue;
      least = entry & valueMask;
      place = at;
    }
    for (let node = this.#chains.first(hash); node >= 0; node = this.#chains.next(node)) {
      if (this.#chains.key(node) !== hash) continue;
      count++;
      if ((this.#chained[node] as number) < least)
        [least, place, chained] = [this.#chained[node] as number, node, true];
    }
    if (count >= Math.max(this.#limit, ENTRIES)) {
      if (chained) this.#chained[place] = value;
      else entries[place] = (hash << valueBits) | value;
      return;
    }
    const node = this.#nodes++;
    this.#chained = grown(this.#chained, node + 1);
    this.#chained[node] = value;
    this.#chains.link(hash, node);
    this.#size++;
  }

  /** Takes everything from the chains and gives it to `take`, which may place it again. */
  #unchain(take: (hash: number, value: number) => void): void {
    const [chains, values, nodes] = [this.#chains, this.#chained, this.#nodes];
    this.#chains = new HashChains();
    this.#chained = new Int32Array(64);
    this.#nodes = 0;
    this.#size -= nodes;
    for (let node = 0; node < nodes; node++) take(chains.key(node), values[node] as number);
  }

  #grow(value: number): void {
    const [before, valueBits, buckets] = [this.#entries, this.#valueBits, this.#buckets];
    const full = this.#size >= buckets * FULL_LOAD;
    this.#shape(Math.max(valueBits, 32 - Math.clz32(value)), full ? Math.ceil(buckets * GROWTH) : buckets);
    const [entries, perHash, newValueBits] = [this.#entries, this.#perHash, this.#valueBits];
    const [tagMask, valueMask] = [(1 << (32 - valueBits)) - 1, (1 << valueBits) - 1];
    const filled = new Uint8Array(this.#buckets);
    for (let bucket = 0; bucket < buckets; bucket++) {
      // The least hash that may be in this bucket, or one that is a little less.
      const least = Math.max(0, Math.floor((bucket * HASHES) / buckets) - 1) | 0;
      const start = bucket * ENTRIES + MARGIN;
      for (let at = start; at < start + ENTRIES; at++) {
        const entry = before[at] as number;
        if (entry === 0) break;
        const hash = (least + (((entry >>> valueBits) - least) & tagMask)) | 0;
        const to = ((hash >>> 0) * perHash) | 0;
        const taken = filled[to] as number;
        if (taken === ENTRIES) {
          this.#placeBeyond(hash, entry & valueMask, to * ENTRIES + MARGIN);
          continue;
        }
        entries[to * ENTRIES + MARGIN + taken] = (hash << newValueBits) | (entry & valueMask);
        filled[to] = taken + 1;
      }
    }
    this.#unchain((hash, chained) => this.#place(hash, chained));
  }

  /** New entries, none taken, for values of that many bits. */
  #shape(valueBits: number, buckets: number): void {
    const many = Math.max(buckets, Math.ceil(ROOM_FOR_TAGS * 2 ** valueBits));
    this.#valueBits = valueBits;
    this.#buckets = many;
    this.#perHash = many / HASHES;
    this.#entries = new Int32Array(many * ENTRIES + MARGIN);
  }
}

function push(hits: Hits, which: number, value: number): void {
  const n = hits.size++;
  if (n === hits.values.length) {
    hits.which = grown(hits.which, n + 1);
    hits.values = grown(hits.values, n + 1);
  }
  hits.which[n] = which;
  hits.values[n] = value;
}
