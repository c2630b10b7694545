import type { ArticleRecord, Store } from "../../ports/store.ts";
import { readLedger } from "../ledger.ts";
import { articleRow, entryRow, nearDuplicateRow } from "../rows.ts";
import type { Database } from "./database.ts";
import { inBatches } from "./limits.ts";
import { prepare } from "./statement.ts";

interface Key {
  seenAt: number;
  id: string;
}

const PAGE = prepare(`
  SELECT ${articleRow.select("article")}, ${entryRow.select("entry")}, ${nearDuplicateRow.select("copy")}, story_id
  FROM article JOIN entry ON entry.id = article.id
    LEFT JOIN near_duplicate AS copy ON copy.article_id = article.id
    LEFT JOIN coverage ON coverage.article_id = article.id
  WHERE article.current AND (article.first_seen_at, article.id) > (:seenAt, :id)
  ORDER BY article.first_seen_at, article.id LIMIT :limit`);
const FEED_URLS = prepare(`
  SELECT entry_id, url FROM entry_feed JOIN feed ON feed.id = entry_feed.feed_id
  WHERE entry_id = ANY (:ids::text[]) ORDER BY url`);
const LEDGERS = prepare("SELECT article_id, removals FROM ledger WHERE article_id = ANY (:ids::text[])");

/** Every article with all that belongs to it, as `export` prints it. */
export function articleRecordsOf(db: Database): Pick<Store, "articleRecords"> {
  return {
    articleRecords: () =>
      inBatches((after: Key | null, limit) =>
        db.read(async (tx) => {
          const { seenAt, id } = after ?? { seenAt: Number.MIN_SAFE_INTEGER, id: "" };
          const rows = await tx.all(PAGE, { seenAt, id, limit });
          const ids = rows.map((row) => String(row.article_id));
          const [feeds, ledgers] = await Promise.all([tx.all(FEED_URLS, { ids }), tx.all(LEDGERS, { ids })]);
          const feedUrls = Map.groupBy(feeds, (row) => String(row.entry_id));
          const ledger = new Map(ledgers.map((row) => [String(row.article_id), row.removals]));
          return rows.map((row) => {
            const article = articleRow.read(row, "article");
            const item: ArticleRecord = {
              article,
              entry: entryRow.read(row, "entry"),
              feedUrls: (feedUrls.get(article.id) ?? []).map((feed) => String(feed.url)),
              removals: ledger.has(article.id) ? readLedger(ledger.get(article.id)) : [],
              duplicate: row.copy_article_id === null ? null : nearDuplicateRow.read(row, "copy"),
              storyId: row.story_id as string | null,
            };
            return { item, key: { seenAt: article.firstSeenAt, id: article.id } };
          });
        }),
      ),
  };
}
