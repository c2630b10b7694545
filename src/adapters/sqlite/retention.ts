import type { RetentionStore } from "../../ports/store.ts";
import { pagesBeyond } from "../pages-beyond.ts";
import { OLD_ARTICLES, OLD_ATTEMPTS, RETAINED_TOGETHER } from "../retention-sql.ts";
import type { Database, Row } from "./database.ts";
import type { searchOf } from "./search.ts";

const IDS = "(SELECT value FROM json_each(:ids))";

/** Letting go of what is old, a batch at a time: the file is locked for the time of one. */
export function retentionOf(db: Database, search: ReturnType<typeof searchOf>): RetentionStore {
  const oldArticles = db.prepare(OLD_ARTICLES("current = 1"));
  const dropOf = ["ledger", "signature", "near_duplicate"].map((table) =>
    db.prepare(`DELETE FROM ${table} WHERE article_id IN ${IDS}`),
  );
  const dropVectors = db.prepare(`UPDATE coverage SET vectors = NULL WHERE article_id IN ${IDS}`);
  const dropArticles = db.prepare(`DELETE FROM article WHERE id IN ${IDS}`);
  const oldPages = db.prepare(`
    SELECT entry_id FROM page JOIN entry ON entry.id = entry_id
    WHERE fetched_at < :before AND waits_for IS NULL ORDER BY fetched_at LIMIT :limit`);
  const pageBytes = db.prepare("SELECT coalesce(sum(length(bytes)), 0) AS bytes FROM page_body");
  const oldestPages = db.prepare(`
    SELECT entry_id, length(bytes) AS bytes
    FROM page JOIN entry ON entry.id = entry_id JOIN page_body ON page_body.hash = page.hash
    WHERE waits_for IS NULL ORDER BY fetched_at LIMIT :limit`);
  const hashes = db.prepare(`SELECT DISTINCT hash FROM page WHERE entry_id IN ${IDS}`);
  const dropPages = db.prepare(`DELETE FROM page WHERE entry_id IN ${IDS}`);
  const dropBody = db.prepare(
    "DELETE FROM page_body WHERE hash = :hash AND NOT EXISTS (SELECT 1 FROM page WHERE page.hash = :hash)",
  );
  const dropAttempts = db.prepare(`DELETE FROM attempt WHERE row IN (${OLD_ATTEMPTS})`);

  const limit = RETAINED_TOGETHER;
  const idsOf = (rows: Row[], column: string): string[] => rows.map((row) => String(row[column]));

  function removePages(entryIds: string[]): number {
    const ids = JSON.stringify(entryIds);
    const bodies = idsOf(hashes.all({ ids }), "hash");
    const gone = dropPages.run({ ids });
    for (const hash of bodies) dropBody.run({ hash });
    return gone;
  }

  function removeArticles(before: number, activeSince: number): { articles: number; pages: number } {
    const found = idsOf(oldArticles.all({ before, activeSince, limit }), "id");
    const ids = JSON.stringify(found);
    for (const drop of [...dropOf, dropVectors]) drop.run({ ids });
    for (const id of found) search.forget(id);
    dropArticles.run({ ids });
    return { articles: found.length, pages: removePages(found) };
  }

  function pagesOverBound(maxBytes: number): string[] {
    const excess = Number(pageBytes.get()?.bytes) - maxBytes;
    if (excess <= 0) return [];
    const oldest = oldestPages.all({ limit });
    return pagesBeyond(
      excess,
      oldest.map((row) => ({ entryId: String(row.entry_id), bytes: Number(row.bytes) })),
    );
  }

  return {
    async retain({ pagesBefore, articlesBefore, attemptsBefore, maxPageBytes, activeSince }) {
      const gone = { pages: 0, articles: 0, attempts: 0 };
      if (articlesBefore !== null) {
        const { articles, pages } = await db.write(() => removeArticles(articlesBefore, activeSince));
        gone.articles += articles;
        gone.pages += pages;
      }
      if (pagesBefore !== null) {
        const find = () => idsOf(oldPages.all({ before: pagesBefore, limit }), "entry_id");
        gone.pages += await db.write(() => removePages(find()));
      }
      if (maxPageBytes !== null) gone.pages += await db.write(() => removePages(pagesOverBound(maxPageBytes)));
      if (attemptsBefore !== null) {
        gone.attempts += await db.write(() => dropAttempts.run({ before: attemptsBefore, limit }));
      }
      return gone;
    },
  };
}
