import { grown } from "../model/grown.ts";
import { mix32 } from "../model/word-hash.ts";
import { Hits } from "./hits.ts";
import { Overflow } from "./overflow.ts";
import { PARTS, PairLogs } from "./pair-logs.ts";

/**
 * Entries of a bucket, 4 bytes each. With 16, one line of a cache, a look takes half the time, 8 instead of 15 millionths of a
 * second for 60 keys, and the table a fifteenth more memory.
 */
const ENTRIES = 24;
/** Entries to a bucket on average at which there is growth: one in forty then finds its bucket full. */
const FULL_LOAD = 20;
const GROWTH = 1.25;
/**
 * Entries before the first bucket. Large memory begins 16 bytes after a page with the allocators of Linux, and a bucket that
 * lies across one line of a cache more than it must takes half as long again to read.
 */
const MARGIN = 12;
/** Room that is left over where it is known how many pairs come: a sixteenth, as much as may wait for a sweep. */
const SPARE = 1.0625;
/** How much larger the table becomes at once for pairs that are expected, by what those so far were: few may be unlike the rest. */
const LEAP = 8;
/** Pairs that are moved at a time when the table grows. */
const MOVED = 4096;
const HASHES = 2 ** 32;
/** Buckets for each value that can be told: a little over one, so that a bucket's hashes differ in their tags. */
const ROOM_FOR_TAGS = 1.01;
const FIRST_VALUE_BITS = 10;
/** From so many expected values on, pairs wait in logs until somebody asks. */
const MANY = 8192;
/** Buckets from which on logs grow about equally: 2,000 entries to each. */
const LEAST_FOR_LOGS = 128 * PARTS;

/**
 * A multimap from 32-bit keys to numbers above zero: about 6 bytes a pair, and one look into memory a key.
 *
 * The place of a key's hash among all hashes says its bucket; the low bits of the hash, which the bucket leaves open,
 * stand beside the value as a tag (quotienting: Knuth, The Art of Computer Programming 3, 6.4, exercise 13). So equal
 * tags mean equal keys, and the table grows without being told the keys again. What finds its bucket full goes to the
 * overflow.
 *
 * How much of each bucket is taken stands beside the buckets, a byte each, so that placing a pair writes to a bucket without
 * reading it. Where many are expected before the first question, as at start, they wait in logs: then every bucket is filled
 * while a cache holds it, instead of with a look into memory for every pair.
 */
export class TaggedBuckets {
  readonly #limit: number;
  /** Bits of an entry that hold the value; the tag has the rest. */
  #valueBits = 0;
  #buckets = 0;
  #perHash = 0;
  /** 0 where nothing is; those of a bucket stand together at its beginning. */
  #entries = new Int32Array(0);
  /** How many entries of each bucket are taken. */
  #taken = new Uint8Array(0);
  #size = 0;
  readonly #overflow = new Overflow();
  #expected = 0;
  /** What waits in the memory of the buckets, which are all empty then. */
  #logs: PairLogs | null = null;
  readonly #hits = new Hits();
  #hashes = new Int32Array(64);
  #values = new Int32Array(64);
  #starts = new Int32Array(64);

  /** `limit`: values kept for one key (16 at least); with more, the smallest goes. */
  constructor(limit: number) {
    this.#limit = Math.max(limit, ENTRIES);
    this.#shape(FIRST_VALUE_BITS, 0);
  }

