import { grown } from "../model/grown.ts";

/** Values found for several keys: `values[n]` belongs to the key at `which[n]`. */
export class Hits {
  size = 0;
  which = new Int32Array(64);
  values = new Int32Array(64);

  push(which: number, value: number): void {
    const n = this.size++;
    if (n === this.values.length) {
      this.which = grown(this.which, n + 1);
      this.values = grown(this.values, n + 1);
    }
    this.which[n] = which;
    this.values[n] = value;
  }
}
