import { foldWord, holdsPhrases, type Phrase, readSearchQuery, wordsOf } from "../../model/search-query.ts";
import { snippetOf } from "../../model/snippet.ts";
import type { Found, Store } from "../../ports/store.ts";
import { articleRow } from "../rows.ts";
import { INDEXED_CHARS } from "../search-bounds.ts";
import type { Database } from "./database.ts";
import { planEachTime } from "./statement.ts";

/** The server indexes no longer word, and refuses to look for one. */
const MOST_WORD_BYTES = 2_046;
/** Articles looked at together: with their texts some megabytes. */
const MOST_TOGETHER = 256;

/** The index is asked first and whole rows come last; left to itself the planner may walk through the articles instead. */
const NEWEST = planEachTime(`
  WITH found AS MATERIALIZED (
    SELECT id, revision, first_seen_at FROM article
    WHERE current AND searched_words(title, text) @@ to_tsquery('simple', :words)
      AND first_seen_at >= :since AND (:lang::text IS NULL OR lang = :lang)),
  newest AS (
    SELECT id, revision FROM found WHERE first_seen_at < :seenAt OR (first_seen_at = :seenAt AND id > :id)
    ORDER BY first_seen_at DESC, id LIMIT :limit)
  SELECT ${articleRow.select("article")}
  FROM newest JOIN article ON article.id = newest.id AND article.revision = newest.revision
  ORDER BY article.first_seen_at DESC, article.id`);

/**
 * Search by the index of words. The index tells which articles hold all the words; whether those of a phrase stand side
 * by side is looked up here, the newest first, until there are enough: the server would do it for every article found.
 */
export function searchOf(db: Database): Pick<Store, "search"> {
  return {
    async search(query, { limit, since = 0, lang = null }) {
      const phrases = readSearchQuery(query);
      const most = Math.max(0, Math.floor(limit));
      if (phrases.length === 0 || most === 0) return [];
      const words = wordsAsQuery(phrases);
      if (words === null) return [];
      const together = phrases.filter((phrase) => phrase.length > 1).map((phrase) => phrase.map(foldWord));
      const found: Found[] = [];
      let after = { seenAt: Number.MAX_SAFE_INTEGER, id: "" };
      for (;;) {
        const batch = together.length > 0 ? MOST_TOGETHER : Math.min(MOST_TOGETHER, most - found.length);
        const rows = await db.all(NEWEST, { words, since: Math.ceil(since), lang, ...after, limit: batch });
        for (const row of rows) {
          const article = articleRow.read(row, "article");
          after = { seenAt: article.firstSeenAt, id: article.id };
          if (!hasTogether(article, together)) continue;
          found.push({ article, snippet: snippetOf(article.text, phrases) });
          if (found.length === most) return found;
        }
        if (rows.length < batch) return found;
      }
    },
  };
}

function hasTogether({ title, text }: { title: string; text: string }, phrases: readonly Phrase[]): boolean {
  if (phrases.length === 0) return true;
  const fields = [title, text.slice(0, INDEXED_CHARS)].map((field) => wordsOf(field).map(foldWord));
  return phrases.every((phrase) => fields.some((words) => holdsPhrases(words, [phrase])));
}

/**
 * All the words as the server's query. Letters and digits in quotes are no operators. Each stands there in small letters,
 * as a name and in capitals: a server whose locale is C tells them apart beyond the Latin alphabet. Null when
 * one of them is longer than any word that is indexed.
 */
function wordsAsQuery(phrases: readonly Phrase[]): string | null {
  const parts: string[] = [];
  for (const word of new Set(phrases.flat().map(foldWord))) {
    const [first = "", ...rest] = word;
    const forms = [...new Set([word, first.toUpperCase() + rest.join(""), word.toUpperCase()])];
    if (forms.some((form) => Buffer.byteLength(form) > MOST_WORD_BYTES)) return null;
    parts.push(`(${forms.map((form) => `'${form}'`).join(" | ")})`);
  }
  return parts.join(" & ");
}
