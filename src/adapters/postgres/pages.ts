import type { Page } from "../../model/article.ts";
import { contentHash } from "../../model/id.ts";
import type { Store } from "../../ports/store.ts";
import { type PackedBytes, packBytes, unpackBytes } from "../page-bytes.ts";
import { packedPageRow } from "../rows.ts";
import type { Database } from "./database.ts";
import { shortHash } from "./short-hash.ts";
import { prepare } from "./statement.ts";
import { applyStep, moving, movingValues } from "./steps.ts";
import type { Transaction } from "./transaction.ts";

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
/** All of it for an entry that has no page yet. A body that is there is locked as above. */
const FIRST_PAGE = prepare(`
  WITH ${moving("NOT EXISTS (SELECT 1 FROM page WHERE entry_id = :entryId)")},
  body AS (
    INSERT INTO page_body (hash, encoding, bytes) SELECT :hash, :encoding, :bytes FROM moved
    ON CONFLICT (hash) DO UPDATE SET hash = excluded.hash)
  INSERT INTO page (entry_id, hash, url, status, content_type, fetched_at)
  SELECT id, :hash, :url, :status, :contentType, :fetchedAt FROM moved`);
const LOCK_BODY = prepare("SELECT 1 FROM page_body WHERE hash = :hash FOR UPDATE");
const DROP_BODY = prepare(`
  DELETE FROM page_body WHERE hash = :hash AND NOT EXISTS (SELECT 1 FROM page WHERE page.hash = :hash)`);
const OF_ENTRY = prepare(`
  SELECT ${packedPageRow.select()}
  FROM page JOIN page_body ON page_body.hash = page.hash WHERE entry_id = :entryId`);

/** A page ready to be written: hashed and compressed before the transaction begins. */
export interface PackedPage {
  page: Page;
  hash: string;
  packed: PackedBytes;
}

export const packedPage = async (page: Page): Promise<PackedPage> => ({
  page,
  hash: shortHash(contentHash(page.body)),
  packed: await packBytes(page.body),
});

/** The pages: bodies compressed and kept once by their content, entries pointing to them. */
export function pagesOf(db: Database): Pick<Store, "commitPage" | "page"> {
  return {
    async commitPage(step, page) {
      const packed = await packedPage(page);
      if ((await db.run(FIRST_PAGE, { ...movingValues(step), ...pageValues(packed) })) > 0) return;
      await db.write(async (tx) => {
        const applied = applyStep(tx, step);
        const before = tx.get(HASH, { entryId: step.entryId });
        if (await applied) writePage(tx, step.entryId, packed, (await before)?.hash);
      });
    },
    async page(entryId) {
      const row = await db.get(OF_ENTRY, { entryId });
      if (!row) return null;
      const { encoding, bytes, ...page } = packedPageRow.read(row);
      return { ...page, body: await unpackBytes({ encoding, bytes }) };
    },
  };
}

/** Keeps a page inside somebody else's transaction. */
export async function keepPage(tx: Transaction, entryId: string, packed: PackedPage): Promise<void> {
  writePage(tx, entryId, packed, (await tx.get(HASH, { entryId }))?.hash);
}

const pageValues = ({ page: { url, status, contentType, fetchedAt }, hash, packed }: PackedPage) => ({
  ...{ ...packed, hash, url, status, contentType },
  fetchedAt: Math.round(fetchedAt),
});

function writePage(tx: Transaction, entryId: string, packed: PackedPage, before: unknown): void {
  const values = pageValues(packed);
  const { hash } = values;
  tx.send(KEEP_BODY, values);
  tx.send(KEEP_PAGE, { ...values, entryId });
  if (typeof before !== "string" || before === hash) return;
  // Two statements: the second sees the page of whoever held the lock.
  tx.send(LOCK_BODY, { hash: before });
  tx.send(DROP_BODY, { hash: before });
}
