import { isNumber } from "./term-id.ts";

/**
 * Weights are whole numbers: a unit vector's weights times this, so that each is a byte. Sums of whole numbers do not
 * depend on the order of adding, so an index rebuilt from the store equals the one that grew, bit for bit.
 */
export const UNIT = 255;
/** Lists of a packed vector have at most so many terms: their lengths are bytes. */
export const MOST_TERMS = 255;

/** Words before the ids. */
export const HEAD_WORDS = 2;

/** Terms with their weights; parallel lists. */
export interface Weighed {
  ids: number[];
  weights: number[];
}

/** What a packed vector is made of. */
export interface Parts {
  /** Terms of title and text. The first `named` of them are also names. */
  all: Weighed;
  named: number;
  /** The title's terms, each by its place in `all`. */
  title: { places: number[]; weights: number[] };
  names: Weighed;
  pairs: Weighed;
  /** Terms that are counted only, and the power of two of documents that each stands for. */
  further: { ids: number[]; powers: number[] };
}

/**
 * An article as it is compared and stored, in one run of 32-bit words:
 *
 *   word 0    terms of all | of these also names | of title | of names    (a byte each, the first the lowest)
 *   word 1    pairs | further counted terms (a byte each)
 *   words     ids of all, names, pairs, further
 *   bytes     weights of all; places of title; weights of title, names, pairs; powers of further; up to a whole word
 */
export class Packed {
  readonly words: Uint32Array;
  readonly bytes: Uint8Array;
  /** Word at which it begins. */
  readonly at: number;

  constructor(words: Uint32Array, bytes: Uint8Array, at: number) {
    this.words = words;
    this.bytes = bytes;
    this.at = at;
  }

  static of(words: Uint32Array): Packed {
    return new Packed(words, new Uint8Array(words.buffer, words.byteOffset, words.byteLength), 0);
  }

  get all(): number {
    return this.words[this.at]! & 255;
  }
  get named(): number {
    return (this.words[this.at]! >>> 8) & 255;
  }
  get title(): number {
    return (this.words[this.at]! >>> 16) & 255;
  }
  get names(): number {
    return this.words[this.at]! >>> 24;
  }
  get pairs(): number {
    return this.words[this.at + 1]! & 255;
  }
  get further(): number {
    return (this.words[this.at + 1]! >>> 8) & 255;
  }

  /** Terms that the headline does not have. */
  get beyondTitle(): number {
    return this.all - this.title;
  }

  /** First word of each list of ids. */
  get allIds(): number {
    return this.at + HEAD_WORDS;
  }
  get nameIds(): number {
    return this.allIds + this.all;
  }
  get pairIds(): number {
    return this.nameIds + this.names;
  }
  get furtherIds(): number {
    return this.pairIds + this.pairs;
  }

  /** First byte of each list of bytes. */
  get allWeights(): number {
    return (this.furtherIds + this.further) * 4;
  }
  get titlePlaces(): number {
    return this.allWeights + this.all;
  }
  get titleWeights(): number {
    return this.titlePlaces + this.title;
  }
  get nameWeights(): number {
    return this.titleWeights + this.title;
  }
  get pairWeights(): number {
    return this.nameWeights + this.names;
  }
  get furtherPowers(): number {
    return this.pairWeights + this.pairs;
  }

  /** Words that it takes. */
  get length(): number {
    return Math.ceil((this.furtherPowers + this.further) / 4) - this.at;
  }

  open(): Packed {
    return this;
  }

  /** The same in words of its own. */
  unpacked(): Packed {
    return Packed.of(this.words.slice(this.at, this.at + this.length));
  }

  /** Every term that its document counts for. */
  counted(each: (id: number, times: number) => void): void {
    const { words, bytes } = this;
    // a number stands in `all` and in `names`; it is one term of the document
    const [names, pairs, from] = [this.nameIds, this.pairIds, this.furtherIds];
    for (let i = this.allIds; i < names; i++) each(words[i]!, 1);
    for (let i = names; i < pairs; i++) if (!isNumber(words[i]!) || !this.#inAll(words[i]!)) each(words[i]!, 1);
    for (let i = pairs; i < from; i++) each(words[i]!, 1);
    const powers = this.furtherPowers;
    const further = this.further;
    for (let i = 0; i < further; i++) each(words[from + i]!, 2 ** bytes[powers + i]!);
  }

  #inAll(id: number): boolean {
    const end = this.nameIds;
    for (let i = this.allIds; i < end; i++) if (this.words[i] === id) return true;
    return false;
  }
}

export function pack({ all, named, title, names, pairs, further }: Parts): Packed {
  const terms = all.ids.length + names.ids.length + pairs.ids.length + further.ids.length;
  const words = new Uint32Array(HEAD_WORDS + terms + Math.ceil((terms + 2 * title.places.length) / 4));
  words[0] = all.ids.length | (named << 8) | (title.places.length << 16) | (names.ids.length << 24);
  words[1] = pairs.ids.length | (further.ids.length << 8);
  let at = HEAD_WORDS;
  for (const { ids } of [all, names, pairs, further]) for (let i = 0; i < ids.length; i++) words[at++] = ids[i]!;
  const packed = Packed.of(words);
  let byte = at * 4;
  const lists = [all.weights, title.places, title.weights, names.weights, pairs.weights, further.powers];
  for (const list of lists) for (let i = 0; i < list.length; i++) packed.bytes[byte++] = list[i]!;
  return packed;
}
