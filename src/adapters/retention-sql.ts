/** Rows of one kind that go in one transaction: some tens of milliseconds in which nobody else can write to the file. */
export const RETAINED_TOGETHER = 100;

/**
 * The oldest articles that nobody needs any more, in words that both engines understand: first seen before :before, with
 * nothing left to do, neither deduped, nor in a story that published or grew, at or after :activeSince, and not the
 * original or the parent of a copy that is still there. Copies are therefore gone before their original.
 *
 * @param current says in the engine's words that a revision of `article` is the current one
 */
export const OLD_ARTICLES = (current: string): string => `
  SELECT article.id FROM article JOIN entry ON entry.id = article.id
  WHERE article.${current} AND article.first_seen_at < :before AND entry.waits_for IS NULL
    AND NOT EXISTS (SELECT 1 FROM signature WHERE signature.article_id = article.id AND deduped_at >= :activeSince)
    AND NOT EXISTS (
      SELECT 1 FROM coverage AS own JOIN story ON story.id = own.story_id
      WHERE own.article_id = article.id AND (last_published_at >= :activeSince OR EXISTS (
        SELECT 1 FROM coverage AS other WHERE other.story_id = own.story_id AND other.added_at >= :activeSince)))
    AND NOT EXISTS (
      SELECT 1 FROM near_duplicate AS copy
      WHERE copy.original_id = article.id
        OR (copy.parent_id = article.id AND copy.original_id = (
          SELECT own.original_id FROM near_duplicate AS own WHERE own.article_id = article.id)))
  ORDER BY article.first_seen_at, article.id LIMIT :limit`;

/** The oldest attempts of deliveries that are over: the log of one that still waits stays whole. */
export const OLD_ATTEMPTS = `
  SELECT row FROM attempt JOIN delivery ON delivery.id = delivery_id
  WHERE at < :before AND state <> 'waiting' ORDER BY at LIMIT :limit`;
