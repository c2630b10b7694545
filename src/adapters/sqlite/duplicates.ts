import type { SignatureStore } from "../../ports/store.ts";
import { insertInto, orReplace } from "../mapping.ts";
import { nearDuplicateRow, signedRow } from "../rows.ts";
import type { Database } from "./database.ts";
import type { leasesOf } from "./leases.ts";
import { inBatches } from "./limits.ts";
import type { stepsOf } from "./steps.ts";

/** Signatures and the near-duplicates found with them. */
export function duplicatesOf(
  db: Database,
  steps: ReturnType<typeof stepsOf>,
  leases: ReturnType<typeof leasesOf>,
): SignatureStore {
  const clearSignature = db.prepare("DELETE FROM signature WHERE article_id = ?");
  const addSignature = db.prepare(insertInto("signature", ["article_id", "params", "bytes", "deduped_at"]));
  const clearDuplicate = db.prepare("DELETE FROM near_duplicate WHERE article_id = ?");
  const saveDuplicate = db.prepare(
    insertInto("near_duplicate", nearDuplicateRow.columns) + orReplace("article_id", nearDuplicateRow.columns),
  );
  const ofArticle = db.prepare(`SELECT ${nearDuplicateRow.select()} FROM near_duplicate WHERE article_id = ?`);
  const ofOriginal = db.prepare(
    `SELECT ${nearDuplicateRow.select()} FROM near_duplicate WHERE original_id = ? ORDER BY article_id`,
  );
  const firstSince = db.prepare("SELECT min(number) AS number FROM signature WHERE deduped_at >= ?");
  const countSince = db.prepare("SELECT count(*) AS many FROM signature WHERE deduped_at >= ?");
  const page = db.prepare(`
    SELECT number, params, bytes, ${signedRow.select("article")}, coalesce(original_id, article.id) AS original_id, parent_id
    FROM signature JOIN article ON article.id = signature.article_id AND article.current = 1
      LEFT JOIN near_duplicate ON near_duplicate.article_id = signature.article_id
    WHERE number > :after AND deduped_at >= :since ORDER BY number LIMIT :limit`);

  return {
    commitDedupe: (step, lease, signature, duplicate, others = []) =>
      db.write(() => {
        leases.assertHeld(lease);
        if (!steps.apply(step)) return;
        clearSignature.run(step.entryId);
        if (signature) {
          const { articleId, params, bytes } = signature;
          addSignature.run({ article_id: articleId, params, bytes, deduped_at: Math.round(step.endedAt) });
        }
        if (duplicate) saveDuplicate.run(nearDuplicateRow.write(duplicate));
        else clearDuplicate.run(step.entryId);
        for (const row of others) saveDuplicate.run(nearDuplicateRow.write(row));
        for (const originalId of new Set(others.map((row) => row.originalId))) clearDuplicate.run(originalId);
      }),
    async nearDuplicate(articleId) {
      const row = ofArticle.get(articleId);
      return row ? nearDuplicateRow.read(row) : null;
    },
    copiesOf: async (originalId) => ofOriginal.all(originalId).map((row) => nearDuplicateRow.read(row)),
    signatureCount: async (since) => Number(countSince.get(since)?.many ?? 0),
    async *signatures(since) {
      const start = firstSince.get(since)?.number;
      if (typeof start !== "number") return;
      yield* inBatches((after: number | null, limit) =>
        page.all({ after: after ?? start - 1, since, limit }).map((row) => {
          const article = signedRow.read(row, "article");
          const signature = { articleId: article.id, params: String(row.params), bytes: row.bytes as Uint8Array };
          const parentId = row.parent_id === null ? null : String(row.parent_id);
          const item = { signature, article, originalId: String(row.original_id), parentId };
          return { item, key: Number(row.number) };
        }),
      );
    },
  };
}
