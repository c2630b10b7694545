import type { Packed } from "./packed.ts";
import { Postings } from "./postings.ts";
import type { StoryState } from "./story-state.ts";
import { type TermShares, TermTable } from "./term-table.ts";
import { heaviestOf } from "./vectors.ts";

/** Terms of a report under which its story can be found. */
const POSTED_TERMS = 60;

/**
 * What the articles of one language share: their terms, and which stories weigh in which term. A foreign table of
 * document frequencies makes common words look rare, so languages do not mix.
 */
export class Lane {
  readonly table: TermTable;
  postings: Postings;

  constructor(seed: TermShares, maxPostings: number) {
    this.table = new TermTable(seed);
    this.postings = new Postings(maxPostings);
  }

  /** Makes room that stories which are no longer active held. */
  forgetStories(active: (number: number) => boolean): void {
    this.postings = this.postings.kept(active);
  }

  /** Makes a story findable by the terms of a report of it. */
  post(story: StoryState, vectors: Packed): void {
    const terms = heaviestOf(vectors, POSTED_TERMS);
    for (const { id, weight } of terms) this.postings.post(id, story.number, weight);
  }

  /** Takes back what a report of a story posted. */
  unpost(story: StoryState, vectors: Packed): void {
    const terms = heaviestOf(vectors, POSTED_TERMS);
    for (const { id, weight } of terms) this.postings.unpost(id, story.number, weight);
  }
}

/**
 * The stories that share most of a vector's heaviest terms, the likeliest first; of equal ones the older.
 * The score is the part of the cosine to the sum of the story's reports that these terms make.
 */
export function candidates(
  lane: Lane,
  terms: readonly { id: number; weight: number }[],
  storyOf: (number: number) => StoryState | undefined,
  fits: (story: StoryState) => boolean,
  limit: number,
): StoryState[] {
  const scores = new Map<number, number>();
  for (const { id, weight } of terms) {
    lane.postings.each(id, (number, sum) => scores.set(number, (scores.get(number) ?? 0) + weight * sum));
  }
  const found: { story: StoryState; score: number }[] = [];
  for (const [number, score] of scores) {
    const story = storyOf(number);
    if (story && fits(story)) found.push({ story, score: score / Math.sqrt(story.squares.all) });
  }
  found.sort((a, b) => b.score - a.score || a.story.founded - b.story.founded);
  return found.slice(0, limit).map(({ story }) => story);
}
