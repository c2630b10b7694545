import { termId } from "./term-id.ts";
import { longer, TermSlots } from "./term-slots.ts";

/** Expected share of documents with a term, learned from general news. */
export type TermShares = Readonly<Record<string, number>>;

/**
 * What one document says counts half after so many further ones: long enough for stable shares, short enough that
 * yesterday's news name does not stay common for a year.
 */
const HALF_LIFE_DOCUMENTS = 20_000;
/**
 * In a fresh table the seed counts like this many documents, so that it already knows which words are common. It bows
 * out as the table learns for itself: after `SEED_HALVED_AFTER` documents it counts half as much, after twice that a third.
 */
const SEED_DOCUMENTS = 1000;
const SEED_HALVED_AFTER = 500;
/** Counts below this many recent documents are forgotten: such a term is nearly as rare as one never seen. */
const FORGET_BELOW = 0.5;
/** Forgetting goes by documents, not by time: an index rebuilt from the same documents forgets at the same places. */
const FORGET_EVERY_DOCUMENTS = 5000;
/** Weights of documents grow; before they lose precision all are scaled down together. */
const RESCALE_EVERY_DOCUMENTS = 20 * HALF_LIFE_DOCUMENTS;

/** A document tells its terms, each with how many documents it stands for: more than one where only a sample is told. */
interface Document {
  counted(each: (id: number, times: number) => void): void;
}

/**
 * In how many documents of one language each term stood, with slow forgetting. Rather than decaying every count, each
 * new document counts a little more than the one before.
 */
export class TermTable {
  readonly #seed: ReadonlyMap<number, number>;
  #slots = new TermSlots();
  #counts = new Float64Array(1024);
  /** Documents counted so far, and the number of the one that weighs 1. */
  #number = 0;
  #base = 0;
  /** Sum of the weights of all documents. */
  #documents = 0;

  constructor(seed: TermShares) {
    this.#seed = new Map(Object.entries(seed).map(([term, share]) => [termId(term), share]));
  }

  /** Documents counted so far. */
  get number(): number {
    return this.#number;
  }

  /** Terms in memory. */
  get size(): number {
    return this.#slots.size;
  }

  get bytes(): number {
    return this.#slots.bytes + this.#counts.byteLength;
  }

  /** Recent documents with the term. */
  seen(id: number): number {
    const slot = this.#slots.of(id);
    return slot < 0 ? 0 : this.#counts[slot]! / this.#unit(this.#number);
  }

  /** Natural logarithm of documents over documents with the term, both with the seed's. */
  idf(id: number): number {
    const seed = (SEED_DOCUMENTS * SEED_HALVED_AFTER) / (SEED_HALVED_AFTER + this.#number);
    const total = this.#documents / this.#unit(this.#number) + seed;
    return Math.log((total + 1) / (this.seen(id) + (this.#seed.get(id) ?? 0) * seed + 0.5));
  }

  /** Counts one document. Returns its number, for taking it back. */
  count(document: Document): number {
    this.#number++;
    if (this.#number - this.#base > RESCALE_EVERY_DOCUMENTS) this.#rescale();
    if (this.#number % FORGET_EVERY_DOCUMENTS === 0) this.#forget();
    const weight = this.#unit(this.#number);
    this.#documents += weight;
    document.counted((id, times) => {
      const slot = this.#slots.add(id);
      if (slot >= this.#counts.length) this.#counts = longer(this.#counts, Float64Array);
      this.#counts[slot] = this.#counts[slot]! + weight * times;
    });
    return this.#number;
  }

  /** Takes a counted document back. */
  uncount(document: Document, number: number): void {
    const weight = this.#unit(number);
    this.#documents = Math.max(0, this.#documents - weight);
    document.counted((id, times) => {
      const slot = this.#slots.of(id);
      if (slot >= 0) this.#counts[slot] = Math.max(0, this.#counts[slot]! - weight * times);
    });
  }

  /** Lets go of terms that are nearly forgotten. */
  #forget(): void {
    const least = FORGET_BELOW * this.#unit(this.#number);
    const slots = new TermSlots();
    const kept: number[] = [];
    for (let slot = 0; slot < this.#slots.size; slot++) {
      if (this.#counts[slot]! < least) continue;
      slots.add(this.#slots.id(slot));
      kept.push(this.#counts[slot]!);
    }
    this.#slots = slots;
    this.#counts = new Float64Array(Math.max(1024, Math.ceil(kept.length * 1.2)));
    this.#counts.set(kept);
  }

  /** What one document weighs. */
  #unit(number: number): number {
    return 2 ** ((number - this.#base) / HALF_LIFE_DOCUMENTS);
  }

  #rescale(): void {
    const factor = 1 / this.#unit(this.#number);
    for (let slot = 0; slot < this.#slots.size; slot++) this.#counts[slot] = this.#counts[slot]! * factor;
    this.#documents *= factor;
    this.#base = this.#number;
  }
}
