import { UNIT } from "./packed.ts";
import { type Compared, resemblances } from "./resemblance.ts";
import type { Vectors } from "./shelved.ts";

/** How an article resembles a story; each 0 to 1 except the hours and the reports. */
export interface Features {
  /** Cosine to the story's centroid, per field. */
  all: number;
  title: number;
  names: number;
  bigrams: number;
  /** Mean cosine to its exemplars: a chain of articles has a near one and a low mean. */
  mean: number;
  /** Their geometric mean: low where the article is like some of a mixed story's exemplars alone. */
  typical: number;
  /** ln(1 + hours between article and story). */
  hours: number;
  /** 1 when of several stories none lies at another time than the article, so that time says nothing; else 0. */
  untimed: number;
  /** What `mean` is to the other stories that the article could belong to. */
  elsewhere: number;
  /** Mean cosine between the story's own reports. */
  likeness: number;
  /** From 1 in an index that has seen nothing to 0 in one that has seen much. */
  fresh: number;
  /** How many reports the story has. */
  reports: number;
  /** 1 when the article is a headline alone, else 0. */
  headline: number;
}

/** Candidates that may both be the article's own story, told in two parts; the others are other stories. */
const LIKELY_OWN = 2;
/** `elsewhere` while no other story is known, and for how many stories that counts. */
const USUAL_ELSEWHERE = 0.03;
const ELSEWHERE_COUNTS = 2;
/** `likeness` of a single report, and for how many further reports that counts. */
export const USUAL_LIKENESS = 0.25;
const LIKENESS_COUNTS = 1;
/** A story less alike in itself is a mixture, and gains nothing by it. Nine stories in ten of the labelled sets are above. */
const LEAST_LIKENESS = 0.15;
/** Reports beyond these do not make the likeness of a story surer. */
const MOST_REPORTS = 8;
/** After so many documents an index is half as fresh: only one that was just opened is, or size would be taken for it. */
const FRESH_DOCUMENTS = 8;
/** A text of so few terms that the headline does not have is no text. */
const NO_TEXT = 2;
/** Of so few stories none may lie elsewhere in time by chance. */
const FEW = 4;

/**
 * Compares one article with several stories.
 *
 * @param documents that the index has seen in this language
 * @param elsewhere what is known of the article's likeness to other stories; found among these when null
 */
export function compare(
  article: Vectors,
  stories: readonly { story: Compared; hours: number }[],
  documents: number,
  elsewhere: number | null = null,
): Features[] {
  const found = resemblances(
    article,
    stories.map(({ story }) => story),
  );
  const background = elsewhere ?? backgroundOf(found.map(({ mean }) => mean));
  const untimed = stories.length > FEW && stories.every(({ hours }) => hours === 0) ? 1 : 0;
  const fresh = FRESH_DOCUMENTS / (FRESH_DOCUMENTS + documents);
  const headline = article.beyondTitle <= NO_TEXT ? 1 : 0;
  return found.map(({ centroid, mean, typical }, i) => ({
    ...centroid,
    mean,
    typical,
    hours: Math.log1p(stories[i]!.hours),
    untimed,
    elsewhere: background,
    likeness: likenessOf(stories[i]!.story),
    fresh,
    reports: stories[i]!.story.reports,
    headline,
  }));
}

/**
 * The mean likeness to the stories that are not the likeliest: how high cosines are between reports that have nothing to
 * do with each other, in this language, at this length and on this subject. Where there are few, the usual counts.
 */
function backgroundOf(means: readonly number[]): number {
  const others = means.toSorted((a, b) => b - a).slice(LIKELY_OWN);
  const sum = others.reduce((total, mean) => total + mean, 0);
  return (sum + USUAL_ELSEWHERE * ELSEWHERE_COUNTS) / (others.length + ELSEWHERE_COUNTS);
}

/** |Σ reports|² holds each pair of reports twice, and each report once with itself. */
export function likenessOf({ squares, reports }: Compared): number {
  if (reports < 2) return USUAL_LIKENESS;
  const mean = (squares.all / UNIT ** 2 - reports) / (reports * (reports - 1));
  const others = Math.min(reports, MOST_REPORTS) - 1;
  const shrunk = (mean * others + USUAL_LIKENESS * LIKENESS_COUNTS) / (others + LIKENESS_COUNTS);
  return Math.max(LEAST_LIKENESS, shrunk);
}
