import { partLikeness } from "./part-likeness.ts";
import { type Measure, type Ranked, score } from "./ranking.ts";
import { likeness } from "./resemblance.ts";
import type { ClusterSettings } from "./settings.ts";
import type { Member, StoryState } from "./story-state.ts";
import { turnsBetween } from "./turn.ts";
import { areTwins } from "./twins.ts";

/** A story of at most so many reports is asked again whether it belongs to the story that has just grown. */
const SMALL = 2;
/** Looked at again when the newcomer has at least this share of `oneStoryAt` to the small story. */
const WORTH_ASKING = 0.25;

/**
 * The stories that an article shows to be one with the story it joins. Three ways:
 * - it belongs to both, and the two are similar (`mergeAt`);
 * - one of them has many reports, the other is nearly as like them as they are to one another, and no pause lies between
 *   the two at which they would part again;
 * - the other is small, and its reports would join now that the story has grown. Two early reports can be too far
 *   apart to meet; a third one in between brings them together, so that the order of arrival matters little.
 */
export function storiesToMerge(
  newcomer: Member,
  ranked: readonly Ranked[],
  settings: ClusterSettings,
  measure: Measure,
): StoryState[] {
  const [best, ...others] = ranked;
  if (!best) return [];
  const merging: StoryState[] = [];
  let grown: StoryState | null = null;
  for (const { story, score: likely } of others) {
    if (likely < settings.oneStoryAt * WORTH_ASKING) continue;
    const [part, whole] = best.story.reports < story.reports ? [best.story, story] : [story, best.story];
    const isPart =
      whole.reports >= settings.partFrom &&
      partLikeness(part, whole) >= settings.partAt &&
      !turnsBetween(part, whole, settings);
    if (isPart || (likely >= settings.oneStoryAt && likeness(best.story, story) >= settings.mergeAt)) {
      if (!areTwins(best.story, story, settings)) merging.push(story);
      continue;
    }
    if (story.exemplars.length > SMALL) continue;
    grown ??= best.story.with([newcomer], settings.maxExemplars);
    if (belonging(story, grown, settings, measure) >= settings.oneStoryAt) merging.push(story);
  }
  return merging;
}

/** The mean probability that a story's reports belong to another story. */
function belonging(story: StoryState, other: StoryState, settings: ClusterSettings, measure: Measure): number {
  let sum = 0;
  for (const report of story.exemplars) {
    if (!report.vectors) continue;
    const asked = { vectors: report.vectors.unpacked(), written: () => "" };
    sum += score(asked, report, [other], settings, measure)[0]?.score ?? 0;
  }
  return story.exemplars.length > 0 ? sum / story.exemplars.length : 0;
}
