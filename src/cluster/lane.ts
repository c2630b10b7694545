import { Postings } from "./postings.ts";
import type { ReportNumbers } from "./report-numbers.ts";
import { Scores } from "./scores.ts";
import type { Vectors } from "./shelved.ts";
import type { StoryState } from "./story-state.ts";
import { type TermShares, TermTable } from "./term-table.ts";
import { heaviestOf } from "./vectors.ts";

/** Terms of a report under which its story can be found: more than are looked up; with 40 every labelled set scores the same. */
const POSTED_TERMS = 28;

/**
 * What the articles of one language share: their terms, and which reports weigh in which term. A foreign table of
 * document frequencies makes common words look rare, so languages do not mix.
 */
export class Lane {
  readonly table: TermTable;
  readonly #reports: ReportNumbers;
  readonly #maxStories: number;
  #postings: Postings;

  /**
   * @param reports numbers of the reports that are posted
   * @param maxStories stories looked up for one term, the latest
   */
  constructor(seed: TermShares, reports: ReportNumbers, maxStories: number) {
    this.table = new TermTable(seed);
    this.#postings = new Postings(this.table.slots);
    this.#reports = reports;
    this.#maxStories = maxStories;
  }

  /** By a story's number how long the sum of its reports is. */
  get lengths(): Float64Array {
    return this.#reports.lengths;
  }

  /** By a story's number when its last report came, if it was news (see `ReportNumbers`). */
  get ends(): Float64Array {
    return this.#reports.ends;
  }

  get bytes(): number {
    return this.table.bytes + this.#postings.bytes;
  }

  /** Makes the room that reports which are gone held. */
  tidy(): void {
    this.table.tidy();
    this.#postings = this.#postings.kept((report) => this.#reports.isHere(report));
  }

  /** Makes a story findable by the terms of a report of it that has just arrived. */
  post(report: number, vectors: Vectors): void {
    const terms = heaviestOf(vectors, POSTED_TERMS);
    for (const { id, weight } of terms) this.#postings.post(id, report, weight);
  }

  /** Adds to the scores of the latest stories with the term what their reports' weight and this one make together. */
  addTo(scores: Scores, id: number, weight: number): void {
    const { stories, lengths } = this.#reports;
    this.#postings.addTo(scores, id, weight, stories, lengths.length, this.#maxStories);
  }

  unpost(report: number, vectors: Vectors): void {
    const terms = heaviestOf(vectors, POSTED_TERMS);
    for (const { id } of terms) this.#postings.unpost(id, report);
  }
}

/**
 * The stories that share most of a vector's heaviest terms, the likeliest first; of equal ones the older.
 * The score is the part of the cosine to the sum of the story's reports that these terms make.
 *
 * @param fitting the story of a number if it is to be found, else null
 */
export function candidates(
  lane: Lane,
  terms: readonly { id: number; weight: number }[],
  fitting: (number: number) => StoryState | null,
  limit: number,
): StoryState[] {
  // likely stories first: what the others must reach is known the sooner
  const weightiest = terms.toSorted((a, b) => b.weight - a.weight);
  for (const { id, weight } of weightiest) lane.addTo(scores, id, weight);
  const best: Scored[] = [];
  let least = 0;
  const { lengths } = lane;
  scores.drain((number, sum) => {
    const score = sum / lengths[number]!;
    // most are far from it: not worth a look at the story
    if (score < least) return;
    const story = fitting(number);
    if (!story) return;
    const found = { story, score };
    const last = best[limit - 1];
    if (last && !likelier(found, last)) return;
    const at = best.findIndex((other) => likelier(found, other));
    best.splice(at < 0 ? best.length : at, 0, found);
    best.length = Math.min(best.length, limit);
    least = best[limit - 1]?.score ?? 0;
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
