import type { Packed } from "./packed.ts";
import { type Compared, resemblances } from "./resemblance.ts";

/** How an article resembles a story; each 0 to 1 except the hours and the length. */
export interface Features {
  /** Cosine to the story's centroid, per field. */
  all: number;
  title: number;
  names: number;
  bigrams: number;
  /** Cosine to the nearest exemplar, and the mean over exemplars: a chain of articles has a near one and a low mean. */
  nearest: number;
  mean: number;
  /** Cosine of the headline to the nearest exemplar's. */
  headline: number;
  /** Share of the article's weight in terms that the story has, and of the story's in terms that the article has. */
  covered: number;
  covering: number;
  /** Share of the article's weight of numbers in those that the story has. */
  numbers: number;
  /** ln(1 + hours between article and story). */
  hours: number;
  /** ln(1 + terms of the article that are compared) / 6: about 0.4 for a headline, 0.7 for a report. */
  length: number;
  /** `mean`, `nearest` and `names` times `length`: the same cosine says more between two long texts. */
  meanLong: number;
  nearestLong: number;
  namesLong: number;
}

/** Compares one article with several stories. */
export function compare(article: Packed, stories: readonly { story: Compared; hours: number }[]): Features[] {
  const length = Math.log(1 + article.all) / 6;
  const found = resemblances(
    article,
    stories.map(({ story }) => story),
  );
  return found.map(({ centroid, nearest, mean, headline, covered, covering, numbers }, i) => ({
    ...centroid,
    nearest,
    mean,
    headline,
    covered,
    covering,
    numbers,
    hours: Math.log1p(stories[i]!.hours),
    length,
    meanLong: mean * length,
    nearestLong: nearest * length,
    namesLong: centroid.names * length,
  }));
}
