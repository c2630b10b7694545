import type { Packed } from "./packed.ts";
import { Postings } from "./postings.ts";
import type { StoryState } from "./story-state.ts";
import { longer } from "./term-slots.ts";
import { type TermShares, TermTable } from "./term-table.ts";
import { heaviestOf } from "./vectors.ts";

/** Terms of a report under which its story can be found. */
const POSTED_TERMS = 40;

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
  let touched = 0;
  for (const { id, weight } of terms) {
    lane.postings.each(id, (number, sum) => {
      if (sum === 0) return;
      if (number >= scores.length) growScores(number);
      if (scores[number] === 0) {
        if (touched >= numbers.length) numbers = longer(numbers, Uint32Array);
        numbers[touched++] = number;
      }
      scores[number] = scores[number]! + weight * sum;
    });
  }
  const best: Scored[] = [];
  for (let i = 0; i < touched; i++) {
    const number = numbers[i]!;
    const story = storyOf(number);
    const score = story ? scores[number]! / Math.sqrt(story.squares.all) : 0;
    scores[number] = 0;
    const last = best[limit - 1];
    if (!story || (last && !likelier({ story, score }, last)) || !fits(story)) continue;
    const found = { story, score };
    const at = best.findIndex((other) => likelier(found, other));
    best.splice(at < 0 ? best.length : at, 0, found);
    best.length = Math.min(best.length, limit);
  }
  return best.map(({ story }) => story);
}

/** By story number, all 0 between uses; and the numbers in use. The same arrays serve one search after another. */
let scores = new Float64Array(1024);
let numbers = new Uint32Array(1024);

function growScores(number: number): void {
  const grown = new Float64Array(Math.max(number + 1, scores.length * 2));
  grown.set(scores);
  scores = grown;
}

interface Scored {
  story: StoryState;
  score: number;
}

function likelier(a: Scored, b: Scored): boolean {
  return a.score > b.score || (a.score === b.score && a.story.founded < b.story.founded);
}
