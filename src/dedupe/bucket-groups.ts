/** Buckets that share room: what one has more than usual, another has less. */
const GROUP_BITS = 5;
const GROUP = 2 ** GROUP_BITS;
/** Entries of a group, 4 bytes each. */
const ROOM = 336;
/** A byte says how much of a bucket is taken. */
const MOST_IN_BUCKET = 255;

/**
 * Numbers in buckets. Those of 32 buckets, a group, stand in a row in the room of the group, and how many each has stands
 * beside them, a byte each: to place a number, those of the group's further buckets move up by one. With room of its own a
 * bucket would need a fifth more than it has on average, for some have much more than others; groups hardly differ.
 */
export class BucketGroups {
  /** Buckets of a group, and entries that it has room for. */
  static readonly size = GROUP;
  static readonly room = ROOM;

  /** How many there are. */
  readonly buckets: number;
  /** Of all groups, one behind the other. */
  readonly entries: Int32Array;
  readonly #taken: Uint8Array;
  /** How many entries each group has. */
  readonly #sizes: Uint16Array;
  /** The last bucket of each group that has had entries: those of one that comes behind need no looking for their place. */
  readonly #lasts: Int32Array;

  constructor(groups: number) {
    this.buckets = groups * GROUP;
    this.entries = new Int32Array(groups * ROOM);
    this.#taken = new Uint8Array(this.buckets);
    this.#sizes = new Uint16Array(groups);
    this.#lasts = new Int32Array(groups);
  }

  get bytes(): number {
    return this.entries.byteLength + this.#taken.byteLength + this.#sizes.byteLength + this.#lasts.byteLength;
  }

  /** How many entries a bucket has. */
  many(bucket: number): number {
    return this.#taken[bucket] as number;
  }

  /** Where those of a bucket begin; they stand together. */
  start(bucket: number): number {
    const [taken, group] = [this.#taken, bucket >> GROUP_BITS];
    let at = group * ROOM;
    for (let other = group << GROUP_BITS; other < bucket; other++) at += taken[other] as number;
    return at;
  }

  /** Whether no more go into a bucket. */
  full(bucket: number): boolean {
    return this.#sizes[bucket >> GROUP_BITS] === ROOM || this.#taken[bucket] === MOST_IN_BUCKET;
  }

  /** False when there is no room. */
  put(bucket: number, entry: number): boolean {
    if (this.full(bucket)) return false;
    const [entries, group] = [this.entries, bucket >> GROUP_BITS];
    const size = this.#sizes[group] as number;
    const count = this.#taken[bucket] as number;
    let at = group * ROOM + size;
    if (bucket >= (this.#lasts[group] as number)) this.#lasts[group] = bucket;
    else {
      const end = at;
      at = this.start(bucket) + count;
      entries.copyWithin(at + 1, at, end);
    }
    entries[at] = entry;
    this.#taken[bucket] = count + 1;
    this.#sizes[group] = size + 1;
    return true;
  }

  /** Drops every entry for which `kept` is false; returns how many are left. */
  sweep(kept: (entry: number) => boolean): number {
    const [entries, taken, sizes] = [this.entries, this.#taken, this.#sizes];
    let left = 0;
    for (let group = 0; group < sizes.length; group++) {
      let from = group * ROOM;
      let to = from;
      for (let bucket = group * GROUP; bucket < (group + 1) * GROUP; bucket++) {
        const start = to;
        for (const end = from + (taken[bucket] as number); from < end; from++)
          if (kept(entries[from] as number)) entries[to++] = entries[from] as number;
        taken[bucket] = to - start;
      }
      sizes[group] = to - group * ROOM;
      left += to - group * ROOM;
    }
    return left;
  }
}
