import type { Slabs } from "./slabs.ts";

/** Before the letters: the length of the record, how a letter is written, and how many letters are the id's (two bytes). */
const HEAD = 5;
const ONE_BYTE = 1;
const TWO_BYTES = 2;
/** Letters of an id and a headline, at most, that lie in a slab. */
const MOST_LETTERS = 4000;
/** The same bytes serve one article after another. */
const record = Buffer.alloc(HEAD + MOST_LETTERS * TWO_BYTES);

/**
 * An article's id and headline, as bytes in a slab: one for each letter where all are Latin, else two. As strings they take
 * 40 bytes more.
 */
export class Labels {
  readonly #slabs: Slabs;
  /** What is too long for a slab, by its owner. */
  readonly #long = new Map<number, { id: string; title: string }>();

  constructor(slabs: Slabs) {
    this.#slabs = slabs;
  }

  /** Returns their place; 0 for what is too long for a slab and kept by its owner's number. */
  keep(id: string, title: string, owner: number): number {
    const text = id + title;
    if (text.length > MOST_LETTERS) {
      this.#long.set(owner, { id, title });
      return 0;
    }
    const width = isLatin(text) ? ONE_BYTE : TWO_BYTES;
    const length = HEAD + text.length * width;
    record[0] = length & 255;
    record[1] = length >>> 8;
    record[2] = width;
    record[3] = id.length & 255;
    record[4] = id.length >>> 8;
    record.write(text, HEAD, width === ONE_BYTE ? "latin1" : "utf16le");
    return this.#slabs.keep(record.subarray(0, length));
  }

  id(place: number, owner: number): string {
    if (place === 0) return this.#long.get(owner)!.id;
    const { slab, encoding, from, middle } = this.#parts(place);
    return slab.toString(encoding, from, middle);
  }

  title(place: number, owner: number): string {
    if (place === 0) return this.#long.get(owner)!.title;
    const { slab, encoding, middle, end } = this.#parts(place);
    return slab.toString(encoding, middle, end);
  }

  release(place: number, owner: number): void {
    if (place === 0) this.#long.delete(owner);
    else this.#slabs.release(place);
  }

  #parts(place: number) {
    const slab = this.#slabs.slab(place);
    const at = this.#slabs.at(place);
    const width = slab[at + 2]!;
    const from = at + HEAD;
    const middle = from + (slab[at + 3]! | (slab[at + 4]! << 8)) * width;
    const encoding: BufferEncoding = width === ONE_BYTE ? "latin1" : "utf16le";
    return { slab, encoding, from, middle, end: at + this.#slabs.length(place) };
  }
}

function isLatin(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0xff) return false;
  return true;
}
