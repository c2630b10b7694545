import { longer } from "./term-slots.ts";

/** Sums by story number, and the numbers that have one. The same arrays serve one search after another. */
export class Scores {
  /** For `Postings`, which adds thousands of times for one article. */
  values = new Float64Array(1024);
  /** The last term that added to a story. */
  terms = new Uint32Array(1024);
  numbers = new Uint32Array(1024);
  count = 0;
  term = 0;

  /** What is added from now on belongs to another term, and to stories whose numbers are below this. */
  beginTerm(numbers: number): void {
    this.term = (this.term + 1) >>> 0;
    while (numbers > this.values.length) {
      this.values = longer(this.values, Float64Array);
      this.terms = longer(this.terms, Uint32Array);
      this.numbers = longer(this.numbers, Uint32Array);
    }
  }

  /** Tells every sum, and begins anew. */
  drain(each: (number: number, sum: number) => void): void {
    const { values, numbers, count } = this;
    this.count = 0;
    for (let i = 0; i < count; i++) {
      const number = numbers[i]!;
      const sum = values[number]!;
      values[number] = 0;
      each(number, sum);
    }
  }
}
