/**
 * The removals of an article as one row, compressed by us; a row for each, with its keys, took four times the room. Rows
 * from before hold their JSON as it is. Texts stay texts: the server compresses them, and its index of words reads them.
 */
export const PACKED = `
  CREATE TABLE ledger (
    article_id text COLLATE "C" PRIMARY KEY REFERENCES entry (id),
    boilerplate integer NOT NULL,
    comment integer NOT NULL,
    spam integer NOT NULL,
    -- JSON: [[kind, text, reason, score, position], …] in the order of the page.
    removals bytea NOT NULL
  );
  -- What comes from now on is compressed already.
  ALTER TABLE ledger ALTER COLUMN removals SET STORAGE EXTERNAL;
  INSERT INTO ledger (article_id, boilerplate, comment, spam, removals)
    SELECT article_id, count(*) FILTER (WHERE kind = 'boilerplate'), count(*) FILTER (WHERE kind = 'comment'),
      count(*) FILTER (WHERE kind = 'spam'),
      convert_to(json_agg(json_build_array(kind, text, reason, score, position) ORDER BY position, number)::text, 'UTF8')
    FROM removal GROUP BY article_id;
  DROP TABLE removal;
  CREATE INDEX ledger_kinds ON ledger (boilerplate, comment, spam);

  -- New words wait in a list until there are so many kilobytes of them; every search reads the list. The default is 4 MB.
  ALTER INDEX article_words SET (gin_pending_list_limit = 512);

  -- An entry's steps are found by the entry; nothing else asks for a step by its number.
  ALTER TABLE step DROP CONSTRAINT step_pkey;
  `;
