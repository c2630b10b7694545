import type { StoryState } from "./story-state.ts";
import { Tally } from "./tally.ts";
import type { TermTable } from "./term-table.ts";
import { eachTerm } from "./vectors.ts";

/** So many words are enough to tell an event: who, what, where. */
const WORDS = 3;

const counted = new Tally();

/**
 * What holds a story together: in how many unrelated articles one would have, by chance, all of the three rarest words that
 * at least half of its reports share (1 and more). Headlines of nothing in particular (business in brief, what you need to
 * know) share few words, and common ones.
 */
export function heldTogether(story: StoryState, table: TermTable): number {
  const { exemplars, reports } = story;
  const holders = counted.clear();
  for (const { vectors } of exemplars) {
    if (vectors) eachTerm(vectors, "all", (id) => holders.add(id, 1));
  }
  const enough = Math.min(exemplars.length, Math.max(2, exemplars.length / 2));
  // of reports that it is not compared by, as many have the word
  const ownShare = reports / Math.max(1, exemplars.length);
  const rare: number[] = [];
  const { ids, sums, size } = holders;
  for (let i = 0; i < size; i++) {
    if (sums[i]! >= enough) rare.push(table.idf(ids[i]!, Math.round(sums[i]! * ownShare)));
  }
  const logarithm = rare
    .sort((a, b) => b - a)
    .slice(0, WORDS)
    .reduce((sum, idf) => sum + Math.max(0, idf), 0);
  return Math.exp(logarithm);
}
