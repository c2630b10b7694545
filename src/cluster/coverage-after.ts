import type { Article } from "../model/article.ts";
import type { Coverage, CoverageMove } from "../model/story.ts";

/** A coverage row with its article, as an alert shows it. */
export interface CoveredArticle extends Coverage {
  article: Article;
  duplicateOf: string | null;
}

/**
 * The coverage of a story as it will be once a change is stored: the rows that were there (of the story and of those it
 * absorbs), with the changed rows in their place and the newcomer added.
 */
export function coverageAfter(
  storyId: string,
  before: readonly CoveredArticle[],
  { coverage, moved }: { coverage: readonly Coverage[]; moved: readonly CoverageMove[] },
  newcomer: { article: Article; duplicateOf: string | null },
): CoveredArticle[] {
  const rows = new Map(before.map((row) => [row.articleId, row]));
  for (const row of coverage) {
    const known = row.articleId === newcomer.article.id ? newcomer : rows.get(row.articleId);
    if (known) rows.set(row.articleId, { ...row, article: known.article, duplicateOf: known.duplicateOf });
  }
  for (const move of moved) {
    const known = rows.get(move.articleId);
    if (known) rows.set(move.articleId, { ...known, ...move });
  }
  return [...rows.values()].filter((row) => row.storyId === storyId);
}
