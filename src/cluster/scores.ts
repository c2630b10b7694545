import { longer } from "./term-slots.ts";

/** Sums by story number, and the numbers that have one. The same arrays serve one search after another. */
export class Scores {
  #values = new Float64Array(1024);
  /** The last term that added to a story. */
  #terms = new Uint32Array(1024);
  #numbers = new Uint32Array(1024);
  #count = 0;
  #term = 0;
  #left = 0;

  /** What is added from now on belongs to another term, which adds to so many stories at most. */
  beginTerm(most: number): void {
    this.#term = (this.#term + 1) >>> 0;
    this.#left = most;
  }

  /** False when the term has added to enough stories and this is not one of them. */
  add(number: number, value: number): boolean {
    while (number >= this.#values.length) {
      this.#values = longer(this.#values, Float64Array);
      this.#terms = longer(this.#terms, Uint32Array);
    }
    if (this.#terms[number] !== this.#term) {
      if (this.#left === 0) return false;
      this.#left--;
      this.#terms[number] = this.#term;
    }
    const before = this.#values[number]!;
    if (before === 0) {
      if (this.#count >= this.#numbers.length) this.#numbers = longer(this.#numbers, Uint32Array);
      this.#numbers[this.#count++] = number;
    }
    this.#values[number] = before + value;
    return true;
  }

  /** Tells every sum, and begins anew. */
  drain(each: (number: number, sum: number) => void): void {
    for (let i = 0; i < this.#count; i++) {
      const number = this.#numbers[i]!;
      each(number, this.#values[number]!);
      this.#values[number] = 0;
    }
    this.#count = 0;
  }
}
