import type { FeedYield } from "../ports/store.ts";

/** Needs `:since` and, as each dialect says it, what makes an article the current one. */
export const feedYieldSql = (current: string): string => `
  SELECT f.feed_id, count(*) AS entries, count(a.id) AS articles,
    coalesce(sum(l.boilerplate + l.comment + l.spam), 0) AS removals, coalesce(sum(l.spam), 0) AS spam
  FROM entry_feed f
  JOIN entry e ON e.id = f.entry_id
  LEFT JOIN article a ON a.id = e.id AND ${current}
  LEFT JOIN ledger l ON l.article_id = a.id
  WHERE e.first_seen_at >= :since AND (e.waits_for IS NULL OR a.id IS NOT NULL)
  GROUP BY f.feed_id ORDER BY f.feed_id`;

export const readFeedYield = (row: Readonly<Record<string, unknown>>): FeedYield => ({
  feedId: String(row.feed_id),
  entries: Number(row.entries),
  articles: Number(row.articles),
  removals: Number(row.removals),
  spam: Number(row.spam),
});
