import { type Phrase, plainLetters, readSearchQuery } from "../../model/search-query.ts";
import { snippetOf } from "../../model/snippet.ts";
import type { Store } from "../../ports/store.ts";
import { articleRow } from "../rows.ts";
import { INDEXED_CHARS } from "../search-bounds.ts";
import type { Database } from "./database.ts";
import { atMost } from "./limits.ts";

/** The index of words (FTS5) over title and text of current revisions. */
export function searchOf(db: Database): {
  methods: Pick<Store, "search">;
  /** Indexes an article's present words in place of its former ones, inside somebody else's transaction. */
  keep(article: { id: string; title: string; text: string }): void;
  forget(articleId: string): void;
} {
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

  return {
    methods: {
      async search(query, { limit, since = 0, lang = null }) {
        const phrases = readSearchQuery(query);
        if (phrases.length === 0) return [];
        const rows = newest.all({ query: matchOf(phrases), since, lang, limit: atMost(limit) });
        return rows.map((row) => {
          const article = articleRow.read(row, "article");
          return { article, snippet: snippetOf(article.text, phrases) };
        });
      },
    },
    keep({ id, title, text }) {
      number.run(id);
      saveWords.run(numberOf.get(id)?.number ?? null, plainLetters(title), plainLetters(text.slice(0, INDEXED_CHARS)));
    },
    forget(articleId) {
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
