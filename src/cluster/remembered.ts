/**
 * What was worked out for words read lately, in two generations: the older goes when the younger is full, so that the
 * words of every day stay.
 */
export class Remembered<T> {
  readonly #most: number;
  #young = new Map<string, T>();
  #old = new Map<string, T>();

  /** @param most words of a generation */
  constructor(most: number) {
    this.#most = most;
  }

  /** What `make` gave for a word, or gives now. */
  of(word: string, make: (word: string) => T): T {
    const young = this.#young.get(word);
    if (young !== undefined) return young;
    const old = this.#old.get(word);
    // a word is a piece of its text, which would stay in memory with it
    const own = [...word].join("");
    const value = old ?? make(own);
    if (this.#young.size >= this.#most) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(own, value);
    return value;
  }
}
