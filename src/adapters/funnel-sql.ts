import type { FunnelRow } from "../ports/store.ts";

/**
 * How far entries came, by feed (`perFeed`) or over all, and by the place where they are. Pages and articles go when they
 * are old, so an entry's steps and its place in a story count as well.
 *
 * @param current the condition for an article's newest revision
 */
export const funnelSql = (perFeed: boolean, current: string): string => `
  SELECT feed_id, waits_for, ending, count(*) AS seen, sum(fetched) AS fetched, sum(extracted) AS extracted,
    sum(extracted * independent) AS independent, sum(extracted * independent * told) AS in_story
  FROM (
    SELECT ${perFeed ? "entry_feed.feed_id" : "NULL"} AS feed_id, waits_for, ending,
      CASE WHEN page.entry_id IS NOT NULL OR article.id IS NOT NULL OR coverage.article_id IS NOT NULL
        OR EXISTS (SELECT 1 FROM step WHERE step.entry_id = entry.id AND stage = 'fetch' AND kind = 'next')
        THEN 1 ELSE 0 END AS fetched,
      CASE WHEN article.id IS NOT NULL OR coverage.article_id IS NOT NULL THEN 1 ELSE 0 END AS extracted,
      CASE WHEN near_duplicate.article_id IS NULL THEN 1 ELSE 0 END AS independent,
      CASE WHEN story.status = 'formed' THEN 1 ELSE 0 END AS told
    FROM entry ${perFeed ? "JOIN entry_feed ON entry_feed.entry_id = entry.id" : ""}
      LEFT JOIN page ON page.entry_id = entry.id
      LEFT JOIN article ON article.id = entry.id AND ${current}
      LEFT JOIN near_duplicate ON near_duplicate.article_id = entry.id
      LEFT JOIN coverage ON coverage.article_id = entry.id
      LEFT JOIN story ON story.id = coverage.story_id
  ) AS way
  GROUP BY feed_id, waits_for, ending`;

export const funnelRow = (row: Readonly<Record<string, unknown>>): FunnelRow => ({
  feedId: row.feed_id as string | null,
  waitsFor: row.waits_for as FunnelRow["waitsFor"],
  ending: row.ending as string | null,
  seen: Number(row.seen),
  fetched: Number(row.fetched),
  extracted: Number(row.extracted),
  independent: Number(row.independent),
  inStory: Number(row.in_story),
});
