import { TaggedBuckets } from "./tagged-buckets.ts";
import type { Tickets } from "./tickets.ts";

/** Which articles carry a fingerprint: an inverted index in typed arrays, about 6 bytes a fingerprint. */
export class Postings {
  readonly #tickets: Tickets;
  /** A ticket times two, plus one where the text was borrowed. */
  readonly #table: TaggedBuckets;
  readonly #one = new Int32Array(1);
  #carriers = new Int32Array(64);

  /** `limit`: articles kept for one fingerprint, see `DedupeSettings.maxPostings`. */
  constructor(tickets: Tickets, limit: number) {
    this.#tickets = tickets;
    this.#table = new TaggedBuckets(limit);
  }

  /** So many articles are about to be added. */
  expect(articles: number): void {
    this.#table.expect(this.#tickets.after(articles) * 2 + 1);
  }

  add(ticket: number, keys: Int32Array, borrowed: Uint8Array): void {
    this.#table.add(keys, ticket * 2, borrowed);
  }

  /** Calls `found` with the articles that carry `key`; returning false stops. */
  each(key: number, found: (slot: number, borrowed: boolean) => boolean): void {
    this.#one[0] = key;
    const { size, values } = this.#table.find(this.#one);
    for (let n = 0; n < size; n++) {
      const value = values[n] as number;
      const slot = this.#tickets.slotOf(value >> 1);
      if (slot >= 0 && !found(slot, (value & 1) === 1)) return;
    }
  }

  /**
   * Calls `found` for each article that carries one of the keys; `carriers` says how many those are. An article comes
   * once for each key that it carries.
   */
  eachOf(keys: Int32Array, found: (slot: number, carriers: number) => void): void {
    const { size, which, values } = this.#table.find(keys);
    if (size === 0) return;
    if (this.#carriers.length < keys.length) this.#carriers = new Int32Array(keys.length * 2);
    const carriers = this.#carriers.fill(0);
    for (let n = 0; n < size; n++) {
      const slot = this.#tickets.slotOf((values[n] as number) >> 1);
      values[n] = slot;
      if (slot >= 0) carriers[which[n] as number] = (carriers[which[n] as number] as number) + 1;
    }
    for (let n = 0; n < size; n++)
      if ((values[n] as number) >= 0) found(values[n] as number, carriers[which[n] as number] as number);
  }

  /** Forgets withdrawn tickets. */
  sweep(): void {
    this.#table.sweep((value) => this.#tickets.slotOf(value >> 1) >= 0);
  }

  get bytes(): number {
    return this.#table.bytes;
  }
}
