import { type Phrase, plainLetters, readSearchQuery } from "../../model/search-query.ts";
import { snippetOf } from "../../model/snippet.ts";
import type { Store } from "../../ports/store.ts";
import { unpackText } from "../packed-text.ts";
import { articleRow } from "../rows.ts";
import { INDEXED_CHARS } from "../search-bounds.ts";
import type { Database } from "./database.ts";
import { atMost } from "./limits.ts";

/**
 * Articles whose words come into the index together. FTS5 makes a segment for each commit and merges them again and again:
 * one by one the words of an article take 0.3 ms of the processor, 32 at a time 0.07 ms each.
 */
const INDEXED_TOGETHER = 32;

/** The index of words (FTS5) over title and text of current revisions. Who searches indexes first what is still to come. */
export function searchOf(db: Database): {
  methods: Pick<Store, "search">;
  /** Has an article's present words take the place of its former ones, inside somebody else's transaction. */
  keep(articleId: string): void;
  forget(articleId: string): void;
} {
  const mark = db.prepare("INSERT INTO unindexed_article (article_id) VALUES (?) ON CONFLICT DO NOTHING");
  const marked = db.prepare("SELECT count(*) AS n FROM unindexed_article");
  const toIndex = db.prepare(`
    SELECT id, title, text FROM unindexed_article JOIN article ON article.id = article_id AND current = 1`);
  const unmarkAll = db.prepare("DELETE FROM unindexed_article");
  const unmark = db.prepare("DELETE FROM unindexed_article WHERE article_id = ?");
  const number = db.prepare("INSERT INTO indexed_article (article_id) VALUES (?) ON CONFLICT DO NOTHING");
  const numberOf = db.prepare("SELECT number FROM indexed_article WHERE article_id = ?");
  const dropNumber = db.prepare("DELETE FROM indexed_article WHERE article_id = ?");
  const saveWords = db.prepare("INSERT OR REPLACE INTO article_words (rowid, title, text) VALUES (?, ?, ?)");
  const dropWords = db.prepare("DELETE FROM article_words WHERE rowid = ?");
  /** The newest are chosen before whole rows are read. */
  const newest = db.prepare(`
    WITH found AS MATERIALIZED (
      SELECT id, revision, first_seen_at FROM indexed_article
        JOIN article ON article.id = article_id AND current = 1
      WHERE number IN (SELECT rowid FROM article_words WHERE article_words MATCH :query)
        AND first_seen_at >= :since AND (:lang IS NULL OR lang = :lang)
      ORDER BY first_seen_at DESC, id LIMIT :limit)
    SELECT ${articleRow.select("article")}
    FROM found JOIN article ON article.id = found.id AND article.revision = found.revision
    ORDER BY article.first_seen_at DESC, article.id`);

  const unindexed = (): number => Number(marked.get()?.n ?? 0);

  function indexAll(): void {
    for (const { id = null, title, text } of toIndex.all()) {
      number.run(id);
      const words = [String(title), unpackText(text).slice(0, INDEXED_CHARS)].map(plainLetters);
      saveWords.run(numberOf.get(id)?.number ?? null, ...words);
    }
    unmarkAll.run();
  }

  return {
    methods: {
      async search(query, { limit, since = 0, lang = null }) {
        const phrases = readSearchQuery(query);
        if (phrases.length === 0) return [];
        if (unindexed() > 0) await db.write(indexAll);
        const rows = newest.all({ query: matchOf(phrases), since, lang, limit: atMost(limit) });
        return rows.map((row) => {
          const article = articleRow.read(row, "article");
          return { article, snippet: snippetOf(article.text, phrases) };
        });
      },
    },
    keep(articleId) {
      mark.run(articleId);
      if (unindexed() >= INDEXED_TOGETHER) indexAll();
    },
    forget(articleId) {
      unmark.run(articleId);
      const row = numberOf.get(articleId);
      if (row?.number === undefined) return;
      dropWords.run(row.number);
      dropNumber.run(articleId);
    },
  };
}

/** The phrases in FTS5's words. Inside quotes nothing is an operator, and letters and digits hold no quote. */
const matchOf = (phrases: readonly Phrase[]): string =>
  phrases.map((words) => `"${plainLetters(words.join(" "))}"`).join(" AND ");
