import type { RetentionStore } from "../../ports/store.ts";
import { pagesBeyond } from "../pages-beyond.ts";
import { OLD_ARTICLES, OLD_ATTEMPTS, RETAINED_TOGETHER } from "../retention-sql.ts";
import type { Row } from "./connection.ts";
import type { Database } from "./database.ts";
import { planEachTime, prepare } from "./statement.ts";
import type { Transaction } from "./transaction.ts";

/** Nobody sends an entry back to a stage while we take away what that stage needs. What is locked is left for later. */
const LOCKED = "FOR NO KEY UPDATE OF entry SKIP LOCKED";
const IDS = "ANY (:ids::text[])";
const BODIES = "ANY (:ids::uuid[])";

const ARTICLES = planEachTime(`${OLD_ARTICLES("current")} ${LOCKED}`);
const DROP_OF = ["ledger", "signature", "near_duplicate"].map((table) =>
  prepare(`DELETE FROM ${table} WHERE article_id = ${IDS}`),
);
const DROP_VECTORS = prepare(`UPDATE coverage SET vectors = NULL WHERE article_id = ${IDS}`);
const DROP_ARTICLES = prepare(`DELETE FROM article WHERE id = ${IDS}`);
const PAGES = planEachTime(`
  SELECT entry_id FROM page JOIN entry ON entry.id = entry_id
  WHERE fetched_at < :before AND waits_for IS NULL ORDER BY fetched_at LIMIT :limit ${LOCKED}`);
/** The bodies lie outside their rows, which know their size. */
const PAGE_BYTES = planEachTime("SELECT coalesce(sum(octet_length(bytes)), 0)::bigint AS bytes FROM page_body");
const OLDEST_PAGES = planEachTime(`
  SELECT entry_id, octet_length(bytes) AS bytes
  FROM page JOIN entry ON entry.id = entry_id JOIN page_body ON page_body.hash = page.hash
  WHERE waits_for IS NULL ORDER BY fetched_at LIMIT :limit ${LOCKED}`);
const DROP_PAGES = prepare(`DELETE FROM page WHERE entry_id = ${IDS} RETURNING hash`);
const LOCK_BODIES = prepare(`SELECT 1 FROM page_body WHERE hash = ${BODIES} ORDER BY hash FOR UPDATE`);
const DROP_BODIES = prepare(`
  DELETE FROM page_body WHERE hash = ${BODIES} AND NOT EXISTS (SELECT 1 FROM page WHERE page.hash = page_body.hash)`);
const DROP_ATTEMPTS = planEachTime(`DELETE FROM attempt WHERE row IN (${OLD_ATTEMPTS})`);

const limit = RETAINED_TOGETHER;

/** Letting go of what is old, a batch at a time: the locks on it are held for the time of one. */
export function retentionOf(db: Database): RetentionStore {
  return {
    async retain({ pagesBefore, articlesBefore, attemptsBefore, maxPageBytes, activeSince }) {
      const gone = { pages: 0, articles: 0, attempts: 0 };
      if (articlesBefore !== null) {
        const { articles, pages } = await db.write((tx) => removeArticles(tx, articlesBefore, activeSince));
        gone.articles += articles;
        gone.pages += pages;
      }
      if (pagesBefore !== null) {
        gone.pages += await db.write(async (tx) =>
          removePages(tx, idsOf(await tx.all(PAGES, { before: Math.ceil(pagesBefore), limit }), "entry_id")),
        );
      }
      if (maxPageBytes !== null) {
        gone.pages += await db.write(async (tx) => removePages(tx, await pagesOverBound(tx, maxPageBytes)));
      }
      if (attemptsBefore !== null) {
        gone.attempts += await db.run(DROP_ATTEMPTS, { before: Math.ceil(attemptsBefore), limit });
      }
      return gone;
    },
  };
}

async function removeArticles(
  tx: Transaction,
  before: number,
  activeSince: number,
): Promise<{ articles: number; pages: number }> {
  const old = await tx.all(ARTICLES, { before: Math.ceil(before), activeSince: Math.ceil(activeSince), limit });
  const ids = idsOf(old, "id");
  if (ids.length === 0) return { articles: 0, pages: 0 };
  for (const drop of [...DROP_OF, DROP_VECTORS]) tx.send(drop, { ids });
  tx.send(DROP_ARTICLES, { ids });
  return { articles: ids.length, pages: await removePages(tx, ids) };
}

async function removePages(tx: Transaction, ids: string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const gone = await tx.all(DROP_PAGES, { ids });
  const hashes = [...new Set(idsOf(gone, "hash"))];
  // Two statements: the second sees the page of whoever held the lock.
  tx.send(LOCK_BODIES, { ids: hashes });
  tx.send(DROP_BODIES, { ids: hashes });
  return gone.length;
}

async function pagesOverBound(tx: Transaction, maxBytes: number): Promise<string[]> {
  const excess = Number((await tx.get(PAGE_BYTES))?.bytes) - maxBytes;
  if (excess <= 0) return [];
  const oldest = await tx.all(OLDEST_PAGES, { limit });
  return pagesBeyond(
    excess,
    oldest.map((row) => ({ entryId: String(row.entry_id), bytes: Number(row.bytes) })),
  );
}

const idsOf = (rows: Row[], column: string): string[] => rows.map((row) => String(row[column]));
