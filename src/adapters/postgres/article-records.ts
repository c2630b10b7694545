import type { Removal } from "../../model/article.ts";
import type { ArticleRecord, Store } from "../../ports/store.ts";
import { articleRow, entryRow, nearDuplicateRow, removalRow } from "../rows.ts";
import type { Database, Row } from "./database.ts";
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
const REMOVALS = prepare(`
  SELECT article_id, ${removalRow.select("removal")} FROM removal
  WHERE article_id = ANY (:ids::text[]) ORDER BY position, number`);

/** Every article with all that belongs to it, as `export` prints it. */
export function articleRecordsOf(db: Database): Pick<Store, "articleRecords"> {
  return {
    articleRecords: () =>
      inBatches((after: Key | null, limit) =>
        db.read(async (tx) => {
          const { seenAt, id } = after ?? { seenAt: Number.MIN_SAFE_INTEGER, id: "" };
          const rows = await tx.all(PAGE, { seenAt, id, limit });
          const ids = rows.map((row) => String(row.article_id));
          const [feeds, removals] = await Promise.all([tx.all(FEED_URLS, { ids }), tx.all(REMOVALS, { ids })]);
          const feedUrls = Map.groupBy(feeds, (row) => String(row.entry_id));
          const ledger = Map.groupBy(removals, (row) => String(row.article_id));
          return rows.map((row) => {
            const article = articleRow.read(row, "article");
            const item: ArticleRecord = {
              article,
              entry: entryRow.read(row, "entry"),
              feedUrls: (feedUrls.get(article.id) ?? []).map((feed) => String(feed.url)),
              removals: (ledger.get(article.id) ?? []).map(asRemoval),
              duplicate: row.copy_article_id === null ? null : nearDuplicateRow.read(row, "copy"),
              storyId: row.story_id as string | null,
            };
            return { item, key: { seenAt: article.firstSeenAt, id: article.id } };
          });
        }),
      ),
  };
}

const asRemoval = (row: Row): Removal => removalRow.read(row, "removal");
