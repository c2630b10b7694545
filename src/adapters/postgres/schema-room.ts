/**
 * What an article takes. Bodies of pages are named as aliases are, by 128 bits instead of 64 letters, which stood in two
 * tables and two indexes. A text is compressed in its row: out of line it had keys and slack of its own, and one that
 * fitted was not compressed. Indexes with a row's number for their order hold no key twice: those without put the rows of
 * one entry, or one story, behind one key.
 */
export const ROOM = `
  ALTER TABLE page DROP CONSTRAINT page_hash_fkey;
  ALTER TABLE page_body ALTER COLUMN hash TYPE uuid USING left(hash, 32)::uuid;
  ALTER TABLE page ALTER COLUMN hash TYPE uuid USING left(hash, 32)::uuid;
  ALTER TABLE page ADD FOREIGN KEY (hash) REFERENCES page_body (hash);

  ALTER TABLE article SET (toast_tuple_target = 1024);
  ALTER TABLE article ALTER COLUMN url SET STORAGE MAIN, ALTER COLUMN canonical_url SET STORAGE MAIN,
    ALTER COLUMN source SET STORAGE MAIN, ALTER COLUMN title SET STORAGE MAIN, ALTER COLUMN author SET STORAGE MAIN,
    ALTER COLUMN date_source SET STORAGE MAIN, ALTER COLUMN lang SET STORAGE MAIN, ALTER COLUMN text SET STORAGE MAIN,
    ALTER COLUMN strategy SET STORAGE MAIN, ALTER COLUMN made_by SET STORAGE MAIN, ALTER COLUMN details SET STORAGE MAIN;

  DROP INDEX step_entry;
  CREATE INDEX step_entry ON step (entry_id);
  DROP INDEX story_event_story;
  CREATE INDEX story_event_story ON story_event (story_id);
  -- A story's events are found by the story; nothing else asks for one by its number.
  ALTER TABLE story_event DROP CONSTRAINT story_event_pkey;
  `;
