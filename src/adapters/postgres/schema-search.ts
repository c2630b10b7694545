/**
 * The second migration: the index of words, and the indexes that find what is old.
 *
 * Only the index holds the words: a column of them would take three times its room. Punctuation becomes a space before the server's parser looks: it would take `one/two` for a file, `a.example` for a host, `-19` for
 * a number. Accents are taken off by what every server has without extensions: decompose, drop the marks, compose; most
 * English texts have none. Case is the server's business ('simple'); with the locale C it only knows the Latin letters.
 */
export const SEARCH_AND_AGE = `
  CREATE FUNCTION searched_words(title text, body text) RETURNS tsvector
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 1000 AS $$
  DECLARE
    words text := regexp_replace(
      title || ' ' || left(body, 100000),
      '[\\u0021-\\u002f\\u003a-\\u0040\\u005b-\\u0060\\u007b-\\u00a9\\u00ab-\\u00b1\\u00b4\\u00b6-\\u00b8\\u00bb'
        || '\\u00bf\\u00d7\\u00f7\\u2000-\\u206f\\u20a0-\\u20cf\\u2190-\\u2bff\\u3000-\\u3004\\u3008-\\u3020\\uff01-\\uff0f]+',
      ' ', 'g');
  BEGIN
    IF octet_length(words) > length(words) THEN
      words := normalize(regexp_replace(normalize(words, NFD), '[\\u0300-\\u036f]+', '', 'g'), NFC);
      words := translate(words, 'ıłŁøØđĐħĦ', 'ilLoOdDhH');
    END IF;
    RETURN to_tsvector('pg_catalog.simple', left(words, 110000));
  END $$;
  CREATE INDEX article_words ON article USING gin (searched_words(title, text)) WHERE current;

  CREATE INDEX page_fetched ON page (fetched_at);
  CREATE INDEX attempt_at ON attempt (at);
  `;
