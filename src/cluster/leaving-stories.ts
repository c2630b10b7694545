import type { ClusterSettings } from "./settings.ts";
import type { StoryState } from "./story-state.ts";

const HOUR_MS = 3_600_000;
/** A story stays in memory for this many windows after its last article, so that a late copy still finds its original. */
const WINDOWS_KEPT = 2;
/** When there are too many stories, so much of the room is left filled: looking for the oldest is dear. */
const REFILLED_FROM = 0.95;

/**
 * Stories that took an article at or after this moment are in memory. It moves on by the hour, so that an index that grew
 * and one that is rebuilt hold the same.
 */
export function activeSince({ windowHours }: ClusterSettings, now: number): number {
  return (Math.floor(now / HOUR_MS) - WINDOWS_KEPT * windowHours) * HOUR_MS;
}

/** Of the stories in memory those that have taken no article for long, and the longest so where there are too many. */
export function leavingStories(live: readonly StoryState[], settings: ClusterSettings, now: number): StoryState[] {
  const since = activeSince(settings, now);
  const most = settings.maxActiveStories;
  const surplus = live.length > most ? live.length - Math.ceil(most * REFILLED_FROM) : 0;
  const byAge = live.map((story) => ({ story, added: lastAdded(story) }));
  byAge.sort((a, b) => a.added - b.added || a.story.founded - b.story.founded);
  return byAge.flatMap(({ story, added }, i) => (i < surplus || added < since ? [story] : []));
}

function lastAdded({ members }: StoryState): number {
  let last = Number.NEGATIVE_INFINITY;
  for (const { addedAt } of members) last = Math.max(last, addedAt);
  return last;
}
