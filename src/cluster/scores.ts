import { longer } from "./term-slots.ts";

/** Sums by story number, and the numbers that have one. The same arrays serve one search after another. */
export class Scores {
  #values = new Float64Array(1024);
  #numbers = new Uint32Array(1024);
  #count = 0;

  add(number: number, value: number): void {
    while (number >= this.#values.length) this.#values = longer(this.#values, Float64Array);
    const before = this.#values[number]!;
    if (before === 0) {
      if (this.#count >= this.#numbers.length) this.#numbers = longer(this.#numbers, Uint32Array);
      this.#numbers[this.#count++] = number;
    }
    this.#values[number] = before + value;
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
