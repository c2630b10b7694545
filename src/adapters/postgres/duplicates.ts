import type { SignatureStore } from "../../ports/store.ts";
import { insertInto, orReplace } from "../mapping.ts";
import { nearDuplicateRow, signedRow } from "../rows.ts";
import type { Database } from "./database.ts";
import { assertHeld, HELD_HERE, holdingValues, IS_HELD } from "./leases.ts";
import { inBatches } from "./limits.ts";
import { insertAllFrom, prepare, rowsAsJson } from "./statement.ts";
import { applyStep, moving, movingValues } from "./steps.ts";

const CLEAR_SIGNATURE = prepare("DELETE FROM signature WHERE article_id = :articleId");
const ADD_SIGNATURE = prepare(insertInto("signature", ["article_id", "params", "bytes", "deduped_at"]));
const CLEAR_DUPLICATE = prepare("DELETE FROM near_duplicate WHERE article_id = :articleId");
const SAVE_DUPLICATE = prepare(
  insertInto("near_duplicate", nearDuplicateRow.columns) + orReplace("article_id", nearDuplicateRow.columns),
);
/** All of it for an article that was not deduped before and changes nobody else's place. */
const FIRST_DEDUPE = prepare(`
  WITH ${HELD_HERE},
  ${moving(`${IS_HELD} AND NOT EXISTS (SELECT 1 FROM signature WHERE article_id = :entryId)
    AND NOT EXISTS (SELECT 1 FROM near_duplicate WHERE article_id = :entryId)`)},
  repeats AS (${insertAllFrom("near_duplicate", nearDuplicateRow.columns, { rows: ":duplicates", source: "moved" })})
  INSERT INTO signature (article_id, params, bytes, deduped_at) SELECT id, :params, :bytes, :at FROM moved`);
const OF_ARTICLE = prepare(`SELECT ${nearDuplicateRow.select()} FROM near_duplicate WHERE article_id = :articleId`);
const OF_ORIGINAL = prepare(
  `SELECT ${nearDuplicateRow.select()} FROM near_duplicate WHERE original_id = :originalId ORDER BY article_id`,
);
/** Materialized: else the planner walks through all that is older, hoping to meet the first soon. */
const FIRST_SINCE = prepare(`
  WITH recent AS MATERIALIZED (SELECT number FROM signature WHERE deduped_at >= :since) SELECT min(number) AS number FROM recent`);
const COUNT_SINCE = prepare("SELECT count(*) AS many FROM signature WHERE deduped_at >= :since");
const PAGE = prepare(`
  SELECT number, params, bytes, ${signedRow.select("article")}, coalesce(original_id, article.id) AS original_id, parent_id
  FROM signature JOIN article ON article.id = signature.article_id AND article.current
    LEFT JOIN near_duplicate ON near_duplicate.article_id = signature.article_id
  WHERE number > :after AND deduped_at >= :since ORDER BY number LIMIT :limit`);

/** Signatures and the near-duplicates found with them. */
export function duplicatesOf(db: Database): SignatureStore {
  return {
    async commitDedupe(step, lease, signature, duplicate, others = []) {
      if (signature && others.length === 0) {
        const duplicates = rowsAsJson(duplicate ? [nearDuplicateRow.write(duplicate)] : []);
        const { params, bytes } = signature;
        const values = { ...movingValues(step), ...holdingValues(lease), params, bytes, duplicates };
        if ((await db.run(FIRST_DEDUPE, values)) > 0) return;
      }
      await db.write(async (tx) => {
        const [, applied] = await Promise.all([assertHeld(tx, lease), applyStep(tx, step)]);
        if (!applied) return;
        tx.send(CLEAR_SIGNATURE, { articleId: step.entryId });
        if (signature) {
          const { articleId, params, bytes } = signature;
          tx.send(ADD_SIGNATURE, { article_id: articleId, params, bytes, deduped_at: Math.round(step.endedAt) });
        }
        if (duplicate) tx.send(SAVE_DUPLICATE, nearDuplicateRow.write(duplicate));
        else tx.send(CLEAR_DUPLICATE, { articleId: step.entryId });
        for (const row of others) tx.send(SAVE_DUPLICATE, nearDuplicateRow.write(row));
        for (const articleId of new Set(others.map((row) => row.originalId))) tx.send(CLEAR_DUPLICATE, { articleId });
      });
    },
    async nearDuplicate(articleId) {
      const row = await db.get(OF_ARTICLE, { articleId });
      return row ? nearDuplicateRow.read(row) : null;
    },
    copiesOf: async (originalId) =>
      (await db.all(OF_ORIGINAL, { originalId })).map((row) => nearDuplicateRow.read(row)),
    signatureCount: async (since) => Number((await db.get(COUNT_SINCE, { since: Math.ceil(since) }))?.many ?? 0),
    async *signatures(since) {
      const start = (await db.get(FIRST_SINCE, { since: Math.ceil(since) }))?.number;
      if (typeof start !== "number") return;
      yield* inBatches(async (after: number | null, limit) => {
        const rows = await db.all(PAGE, { after: after ?? start - 1, since: Math.ceil(since), limit });
        return rows.map((row) => {
          const article = signedRow.read(row, "article");
          // A copy: the client's buffer is a part of a larger one, at any offset.
          const bytes = new Uint8Array(row.bytes as Uint8Array);
          const signature = { articleId: article.id, params: String(row.params), bytes };
          const parentId = row.parent_id as string | null;
          const item = { signature, article, originalId: String(row.original_id), parentId };
          return { item, key: Number(row.number) };
        });
      });
    },
  };
}
