import { grown } from "./grown.ts";
import { HashChains } from "./hash-chains.ts";
import { WaitingPairs } from "./waiting-pairs.ts";
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
/** From so many pairs on, they are placed in the order of the buckets, so that a cache holds what is written. */
const MANY = 4096;
/** Room that is left over where the table grows by many pairs at once: an eighth, as much as may wait for a sweep. */
const SPARE = 1.125;
/** Pairs wait until somebody asks, but never more than this. */
const MOST_WAITING = 2 ** 20;
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
 *
 * What is added is placed when somebody asks. So a table that is filled before the first question, as at start, is made
 * in the order of its buckets instead of with a look into memory for every pair.
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
  readonly #waiting = new WaitingPairs();
  #expected = 0;
  readonly #hits: Hits = { size: 0, which: new Int32Array(64), values: new Int32Array(64) };
  #hashes = new Int32Array(64);
  #starts = new Int32Array(64);

  /** `limit`: values kept for one key (16 at least); with more, the smallest goes. */
  constructor(limit: number) {
    this.#limit = limit;
    this.#shape(FIRST_VALUE_BITS, 0);
  }

  /**
   * Values up to this one are about to come, in rising order. So room is made for as many pairs with each as there are so
   * far, once, instead of again and again.
   */
  expect(greatest: number): void {
    this.#expected = greatest;
  }

  /** One value for each key: `value`, and one more where `bits` has a one. From 1, below 2 ** 24. */
  add(keys: Int32Array, value: number, bits?: Uint8Array): void {
    const waiting = this.#waiting;
    const first = waiting.extend(keys.length);
    const { hashes, values } = waiting;
    for (let i = 0; i < keys.length; i++) {
      hashes[first + i] = mix32(keys[i] as number);
      values[first + i] = bits === undefined ? value : value + (((bits[i >> 3] as number) >> (i & 7)) & 1);
    }
    waiting.greatest = Math.max(waiting.greatest, value + 1);
    if (waiting.size >= MOST_WAITING) this.#settle();
  }

  /** The values of each key, in no order. Holds until the next call. */
  find(keys: Int32Array): Hits {
    this.#settle();
    const [entries, valueBits, hits, count] = [this.#entries, this.#valueBits, this.#hits, keys.length];
    const valueMask = (1 << valueBits) - 1;
    hits.size = 0;
    this.#hashes = grown(this.#hashes, count);
    const hashes = this.#hashes;
    for (let i = 0; i < count; i++) hashes[i] = mix32(keys[i] as number);
    if (!this.#touch(hashes, count)) return hits;
    const starts = this.#starts;
    for (let i = 0; i < count; i++) {
      const hash = hashes[i] as number;
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
    this.#settle();
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
    const { hashes, values, many } = this.#unchain();
    let left = 0;
    for (let i = 0; i < many; i++) {
      if (!kept(values[i] as number)) continue;
      hashes[left] = hashes[i] as number;
      values[left++] = values[i] as number;
    }
    this.#place(hashes, values, left);
  }

  get bytes(): number {
    this.#settle();
    const tables = this.#entries.byteLength + this.#chained.byteLength;
    return tables + this.#chains.bytes + this.#waiting.bytes;
  }

  /**
   * A look at the bucket of each hash before any is read, so that the looks into memory do not wait for one another; false
   * when all are empty. Leaves where they start in `#starts`.
   */
  #touch(hashes: Int32Array, many: number): boolean {
    this.#starts = grown(this.#starts, many);
    const [entries, starts] = [this.#entries, this.#starts];
    let seen = 0;
    for (let i = 0; i < many; i++) {
      const start = this.#startOf(hashes[i] as number);
      starts[i] = start;
      seen |= entries[start] as number;
    }
    return seen !== 0;
  }

  #startOf(hash: number): number {
    return (((hash >>> 0) * this.#perHash) | 0) * ENTRIES + MARGIN;
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

  /** Takes everything from the chains, to be placed again. */
  #unchain(): { hashes: Int32Array; values: Int32Array; many: number } {
    const [chains, values, many] = [this.#chains, this.#chained, this.#nodes];
    this.#chains = new HashChains();
    this.#chained = new Int32Array(64);
    this.#nodes = 0;
    this.#size -= many;
    const hashes = new Int32Array(many);
    for (let node = 0; node < many; node++) hashes[node] = chains.key(node);
    return { hashes, values, many };
  }

  /** Places what waits. */
  #settle(): void {
    const waiting = this.#waiting;
    const { size: many, greatest } = waiting;
    if (many === 0) return;
    const pairs = this.#size + many;
    const full = pairs > this.#buckets * FULL_LOAD;
    const enough = (pairs * SPARE * Math.max(1, this.#expected / greatest)) / FULL_LOAD;
    const buckets = full ? Math.ceil(Math.max(this.#buckets * GROWTH, enough)) : this.#buckets;
    if (full || greatest >= 1 << this.#valueBits) this.#remake(buckets, Math.max(greatest, this.#expected));
    if (many < MANY) this.#place(waiting.hashes, waiting.values, many);
    else {
      waiting.sort();
      this.#fill(waiting.hashes, waiting.values, many, this.#taken());
    }
    waiting.clear(many < MOST_WAITING);
  }

  /** The same pairs in so many buckets, with room for values up to `greatest`. */
  #remake(buckets: number, greatest: number): void {
    const [before, valueBits, many] = [this.#entries, this.#valueBits, this.#buckets];
    const chained = this.#unchain();
    this.#shape(Math.max(valueBits, 32 - Math.clz32(greatest)), buckets);
    this.#size = 0;
    const taken = new Uint8Array(this.#buckets);
    const [tagMask, valueMask] = [(1 << (32 - valueBits)) - 1, (1 << valueBits) - 1];
    const [hashes, values] = [new Int32Array(MANY), new Int32Array(MANY)];
    let waiting = 0;
    for (let bucket = 0; bucket < many; bucket++) {
      // The least hash that may be in this bucket, or one that is a little less.
      const least = Math.max(0, Math.floor((bucket * HASHES) / many) - 1) | 0;
      const start = bucket * ENTRIES + MARGIN;
      for (let at = start; at < start + ENTRIES; at++) {
        const entry = before[at] as number;
        if (entry === 0) break;
        hashes[waiting] = (least + (((entry >>> valueBits) - least) & tagMask)) | 0;
        values[waiting++] = entry & valueMask;
      }
      if (waiting <= MANY - ENTRIES) continue;
      this.#fill(hashes, values, waiting, taken);
      waiting = 0;
    }
    this.#fill(hashes, values, waiting, taken);
    this.#fill(chained.hashes, chained.values, chained.many, taken);
  }

  /** How many entries of each bucket are taken. */
  #taken(): Uint8Array {
    const [entries, taken] = [this.#entries, new Uint8Array(this.#buckets)];
    for (let bucket = 0; bucket < taken.length; bucket++) {
      const start = bucket * ENTRIES + MARGIN;
      let count = 0;
      while (count < ENTRIES && entries[start + count] !== 0) count++;
      taken[bucket] = count;
    }
    return taken;
  }

  /** Places many pairs; `taken` says how much of each bucket is, so that what is in it need not be read, and is kept up. */
  #fill(hashes: Int32Array, values: Int32Array, many: number, taken: Uint8Array): void {
    const [entries, perHash, valueBits] = [this.#entries, this.#perHash, this.#valueBits];
    let placed = 0;
    for (let i = 0; i < many; i++) {
      const [hash, value] = [hashes[i] as number, values[i] as number];
      const bucket = ((hash >>> 0) * perHash) | 0;
      const count = taken[bucket] as number;
      if (count === ENTRIES) {
        this.#placeBeyond(hash, value, bucket * ENTRIES + MARGIN);
        continue;
      }
      entries[bucket * ENTRIES + MARGIN + count] = (hash << valueBits) | value;
      taken[bucket] = count + 1;
      placed++;
    }
    this.#size += placed;
  }

  /** Places a few pairs, whose buckets have just been looked at as a rule. */
  #place(hashes: Int32Array, values: Int32Array, many: number): void {
    this.#touch(hashes, many);
    const [entries, starts, valueBits] = [this.#entries, this.#starts, this.#valueBits];
    for (let i = 0; i < many; i++) {
      const [hash, value, start] = [hashes[i] as number, values[i] as number, starts[i] as number];
      let at = start;
      while (at < start + ENTRIES && entries[at] !== 0) at++;
      if (at === start + ENTRIES) {
        this.#placeBeyond(hash, value, start);
        continue;
      }
      entries[at] = (hash << valueBits) | value;
      this.#size++;
    }
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
