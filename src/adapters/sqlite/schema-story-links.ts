/** What stories have to do with each other while both stay what they are. */
export const STORY_LINKS = `
  CREATE TABLE story_link (
    story_id TEXT NOT NULL REFERENCES story (id),
    other_id TEXT NOT NULL REFERENCES story (id),
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (story_id, other_id, kind)
  ) STRICT;
  CREATE INDEX story_link_other ON story_link (other_id);
  `;
