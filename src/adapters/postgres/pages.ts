import type { Page } from "../../model/article.ts";
import { contentHash } from "../../model/id.ts";
import type { Store } from "../../ports/store.ts";
import { type PackedBytes, packBytes, unpackBytes } from "../page-bytes.ts";
import type { Database, Transaction } from "./database.ts";
import { prepare } from "./statement.ts";
import { applyStep } from "./steps.ts";

const HASH = prepare("SELECT hash FROM page WHERE entry_id = :entryId");
/** A body that is there already is locked, so that nobody drops it before our page points to it. */
const KEEP_BODY = prepare(`
  INSERT INTO page_body (hash, encoding, bytes) VALUES (:hash, :encoding, :bytes)
  ON CONFLICT (hash) DO UPDATE SET hash = excluded.hash`);
const KEEP_PAGE = prepare(`
  INSERT INTO page (entry_id, hash, url, status, content_type, fetched_at)
  VALUES (:entryId, :hash, :url, :status, :contentType, :fetchedAt)
  ON CONFLICT (entry_id) DO UPDATE SET hash = excluded.hash, url = excluded.url, status = excluded.status,
    content_type = excluded.content_type, fetched_at = excluded.fetched_at`);
const LOCK_BODY = prepare("SELECT 1 FROM page_body WHERE hash = :hash FOR UPDATE");
const DROP_BODY = prepare(`
  DELETE FROM page_body WHERE hash = :hash AND NOT EXISTS (SELECT 1 FROM page WHERE page.hash = :hash)`);
const OF_ENTRY = prepare(`
  SELECT url, status, content_type, fetched_at, encoding, bytes
  FROM page JOIN page_body ON page_body.hash = page.hash WHERE entry_id = :entryId`);

/** A page ready to be written: hashed and compressed before the transaction begins. */
export interface PackedPage {
  page: Page;
  hash: string;
  packed: PackedBytes;
}

export const packedPage = async (page: Page): Promise<PackedPage> => ({
  page,
  hash: contentHash(page.body),
  packed: await packBytes(page.body),
});

/** The pages: bodies compressed and kept once by their content, entries pointing to them. */
export function pagesOf(db: Database): Pick<Store, "commitPage" | "page"> {
  return {
    async commitPage(step, page) {
      const packed = await packedPage(page);
      await db.write(async (tx) => {
        const applied = applyStep(tx, step);
        const before = tx.get(HASH, { entryId: step.entryId });
        if (await applied) writePage(tx, step.entryId, packed, (await before)?.hash);
      });
    },
    async page(entryId) {
      const row = await db.get(OF_ENTRY, { entryId });
      if (!row) return null;
      return {
        url: String(row.url),
        status: Number(row.status),
        contentType: String(row.content_type),
        body: await unpackBytes({ encoding: String(row.encoding), bytes: row.bytes as Uint8Array }),
        fetchedAt: Number(row.fetched_at),
      };
    },
  };
}

/** Keeps a page inside somebody else's transaction. */
export async function keepPage(tx: Transaction, entryId: string, packed: PackedPage): Promise<void> {
  writePage(tx, entryId, packed, (await tx.get(HASH, { entryId }))?.hash);
}

function writePage(tx: Transaction, entryId: string, { page, hash, packed }: PackedPage, before: unknown): void {
  const { url, status, contentType, fetchedAt } = page;
  tx.send(KEEP_BODY, { hash, ...packed });
  tx.send(KEEP_PAGE, { entryId, hash, url, status, contentType, fetchedAt: Math.round(fetchedAt) });
  if (typeof before !== "string" || before === hash) return;
  // Two statements: the second sees the page of whoever held the lock.
  tx.send(LOCK_BODY, { hash: before });
  tx.send(DROP_BODY, { hash: before });
}
