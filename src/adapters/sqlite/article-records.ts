import type { ArticleRecord, Store } from "../../ports/store.ts";
import { articleRow, entryRow, nearDuplicateRow } from "../rows.ts";
import type { Database } from "./database.ts";
import { inBatches } from "./limits.ts";

interface Key {
  seenAt: number;
  id: string;
}

/** Every article with all that belongs to it, as `export` prints it. */
export function articleRecordsOf(db: Database, removals: Store["removals"]): Pick<Store, "articleRecords"> {
  const page = db.prepare(`
    SELECT ${articleRow.select("article")}, ${entryRow.select("entry")}, ${nearDuplicateRow.select("copy")}, story_id
    FROM article JOIN entry ON entry.id = article.id
      LEFT JOIN near_duplicate AS copy ON copy.article_id = article.id
      LEFT JOIN coverage ON coverage.article_id = article.id
    WHERE article.current = 1 AND (article.first_seen_at, article.id) > (:seenAt, :id)
    ORDER BY article.first_seen_at, article.id LIMIT :limit`);
  const feedUrls = db.prepare(`
    SELECT url FROM entry_feed JOIN feed ON feed.id = entry_feed.feed_id WHERE entry_id = ? ORDER BY url`);
  const batch = (after: Key | null, limit: number) =>
    page.all({ seenAt: after?.seenAt ?? Number.MIN_SAFE_INTEGER, id: after?.id ?? "", limit }).map((row) => {
      const article = articleRow.read(row, "article");
      const item: Omit<ArticleRecord, "removals"> = {
        article,
        entry: entryRow.read(row, "entry"),
        feedUrls: feedUrls.all(article.id).map((feed) => String(feed.url)),
        duplicate: row.copy_article_id === null ? null : nearDuplicateRow.read(row, "copy"),
        storyId: row.story_id as string | null,
      };
      return { item, key: { seenAt: article.firstSeenAt, id: article.id } };
    });
  return {
    async *articleRecords() {
      for await (const record of inBatches(batch)) {
        yield { ...record, removals: await removals(record.article.id) };
      }
    },
  };
}
