import type { Query } from "./article-vectors.ts";
import type { KnownStories } from "./known-stories.ts";
import { candidates } from "./lane.ts";
import type { Timed } from "./member-facts.ts";
import { score } from "./ranking.ts";
import type { ClusterSettings } from "./settings.ts";
import type { StoryState } from "./story-state.ts";
import { hoursOutside } from "./time-gap.ts";
import { heaviestOf } from "./vectors.ts";

const HOUR_MS = 3_600_000;
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
  const { settings } = known;
  const over = (story: StoryState | undefined) => {
    return story?.status === "formed" && goesOn(report, story, settings) ? story : null;
  };
  const terms = heaviestOf(query.vectors, settings.queryTerms);
  const lane = known.lane(lang);
  const latestEnd = Math.max(report.publishedAt, report.firstSeenAt) - settings.windowHours * HOUR_MS;
  // thousands are asked: an array of ends is read many times as fast as the stories themselves
  const { ends } = lane;
  const fitting = (number: number) => (ends[number]! < latestEnd ? over(known.storyOf(number)) : null);
  const found = [
    ...candidates(lane, terms, fitting, MAX_COMPARED),
    ...known.past.candidates(lang, terms, MAX_COMPARED).filter(over),
  ];
  let best: { storyId: string; probability: number } | null = null;
  for (const story of found) {
    const probability = belonging(known, query, report, story);
    if (probability >= settings.joinAt && probability > (best?.probability ?? 0))
      best = { storyId: story.id, probability };
  }
  return best;
}

/** The stories that go on with one that becomes news only now: their first report came before it did. */
export function continuingStories(
  known: KnownStories,
  query: Query,
  story: StoryState,
): { storyId: string; probability: number }[] {
  const { settings } = known;
  const end = Math.min(...[story.published, story.seen].flatMap((span) => span?.last ?? []));
  if (known.latest - end <= settings.windowHours * HOUR_MS) return [];
  const terms = heaviestOf(query.vectors, settings.queryTerms);
  const founder = ({ exemplars }: StoryState) => exemplars[0];
  const goingOn = (number: number) => {
    const other = known.storyOf(number);
    const report = other && founder(other);
    return report && goesOn(report, story, settings) ? other : null;
  };
  return candidates(known.lane(story.lang), terms, goingOn, MAX_COMPARED).flatMap((other) => {
    const report = founder(other);
    if (!report?.vectors) return [];
    const asked = { vectors: report.vectors.unpacked(), written: () => "" };
    const probability = belonging(known, asked, report, story);
    return probability >= settings.joinAt ? [{ storyId: other.id, probability }] : [];
  });
}

/** Whether a report comes after a story's time and yet soon enough to be told from it. */
function goesOn(report: Timed, story: StoryState, { windowHours, pastDays }: ClusterSettings): boolean {
  if (story.exemplars.length === 0 || !later(report, story)) return false;
  const hours = hoursOutside(report, story);
  return hours > windowHours && hours <= pastDays * 24;
}

/** The probability that a report would belong to a story had it come in its time. */
function belonging(known: KnownStories, query: Query, report: Timed, story: StoryState): number {
  const { settings, learned } = known;
  const measure = { weights: learned.weights, documents: known.lane(story.lang).table.documents, elsewhere: null };
  return score(query, within(story, report), [story], settings, measure)[0]?.score ?? 0;
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
