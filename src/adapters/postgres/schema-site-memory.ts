/** Blocks that a site's pages have in common, packed: one row a site, and one for each share of the comments. */
export const SITE_MEMORY = `
  CREATE TABLE site_memory (
    name text COLLATE "C" PRIMARY KEY,
    blocks text NOT NULL,
    touched_at bigint NOT NULL
  );
  CREATE INDEX site_memory_age ON site_memory (touched_at);
  `;
