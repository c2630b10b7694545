import type { Scores } from "./scores.ts";
import { longer, TermSlots } from "./term-slots.ts";

const FIRST = 1024;
/** Sums of two bytes: 257 reports that have nothing but this term. */
const MOST = 0xffff;
const NONE = -1;

/**
 * For each term the stories that it weighs in, the latest last, at most so many, each with the sum of the weights that
 * its reports gave the term. A term's stories lie side by side in typed arrays, in a block that doubles as they grow:
 * 6 bytes for a story in a term.
 */
export class Postings {
  readonly #cap: number;
  readonly #slots = new TermSlots();
  /** By slot: where its block begins, how many stories are in it, and room for how many, as a power of two. */
  #starts = new Int32Array(FIRST);
  #lengths = new Uint16Array(FIRST);
  #powers = new Uint8Array(FIRST);
  #stories = new Uint32Array(FIRST);
  #sums = new Uint16Array(FIRST);
  #end = 0;
  /** Blocks that were outgrown, by power: the first of each; its first story says where the next is. */
  readonly #free: number[] = [];

  constructor(cap: number) {
    this.#cap = cap;
  }

  get bytes(): number {
    const arrays = [this.#starts, this.#lengths, this.#powers, this.#stories, this.#sums];
    return arrays.reduce((sum, { byteLength }) => sum + byteLength, this.#slots.bytes);
  }

  /** Puts a story at the latest place of a term. */
  post(term: number, story: number, weight: number): void {
    const slot = this.#slots.add(term);
    if (slot >= this.#starts.length) this.#growTerms();
    const length = this.#lengths[slot]!;
    if (length === 0) this.#starts[slot] = this.#block(0);
    const start = this.#starts[slot]!;
    const end = start + length;
    let at = end - 1;
    while (at >= start && this.#stories[at] !== story) at--;
    const sum = at >= start ? this.#sums[at]! : 0;
    let place = end;
    if (at >= start) place = this.#drop(at, end);
    else if (length >= this.#cap) place = this.#drop(start, end);
    else {
      this.#lengths[slot] = length + 1;
      if (length === 2 ** this.#powers[slot]!) place = this.#outgrow(slot, length);
    }
    this.#stories[place] = story;
    this.#sums[place] = Math.min(MOST, sum + weight);
  }

  /** Takes the weight of one report back. */
  unpost(term: number, story: number, weight: number): void {
    const slot = this.#slots.of(term);
    if (slot < 0) return;
    const start = this.#starts[slot]!;
    const at = this.#stories.subarray(start, start + this.#lengths[slot]!).indexOf(story);
    if (at >= 0) this.#sums[start + at] = Math.max(0, this.#sums[start + at]! - weight);
  }

  /** The stories of a term, the latest last. */
  each(term: number, visit: (story: number, sum: number) => void): void {
    const slot = this.#slots.of(term);
    if (slot >= 0) this.#eachOf(slot, visit);
  }

  /** Adds to the score of each story of a term what the story's weight and an article's make together. */
  addTo(scores: Scores, term: number, weight: number): void {
    const slot = this.#slots.of(term);
    if (slot < 0) return;
    const start = this.#starts[slot]!;
    const end = start + this.#lengths[slot]!;
    for (let at = start; at < end; at++) {
      const sum = this.#sums[at]!;
      if (sum > 0) scores.add(this.#stories[at]!, weight * sum);
    }
  }

  /** The same postings without stories that are no longer active. */
  kept(active: (story: number) => boolean): Postings {
    const kept = new Postings(this.#cap);
    for (let slot = 0; slot < this.#slots.size; slot++) {
      const term = this.#slots.id(slot);
      this.#eachOf(slot, (story, sum) => {
        if (active(story)) kept.post(term, story, sum);
      });
    }
    return kept;
  }

  #eachOf(slot: number, visit: (story: number, sum: number) => void): void {
    const start = this.#starts[slot]!;
    const end = start + this.#lengths[slot]!;
    for (let at = start; at < end; at++) visit(this.#stories[at]!, this.#sums[at]!);
  }

  /** Closes the gap at a place. Returns the place that is thereby free at the end. */
  #drop(at: number, end: number): number {
    this.#stories.copyWithin(at, at + 1, end);
    this.#sums.copyWithin(at, at + 1, end);
    return end - 1;
  }

  /** Moves a full block to one of twice the room. Returns its first free place. */
  #outgrow(slot: number, length: number): number {
    const start = this.#starts[slot]!;
    const power = this.#powers[slot]!;
    const block = this.#block(power + 1);
    this.#stories.copyWithin(block, start, start + length);
    this.#sums.copyWithin(block, start, start + length);
    this.#stories[start] = (this.#free[power] ?? NONE) + 1;
    this.#free[power] = start;
    this.#starts[slot] = block;
    this.#powers[slot] = power + 1;
    return block + length;
  }

  #block(power: number): number {
    const free = this.#free[power] ?? NONE;
    if (free !== NONE) {
      this.#free[power] = this.#stories[free]! - 1;
      return free;
    }
    const start = this.#end;
    this.#end += 2 ** power;
    while (this.#end > this.#stories.length) {
      this.#stories = longer(this.#stories, Uint32Array);
      this.#sums = longer(this.#sums, Uint16Array);
    }
    return start;
  }

  #growTerms(): void {
    this.#starts = longer(this.#starts, Int32Array);
    this.#lengths = longer(this.#lengths, Uint16Array);
    this.#powers = longer(this.#powers, Uint8Array);
  }
}
