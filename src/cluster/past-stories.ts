import { copyOf, type Member, StoryState } from "./story-state.ts";
import { heaviestOf } from "./vectors.ts";

/** Reports that stand for a story which is over: where it came from, and where it ended. */
export const PAST_REPORTS = 3;
/** Terms of a report under which its story can be found. */
const FOUND_UNDER = 20;

/**
 * Stories that were news and are over, for naming what goes on with them; no article joins them. The latest are kept,
 * about 4 kB each: three reports, and no more of the story.
 */
export class PastStories {
  readonly #most: number;
  /** In the order in which they were given. */
  readonly #stories = new Map<string, StoryState>();
  /** Most terms have one story: an array of its own length takes a third of what a set does. */
  readonly #byTerm = new Map<number, readonly StoryState[]>();

  /** @param most stories; beyond it the one that was given first goes */
  constructor(most: number) {
    this.#most = most;
  }

  get size(): number {
    return this.#stories.size;
  }

  /** Keeps a story by some of its reports, in order of arrival. Its vectors are copied. */
  keep(story: Pick<StoryState, "id" | "lang" | "formedAt" | "published" | "seen">, reports: readonly Member[]): void {
    this.forget(story.id);
    const kept = new StoryState(story.id, -1, story.lang);
    const [first] = reports;
    const latest = reports.slice(1).slice(-(PAST_REPORTS - 1));
    if (!first) return;
    for (const report of [first, ...latest]) {
      if (!report.vectors) continue;
      const vectors = report.vectors.unpacked();
      kept.add(copyOf(report, { vectors }), PAST_REPORTS);
      for (const { id } of heaviestOf(vectors, FOUND_UNDER)) {
        const holders = this.#byTerm.get(id);
        if (!holders) this.#byTerm.set(id, [kept]);
        else if (!holders.includes(kept)) this.#byTerm.set(id, holders.concat(kept));
      }
    }
    kept.status = "formed";
    kept.formedAt = story.formedAt;
    kept.published = story.published;
    kept.seen = story.seen;
    this.#stories.set(story.id, kept);
    for (const [id] of this.#stories) if (this.#stories.size > this.#most) this.forget(id);
  }

  forget(id: string): void {
    const story = this.#stories.get(id);
    if (!story) return;
    this.#stories.delete(id);
    for (const { vectors } of story.members) {
      if (!vectors) continue;
      for (const { id: term } of heaviestOf(vectors, FOUND_UNDER)) {
        const others = this.#byTerm.get(term)?.filter((one) => one !== story) ?? [];
        if (others.length > 0) this.#byTerm.set(term, others);
        else this.#byTerm.delete(term);
      }
    }
  }

  /** Lets go of stories whose last report came before this, ms since 1970. */
  evict(before: number): void {
    for (const [id, { seen }] of this.#stories) if ((seen?.last ?? 0) < before) this.forget(id);
  }

  /** The stories of a language that share most of these terms' weight, the likeliest first. */
  candidates(lang: string, terms: readonly { id: number; weight: number }[], limit: number): StoryState[] {
    const sums = new Map<StoryState, number>();
    for (const { id, weight } of terms) {
      for (const story of this.#byTerm.get(id) ?? []) {
        if (story.lang === lang) sums.set(story, (sums.get(story) ?? 0) + weight);
      }
    }
    const ranked = [...sums].sort(([a, x], [b, y]) => y - x || (a.id < b.id ? -1 : 1));
    return ranked.slice(0, limit).map(([story]) => story);
  }
}
