import { grown } from "../model/grown.ts";
import { mix32 } from "../model/word-hash.ts";
import { BucketGroups } from "./bucket-groups.ts";
import { Hits } from "./hits.ts";
import { Overflow } from "./overflow.ts";
import { PARTS, PairLogs } from "./pair-logs.ts";

/** Entries to a group on average at which there is growth: one in ninety then finds its group full. */
const FULL_LOAD = 328;
/** The same while pairs wait in logs, which fill less evenly, and more than a twentieth is still to come. */
const FULL_LOGS = 300;
const SOME_TO_COME = 1.05;
const GROWTH = 1.25;
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
/** Groups from which on logs grow about equally: 2,300 entries to each. */
const LEAST_FOR_LOGS = 7 * PARTS;

/**
 * A multimap from 32-bit keys to numbers above zero: about 5 bytes a pair, and one look into large memory a key.
 *
 * The place of a key's hash among all hashes says its bucket; the low bits of the hash, which the bucket leaves open,
 * stand beside the value as a tag (quotienting: Knuth, The Art of Computer Programming 3, 6.4, exercise 13). So equal
 * tags mean equal keys, and the table grows without being told the keys again. What finds no room in its bucket goes to
 * the overflow.
 *
 * Where many are expected before the first question, as at start, they wait in logs: then every bucket is filled while a
 * cache holds it, instead of with a look into memory for every pair.
 */
export class TaggedBuckets {
  readonly #limit: number;
  /** Bits of an entry that hold the value; the tag has the rest. */
  #valueBits = 0;
  #perHash = 0;
  #groups = new BucketGroups(0);
  #size = 0;
  readonly #overflow = new Overflow();
  #expected = 0;
  /** What waits in the memory of the buckets, which are all empty then. */
  #logs: PairLogs | null = null;
  readonly #hits = new Hits();
  #hashes = new Int32Array(64);
  #values = new Int32Array(64);
  #starts = new Int32Array(64);
  #buckets = new Int32Array(64);

