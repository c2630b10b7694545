import { longer, TermSlots } from "./term-slots.ts";

const NONE = -1;
const FIRST_NODES = 1024;
/** Sums of two bytes: 257 reports that have nothing but this term. */
const MOST = 0xffff;

/**
 * For each term the stories that it weighs in, the latest first, at most so many, each with the sum of the weights that
 * its reports gave the term. Lists of nodes in typed arrays: 10 bytes for a story in a term.
 */
export class Postings {
  readonly #cap: number;
  #slots = new TermSlots();
  #heads = new Int32Array(FIRST_NODES).fill(NONE);
  #lengths = new Uint16Array(FIRST_NODES);
  #stories = new Uint32Array(FIRST_NODES);
  #sums = new Uint16Array(FIRST_NODES);
  #next = new Int32Array(FIRST_NODES);
  #nodes = 0;

  constructor(cap: number) {
    this.#cap = cap;
  }

  get bytes(): number {
    const arrays = [this.#heads, this.#lengths, this.#stories, this.#sums, this.#next];
    return arrays.reduce((sum, { byteLength }) => sum + byteLength, this.#slots.bytes);
  }

  /** Puts a story at the latest place of a term. */
  post(term: number, story: number, weight: number): void {
    const slot = this.#slots.add(term);
    if (slot >= this.#heads.length) this.#growTerms();
    let before = NONE;
    let at = this.#heads[slot]!;
    let beforeLast = NONE;
    for (; at !== NONE && this.#stories[at] !== story; at = this.#next[at]!) {
      beforeLast = before;
      before = at;
    }
    if (at === NONE && this.#lengths[slot]! >= this.#cap) {
      // the oldest makes room
      at = before;
      before = beforeLast;
      this.#sums[at] = 0;
    } else if (at === NONE) {
      at = this.#node();
      this.#lengths[slot] = this.#lengths[slot]! + 1;
      this.#sums[at] = 0;
      before = NONE;
      this.#next[at] = this.#heads[slot]!;
      this.#heads[slot] = at;
    }
    if (before !== NONE) {
      this.#next[before] = this.#next[at]!;
      this.#next[at] = this.#heads[slot]!;
      this.#heads[slot] = at;
    }
    this.#stories[at] = story;
    this.#sums[at] = Math.min(MOST, this.#sums[at]! + weight);
  }

  /** Takes the weight of one report back. */
  unpost(term: number, story: number, weight: number): void {
    const slot = this.#slots.of(term);
    if (slot < 0) return;
    for (let at = this.#heads[slot]!; at !== NONE; at = this.#next[at]!) {
      if (this.#stories[at] === story) this.#sums[at] = Math.max(0, this.#sums[at]! - weight);
    }
  }

  /** The stories of a term, the latest first. */
  each(term: number, visit: (story: number, sum: number) => void): void {
    const slot = this.#slots.of(term);
    if (slot < 0) return;
    for (let at = this.#heads[slot]!; at !== NONE; at = this.#next[at]!) visit(this.#stories[at]!, this.#sums[at]!);
  }

  /** The same postings without stories that are no longer active. */
  kept(active: (story: number) => boolean): Postings {
    const kept = new Postings(this.#cap);
    const list: number[] = [];
    for (let slot = 0; slot < this.#slots.size; slot++) {
      list.length = 0;
      for (let at = this.#heads[slot]!; at !== NONE; at = this.#next[at]!) {
        if (active(this.#stories[at]!)) list.push(at);
      }
      const term = this.#slots.id(slot);
      for (let i = list.length - 1; i >= 0; i--) kept.post(term, this.#stories[list[i]!]!, this.#sums[list[i]!]!);
    }
    return kept;
  }

  #node(): number {
    if (this.#nodes >= this.#stories.length) {
      this.#stories = longer(this.#stories, Uint32Array);
      this.#sums = longer(this.#sums, Uint16Array);
      this.#next = longer(this.#next, Int32Array);
    }
    return this.#nodes++;
  }

  #growTerms(): void {
    const before = this.#heads.length;
    this.#heads = longer(this.#heads, Int32Array).fill(NONE, before);
    this.#lengths = longer(this.#lengths, Uint16Array);
  }
}
