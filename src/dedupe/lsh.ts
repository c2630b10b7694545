import { grown } from "../model/grown.ts";
import { SIGNATURE_VALUES } from "./minhash.ts";
import { TaggedBuckets } from "./tagged-buckets.ts";
import type { Tickets } from "./tickets.ts";

/** Bands of 4 values: two articles of similarity s share a band with probability 1 - (1 - s^4)^32, .5 at s = .38. */
const BANDS = 32;
const ROWS = SIGNATURE_VALUES / BANDS;

/**
 * Finds articles with a similar signature (locality-sensitive hashing, Leskovec, Rajaraman, Ullman: Mining of Massive
 * Datasets, chapter 3). A band of four 8-bit values is one 32-bit word of the signature. About 330 bytes an article, 128
 * of them the signature.
 */
export class BandIndex {
  readonly #tickets: Tickets;
  readonly #table: TaggedBuckets;
  /** By slot. */
  #words = new Int32Array(64 * BANDS);
  readonly #keys = new Int32Array(BANDS);

  /** `limit`: articles kept for one band, see `DedupeSettings.maxPostings`. */
  constructor(tickets: Tickets, limit: number) {
    this.#tickets = tickets;
    this.#table = new TaggedBuckets(limit);
  }

  /** So many articles are about to be added, with slots below `slots`. */
  expect(articles: number, slots: number): void {
    this.#table.expect(this.#tickets.after(articles));
    this.#words = grown(this.#words, slots * BANDS);
  }

  add(slot: number, ticket: number, signature: Uint8Array): void {
    this.#words = grown(this.#words, (slot + 1) * BANDS);
    const [words, keys, first] = [this.#words, this.#keys, slot * BANDS];
    for (let band = 0; band < BANDS; band++) {
      const word = wordOf(signature, band);
      words[first + band] = word;
      keys[band] = bandKey(word, band);
    }
    this.#table.add(keys, ticket);
  }

  /** Calls `found` with the slots that share a band; a slot may come again. */
  each(signature: Uint8Array, found: (slot: number) => void): void {
    const { size, values } = this.#table.find(this.#keysOf(signature));
    for (let n = 0; n < size; n++) {
      const slot = this.#tickets.slotOf(values[n] as number);
      if (slot >= 0) found(slot);
    }
  }

  /** How many of the 128 values are equal. */
  equalValues(slot: number, signature: Uint8Array): number {
    let equal = 0;
    for (let band = 0; band < BANDS; band++) {
      const differing = (this.#words[slot * BANDS + band] as number) ^ wordOf(signature, band);
      for (let byte = 0; byte < 32; byte += 8) if (((differing >>> byte) & 0xff) === 0) equal++;
    }
    return equal;
  }

  /** Forgets withdrawn tickets. */
  sweep(): void {
    this.#table.sweep((ticket) => this.#tickets.slotOf(ticket) >= 0);
  }

  get bytes(): number {
    return this.#table.bytes + this.#words.byteLength;
  }

  #keysOf(signature: Uint8Array): Int32Array {
    for (let band = 0; band < BANDS; band++) this.#keys[band] = bandKey(wordOf(signature, band), band);
    return this.#keys;
  }
}

function wordOf(signature: Uint8Array, band: number): number {
  const at = band * ROWS;
  return (
    (signature[at] as number) |
    ((signature[at + 1] as number) << 8) |
    ((signature[at + 2] as number) << 16) |
    ((signature[at + 3] as number) << 24)
  );
}

/** Equal words of two bands have different keys. */
function bandKey(word: number, band: number): number {
  return (word + Math.imul(band + 1, 0x9e3779b1)) | 0;
}
