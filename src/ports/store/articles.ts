import type { Article, Page, Removal } from "../../model/article.ts";
import type { FeedEntry } from "../../model/feed.ts";
import type { NearDuplicate } from "../../model/signature.ts";
import type { Step } from "./steps.ts";

/** A row of `export articles`, before formatting. */
export interface ArticleRecord {
  article: Article;
  entry: FeedEntry;
  feedUrls: string[];
  removals: Removal[];
  duplicate: NearDuplicate | null;
  storyId: string | null;
}

/** An article that holds all that was looked for, with the part of its text that shows most of it, on one line. */
export interface Found {
  article: Article;
  snippet: string;
}

/** Pages, and the articles made of them. */
export interface ArticleStore {
  commitPage(step: Step, page: Page): Promise<void>;
  page(entryId: string): Promise<Page | null>;
  /** Saves a revision (a new one only when text or title changed) with its removals. */
  commitArticle(step: Step, article: Omit<Article, "revision">, removals: Removal[]): Promise<void>;
  article(id: string): Promise<Article | null>;
  /** All its revisions, the oldest first. */
  revisions(id: string): Promise<Article[]>;
  /** Latest first. */
  articles(filter: {
    limit: number;
    since?: number;
    feedId?: string;
    storyId?: string;
    source?: string;
  }): Promise<Article[]>;
  /**
   * Articles whose title and text hold every word of `query`, latest first by first seen. Words in quotes stand side by
   * side; accents and capitals make no difference; nothing in it is an operator. `lang` is an article's own, as stored.
   */
  search(query: string, filter: { limit: number; since?: number; lang?: string }): Promise<Found[]>;
  texts(ids: string[]): Promise<Map<string, string>>;
  removals(articleId: string): Promise<Removal[]>;
  /** Every article with what `export` prints, oldest first by first seen, then id. */
  articleRecords(): AsyncIterable<ArticleRecord>;
}
