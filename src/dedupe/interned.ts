/** Numbers for strings, counted, so that a number is used again when nobody holds its string any more. */
export class Interned {
  readonly #numbers = new Map<string, number>();
  readonly #strings: string[] = [];
  readonly #holders: number[] = [];
  readonly #free: number[] = [];

  hold(text: string): number {
    let number = this.#numbers.get(text);
    if (number === undefined) {
      number = this.#free.pop() ?? this.#strings.length;
      this.#numbers.set(text, number);
      this.#strings[number] = text;
      this.#holders[number] = 0;
    }
    this.#holders[number] = (this.#holders[number] ?? 0) + 1;
    return number;
  }

  release(number: number): void {
    const left = (this.#holders[number] ?? 0) - 1;
    this.#holders[number] = left;
    if (left > 0) return;
    this.#numbers.delete(this.#strings[number] as string);
    this.#free.push(number);
  }

  /** The number of a string that somebody holds. */
  number(text: string): number | undefined {
    return this.#numbers.get(text);
  }

  text(number: number): string {
    return this.#strings[number] as string;
  }
}
