/** What stories have to do with each other while both stay what they are. */
export const STORY_LINKS = `
  CREATE TABLE story_link (
    story_id text COLLATE "C" NOT NULL REFERENCES story (id),
    other_id text COLLATE "C" NOT NULL REFERENCES story (id),
    kind text NOT NULL,
    reason text NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (story_id, other_id, kind)
  );
  CREATE INDEX story_link_other ON story_link (other_id);
  `;
