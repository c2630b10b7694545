import type { FeedYield, SiteYield, Yield } from "../ports/store.ts";

const yieldSql = (by: string, from: string, current: string): string => `
  SELECT ${by} AS name, count(*) AS entries, count(a.id) AS articles,
    coalesce(sum(l.boilerplate + l.comment + l.spam), 0) AS removals, coalesce(sum(l.spam), 0) AS spam
  FROM ${from}
  LEFT JOIN article a ON a.id = e.id AND ${current}
  LEFT JOIN ledger l ON l.article_id = a.id
  WHERE e.first_seen_at >= :since AND (e.waits_for IS NULL OR a.id IS NOT NULL)
  GROUP BY ${by} ORDER BY ${by}`;

/** Needs `:since` and, as each dialect says it, what makes an article the current one. */
export const feedYieldSql = (current: string): string =>
  yieldSql("f.feed_id", "entry_feed f JOIN entry e ON e.id = f.entry_id", current);

/** The same by the site that an entry's address belongs to, each entry once. */
export const siteYieldSql = (current: string): string => yieldSql("e.source", "entry e", current);

type Row = Readonly<Record<string, unknown>>;
export const readFeedYield = (row: Row): FeedYield => ({ feedId: String(row.name), ...readYield(row) });
export const readSiteYield = (row: Row): SiteYield => ({ site: String(row.name), ...readYield(row) });

const readYield = (row: Row): Yield => ({
  entries: Number(row.entries),
  articles: Number(row.articles),
  removals: Number(row.removals),
  spam: Number(row.spam),
});
