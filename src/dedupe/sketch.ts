import { type Outline, textKernel } from "./kernel.ts";
import type { DedupeSettings } from "./settings.ts";

/** All that the index keeps of an article. Only sketches made with equal settings compare. */
export interface Sketch extends Outline {
  /** Words (tokens, see `Words.perWord`) that were compared. */
  words: number;
  /** `Words.perWord`. */
  perWord: 1 | 2;
  /** Two hashes over every word in order: equal for the same title and text. */
  whole: readonly [number, number];
  /** 128 MinHash values. */
  signature: Uint8Array;
  /** Winnowed fingerprints, bounded, distinct, sorted. */
  keys: Int32Array;
  /** One bit a key: this text was taken over from another article, so it does not make that text more common. */
  borrowed: Uint8Array;
  /** It carries texts of several stories (a live blog, a round-up), so it is nobody's original. */
  roundup: boolean;
}

/**
 * From text to sketch. Give it `comparedText(article)`.
 *
 * @example sketchOf("", DEDUPE_DEFAULTS).words // 0: an empty text has a sketch, and nothing is near it
 */
export function sketchOf(text: string, settings: DedupeSettings): Sketch {
  const outline = textKernel().outline(text, settings);
  return { ...outline, borrowed: new Uint8Array((outline.keys.length + 7) >> 3), roundup: false };
}
