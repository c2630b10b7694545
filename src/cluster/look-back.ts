import { type Asked, rankingOf } from "./asked.ts";
import type { KnownStories } from "./known-stories.ts";
import type { Ranked } from "./ranking.ts";
import type { StoryState } from "./story-state.ts";

/**
 * Whether a story that has grown to so many reports is looked at again, whether parts of it stand elsewhere and whether
 * each of them belongs: at 3, 4, 6, 8, 12, 16, 24, … of them, ever more rarely, so that what an article costs does not grow.
 */
export function looksBack(reports: number): boolean {
  const power = 2 ** Math.floor(Math.log2(reports));
  return reports >= 3 && (reports === power || reports === power * 1.5);
}

/**
 * The stories that its latest reports would join if they came now, beyond those that the newcomer is near to: they were
 * apart when these reports came, and may be one by what has come since.
 *
 * @param ranked what the newcomer is near to
 */
export function nearOthers(known: KnownStories, story: StoryState, ranked: readonly Ranked[], asked: Asked): Ranked[] {
  const others = known.settings.askedReports - 1;
  const near = new Map<StoryState, Ranked>();
  for (const report of others > 0 ? story.exemplars.slice(-others) : []) {
    for (const one of rankingOf(known, report, story.lang, asked)) {
      if (one.score >= known.settings.oneStoryAt && one.score > (near.get(one.story)?.score ?? 0))
        near.set(one.story, one);
    }
  }
  near.delete(story);
  for (const one of ranked) near.delete(one.story);
  return [...near.values()];
}
