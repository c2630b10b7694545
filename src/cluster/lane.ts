import type { Packed } from "./packed.ts";
import { Postings } from "./postings.ts";
import { Scores } from "./scores.ts";
import type { StoryState } from "./story-state.ts";
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
  for (const { id, weight } of terms) lane.postings.addTo(scores, id, weight);
  const best: Scored[] = [];
  scores.drain((number, sum) => {
    const story = storyOf(number);
    if (!story) return;
    const found = { story, score: sum / Math.sqrt(story.squares.all) };
    const last = best[limit - 1];
    if ((last && !likelier(found, last)) || !fits(story)) return;
    const at = best.findIndex((other) => likelier(found, other));
    best.splice(at < 0 ? best.length : at, 0, found);
    best.length = Math.min(best.length, limit);
  });
  return best.map(({ story }) => story);
}

const scores = new Scores();

interface Scored {
  story: StoryState;
  score: number;
}

function likelier(a: Scored, b: Scored): boolean {
  return a.score > b.score || (a.score === b.score && a.story.founded < b.story.founded);
}
