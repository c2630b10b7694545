import type { Query } from "./article-vectors.ts";
import { heaviest, Postings } from "./postings.ts";
import { Scratch } from "./similarity.ts";
import type { StoryState } from "./story-state.ts";
import { type TermShares, TermTable } from "./term-table.ts";

/** Terms of a report under which its story can be found. */
const POSTED_TERMS = 60;

/**
 * What the articles of one language share: their terms, and which stories weigh in which term. A foreign table of
 * document frequencies makes common words look rare, so languages do not mix.
 */
export class Lane {
  readonly table: TermTable;
  readonly postings: Postings;
  readonly scratch = new Scratch();

  constructor(seed: TermShares, maxPostings: number) {
    this.table = new TermTable(seed);
    this.postings = new Postings(maxPostings);
  }

  /** Makes a story findable by the terms of a report of it. */
  post(story: StoryState, vectors: Query["vectors"]): void {
    const terms = heaviest(vectors.all, POSTED_TERMS).map(({ id }) => id);
    this.postings.post(story.number, new Set([...terms, ...vectors.title.ids]));
  }
}

/**
 * The stories that share most of a vector's heaviest terms, the likeliest first; of equal ones the older.
 * The score is the part of the cosine to the story's centroid that these terms make.
 */
export function candidates(
  lane: Lane,
  terms: readonly { id: number; weight: number }[],
  storyOf: (number: number) => StoryState | undefined,
  fits: (story: StoryState) => boolean,
  limit: number,
): StoryState[] {
  const scores = new Map<StoryState, number>();
  const rejected = new Set<StoryState>();
  for (const { id, weight } of terms) {
    for (const number of lane.postings.of(id)) {
      const story = storyOf(number);
      if (!story || rejected.has(story)) continue;
      let score = scores.get(story);
      if (score === undefined) {
        if (!fits(story)) {
          rejected.add(story);
          continue;
        }
        score = 0;
      }
      const { sums, norm } = story.centroids.all;
      scores.set(story, score + (weight * (sums.get(id) ?? 0)) / norm);
    }
  }
  return [...scores]
    .sort((a, b) => b[1] - a[1] || a[0].founded - b[0].founded)
    .slice(0, limit)
    .map(([story]) => story);
}
