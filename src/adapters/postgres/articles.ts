import type { Article } from "../../model/article.ts";
import type { Store } from "../../ports/store.ts";
import { LEDGER_COLUMNS, ledgerRow, readLedger } from "../ledger.ts";
import { assignments, insertFrom, insertInto } from "../mapping.ts";
import { articleRow } from "../rows.ts";
import type { Row } from "./connection.ts";
import type { Database } from "./database.ts";
import { atMost } from "./limits.ts";
import { cleanText, planEachTime, prepare } from "./statement.ts";
import { applyStep, moving, movingValues } from "./steps.ts";

type ArticleStore = Pick<Store, "commitArticle" | "article" | "revisions" | "articles" | "texts" | "removals">;

const CURRENT = prepare(`SELECT ${articleRow.select()} FROM article WHERE id = :id AND current`);
const REVISIONS = prepare(`SELECT ${articleRow.select()} FROM article WHERE id = :id ORDER BY revision`);
const INSERT = prepare(insertInto("article", [...articleRow.columns, "current"]).replace(":current", "true"));
const UPDATE = prepare(`UPDATE article SET ${assignments(articleRow.columns)} WHERE id = :id AND revision = :revision`);
const RETIRE = prepare("UPDATE article SET current = false WHERE id = :id AND current");
const LEDGER = prepare("SELECT removals FROM ledger WHERE article_id = :articleId");
const CLEAR_LEDGER = prepare("DELETE FROM ledger WHERE article_id = :articleId");
const KEEP_LEDGER = prepare(insertInto("ledger", LEDGER_COLUMNS));
/** All of it for an entry that has no article yet. */
const FIRST_ARTICLE = prepare(`
  WITH ${moving("NOT EXISTS (SELECT 1 FROM article WHERE article.id = :entryId)")},
  listed AS (
    INSERT INTO ledger (${LEDGER_COLUMNS.join(", ")})
    SELECT id, :boilerplate, :comment, :spam, :removals FROM moved WHERE :boilerplate::integer IS NOT NULL
    ON CONFLICT (article_id) DO UPDATE SET boilerplate = excluded.boilerplate, comment = excluded.comment,
      spam = excluded.spam, removals = excluded.removals)
  ${insertFrom("article", [...articleRow.columns, "current"], "moved").replace(":current", "true")}`);
const TEXTS = prepare("SELECT id, text FROM article WHERE current AND id = ANY (:ids::text[])");
/** For one id the plan can be kept; for a list the server makes one each time. */
const TEXT = prepare("SELECT id, text FROM article WHERE current AND id = :id");

const WANTED = `
  current AND first_seen_at >= :since AND (:source::text IS NULL OR source = :source)
  AND (:feedId::text IS NULL
    OR EXISTS (SELECT 1 FROM entry_feed WHERE feed_id = :feedId AND entry_id = article.id))
  ORDER BY first_seen_at DESC, id LIMIT :limit`;
const LIST = planEachTime(`SELECT ${articleRow.select("article")} FROM article WHERE ${WANTED}`);
/** From the story or the feed to its articles: they are few, and the latest of all may be none of them. */
const LIST_OF_STORY = planEachTime(`
  SELECT ${articleRow.select("article")} FROM coverage JOIN article ON article.id = coverage.article_id
  WHERE coverage.story_id = :storyId AND ${WANTED}`);
const LIST_OF_FEED = planEachTime(`
  SELECT ${articleRow.select("article")} FROM entry_feed JOIN article ON article.id = entry_feed.entry_id
  WHERE entry_feed.feed_id = :feedId AND ${WANTED}`);

/** Articles with the ledger of what was taken out of them. */
export function articlesOf(db: Database): ArticleStore {
  return {
    async commitArticle(step, article, removed) {
      const removals = ledgerRow(article.id, removed);
      const row = articleRow.write({ ...article, revision: 1 });
      const ledger = removals ?? { boilerplate: null, comment: null, spam: null, removals: null };
      if ((await db.run(FIRST_ARTICLE, { ...row, ...ledger, ...movingValues(step) })) > 0) return;
      await db.write(async (tx) => {
        const applied = applyStep(tx, step);
        const current = tx.get(CURRENT, { id: article.id });
        if (!(await applied)) return;
        const before = asArticle(await current);
        if (before && sameWords(before, article)) {
          tx.send(UPDATE, articleRow.write({ ...article, revision: before.revision }));
        } else {
          if (before) tx.send(RETIRE, { id: article.id });
          tx.send(INSERT, articleRow.write({ ...article, revision: (before?.revision ?? 0) + 1 }));
        }
        tx.send(CLEAR_LEDGER, { articleId: article.id });
        if (removals) tx.send(KEEP_LEDGER, { ...removals });
      });
    },
    article: async (id) => asArticle(await db.get(CURRENT, { id })),
    revisions: async (id) => (await db.all(REVISIONS, { id })).map((row) => articleRow.read(row)),
    async articles({ limit, since = 0, feedId = null, storyId, source = null }) {
      const common = { since: Math.ceil(since), feedId, source, limit: atMost(limit) };
      const list = feedId === null ? LIST : LIST_OF_FEED;
      const rows = await (storyId === undefined ? db.all(list, common) : db.all(LIST_OF_STORY, { ...common, storyId }));
      return rows.map((row) => articleRow.read(row, "article"));
    },
    async texts(ids) {
      const [id, ...others] = ids;
      if (id === undefined) return new Map();
      const rows = others.length === 0 ? db.all(TEXT, { id }) : db.all(TEXTS, { ids });
      return new Map((await rows).map((row) => [String(row.id), String(row.text)]));
    },
    async removals(articleId) {
      const row = await db.get(LEDGER, { articleId });
      return row ? readLedger(row.removals) : [];
    },
  };
}

const asArticle = (row: Row | undefined): Article | null => (row ? articleRow.read(row) : null);

/** As stored, where the engine has cleaned the text. */
const sameWords = (stored: Article, given: Omit<Article, "revision">): boolean =>
  stored.text === cleanText(given.text) && stored.title === cleanText(given.title);
