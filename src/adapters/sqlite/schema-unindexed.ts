/** Articles whose words are not in the index yet: they come in together, see `search.ts`. */
export const UNINDEXED = `
  CREATE TABLE unindexed_article (
    article_id TEXT PRIMARY KEY REFERENCES entry (id)
  ) STRICT, WITHOUT ROWID;
  `;
