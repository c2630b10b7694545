import type { Query } from "./article-vectors.ts";
import type { KnownStories } from "./known-stories.ts";
import { candidates } from "./lane.ts";
import type { Timed } from "./member-facts.ts";
import { score } from "./ranking.ts";
import type { StoryState } from "./story-state.ts";
import { hoursOutside } from "./time-gap.ts";
import { heaviestOf } from "./vectors.ts";

/** Stories of the past that are compared in full, of those in memory and of those that have left it. */
const MAX_COMPARED = 4;

/**
 * The story of the past that a report goes on with: one that was news, that takes no more articles, and to which the
 * report would belong had it come in its time.
 */
export function continuedStory(
  known: KnownStories,
  lang: string,
  query: Query,
  report: Timed,
): { storyId: string; probability: number } | null {
  const { settings, learned } = known;
  const over = (story: StoryState) =>
    story.status === "formed" &&
    story.exemplars.length > 0 &&
    later(report, story) &&
    hoursOutside(report, story) > settings.windowHours &&
    hoursOutside(report, story) <= settings.pastDays * 24;
  const terms = heaviestOf(query.vectors, settings.queryTerms);
  const storyOf = (number: number) => known.storyOf(number);
  const found = [
    ...candidates(known.lane(lang), terms, storyOf, over, MAX_COMPARED),
    ...known.past.candidates(lang, terms, MAX_COMPARED).filter(over),
  ];
  let best: { storyId: string; probability: number } | null = null;
  for (const story of found) {
    const [ranked] = score(query, within(story, report), [story], settings, learned.weights);
    const probability = ranked?.score ?? 0;
    if (probability >= settings.joinAt && probability > (best?.probability ?? 0))
      best = { storyId: story.id, probability };
  }
  return best;
}

function later(report: Timed, { published, seen }: StoryState): boolean {
  if (report.dated && published) return report.publishedAt > published.last;
  return seen !== null && report.firstSeenAt > seen.last;
}

/** The times of a report as if it had come with the story's last. */
function within({ published, seen }: StoryState, report: Timed): Timed {
  const { dated, publishedAt, firstSeenAt } = report;
  return { dated, publishedAt: published?.last ?? publishedAt, firstSeenAt: seen?.last ?? firstSeenAt };
}
