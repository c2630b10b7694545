/**
 * Texts and ledgers compressed. `packed_text` is ours (`packText`), there while migrations run. The removals of an article
 * are one row: a row for each, with its keys, took twice the room.
 */
export const PACKED = `
  CREATE TABLE ledger (
    article_id TEXT PRIMARY KEY REFERENCES entry (id),
    boilerplate INTEGER NOT NULL,
    comment INTEGER NOT NULL,
    spam INTEGER NOT NULL,
    -- JSON, packed: [[kind, text, reason, score, position], …] in the order of the page.
    removals BLOB NOT NULL
  ) STRICT;
  INSERT INTO ledger (article_id, boilerplate, comment, spam, removals)
    SELECT article_id, sum(kind = 'boilerplate'), sum(kind = 'comment'), sum(kind = 'spam'),
      packed_text(json_group_array(json_array(kind, text, reason, score, position) ORDER BY position, number))
    FROM removal GROUP BY article_id;
  DROP TABLE removal;
  -- Sums up the kinds without reading the ledgers.
  CREATE INDEX ledger_kinds ON ledger (boilerplate, comment, spam);

  CREATE TABLE packed_article (
    id TEXT NOT NULL REFERENCES entry (id),
    revision INTEGER NOT NULL,
    current INTEGER NOT NULL CHECK (current IN (0, 1)),
    url TEXT NOT NULL,
    canonical_url TEXT NOT NULL,
    source TEXT NOT NULL,
    title TEXT NOT NULL,
    author TEXT,
    published_at INTEGER NOT NULL,
    date_source TEXT NOT NULL,
    first_seen_at INTEGER NOT NULL,
    lang TEXT,
    text BLOB NOT NULL,
    strategy TEXT NOT NULL,
    confidence REAL NOT NULL,
    made_by TEXT NOT NULL,
    extracted_at INTEGER NOT NULL,
    PRIMARY KEY (id, revision)
  ) STRICT;
  INSERT INTO packed_article
    SELECT id, revision, current, url, canonical_url, source, title, author, published_at, date_source, first_seen_at, lang,
      packed_text(text), strategy, confidence, made_by, extracted_at
    FROM article ORDER BY rowid;
  DROP TABLE article;
  ALTER TABLE packed_article RENAME TO article;
  CREATE UNIQUE INDEX article_current ON article (id) WHERE current = 1;
  CREATE INDEX article_seen ON article (first_seen_at, id) WHERE current = 1;
  `;