  /**
   * Values up to this one are about to come, in rising order. So room is made for as many pairs with each as there are so
   * far, once, instead of again and again.
   */
  expect(greatest: number): void {
    this.#expected = greatest;
    if (this.#size > 0 || greatest < MANY) return;
    if (this.#buckets < LEAST_FOR_LOGS) this.#shape(this.#valueBits, LEAST_FOR_LOGS);
    this.#logs = new PairLogs(this.#entries, MARGIN);
  }

  /** One value for each key: `value`, and one more where `bits` has a one. From 1, below 2 ** 24. */
  add(keys: Int32Array, value: number, bits?: Uint8Array): void {
    const count = keys.length;
    this.#makeRoom(this.#size + count, value + 1);
    this.#hashes = grown(this.#hashes, count);
    this.#values = grown(this.#values, count);
    const [hashes, values] = [this.#hashes, this.#values];
    for (let i = 0; i < count; i++) {
      hashes[i] = mix32(keys[i] as number);
      values[i] = bits === undefined ? value : value + (((bits[i >> 3] as number) >> (i & 7)) & 1);
    }
    const logged = this.#logs?.append(hashes, values, count) ?? 0;
    this.#size += logged;
    if (logged === count) return;
    this.#settle();
    this.#fill(hashes, values, count, logged);
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
        if ((entry ^ tag) >>> valueBits === 0 && entry !== 0) hits.push(i, entry & valueMask);
      }
      if (entries[end - 1] === 0) continue;
      for (let node = this.#overflow.first(hash); node >= 0; node = this.#overflow.next(node))
        hits.push(i, this.#overflow.value(node));
    }
    return hits;
  }

  /** Drops every value for which `kept` is false. A look at all there is: some 10 ms for 6 million. */
  sweep(kept: (value: number) => boolean): void {
    this.#settle();
    const [entries, taken, valueMask] = [this.#entries, this.#taken, (1 << this.#valueBits) - 1];
    for (let bucket = 0; bucket < taken.length; bucket++) {
      const start = bucket * ENTRIES + MARGIN;
      const end = start + (taken[bucket] as number);
      let to = start;
      for (let at = start; at < end; at++) {
        const entry = entries[at] as number;
        if (kept(entry & valueMask)) entries[to++] = entry;
      }
      entries.fill(0, to, end);
      taken[bucket] = to - start;
      this.#size -= end - to;
    }
    const { hashes, values, many } = this.#takeOverflow();
    let left = 0;
    for (let i = 0; i < many; i++) {
      if (!kept(values[i] as number)) continue;
      hashes[left] = hashes[i] as number;
      values[left++] = values[i] as number;
    }
    this.#fill(hashes, values, left);
  }

  get bytes(): number {
    this.#settle();
    return this.#entries.byteLength + this.#taken.byteLength + this.#overflow.bytes;
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

  /** Places a pair whose bucket is full: beyond it, or in place of the least value of a key that has as many as it may. */
  #placeBeyond(hash: number, value: number): void {
    let count = 0;
    let least = HASHES;
    let place = 0;
    for (let node = this.#overflow.first(hash); node >= 0; node = this.#overflow.next(node)) {
      count++;
      if (this.#overflow.value(node) >= least) continue;
      least = this.#overflow.value(node);
      place = node;
    }
    if (count + ENTRIES >= this.#limit && this.#replaced(hash, value, { count, least, place })) return;
    this.#overflow.add(hash, value);
    this.#size++;
  }

  /** Whether a value took the place of the key's least, because there are as many as may be. */
  #replaced(hash: number, value: number, beyond: { count: number; least: number; place: number }): boolean {
    const [entries, valueBits, start] = [this.#entries, this.#valueBits, this.#startOf(hash)];
    const valueMask = (1 << valueBits) - 1;
    let { count, least } = beyond;
    let place = -1;
    for (let at = start; at < start + ENTRIES; at++) {
      const entry = entries[at] as number;
      if ((entry ^ (hash << valueBits)) >>> valueBits !== 0) continue;
      count++;
      if ((entry & valueMask) >= least) continue;
      least = entry & valueMask;
      place = at;
    }
    if (count < this.#limit) return false;
    if (place < 0) this.#overflow.replace(beyond.place, value);
    else entries[place] = (hash << valueBits) | value;
    return true;
  }

  #takeOverflow(): ReturnType<Overflow["takeAll"]> {
    this.#size -= this.#overflow.size;
    return this.#overflow.takeAll();
  }

  /** Turns the logs to buckets. */
  #settle(): void {
    const logs = this.#logs;
    if (logs === null) return;
    this.#logs = null;
    this.#size = 0;
    const [hashes, values] = [new Int32Array(logs.room), new Int32Array(logs.room)];
    for (let part = 0; part < PARTS; part++) this.#fill(hashes, values, logs.take(part, hashes, values));
  }

  /** Before there are so many pairs, with values up to `greatest`. */
  #makeRoom(pairs: number, greatest: number): void {
    const full = pairs > this.#buckets * FULL_LOAD;
    if (!full && greatest < 1 << this.#valueBits) return;
    const rise = Math.min(LEAP, this.#expected / greatest);
    const wanted = rise > 1 ? pairs * SPARE * rise : this.#buckets * FULL_LOAD * GROWTH;
    const buckets = full ? Math.ceil(wanted / FULL_LOAD) : this.#buckets;
    this.#remake(buckets, Math.floor(greatest * Math.max(1, rise)));
  }

  /** The same pairs in so many buckets, with room for values up to `greatest`. */
  #remake(buckets: number, greatest: number): void {
    const [before, taken, valueBits] = [this.#entries, this.#taken, this.#valueBits];
    const many = taken.length;
    const beyond = this.#takeOverflow();
    this.#shape(Math.max(valueBits, 32 - Math.clz32(greatest)), buckets);
    if (this.#logs !== null) {
      this.#logs.moveTo(this.#entries);
      return;
    }
    this.#size = 0;
    const [tagMask, valueMask] = [(1 << (32 - valueBits)) - 1, (1 << valueBits) - 1];
    const [hashes, values] = [new Int32Array(MOVED), new Int32Array(MOVED)];
    let moving = 0;
    for (let bucket = 0; bucket < many; bucket++) {
      // The least hash that may be in this bucket, or one that is a little less.
      const least = Math.max(0, Math.floor((bucket * HASHES) / many) - 1) | 0;
      const start = bucket * ENTRIES + MARGIN;
      const end = start + (taken[bucket] as number);
      for (let at = start; at < end; at++) {
        const entry = before[at] as number;
        hashes[moving] = (least + (((entry >>> valueBits) - least) & tagMask)) | 0;
        values[moving++] = entry & valueMask;
      }
      if (moving <= MOVED - ENTRIES) continue;
      this.#fill(hashes, values, moving);
      moving = 0;
    }
    this.#fill(hashes, values, moving);
    this.#fill(beyond.hashes, beyond.values, beyond.many);
  }

  /** Places the pairs from `first` on, for which there is room. The arrays are written to. */
  #fill(hashes: Int32Array, values: Int32Array, many: number, first = 0): void {
    const [entries, taken, perHash, valueBits] = [this.#entries, this.#taken, this.#perHash, this.#valueBits];
    let beyond = 0;
    for (let i = first; i < many; i++) {
      const hash = hashes[i] as number;
      const bucket = ((hash >>> 0) * perHash) | 0;
      const count = taken[bucket] as number;
      if (count === ENTRIES) {
        hashes[beyond] = hash;
        values[beyond++] = values[i] as number;
        continue;
      }
      entries[bucket * ENTRIES + MARGIN + count] = (hash << valueBits) | (values[i] as number);
      taken[bucket] = count + 1;
    }
    this.#size += many - first - beyond;
    for (let i = 0; i < beyond; i++) this.#placeBeyond(hashes[i] as number, values[i] as number);
  }

  /** New entries, none taken, for values of that many bits. */
  #shape(valueBits: number, buckets: number): void {
    const least = Math.max(buckets, ROOM_FOR_TAGS * 2 ** valueBits);
    // An odd number for each part, so that the ends of the logs do not meet in the same places of a cache.
    const many = (Math.ceil(least / PARTS) | 1) * PARTS;
    this.#valueBits = valueBits;
    this.#buckets = many;
    this.#perHash = many / HASHES;
    this.#entries = new Int32Array(many * ENTRIES + MARGIN);
    this.#taken = new Uint8Array(many);
  }
}
