import { readdirSync, readFileSync } from "node:fs";
import type { StoryChange } from "../../src/cluster/change.ts";
import { CLUSTER_DEFAULTS, type ClusterSettings } from "../../src/cluster/settings.ts";
import { StoryIndex } from "../../src/cluster/story-index.ts";
import type { Article } from "../../src/model/article.ts";
import type { NearDuplicate } from "../../src/model/signature.ts";

export type NewsArticle = Article & { story: string };

/** An article with everything that the cluster stage does not look at filled in. */
export function articleOf(some: Partial<NewsArticle> & Pick<Article, "id">): NewsArticle {
  const publishedAt = some.publishedAt ?? Date.parse("2025-11-06T12:00:00Z");
  return {
    revision: 1,
    url: `https://${some.source ?? "one.example"}/${some.id}`,
    canonicalUrl: `https://${some.source ?? "one.example"}/${some.id}`,
    source: "one.example",
    title: "",
    author: null,
    dateSource: "page",
    lang: "en",
    text: "",
    strategy: "given",
    confidence: 1,
    details: null,
    madeBy: "test",
    story: some.id,
    ...some,
    publishedAt,
    firstSeenAt: some.firstSeenAt ?? publishedAt,
    extractedAt: publishedAt,
  };
}

const FOLDER = new URL("../fixtures/stories/newsroom/", import.meta.url);

/** The articles of the bundled newsroom, by published time. */
export function newsroom(): NewsArticle[] {
  const articles = readdirSync(FOLDER)
    .sort()
    .map((file) => {
      const [head = "", ...paragraphs] = readFileSync(new URL(file, FOLDER), "utf8").trim().split("\n\n");
      const facts = Object.fromEntries(head.split("\n").map((line) => line.split(/: (.*)/s).slice(0, 2)));
      const { story, source, title, lang, published } = facts as Record<string, string>;
      const text = paragraphs.join("\n\n");
      const publishedAt = Date.parse(published ?? "");
      return articleOf({ id: file.replace(".txt", ""), story, source, title, lang, text, publishedAt });
    });
  return articles.sort((a, b) => a.publishedAt - b.publishedAt);
}

/** The same list in an order that a seed decides (Fisher-Yates with a linear congruential generator). */
export function shuffled<T>(list: readonly T[], seed: number): T[] {
  const out = [...list];
  let state = seed;
  for (let i = out.length - 1; i > 0; i--) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    const j = Math.floor((state / 0x80000000) * (i + 1));
    [out[i], out[j]] = [out[j]!, out[i]!];
  }
  return out;
}

export interface Run {
  index: StoryIndex;
  changes: StoryChange[];
  /** Article ids of each story in the end. */
  stories: Map<string, string[]>;
}

/** Assigns and applies articles in the order given; `now` stands still unless told. */
export function run(
  articles: readonly Article[],
  options: {
    settings?: Partial<ClusterSettings>;
    duplicates?: readonly NearDuplicate[];
    now?: number;
    index?: StoryIndex;
    sourceFamily?: (source: string) => string;
  } = {},
): Run {
  const index = options.index ?? new StoryIndex({ ...CLUSTER_DEFAULTS, ...options.settings });
  const { sourceFamily } = options;
  const storyOf = new Map<string, string>();
  const changes = articles.map((article) => {
    const duplicate = options.duplicates?.find(({ articleId }) => articleId === article.id) ?? null;
    const now = options.now ?? article.publishedAt;
    const change = index.assign(article, duplicate, sourceFamily ? { now, sourceFamily } : { now });
    index.apply(change);
    for (const row of [...change.coverage, ...change.moved]) storyOf.set(row.articleId, row.storyId);
    return change;
  });
  const stories = new Map<string, string[]>();
  for (const [articleId, storyId] of storyOf) stories.set(storyId, [...(stories.get(storyId) ?? []), articleId].sort());
  return { index, changes, stories };
}
