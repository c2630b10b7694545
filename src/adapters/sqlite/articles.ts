import type { Store } from "../../ports/store.ts";
import { articleRow, assignments, insertInto, removalRow } from "../rows.ts";
import type { Database } from "./database.ts";
import { atMost } from "./limits.ts";
import type { searchOf } from "./search.ts";
import type { stepsOf } from "./steps.ts";

type ArticleStore = Pick<Store, "commitArticle" | "article" | "articles" | "texts" | "removals">;

/** Articles with the ledger of what was taken out of them. */
export function articlesOf(
  db: Database,
  steps: ReturnType<typeof stepsOf>,
  search: ReturnType<typeof searchOf>,
): ArticleStore {
  const current = db.prepare(`SELECT ${articleRow.select()} FROM article WHERE id = ? AND current = 1`);
  const insert = db.prepare(insertInto("article", [...articleRow.columns, "current"]).replace(":current", "1"));
  const update = db.prepare(
    `UPDATE article SET ${assignments(articleRow.columns)} WHERE id = :id AND revision = :revision`,
  );
  const retire = db.prepare("UPDATE article SET current = 0 WHERE id = ? AND current = 1");
  const removals = db.prepare(
    `SELECT ${removalRow.select()} FROM removal WHERE article_id = ? ORDER BY position, number`,
  );
  const clearRemovals = db.prepare("DELETE FROM removal WHERE article_id = ?");
  const addRemoval = db.prepare(insertInto("removal", ["article_id", ...removalRow.columns]));
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
    commitArticle: (step, article, removed) =>
      db.write(() => {
        if (!steps.apply(step)) return;
        const row = current.get(article.id);
        const before = row ? articleRow.read(row) : null;
        if (before && before.text === article.text && before.title === article.title) {
          update.run(articleRow.write({ ...article, revision: before.revision }));
        } else {
          retire.run(article.id);
          insert.run(articleRow.write({ ...article, revision: (before?.revision ?? 0) + 1 }));
          search.keep(article);
        }
        clearRemovals.run(article.id);
        for (const removal of removed) addRemoval.run({ article_id: article.id, ...removalRow.write(removal) });
      }),
    async article(id) {
      const row = current.get(id);
      return row ? articleRow.read(row) : null;
    },
    async articles({ limit, since = 0, feedId = null, storyId, source = null }) {
      const common = { since, feedId, source, limit: atMost(limit) };
      const rows = storyId === undefined ? list.all(common) : listOfStory.all({ ...common, storyId });
      return rows.map((row) => articleRow.read(row, "article"));
    },
    async texts(ids) {
      return new Map(texts.all(JSON.stringify(ids)).map((row) => [String(row.id), String(row.text)]));
    },
    removals: async (articleId) => removals.all(articleId).map((row) => removalRow.read(row)),
  };
}
