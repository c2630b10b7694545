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
/** Counts below this many recent documents are forgotten when no story holds the term. */
const FORGET_BELOW = 0.5;
/** Weights of documents grow; before they lose precision all are scaled down together. */
const RESCALE_EVERY_DOCUMENTS = 20 * HALF_LIFE_DOCUMENTS;

/**
 * One language's terms: an id for each, and in how many documents it stood, with slow forgetting. Rather than decaying
 * every count, each new document counts a little more than the one before.
 */
export class TermTable {
  readonly #ids = new Map<string, number>();
  readonly #names: string[] = [];
  readonly #written: string[] = [];
  readonly #counts: number[] = [];
  readonly #free: number[] = [];
  readonly #seed: ReadonlyMap<string, number>;
  /** Documents counted so far, and the number of the one that weighs 1. */
  #number = 0;
  #base = 0;
  /** Sum of the weights of all documents. */
  #documents = 0;

  constructor(seed: TermShares) {
    this.#seed = new Map(Object.entries(seed));
  }

  /** Upper bound of ids, for arrays indexed by them. */
  get size(): number {
    return this.#names.length;
  }

  id(term: string): number | undefined {
    return this.#ids.get(term);
  }

  written(id: number): string {
    return this.#written[id] ?? "";
  }

  name(id: number): string {
    return this.#names[id] ?? "";
  }

  intern(term: string, written: string): number {
    const known = this.#ids.get(term);
    if (known !== undefined) return known;
    const id = this.#free.pop() ?? this.#names.length;
    this.#ids.set(term, id);
    this.#names[id] = term;
    this.#written[id] = written;
    this.#counts[id] = 0;
    return id;
  }

  /** Natural logarithm of documents over documents with the term, both with the seed's. */
  idf(term: string): number {
    const id = this.#ids.get(term);
    const seen = id === undefined ? 0 : (this.#counts[id] ?? 0) / this.#unit(this.#number);
    const seed = (SEED_DOCUMENTS * SEED_HALVED_AFTER) / (SEED_HALVED_AFTER + this.#number);
    const total = this.#documents / this.#unit(this.#number) + seed;
    return Math.log((total + 1) / (seen + (this.#seed.get(term) ?? 0) * seed + 0.5));
  }

  /** Counts one document. Returns its number, for taking it back. */
  count(ids: Iterable<number>): number {
    this.#number++;
    if (this.#number - this.#base > RESCALE_EVERY_DOCUMENTS) this.#rescale();
    const weight = this.#unit(this.#number);
    this.#documents += weight;
    for (const id of ids) this.#counts[id] = (this.#counts[id] ?? 0) + weight;
    return this.#number;
  }

  /** Takes a counted document back. */
  uncount(ids: Iterable<number>, number: number): void {
    const weight = this.#unit(number);
    this.#documents = Math.max(0, this.#documents - weight);
    for (const id of ids) this.#counts[id] = Math.max(0, (this.#counts[id] ?? 0) - weight);
  }

  /** Frees the ids of terms that are nearly forgotten and that no vector holds. */
  forget(held: (id: number) => boolean): void {
    const least = FORGET_BELOW * this.#unit(this.#number);
    for (const [term, id] of this.#ids) {
      if ((this.#counts[id] ?? 0) >= least || held(id)) continue;
      this.#ids.delete(term);
      this.#free.push(id);
    }
  }

  /** What one document weighs. */
  #unit(number: number): number {
    return 2 ** ((number - this.#base) / HALF_LIFE_DOCUMENTS);
  }

  #rescale(): void {
    const factor = 1 / this.#unit(this.#number);
    for (let id = 0; id < this.#counts.length; id++) this.#counts[id] = (this.#counts[id] ?? 0) * factor;
    this.#documents *= factor;
    this.#base = this.#number;
  }
}
