import { stableId } from "../model/id.ts";

/**
 * The id of the story that an article founds. When a story lives on under it without the article, the article founds
 * another one, part 2, 3 …
 */
export function foundedId(articleId: string, part: number): string {
  return part === 1 ? stableId("s", articleId) : stableId("s", articleId, String(part));
}
