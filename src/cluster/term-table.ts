import { termId } from "./term-id.ts";
import { longer, TermSlots } from "./term-slots.ts";

/** Expected share of documents with a term, learned from general news. */
export type TermShares = Readonly<Record<string, number>>;

/**
 * In a fresh table the seed counts like this many documents, so that it already knows which words are common. It bows
 * out as the table learns for itself: after `SEED_HALVED_AFTER` documents it counts half as much, after twice that a third.
 */
const SEED_DOCUMENTS = 1000;
const SEED_HALVED_AFTER = 500;
const FIRST = 1024;

/** A document tells its terms, each with how many documents it stands for: more than one where only a sample is told. */
interface Document {
  counted(each: (id: number, times: number) => void): void;
}

/**
 * In how many documents of one language each term stands. Whole numbers, and nothing but the documents that count now: so
 * a table that has counted and taken back is the same as one that only ever counted what is left. What is forgotten, and
 * when, is the index's to say.
 */
export class TermTable {
  /** By number, with its sign: of those small integers are the cheapest keys. */
  readonly #seed: ReadonlyMap<number, number>;
  readonly #slots = new TermSlots();
  #counts = new Uint32Array(FIRST);
  #documents = 0;

  constructor(seed: TermShares) {
    this.#seed = new Map(Object.entries(seed).map(([term, share]) => [termId(term) | 0, share]));
  }

  /** The slots of its terms: every term that a document tells has one. */
  get slots(): TermSlots {
    return this.#slots;
  }

  /** Documents that count. */
  get documents(): number {
    return this.#documents;
  }

  /** Terms in memory. */
  get size(): number {
    return this.#slots.used;
  }

  get bytes(): number {
    return this.#slots.bytes + this.#counts.byteLength;
  }

  /** Documents with the term. */
  seen(id: number): number {
    const slot = this.#slots.of(id);
    return slot < 0 ? 0 : this.#counts[slot]!;
  }

  /**
   * Natural logarithm of documents over documents with the term, both with the seed's.
   *
   * @param own documents with the term that are not to count: those that the question is about
   */
  idf(id: number, own = 0): number {
    const seed = (SEED_DOCUMENTS * SEED_HALVED_AFTER) / (SEED_HALVED_AFTER + this.#documents);
    const seen = Math.max(0, this.seen(id) - own);
    return Math.log((this.#documents + seed + 1) / (seen + (this.#seed.get(id | 0) ?? 0) * seed + 0.5));
  }

  count(document: Document): void {
    this.#documents++;
    document.counted((id, times) => {
      const slot = this.#slots.add(id);
      if (slot >= this.#counts.length) this.#counts = longer(this.#counts, Uint32Array);
      this.#counts[slot] = this.#counts[slot]! + times;
    });
  }

  /** Takes a counted document back. */
  uncount(document: Document): void {
    this.#documents--;
    document.counted((id, times) => {
      const slot = this.#slots.of(id);
      this.#counts[slot] = this.#counts[slot]! - times;
    });
  }

  /** Gives the room of terms which no document has any more to others. */
  tidy(): void {
    this.#slots.free((slot) => this.#counts[slot]! > 0);
  }
}
