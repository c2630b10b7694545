import type { Weights } from "./decision.ts";
import type { Lane } from "./lane.ts";
import { type Ranked, score } from "./ranking.ts";
import type { ClusterSettings } from "./settings.ts";
import type { Member, StoryState } from "./story-state.ts";

/** A story of at most so many reports is asked again whether it belongs to the story that has just grown. */
const SMALL = 2;
/** Looked at again when the newcomer has at least this share of `joinAt` to the small story. */
const WORTH_ASKING = 0.25;
/** A newcomer that is not yet kept can have this many terms that the table does not know. */
const PROVISIONAL_TERMS = 2_000;

/**
 * The stories that an article shows to be one with the story it joins. Two ways:
 * - it belongs to both, and the two are similar (`mergeAt`);
 * - the other is small, and its reports would join now that the story has grown. Two early reports can be too far
 *   apart to meet; a third one in between brings them together, so that the order of arrival matters little.
 */
export function storiesToMerge(
  newcomer: Member,
  ranked: readonly Ranked[],
  lane: Lane,
  settings: ClusterSettings,
  weights: Weights,
): StoryState[] {
  const [best, ...others] = ranked;
  if (!best) return [];
  const merging: StoryState[] = [];
  let grown: StoryState | null = null;
  for (const { story, score: likely } of others) {
    if (likely >= settings.joinAt && best.story.centroids.all.cosineTo(story.centroids.all) >= settings.mergeAt) {
      merging.push(story);
      continue;
    }
    if (story.exemplars.length > SMALL || likely < settings.joinAt * WORTH_ASKING) continue;
    grown ??= best.story.with([newcomer], settings.maxExemplars);
    if (belonging(story, grown, lane, settings, weights) >= settings.joinAt) merging.push(story);
  }
  return merging;
}

/** The mean probability that a story's reports belong to another story. */
function belonging(
  story: StoryState,
  other: StoryState,
  lane: Lane,
  settings: ClusterSettings,
  weights: Weights,
): number {
  const size = lane.table.size + PROVISIONAL_TERMS;
  let sum = 0;
  for (const report of story.exemplars) {
    if (!report.vectors) continue;
    const asked = { vectors: report.vectors, name: (id: number) => lane.table.name(id), written: () => "", size };
    sum += score(asked, report, [other], lane, settings, weights)[0]?.score ?? 0;
  }
  return story.exemplars.length > 0 ? sum / story.exemplars.length : 0;
}
