import { articleTerms } from "../src/cluster/terms.ts";

/** An article as the baselines see it: unit vector over the terms of the whole file, headline words, and when it came. */
export interface Compared {
  vector: Map<string, number>;
  title: Set<string>;
  publishedAt: number;
}

/** Stories take no articles from further away, as in the index. */
const WINDOW_MS = 120 * 3_600_000;
const READ_WORDS = 300;

/** (1 + ln tf) · idf of unit length, with document frequencies of the whole file: the baselines may look ahead. */
export function comparedArticles(
  articles: readonly { title: string; text: string; lang?: string; published: string }[],
): Compared[] {
  const read = articles.map((article) =>
    articleTerms({ ...article, lang: article.lang ?? null }, READ_WORDS, () => false),
  );
  const documents = new Map<string, number>();
  for (const { fields } of read) {
    for (const { term } of fields.all) documents.set(term, (documents.get(term) ?? 0) + 1);
  }
  return read.map(({ fields }, i) => {
    const weights = Array.from(fields.all, ({ term, weight }): [string, number] => [
      term,
      weight * Math.log(articles.length / documents.get(term)!),
    ]);
    const norm = Math.sqrt(weights.reduce((sum, [, weight]) => sum + weight * weight, 0)) || 1;
    return {
      vector: new Map(weights.map(([term, weight]) => [term, weight / norm])),
      title: new Set(fields.title.map(({ term }) => term)),
      publishedAt: Date.parse(articles[i]!.published),
    };
  });
}

/** 0 where the two lie further apart than a story takes articles from. */
export function cosine(a: Compared, b: Compared): number {
  if (Math.abs(a.publishedAt - b.publishedAt) > WINDOW_MS) return 0;
  const [small, large] = a.vector.size < b.vector.size ? [a.vector, b.vector] : [b.vector, a.vector];
  let dot = 0;
  for (const [term, weight] of small) dot += weight * (large.get(term) ?? 0);
  return dot;
}

/** Online: an article joins the story whose latest headline shares most of its words, from this Jaccard index on. */
export function titleJaccard(articles: readonly Compared[], threshold: number): number[] {
  const latest: Compared[] = [];
  return articles.map((article) => {
    let best = -1;
    let most = threshold;
    latest.forEach((other, story) => {
      if (Math.abs(article.publishedAt - other.publishedAt) > WINDOW_MS) return;
      const shared = article.title.intersection(other.title).size;
      const jaccard = shared / (article.title.size + other.title.size - shared || 1);
      if (jaccard >= most) [best, most] = [story, jaccard];
    });
    if (best < 0) return latest.push(article) - 1;
    latest[best] = article;
    return best;
  });
}

/** Online: an article joins the story with the nearest centroid, from this cosine on. */
export function tfidfCentroid(articles: readonly Compared[], threshold: number): number[] {
  const stories: { sum: Map<string, number>; squares: number; last: number }[] = [];
  return articles.map(({ vector, publishedAt }) => {
    let best = -1;
    let most = threshold;
    stories.forEach(({ sum, squares, last }, story) => {
      if (Math.abs(publishedAt - last) > WINDOW_MS) return;
      let dot = 0;
      for (const [term, weight] of vector) dot += weight * (sum.get(term) ?? 0);
      const cosine = dot / Math.sqrt(squares);
      if (cosine >= most) [best, most] = [story, cosine];
    });
    if (best < 0) return stories.push({ sum: new Map(vector), squares: 1, last: publishedAt }) - 1;
    const story = stories[best]!;
    for (const [term, weight] of vector) {
      const before = story.sum.get(term) ?? 0;
      story.sum.set(term, before + weight);
      story.squares += (before + weight) ** 2 - before ** 2;
    }
    story.last = Math.max(story.last, publishedAt);
    return best;
  });
}

interface Join {
  a: number;
  b: number;
  similarity: number;
}

/**
 * Offline: joins the two groups with the greatest mean cosine between their articles, again and again, by the chain of
 * nearest neighbours (Murtagh 1983), in time and room of the square of the number of articles.
 */
export function averageLinkage(articles: readonly Compared[]): (threshold: number) => number[] {
  const n = articles.length;
  const similar = new Float32Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) similar[i * n + j] = similar[j * n + i] = cosine(articles[i]!, articles[j]!);
  }
  const size = new Int32Array(n).fill(1);
  const joins: Join[] = [];
  const chain: number[] = [];
  for (let left = n; left > 1; ) {
    if (chain.length === 0) chain.push(size.findIndex((count) => count > 0));
    const a = chain.at(-1)!;
    let b = chain.at(-2) ?? -1;
    let most = b < 0 ? -1 : similar[a * n + b]!;
    for (let other = 0; other < n; other++) {
      if (other !== a && size[other]! > 0 && similar[a * n + other]! > most)
        [b, most] = [other, similar[a * n + other]!];
    }
    if (b !== chain.at(-2)) {
      chain.push(b);
      continue;
    }
    chain.length -= 2;
    joins.push({ a, b, similarity: most });
    for (let other = 0; other < n; other++) {
      const mean = (similar[a * n + other]! * size[a]! + similar[b * n + other]! * size[b]!) / (size[a]! + size[b]!);
      similar[a * n + other] = similar[other * n + a] = mean;
    }
    size[a]! += size[b]!;
    size[b] = 0;
    left--;
  }
  return (threshold) => {
    const parent = Array.from({ length: n }, (_, i) => i);
    const root = (i: number): number => {
      let at = i;
      while (parent[at] !== at) at = parent[at] = parent[parent[at]!]!;
      return at;
    };
    for (const { a, b, similarity } of joins) if (similarity >= threshold) parent[root(b)] = root(a);
    return parent.map((_, i) => root(i));
  };
}
