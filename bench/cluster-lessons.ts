import type { StreamArticle } from "../src/cli/eval/cluster.ts";
import { comparedArticles, cosine } from "./cluster-peers.ts";

export type Labelled = StreamArticle & { cluster: string };

/** Articles that are fed to an index of their own. */
export interface Lesson {
  articles: Labelled[];
  /** Of each of its choices. */
  weight: number;
  /** Every so many articles one is put where it does not belong; 0 is never. */
  mixedEvery: number;
}

/** Articles in one piece for the cold start, and pieces of one set. */
const PIECE = 150;
const MAX_PIECES = 5;
/** Starts of an empty store, of so few articles that the likeness to other stories is hardly known. */
const FRESH_STARTS = 30;
const FRESH_FROM = 5;
const FRESH_TO = 50;
/** All lengths come up, in no order: 7 and the number of lengths have no common factor. */
const freshLength = (window: number) => FRESH_FROM + ((window * 7) % (FRESH_TO - FRESH_FROM + 1));
/** Subjects of one set, and articles of one cluster in each. */
const SUBJECTS = 30;
const MOST_OF_CLUSTER = 5;
/** A story in twenty reports has one that does not belong: no index that decides for itself is without such. */
const MIXED_EVERY = 20;
/** From this mean length on a text is more than a headline, and from this one on more than a lead. */
const MORE_THAN_HEADLINE = 100;
const MORE_THAN_LEAD = 1000;
const LEAD_WORDS = 60;
/** A set of more days than `THIN_DAYS` is also told within `BUSY_DAYS`: as many stories in one window as on a busy day. */
const THIN_DAYS = 60;
const BUSY_DAYS = 10;
const DAY_MS = 86_400_000;

/**
 * What is learned from one set; the weights of all choices make about 1. The set as it is, and as it could be: in short
 * pieces and on one subject, with an index that has seen nothing; with headlines or leads alone, and with half a year in ten
 * days, so that what a set shares by chance (its length of text, its stories a day) is not taken for what stories are;
 * and with articles that lie where they do not belong.
 */
export function lessonsOf(articles: Labelled[]): Lesson[] {
  const length = articles.reduce((sum, { text }) => sum + text.length, 0) / articles.length;
  const days = daysOf(articles);
  const parts = [
    { pieces: [articles], weight: 0.4 },
    { pieces: windows(articles, MAX_PIECES, () => PIECE), weight: 0.2 },
    { pieces: windows(articles, FRESH_STARTS, freshLength), weight: 0.3 },
    { pieces: subjects(articles), weight: 0.3 },
    { pieces: [articles], weight: 0.3, mixedEvery: MIXED_EVERY },
    { pieces: length > MORE_THAN_HEADLINE ? [firstWords(articles, 0)] : [], weight: 0.2 },
    { pieces: length > MORE_THAN_LEAD ? [firstWords(articles, LEAD_WORDS)] : [], weight: 0.3 },
    { pieces: days > THIN_DAYS ? [within(articles, BUSY_DAYS / days)] : [], weight: 0.3 },
  ].filter(({ pieces }) => pieces.length > 0);
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  return parts.flatMap(({ pieces, weight, mixedEvery = 0 }) => {
    const count = pieces.reduce((sum, { length }) => sum + length, 0);
    return pieces.map((piece) => ({ articles: piece, weight: weight / total / count, mixedEvery }));
  });
}

const timeOf = ({ published }: Labelled): number => Date.parse(published);

function daysOf(articles: readonly Labelled[]): number {
  return (timeOf(articles.at(-1)!) - timeOf(articles[0]!)) / DAY_MS;
}

function firstWords(articles: readonly Labelled[], words: number): Labelled[] {
  return articles.map((article) => ({ ...article, text: article.text.split(/\s+/).slice(0, words).join(" ") }));
}

/** The same articles in a share of the time. */
function within(articles: readonly Labelled[], share: number): Labelled[] {
  const start = timeOf(articles[0]!);
  return articles.map((article) => {
    const published = new Date(start + (timeOf(article) - start) * share).toISOString();
    return { ...article, published };
  });
}

/** Of articles at even distances, those of the same days that are most like them, few of each cluster. */
function subjects(articles: Labelled[]): Labelled[][] {
  const compared = comparedArticles(articles);
  const seeds = Math.min(SUBJECTS, articles.length);
  return Array.from({ length: seeds }, (_, k) => {
    const seed = compared[Math.floor((articles.length * k) / seeds)]!;
    const near = compared.map((one, place) => ({ place, likeness: cosine(seed, one) }));
    near.sort((a, b) => b.likeness - a.likeness || a.place - b.place);
    const taken = new Map<string, number>();
    const chosen: number[] = [];
    for (const { place } of near) {
      const { cluster } = articles[place]!;
      const already = taken.get(cluster) ?? 0;
      if (already >= MOST_OF_CLUSTER) continue;
      taken.set(cluster, already + 1);
      if (chosen.push(place) >= freshLength(k)) break;
    }
    return chosen.sort((a, b) => a - b).map((place) => articles[place]!);
  });
}

/** Windows at even distances, the last one at the end. */
function windows(articles: Labelled[], most: number, lengthOf: (window: number) => number): Labelled[][] {
  const count = Math.max(1, Math.min(most, Math.floor(articles.length / lengthOf(0))));
  return Array.from({ length: count }, (_, k) => {
    const length = lengthOf(k);
    const start = Math.floor((Math.max(0, articles.length - length) * k) / Math.max(1, count - 1));
    return articles.slice(start, start + length);
  });
}
