/** FNV-1a, 32 bits (draft-eastlake-fnv). */
export const FIRST_HASH = 0x811c9dc5;
const PRIME = 0x01000193;

/** The hash of a word with one UTF-16 unit more. */
export const nextHash = (hash: number, unit: number): number => Math.imul(hash ^ unit, PRIME);

/**
 * What was worked out for words read lately, in two generations: the older goes when the younger is full, so that the
 * words of every day stay. A word is looked up where it stands in its text: cutting it out first would cost more than
 * the rest of reading.
 */
export class Remembered<T> {
  readonly #most: number;
  #young: Words<T>;
  #old: Words<T>;

  /** @param most words of a generation */
  constructor(most: number) {
    this.#most = most;
    this.#young = new Words(most);
    this.#old = new Words(0);
  }

  /**
   * What `make` gave for the word from one place of a text to another, or gives now.
   *
   * @param hash of its units, by `nextHash` from `FIRST_HASH` on
   */
  at(text: string, from: number, to: number, hash: number, make: (word: string) => T): T {
    const young = this.#young.find(text, from, to, hash);
    if (young) return young.value;
    const found = this.#old.find(text, from, to, hash) ?? made(cut(text, from, to), make);
    if (this.#young.size >= this.#most) {
      this.#old = this.#young;
      this.#young = new Words(this.#most);
    }
    this.#young.add(found, hash);
    return found.value;
  }

  /** The same of a word that stands alone. */
  of(word: string, make: (word: string) => T): T {
    let hash = FIRST_HASH;
    for (let i = 0; i < word.length; i++) hash = nextHash(hash, word.charCodeAt(i));
    return this.at(word, 0, word.length, hash, make);
  }
}

/** V8 copies shorter pieces of a text; one of so many units or more would keep the text in memory. */
const KEEPS_ITS_TEXT = 13;

const cut = (text: string, from: number, to: number): string => {
  const word = text.slice(from, to);
  return word.length < KEEPS_ITS_TEXT ? word : [...word].join("");
};

const made = <T>(word: string, make: (word: string) => T): Entry<T> => ({ word, value: make(word) });

interface Entry<T> {
  word: string;
  value: T;
}

/** An open-addressing hash table that is at most half full. */
class Words<T> {
  readonly #hashes: Int32Array;
  readonly #entries: (Entry<T> | undefined)[];
  readonly #mask: number;
  size = 0;

  constructor(most: number) {
    const places = 2 ** Math.ceil(Math.log2(Math.max(1, most) * 2));
    this.#hashes = new Int32Array(places);
    this.#entries = new Array(places).fill(undefined);
    this.#mask = places - 1;
  }

  find(text: string, from: number, to: number, hash: number): Entry<T> | null {
    for (let at = hash & this.#mask; ; at = (at + 1) & this.#mask) {
      const entry = this.#entries[at];
      if (entry === undefined) return null;
      if (this.#hashes[at] === hash && standsAt(text, from, to, entry.word)) return entry;
    }
  }

  add(entry: Entry<T>, hash: number): void {
    let at = hash & this.#mask;
    while (this.#entries[at] !== undefined) at = (at + 1) & this.#mask;
    this.#hashes[at] = hash;
    this.#entries[at] = entry;
    this.size++;
  }
}

function standsAt(text: string, from: number, to: number, word: string): boolean {
  if (word.length !== to - from) return false;
  for (let i = 0; i < word.length; i++) if (word.charCodeAt(i) !== text.charCodeAt(from + i)) return false;
  return true;
}
