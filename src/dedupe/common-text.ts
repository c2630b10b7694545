import type { Run } from "./align.ts";
import { winnow } from "./fingerprints.ts";
import type { ShingledText } from "./kernel.ts";
import type { DedupeSettings } from "./settings.ts";

/** The fingerprints of a text and which of them stand in many distinct stories. */
export interface CommonText {
  keys: Int32Array;
  /** Word at which the fingerprint's shingle begins. */
  positions: Int32Array;
  /** 1 for a common fingerprint. */
  common: Uint8Array;
}

export function commonText(
  text: ShingledText,
  isCommon: (fingerprint: number) => boolean,
  settings: DedupeSettings,
): CommonText {
  const { keys, positions } = winnow(text.shingles, settings.fingerprintWindow);
  return { keys, positions, common: Uint8Array.from(keys, (key) => (isCommon(key) ? 1 : 0)) };
}

/**
 * Marks, among the words that a text shares with another, those that belong to no story: footers, stock sentences, a
 * template's fixed part, a much quoted statement. A shared word is as common as the nearest fingerprint that lies
 * wholly in a shared run (one that covers a swapped name is unique and says nothing), if that is at most `reach` words
 * away. So what the index keeps of an article is enough to tell, also after a restart.
 */
export function markCommon(text: CommonText, runs: readonly Run[], span: number, reach: number, out: Uint8Array): void {
  out.fill(0);
  const sorted = [...runs].sort((a, b) => a.at - b.at);
  const middles: number[] = [];
  const kinds: number[] = [];
  let n = 0;
  for (const { at, length } of sorted) {
    while (n < text.positions.length && (text.positions[n] as number) < at) n++;
    for (let k = n; k < text.positions.length && (text.positions[k] as number) + span <= at + length; k++) {
      middles.push((text.positions[k] as number) + (span >> 1));
      kinds.push(text.common[k] as number);
    }
  }
  let nearest = 0;
  for (const { at, length } of sorted) {
    for (let i = at; i < at + length; i++) {
      while (nearest + 1 < middles.length && distance(middles, nearest + 1, i) <= distance(middles, nearest, i))
        nearest++;
      if (kinds[nearest] === 1 && distance(middles, nearest, i) <= reach) out[i] = 1;
    }
  }
}

function distance(middles: readonly number[], n: number, word: number): number {
  return Math.abs((middles[n] as number) - word);
}
