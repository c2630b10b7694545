import { contentHash } from "../model/id.ts";
import type { Sightings } from "../model/known.ts";
import type { Block } from "./blocks.ts";
import type { Verdict } from "./verdict.ts";

/** Words of a block that may be a site's own line: fewer are a subheading, more are a paragraph of somebody's text. */
const MIN_WORDS = 4;
const MAX_WORDS = 40;
/** Blocks at the beginning and the end of a text among which such lines stand. */
const HEAD_BLOCKS = 3;
const TAIL_BLOCKS = 5;
/** Share of the text's words from which what repeats is the text itself. */
const MOST_TAKEN = 0.3;
/** Digits of a name: 48 bits, so that among a site's blocks two do not meet by chance. */
const NAME_DIGITS = 12;

/** A text by its letters alone: "3 comments" on one page is "17 comments" on the next. */
export const nameOfText = (text: string): string =>
  contentHash(text.toLowerCase().replace(/[^\p{L}\p{M}]+/gu, "")).slice(0, NAME_DIGITS);

/** What a page's text shows of its site. */
export function sightingsOf(kept: readonly Block[]): Sightings {
  let longest = kept[0];
  for (const block of kept) if (longest && block.chars > longest.chars) longest = block;
  return { voice: nameOfText(longest?.text ?? ""), blocks: suspects(kept).map(({ text }) => nameOfText(text)) };
}

/** Short blocks at the edges of the text that are no headings, rows or items. */
const suspects = (kept: readonly Block[]): Block[] =>
  kept.filter(
    ({ words, element }, i) =>
      words >= MIN_WORDS &&
      words <= MAX_WORDS &&
      (i < HEAD_BLOCKS || i >= kept.length - TAIL_BLOCKS) &&
      !/^(?:h[1-6]|tr|li|dt|dd|blockquote)$/.test(element.tag),
  );

/**
 * Takes blocks out of the text that stand on at least `pages` other articles of the site. Only what stands at its edges
 * and is short can be; nothing is taken when it is too much of the text.
 */
export function takeRepeated(
  kept: readonly Block[],
  verdicts: Map<number, Verdict>,
  { voice }: Sightings,
  site: ReadonlyMap<string, readonly string[]>,
  pages: number,
): Block[] {
  const repeated = suspects(kept).filter(({ text }) => {
    const voices = site.get(nameOfText(text)) ?? [];
    return voices.filter((other) => other !== voice).length >= pages;
  });
  const words = (blocks: readonly Block[]) => blocks.reduce((sum, block) => sum + block.words, 0);
  if (repeated.length === 0 || words(repeated) > words(kept) * MOST_TAKEN) return [...kept];
  for (const { index } of repeated) verdicts.set(index, { keep: false, reason: "repeats-on-site", score: 0.9 });
  return kept.filter((block) => !repeated.includes(block));
}