  /** `limit`: values kept for one key; with more, the smallest goes. */
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
    if (this.#size > 0 || greatest < MANY) return;
    this.#shape(this.#valueBits, LEAST_FOR_LOGS);
    this.#logs = new PairLogs(this.#groups.entries);
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
    const [valueBits, hits, count] = [this.#valueBits, this.#hits, keys.length];
    hits.size = 0;
    this.#hashes = grown(this.#hashes, count);
    const hashes = this.#hashes;
    for (let i = 0; i < count; i++) hashes[i] = mix32(keys[i] as number);
    if (!this.#touch(hashes, count)) return hits;
    const [groups, starts, buckets, valueMask] = [this.#groups, this.#starts, this.#buckets, (1 << valueBits) - 1];
    const entries = groups.entries;
    for (let i = 0; i < count; i++) {
      const hash = hashes[i] as number;
      const bucket = buckets[i] as number;
      const tag = hash << valueBits;
      const start = starts[i] as number;
      const end = start + groups.many(bucket);
      for (let at = start; at < end; at++) {
        const entry = entries[at] as number;
        if ((entry ^ tag) >>> valueBits === 0) hits.push(i, entry & valueMask);
      }
      if (!groups.full(bucket)) continue;
      for (let node = this.#overflow.first(hash); node >= 0; node = this.#overflow.next(node))
        hits.push(i, this.#overflow.value(node));
    }
    return hits;
  }

  /** Drops every value for which `kept` is false. A look at all there is: some 10 ms for 6 million. */
  sweep(kept: (value: number) => boolean): void {
    this.#settle();
    const valueMask = (1 << this.#valueBits) - 1;
    const { hashes, values, many } = this.#overflow.takeAll();
    this.#size = this.#groups.sweep((entry) => kept(entry & valueMask));
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
    return this.#groups.bytes + this.#overflow.bytes;
  }

  /**
   * A look at the bucket of each hash before any is read, so that the looks into memory do not wait for one another; false
   * when all are empty. Leaves which they are in `#buckets`, and where they start in `#starts`.
   */
  #touch(hashes: Int32Array, many: number): boolean {
    this.#starts = grown(this.#starts, many);
    this.#buckets = grown(this.#buckets, many);
    const [groups, starts, buckets] = [this.#groups, this.#starts, this.#buckets];
    const entries = groups.entries;
    const last = entries.length - 1;
    let seen = 0;
    for (let i = 0; i < many; i++) {
      const bucket = this.#bucketOf(hashes[i] as number);
      const start = groups.start(bucket);
      buckets[i] = bucket;
      starts[i] = start;
      seen |= entries[Math.min(start, last)] as number;
    }
    return seen !== 0;
  }

  #bucketOf(hash: number): number {
    return ((hash >>> 0) * this.#perHash) | 0;
  }

  /** Places a pair whose bucket may have as many of its key as there may be, or has no room. */
  #placeRare(bucket: number, hash: number, value: number): void {
    const [entries, valueBits, start] = [this.#groups.entries, this.#valueBits, this.#groups.start(bucket)];
    const valueMask = (1 << valueBits) - 1;
    const entry = (hash << valueBits) | value;
    let [count, least, place, beyond] = [0, HASHES, -1, -1];
    for (let at = start; at < start + this.#groups.many(bucket); at++) {
      const other = entries[at] as number;
      if ((other ^ entry) >>> valueBits !== 0) continue;
      count++;
      if ((other & valueMask) >= least) continue;
      least = other & valueMask;
      place = at;
    }
    for (let node = this.#overflow.first(hash); node >= 0; node = this.#overflow.next(node)) {
      count++;
      if (this.#overflow.value(node) >= least) continue;
      least = this.#overflow.value(node);
      beyond = node;
    }
    if (count >= this.#limit) {
      if (beyond >= 0) this.#overflow.replace(beyond, value);
      else entries[place] = entry;
      return;
    }
    if (!this.#groups.put(bucket, entry)) this.#overflow.add(hash, value);
    this.#size++;
  }

  /** Turns the logs to buckets. */
  #settle(): void {
    const logs = this.#logs;
    if (logs === null) return;
    this.#logs = null;
    this.#size = 0;
    const [hashes, values] = [new Int32Array(logs.room), new Int32Array(logs.room)];
    const [sortedHashes, sortedValues] = [new Int32Array(logs.room), new Int32Array(logs.room)];
    const buckets = this.#groups.buckets / PARTS;
    for (let part = 0; part < PARTS; part++) {
      const many = logs.take(part, hashes, values);
      const ends = new Int32Array(buckets + 1);
      for (let i = 0; i < many; i++) ends[this.#bucketOf(hashes[i] as number) - part * buckets + 1]!++;
      for (let bucket = 1; bucket < buckets; bucket++) ends[bucket]! += ends[bucket - 1] as number;
      for (let i = 0; i < many; i++) {
        const to = ends[this.#bucketOf(hashes[i] as number) - part * buckets]!++;
        sortedHashes[to] = hashes[i] as number;
        sortedValues[to] = values[i] as number;
      }
      this.#fill(sortedHashes, sortedValues, many);
    }
  }

  /** Before there are so many pairs, with values up to `greatest`. */
  #makeRoom(pairs: number, greatest: number): void {
    const groups = this.#groups.entries.length / BucketGroups.room;
    const rise = Math.min(LEAP, this.#expected / greatest);
    const load = this.#logs !== null && rise > SOME_TO_COME ? FULL_LOGS : FULL_LOAD;
    const full = pairs > groups * load;
    if (!full && greatest < 1 << this.#valueBits) return;
    const wanted = rise > 1 ? pairs * SPARE * rise : groups * FULL_LOAD * GROWTH;
    this.#remake(full ? wanted / FULL_LOAD : groups, Math.floor(greatest * Math.max(1, rise)));
  }

  /** The same pairs in so many groups, with room for values up to `greatest`. */
  #remake(groups: number, greatest: number): void {
    const [before, valueBits] = [this.#groups, this.#valueBits];
    const many = before.buckets;
    const beyond = this.#overflow.takeAll();
    this.#shape(Math.max(valueBits, 32 - Math.clz32(greatest)), groups);
    if (this.#logs !== null) {
      this.#logs.moveTo(this.#groups.entries);
      return;
    }
    this.#size = 0;
    const [tagMask, valueMask] = [(1 << (32 - valueBits)) - 1, (1 << valueBits) - 1];
    const [hashes, values] = [new Int32Array(MOVED), new Int32Array(MOVED)];
    let moving = 0;
    for (let bucket = 0; bucket < many; bucket++) {
      // The least hash that may be in this bucket, or one that is a little less.
      const least = Math.max(0, Math.floor((bucket * HASHES) / many) - 1) | 0;
      const start = before.start(bucket);
      const end = start + before.many(bucket);
      for (let at = start; at < end; at++) {
        const entry = before.entries[at] as number;
        hashes[moving] = (least + (((entry >>> valueBits) - least) & tagMask)) | 0;
        values[moving++] = entry & valueMask;
      }
      if (moving <= MOVED - BucketGroups.room) continue;
      this.#fill(hashes, values, moving);
      moving = 0;
    }
    this.#fill(hashes, values, moving);
    this.#fill(beyond.hashes, beyond.values, beyond.many);
  }

  /** Places the pairs from `first` on, for which there is room. */
  #fill(hashes: Int32Array, values: Int32Array, many: number, first = 0): void {
    const [groups, valueBits, limit] = [this.#groups, this.#valueBits, this.#limit];
    for (let i = first; i < many; i++) {
      const hash = hashes[i] as number;
      const value = values[i] as number;
      const bucket = this.#bucketOf(hash);
      if (groups.many(bucket) < limit && groups.put(bucket, (hash << valueBits) | value)) this.#size++;
      else this.#placeRare(bucket, hash, value);
    }
  }

  /** New groups, all empty, for values of that many bits. */
  #shape(valueBits: number, groups: number): void {
    // An odd number for each part, so that the ends of the logs do not meet in the same places of a cache.
    const least = Math.max(groups, (ROOM_FOR_TAGS * 2 ** valueBits) / BucketGroups.size);
    this.#valueBits = valueBits;
    this.#groups = new BucketGroups((Math.ceil(least / PARTS) | 1) * PARTS);
    this.#perHash = this.#groups.buckets / HASHES;
  }
}
