/** Letters that the tokenizer takes for themselves, with what is indexed for them. */
const STROKED = ["ıi", "łl", "ŁL", "øo", "ØO", "đd", "ĐD", "ħh", "ĦH"];
const plain = (sql: string): string =>
  STROKED.reduce((inner, [letter, base]) => `replace(${inner}, '${letter}', '${base}')`, sql);

/**
 * The second migration: the index of words, and the indexes that find what is old.
 *
 * The index of words holds no text of its own (contentless): it says which number has a word, and `indexed_article` says
 * which article has the number. Rowids of `article` would not do: a VACUUM gives new ones.
 */
export const SEARCH_AND_AGE = `
  CREATE TABLE indexed_article (
    number INTEGER PRIMARY KEY,
    article_id TEXT NOT NULL UNIQUE REFERENCES entry (id)
  ) STRICT;
  CREATE VIRTUAL TABLE article_words USING fts5 (
    title, text, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2"
  );
  INSERT INTO indexed_article (article_id) SELECT id FROM article WHERE current = 1 ORDER BY first_seen_at, id;
  INSERT INTO article_words (rowid, title, text)
    SELECT number, ${plain("title")}, ${plain("substr(text, 1, 100000)")}
    FROM indexed_article JOIN article ON article.id = article_id AND current = 1 ORDER BY number;

  CREATE INDEX page_fetched ON page (fetched_at);
  -- Sums up what the pages take without reading them.
  CREATE INDEX page_body_size ON page_body (length(bytes));
  CREATE INDEX attempt_at ON attempt (at);
  `;
