import type { Page } from "../../model/article.ts";
import { contentHash } from "../../model/id.ts";
import type { Store } from "../../ports/store.ts";
import { type PackedBytes, packBytes, unpackBytes } from "../page-bytes.ts";
import { packedPageRow } from "../rows.ts";
import type { Database } from "./database.ts";
import type { stepsOf } from "./steps.ts";

/** The pages: bodies compressed and kept once by their content, entries pointing to them. */
export function pagesOf(
  db: Database,
  steps: ReturnType<typeof stepsOf>,
): {
  methods: Pick<Store, "commitPage" | "page">;
  /** Keeps a page inside somebody else's transaction. */
  keep(entryId: string, page: Page, packed: PackedBytes): void;
} {
  const keepBody = db.prepare(
    "INSERT OR IGNORE INTO page_body (hash, encoding, bytes) VALUES (:hash, :encoding, :bytes)",
  );
  const keepPage = db.prepare(`
    INSERT OR REPLACE INTO page (entry_id, hash, url, status, content_type, fetched_at)
    VALUES (:entryId, :hash, :url, :status, :contentType, :fetchedAt)`);
  const hashOf = db.prepare("SELECT hash FROM page WHERE entry_id = ?");
  const dropBody = db.prepare(
    "DELETE FROM page_body WHERE hash = :hash AND NOT EXISTS (SELECT 1 FROM page WHERE page.hash = :hash)",
  );
  const byEntry = db.prepare(`
    SELECT ${packedPageRow.select()}
    FROM page JOIN page_body ON page_body.hash = page.hash WHERE entry_id = ?`);

  function keep(entryId: string, page: Page, packed: PackedBytes): void {
    const hash = contentHash(page.body);
    const before = hashOf.get(entryId)?.hash;
    const { url, status, contentType } = page;
    keepBody.run({ hash, encoding: packed.encoding, bytes: packed.bytes });
    keepPage.run({ entryId, hash, url, status, contentType, fetchedAt: Math.round(page.fetchedAt) });
    if (before !== undefined && before !== hash) dropBody.run({ hash: before });
  }

  return {
    methods: {
      async commitPage(step, page) {
        const packed = await packBytes(page.body);
        await db.write(() => {
          if (steps.apply(step)) keep(step.entryId, page, packed);
        });
      },
      async page(entryId) {
        const row = byEntry.get(entryId);
        if (!row) return null;
        const { encoding, bytes, ...page } = packedPageRow.read(row);
        return { ...page, body: await unpackBytes({ encoding, bytes }) };
      },
    },
    keep,
  };
}
