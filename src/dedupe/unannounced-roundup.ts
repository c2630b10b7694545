import type { Run } from "./align.ts";
import { winnow } from "./fingerprints.ts";
import type { ShingledText } from "./kernel.ts";
import type { DedupeSettings } from "./settings.ts";

/** Fingerprints of a further story: thirty-six words in a row have as many at least. */
const FURTHER_KEYS = 2;
/** Share of an article's fingerprints from which the article as a whole stands in the other text. */
const INSIDE = 0.5;

/** A way to ask who carries a fingerprint: articles by number. */
export type EachCarrier = (key: number, found: (article: number) => void) => void;

/**
 * Articles that stand in a text besides a newcomer and share nothing with it there. With one of them that was published before
 * the text, as the newcomer was, the text is a round-up that does not say so: a morning's briefing, say, that was read before
 * the reports that it is made of.
 *
 * @param runs what the newcomer shares with the text
 * @param wordsOf how long an article is, in words as `Words` counts them
 */
export function tellsBesides(
  text: ShingledText,
  runs: readonly Run[],
  settings: DedupeSettings,
  eachCarrier: EachCarrier,
  wordsOf: (article: number) => number,
): number[] {
  const { keys, positions } = winnow(text.shingles, settings.fingerprintWindow);
  const told = new Uint8Array(text.words.hashes.length);
  for (const { parentAt, length } of runs) told.fill(1, parentAt, parentAt + length);
  const sharing = new Set<number>();
  const besides = new Map<number, number>();
  for (const [n, key] of keys.entries()) {
    const shared = told[positions[n] as number] === 1;
    eachCarrier(key, (article) => {
      if (shared) sharing.add(article);
      else besides.set(article, (besides.get(article) ?? 0) + 1);
    });
  }
  const density = 2 / (settings.fingerprintWindow + 1);
  return [...besides]
    .filter(([article, count]) => !sharing.has(article) && count >= FURTHER_KEYS)
    .filter(([article, count]) => count >= INSIDE * wordsOf(article) * density)
    .map(([article]) => article);
}
