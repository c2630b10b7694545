import { type Asked, rankingOf } from "./asked.ts";
import { type FormedQuestion, toldInParts } from "./formed.ts";
import type { KnownStories } from "./known-stories.ts";
import { partLikeness } from "./part-likeness.ts";
import { likeness } from "./resemblance.ts";
import type { ClusterSettings } from "./settings.ts";
import type { StoryState } from "./story-state.ts";
import { hoursLater } from "./time-gap.ts";

/**
 * Of the formed stories that its latest reports could belong to, the one of which a story is most likely a development.
 * Of few reports likeness to another story is all that can be known. Many, which that story did not take and which are
 * less like it than its parts are, are news of their own, however late that is seen.
 *
 * @param own ids of what the story is made of
 * @param parted the story that it was a part of until now, as it is without it
 */
export function nearestFormed(
  known: KnownStories,
  whole: StoryState,
  own: ReadonlySet<string>,
  asked: Asked,
  parted?: StoryState,
): FormedQuestion["nearest"] {
  const near = new Set<StoryState>();
  for (const report of whole.exemplars.slice(-known.settings.askedReports)) {
    for (const { story } of rankingOf(known, report, whole.lang, asked)) {
      if (story.status === "formed" && !own.has(story.id)) near.add(story.id === parted?.id ? parted : story);
    }
  }
  let nearest: FormedQuestion["nearest"] = null;
  for (const story of near) {
    if (isItsOwn(whole, story, known.settings)) continue;
    const weighed = likeness(whole, story) * toldInParts(story.reports, hoursLater(whole, story), known.settings);
    if (weighed > (nearest?.likeness ?? 0)) nearest = { storyId: story.id, likeness: weighed };
  }
  return nearest;
}

const isItsOwn = (whole: StoryState, story: StoryState, { ownFrom, ownBelow }: ClusterSettings) =>
  whole.reports >= ownFrom && partLikeness(whole, story) < ownBelow;
