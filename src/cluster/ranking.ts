import type { Query } from "./article-vectors.ts";
import { probability, type Weights } from "./decision.ts";
import { candidates, type Lane } from "./lane.ts";
import type { Timed } from "./member-facts.ts";
import type { ClusterSettings } from "./settings.ts";
import { compare, type Features } from "./similarity.ts";
import type { StoryState } from "./story-state.ts";
import { templated } from "./templated.ts";
import { hoursOutside } from "./time-gap.ts";
import { heaviestOf } from "./vectors.ts";

/** A story that an article could belong to. */
export interface Ranked {
  story: StoryState;
  features: Features;
  /** Probability that the article belongs; 0 where a template speaks against it. */
  score: number;
}

/** The stories an article could belong to, the likeliest first. */
export function rankStories(
  query: Query,
  article: Timed,
  lane: Lane,
  storyOf: (number: number) => StoryState | undefined,
  settings: ClusterSettings,
  weights: Weights,
): Ranked[] {
  const fitting = (number: number) => {
    const story = storyOf(number);
    const fits = story && story.exemplars.length > 0 && hoursOutside(article, story) <= settings.windowHours;
    return fits ? story : null;
  };
  const terms = heaviestOf(query.vectors, settings.queryTerms);
  const found = candidates(lane, terms, fitting, settings.maxCandidates);
  const ranked = score(query, article, found, settings, { weights, documents: lane.table.documents, elsewhere: null });
  return ranked.sort((a, b) => b.score - a.score || a.story.founded - b.story.founded);
}

/** What scoring goes by. */
export interface Measure {
  weights: Weights;
  /** Documents that the index has seen in the article's language. */
  documents: number;
  /** The article's likeness to other stories; found among those that are scored when null. */
  elsewhere: number | null;
}

/** Scores one article against given stories, in their order. */
export function score(
  query: Query,
  article: Timed,
  stories: readonly StoryState[],
  settings: ClusterSettings,
  { weights, documents, elsewhere }: Measure,
): Ranked[] {
  const timed = stories.map((story) => ({ story, hours: hoursOutside(article, story) }));
  const features = compare(query.vectors, timed, documents, elsewhere);
  return stories.map((story, i) => {
    const found = features[i]!;
    const likely = probability(found, weights, story.lang);
    // looking for a template costs more than the comparison itself, so only where it would matter
    const score = likely >= settings.joinAt / 2 && templated(query, story) ? 0 : likely;
    return { story, features: found, score };
  });
}
