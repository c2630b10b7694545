/** Pairs are kept apart by so many top bits of the hash: few enough logs to write to, and each small enough for a cache. */
const PART_BITS = 8;
/** How many logs there are. */
export const PARTS = 2 ** PART_BITS;
const REST_BITS = 32 - PART_BITS;
/** An entry is the rest of the hash and, in its low bits, by how much the value is above the one before, plus one. */
const STEP_BITS = 32 - REST_BITS;
/** Instead of a step: the entry is the value before the next one's. */
const VALUE_FOLLOWS = 2 ** STEP_BITS - 1;

/**
 * Pairs of a hash and a value in the order in which they came, 4 bytes each, for a table that is filled with many before
 * anybody asks. They wait in the memory that the table's buckets will have: the logs are parts of it, one behind the other,
 * and a log becomes the buckets for the same hashes. So memory is written from front to back, and buckets are filled while a
 * cache holds them. Values: from 0, below 2 ** 24, and mostly a little above the one before.
 */
export class PairLogs {
  #entries: Int32Array;
  /** Entries that fit into a log. */
  #room: number;
  readonly #ends = new Int32Array(PARTS);
  /** The last value of each log. */
  readonly #values = new Int32Array(PARTS);

  /** In all of `entries`. */
  constructor(entries: Int32Array) {
    this.#entries = entries;
    this.#room = entries.length / PARTS;
    for (let part = 0; part < PARTS; part++) this.#ends[part] = this.#start(part);
  }

  /** Returns how many went in: all, unless a log is full. */
  append(hashes: Int32Array, values: Int32Array, many: number): number {
    const [entries, ends, lasts, room] = [this.#entries, this.#ends, this.#values, this.#room];
    for (let i = 0; i < many; i++) {
      const hash = hashes[i] as number;
      const value = values[i] as number;
      const part = hash >>> REST_BITS;
      let at = ends[part] as number;
      if (at + 2 > (part + 1) * room) return i;
      let step = value - (lasts[part] as number) + 1;
      if (step < 0 || step >= VALUE_FOLLOWS) {
        entries[at++] = (value << STEP_BITS) | VALUE_FOLLOWS;
        step = 1;
      }
      entries[at] = (hash << STEP_BITS) | step;
      ends[part] = at + 1;
      lasts[part] = value;
    }
    return many;
  }

  /** Goes on in larger memory, all zeros. */
  moveTo(entries: Int32Array): void {
    const [before, room] = [this.#entries, entries.length / PARTS];
    for (let part = 0; part < PARTS; part++) {
      const log = before.subarray(this.#start(part), this.#ends[part]);
      const start = part * room;
      entries.set(log, start);
      this.#ends[part] = start + log.length;
    }
    this.#entries = entries;
    this.#room = room;
  }

  /** Takes the pairs of a log out of the memory, which is all zeros then; returns how many. */
  take(part: number, hashes: Int32Array, values: Int32Array): number {
    const [entries, start, end] = [this.#entries, this.#start(part), this.#ends[part] as number];
    let many = 0;
    let value = 0;
    for (let at = start; at < end; at++) {
      const entry = entries[at] as number;
      const step = entry & VALUE_FOLLOWS;
      if (step === VALUE_FOLLOWS) {
        value = entry >>> STEP_BITS;
        continue;
      }
      value += step - 1;
      hashes[many] = (part << REST_BITS) | (entry >>> STEP_BITS);
      values[many++] = value;
    }
    entries.fill(0, start, end);
    this.#ends[part] = start;
    return many;
  }

  /** The most pairs that a log can have. */
  get room(): number {
    return this.#room;
  }

  #start(part: number): number {
    return part * this.#room;
  }
}
