import type { Query } from "./article-vectors.ts";
import type { StoryState } from "./story-state.ts";
import { type Centroid, cosineSpread, type Vector } from "./vectors.ts";

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
  /** ln(1 + distinct terms of the article) / 6: about 0.4 for a headline, 0.9 for a report. */
  length: number;
  /** `mean`, `nearest` and `names` times `length`: the same cosine says more between two long texts. */
  meanLong: number;
  nearestLong: number;
  namesLong: number;
}

/** Reused between comparisons: a slot per term id, all 0 between uses. Grows with the table. */
export class Scratch {
  all = new Float64Array(0);
  title = new Float64Array(0);

  fit(size: number): void {
    if (this.all.length >= size) return;
    this.all = new Float64Array(size * 2);
    this.title = new Float64Array(size * 2);
  }
}

/** Compares one article with several stories. */
export function compare(query: Query, stories: { story: StoryState; hours: number }[], room: Scratch): Features[] {
  const article = query.vectors;
  room.fit(query.size);
  spread(article.all, room.all);
  spread(article.title, room.title);
  const length = Math.log(1 + article.all.ids.length) / 6;
  const found = stories.map(({ story, hours }) => {
    let nearest = 0;
    let headline = 0;
    let sum = 0;
    for (const exemplar of story.exemplars) {
      if (!exemplar.vectors) continue;
      const cosine = cosineSpread(room.all, exemplar.vectors.all);
      sum += cosine;
      nearest = Math.max(nearest, cosine);
      headline = Math.max(headline, cosineSpread(room.title, exemplar.vectors.title));
    }
    const { all, title, names, bigrams } = story.centroids;
    const mean = sum / Math.max(1, story.exemplars.length);
    const named = names.cosine(article.names);
    return {
      all: all.cosine(article.all),
      title: title.cosine(article.title),
      names: named,
      bigrams: bigrams.cosine(article.bigrams),
      nearest,
      mean,
      headline,
      covered: share(article.all, all, () => true),
      covering: sharedOfCentroid(article.all, all),
      numbers: share(article.names, names, (id) => query.name(id).startsWith("#")),
      hours: Math.log1p(hours),
      length,
      meanLong: mean * length,
      nearestLong: nearest * length,
      namesLong: named * length,
    };
  });
  for (const id of article.all.ids) room.all[id] = 0;
  for (const id of article.title.ids) room.title[id] = 0;
  return found;
}

function spread(from: Vector, into: Float64Array): void {
  for (let i = 0; i < from.ids.length; i++) into[from.ids[i]!] = from.weights[i]!;
}

/** Share of a vector's weight (of the terms asked for) in terms that the story has. */
function share(from: Vector, centroid: Centroid, asked: (id: number) => boolean): number {
  let total = 0;
  let shared = 0;
  for (let i = 0; i < from.ids.length; i++) {
    const id = from.ids[i]!;
    if (!asked(id)) continue;
    total += from.weights[i]!;
    if (centroid.sums.has(id)) shared += from.weights[i]!;
  }
  return total === 0 ? 0 : shared / total;
}

/** Share of the story's squared weight in terms that the article has. */
function sharedOfCentroid(article: Vector, centroid: Centroid): number {
  let squares = 0;
  for (const id of article.ids) squares += (centroid.sums.get(id) ?? 0) ** 2;
  return squares === 0 ? 0 : squares / centroid.norm ** 2;
}
