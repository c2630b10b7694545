import type { Article } from "../model/article.ts";
import type { Member } from "./story-state.ts";

/** When an article says it was published, and when it was first seen. */
export type Timed = Pick<Member, "publishedAt" | "dated" | "firstSeenAt">;

/** What the index needs to know of an article that is analysed. */
export type ArticleFacts = Pick<Article, "id" | "source" | "title" | "publishedAt" | "firstSeenAt" | "dateSource">;

export function memberTimes(article: ArticleFacts): Timed {
  const { publishedAt, firstSeenAt, dateSource } = article;
  return { publishedAt, firstSeenAt, dated: dateSource !== "unknown" };
}

/** What the index remembers of an article besides its vectors. */
export function memberFacts(article: ArticleFacts): Timed & Pick<Member, "articleId" | "source" | "title"> {
  return { articleId: article.id, source: article.source, title: article.title, ...memberTimes(article) };
}
