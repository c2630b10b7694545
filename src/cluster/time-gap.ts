import type { Member, Span, StoryState } from "./story-state.ts";

const HOUR_MS = 3_600_000;

/**
 * Hours between an article and a story: the distance *outside* the span from its first to its last report, 0 within it,
 * the same for an article that is late and for one that is early, so that the order of arrival does not matter.
 *
 * An article without a date is compared by when it and the story's articles were first seen: that is all that is known.
 */
export function hoursOutside(
  article: Pick<Member, "publishedAt" | "dated" | "firstSeenAt">,
  story: Pick<StoryState, "published" | "seen">,
): number {
  const published = article.dated ? story.published : null;
  return published ? outside(article.publishedAt, published) : outside(article.firstSeenAt, story.seen);
}

/** Hours from the last report of one story to the first of another; 0 where this one had begun by then. */
export function hoursLater(
  story: Pick<StoryState, "published" | "seen">,
  earlier: Pick<StoryState, "published" | "seen">,
): number {
  const byDate = story.published !== null && earlier.published !== null;
  const [from, to] = byDate ? [earlier.published, story.published] : [earlier.seen, story.seen];
  return from && to ? Math.max(0, to.first - from.last) / HOUR_MS : 0;
}

function outside(time: number, span: Span): number {
  if (!span) return 0;
  return Math.max(0, span.first - time, time - span.last) / HOUR_MS;
}
