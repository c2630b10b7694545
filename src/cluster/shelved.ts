import { HEAD_WORDS, MOST_TERMS, Packed } from "./packed.ts";
import type { TermSlots } from "./term-slots.ts";

/** Bytes before the weights: the length of the whole (two), and how many terms each list has. */
export const SHELVED_HEAD = 8;
/** Lists of terms: named, others, names, pairs, further. A slot takes five bytes at most. */
const LISTS = 5;
const MOST_BYTES = SHELVED_HEAD + 6 * MOST_TERMS + LISTS * MOST_TERMS * 5;
/** Of each byte of a slot seven bits count; the highest says that another one follows. */
const LAST = 128;

/**
 * A report's vectors as they are kept in memory: its terms by their slots, ascending, each as the distance from the one
 * before it: a byte or two instead of four.
 *
 *   0    length in bytes | 2  terms of all | 3  of these also names | 4  of title | 5  of names | 6  pairs | 7  further
 *   8    weights of all; places of title; weights of title, names, pairs; powers of further
 *   then slots of the terms also names, of the other terms of all, of names, pairs, further
 */
export abstract class Shelved {
  /** Shared with other vectors. */
  abstract readonly bytes: Uint8Array;
  abstract readonly at: number;
  abstract readonly slots: TermSlots;

  /** Terms that the headline does not have. */
  get beyondTitle(): number {
    return this.bytes[this.at + 2]! - this.bytes[this.at + 4]!;
  }

  /** The vectors with their terms' numbers, until others are opened: the same words serve one after another. */
  open(): Packed {
    const { bytes, at, slots } = this;
    const [all, named, title] = [bytes[at + 2]!, bytes[at + 3]!, bytes[at + 4]!];
    const [names, pairs, further] = [bytes[at + 5]!, bytes[at + 6]!, bytes[at + 7]!];
    const { words } = opened;
    words[0] = all | (named << 8) | (title << 16) | (names << 24);
    words[1] = pairs | (further << 8);
    const weights = all + title * 2 + names + pairs + further;
    let next = at + SHELVED_HEAD + weights;
    let word = HEAD_WORDS;
    for (const end of [named, all, all + names, all + names + pairs, all + names + pairs + further]) {
      let slot = 0;
      for (; word < HEAD_WORDS + end; word++) {
        let byte = bytes[next++]!;
        let distance = byte & (LAST - 1);
        for (let shift = 7; byte >= LAST; shift += 7) {
          byte = bytes[next++]!;
          distance |= (byte & (LAST - 1)) << shift;
        }
        slot += distance;
        words[word] = slots.id(slot);
      }
    }
    for (let i = 0; i < weights; i++) opened.bytes[word * 4 + i] = bytes[at + SHELVED_HEAD + i]!;
    return opened;
  }

  /** The same of their own. */
  unpacked(): Packed {
    return this.open().unpacked();
  }
}

/** Vectors as they come and as they are kept. */
export type Vectors = Packed | Shelved;

const opened = Packed.of(new Uint32Array(HEAD_WORDS + 4 * MOST_TERMS + Math.ceil((6 * MOST_TERMS) / 4)));
/** The same arrays serve one report after another. */
const shelved = new Uint8Array(MOST_BYTES);
const order = new Float64Array(MOST_TERMS);
const places = new Uint8Array(MOST_TERMS + 1);

/** Vectors as they are kept, until others are shelved. Every term has a slot. */
export function shelve(vectors: Packed, slots: TermSlots): Uint8Array {
  const { words, bytes, all, named, title, names, pairs, further } = vectors;
  shelved.set([0, 0, all, named, title, names, pairs, further]);
  let weight = SHELVED_HEAD;
  let next = SHELVED_HEAD + all + title * 2 + names + pairs + further;
  const put = (distance: number) => {
    let left = distance;
    for (; left >= LAST; left >>>= 7) shelved[next++] = (left & (LAST - 1)) | LAST;
    shelved[next++] = left;
  };
  const list = (ids: number, weights: number, from: number, to: number) => {
    for (let i = from; i < to; i++) order[i - from] = slots.of(words[ids + i]!) * (MOST_TERMS + 1) + i;
    let before = 0;
    for (const key of order.subarray(0, to - from).sort()) {
      const place = key % (MOST_TERMS + 1);
      const slot = (key - place) / (MOST_TERMS + 1);
      places[place] = weight - SHELVED_HEAD;
      shelved[weight++] = bytes[weights + place]!;
      put(slot - before);
      before = slot;
    }
  };
  list(vectors.allIds, vectors.allWeights, 0, named);
  list(vectors.allIds, vectors.allWeights, named, all);
  for (let i = 0; i < title; i++) shelved[weight++] = places[bytes[vectors.titlePlaces + i]!]!;
  for (let i = 0; i < title; i++) shelved[weight++] = bytes[vectors.titleWeights + i]!;
  list(vectors.nameIds, vectors.nameWeights, 0, names);
  list(vectors.pairIds, vectors.pairWeights, 0, pairs);
  list(vectors.furtherIds, vectors.furtherPowers, 0, further);
  shelved[0] = next & 255;
  shelved[1] = next >>> 8;
  return shelved.subarray(0, next);
}
