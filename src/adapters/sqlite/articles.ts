import type { Store } from "../../ports/store.ts";
import { LEDGER_COLUMNS, ledgerRow, readLedger } from "../ledger.ts";
import { assignments, insertInto } from "../mapping.ts";
import { packText, unpackText } from "../packed-text.ts";
import { articleRow } from "../rows.ts";
import type { Database } from "./database.ts";
import { atMost } from "./limits.ts";
import type { searchOf } from "./search.ts";
import type { stepsOf } from "./steps.ts";

type ArticleStore = Pick<Store, "commitArticle" | "article" | "revisions" | "articles" | "texts" | "removals">;

/** Articles with the ledger of what was taken out of them. */
export function articlesOf(
  db: Database,
  steps: ReturnType<typeof stepsOf>,
  search: ReturnType<typeof searchOf>,
): ArticleStore {
  const current = db.prepare(`SELECT ${articleRow.select()} FROM article WHERE id = ? AND current = 1`);
  const revisions = db.prepare(`SELECT ${articleRow.select()} FROM article WHERE id = ? ORDER BY revision`);
  const insert = db.prepare(insertInto("article", [...articleRow.columns, "current"]).replace(":current", "1"));
  const update = db.prepare(
    `UPDATE article SET ${assignments(articleRow.columns)} WHERE id = :id AND revision = :revision`,
  );
  const retire = db.prepare("UPDATE article SET current = 0 WHERE id = ? AND current = 1");
  const ledger = db.prepare("SELECT removals FROM ledger WHERE article_id = ?");
  const clearLedger = db.prepare("DELETE FROM ledger WHERE article_id = ?");
  const keepLedger = db.prepare(insertInto("ledger", LEDGER_COLUMNS));
  const texts = db.prepare("SELECT id, text FROM article WHERE current = 1 AND id IN (SELECT value FROM json_each(?))");
  const list = db.prepare(`
    SELECT ${articleRow.select("article")} FROM article
    WHERE current = 1 AND first_seen_at >= :since
      AND (:source IS NULL OR source = :source)
      AND (:feedId IS NULL OR EXISTS (SELECT 1 FROM entry_feed WHERE feed_id = :feedId AND entry_id = article.id))
    ORDER BY first_seen_at DESC, id LIMIT :limit`);
  const listOfStory = db.prepare(`
    SELECT ${articleRow.select("article")} FROM coverage JOIN article ON article.id = coverage.article_id
    WHERE coverage.story_id = :storyId AND current = 1 AND first_seen_at >= :since
      AND (:source IS NULL OR source = :source)
      AND (:feedId IS NULL OR EXISTS (SELECT 1 FROM entry_feed WHERE feed_id = :feedId AND entry_id = article.id))
    ORDER BY first_seen_at DESC, id LIMIT :limit`);

  return {
    commitArticle(step, article, removed) {
      const packed = packText(article.text);
      const removals = ledgerRow(article.id, removed);
      const row = (revision: number) => ({ ...articleRow.write({ ...article, revision }), text: packed });
      return db.write(() => {
        if (!steps.apply(step)) return;
        const found = current.get(article.id);
        const before = found ? articleRow.read(found) : null;
        if (before && before.text === article.text && before.title === article.title) {
          update.run(row(before.revision));
        } else {
          if (before) retire.run(article.id);
          insert.run(row((before?.revision ?? 0) + 1));
          search.keep(article.id);
        }
        clearLedger.run(article.id);
        if (removals) keepLedger.run({ ...removals });
      });
    },
    async article(id) {
      const row = current.get(id);
      return row ? articleRow.read(row) : null;
    },
    revisions: async (id) => revisions.all(id).map((row) => articleRow.read(row)),
    async articles({ limit, since = 0, feedId = null, storyId, source = null }) {
      const common = { since, feedId, source, limit: atMost(limit) };
      const rows = storyId === undefined ? list.all(common) : listOfStory.all({ ...common, storyId });
      return rows.map((row) => articleRow.read(row, "article"));
    },
    async texts(ids) {
      return new Map(texts.all(JSON.stringify(ids)).map((row) => [String(row.id), unpackText(row.text)]));
    },
    async removals(articleId) {
      const row = ledger.get(articleId);
      return row ? readLedger(row.removals) : [];
    },
  };
}
