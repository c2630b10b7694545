import { grown } from "./grown.ts";
import { HashChains } from "./hash-chains.ts";
import { wordHash } from "./word-hash.ts";

/** Bytes kept for a name: its length and its letters. Ids of articles have 18 letters. */
const CELL_BYTES = 24;
/** In place of the length: the name is long or not ASCII, and kept as a string. */
const ELSEWHERE = 0xff;

/**
 * Numbers for strings (ids of articles, sources), counted, so that a number is used again when nobody holds its string
 * any more. About 40 bytes each, where a string and its place in a `Map` take some 120.
 */
export class Names {
  #cells = Buffer.alloc(CELL_BYTES * 64);
  #holders = new Int32Array(64);
  readonly #chains = new HashChains();
  readonly #elsewhere = new Map<number, string>();
  readonly #free: number[] = [];
  #used = 0;

  /** Makes room for so many more; returns how many there will be. */
  expect(many: number): number {
    const all = this.#used - this.#free.length + many;
    this.#holders = grown(this.#holders, all);
    this.#makeRoom(all);
    this.#chains.expect(many, all);
    return all;
  }

  hold(text: string): number {
    const hash = wordHash(text);
    let number = this.#find(text, hash);
    if (number === undefined) {
      number = this.#free.pop() ?? this.#used++;
      this.#holders = grown(this.#holders, number + 1);
      this.#keep(number, text);
      this.#chains.link(hash, number);
    }
    return this.share(number);
  }

  /** One more holder of a string that somebody holds. */
  share(number: number): number {
    this.#holders[number] = (this.#holders[number] as number) + 1;
    return number;
  }

  release(number: number): void {
    const left = (this.#holders[number] as number) - 1;
    this.#holders[number] = left;
    if (left > 0) return;
    this.#chains.unlink(number);
    this.#elsewhere.delete(number);
    this.#free.push(number);
  }

  /** The number of a string that somebody holds. */
  number(text: string): number | undefined {
    return this.#find(text, wordHash(text));
  }

  text(number: number): string {
    const start = number * CELL_BYTES;
    const length = this.#cells[start] as number;
    if (length === ELSEWHERE) return this.#elsewhere.get(number) as string;
    return this.#cells.toString("latin1", start + 1, start + 1 + length);
  }

  get bytes(): number {
    return this.#cells.length + this.#holders.byteLength + this.#chains.bytes;
  }

  #find(text: string, hash: number): number | undefined {
    for (let number = this.#chains.first(hash); number >= 0; number = this.#chains.next(number)) {
      if (this.#chains.key(number) === hash && this.#is(number, text)) return number;
    }
    return undefined;
  }

  #keep(number: number, text: string): void {
    const start = number * CELL_BYTES;
    this.#makeRoom(number + 1);
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (i + 1 === CELL_BYTES || code > 0x7f) {
        this.#cells[start] = ELSEWHERE;
        this.#elsewhere.set(number, text);
        return;
      }
      this.#cells[start + 1 + i] = code;
    }
    this.#cells[start] = text.length;
  }

  #makeRoom(names: number): void {
    if (names * CELL_BYTES > this.#cells.length)
      this.#cells = Buffer.from(grown(new Uint8Array(this.#cells.buffer), names * CELL_BYTES).buffer);
  }

  #is(number: number, text: string): boolean {
    const start = number * CELL_BYTES;
    const length = this.#cells[start] as number;
    if (length === ELSEWHERE) return this.#elsewhere.get(number) === text;
    if (length !== text.length) return false;
    for (let i = 0; i < length; i++) if (this.#cells[start + 1 + i] !== text.charCodeAt(i)) return false;
    return true;
  }
}
