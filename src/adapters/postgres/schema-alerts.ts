/** Alerts about more than new stories, and endpoints that say which they want. */
export const ALERTS_OF_ALL_KINDS = `
  ALTER TABLE alert DROP CONSTRAINT alert_story_id_fkey;
  ALTER TABLE alert DROP CONSTRAINT alert_story_id_event_key;
  ALTER TABLE alert RENAME COLUMN story_id TO subject;
  ALTER TABLE alert ADD COLUMN occasion text COLLATE "C" NOT NULL DEFAULT '';
  ALTER TABLE alert ADD COLUMN languages json NOT NULL DEFAULT '[]';
  ALTER TABLE alert ADD COLUMN independent integer NOT NULL DEFAULT 0;
  UPDATE alert SET languages = story.languages, independent = story.independent FROM story WHERE story.id = subject;
  -- The order in which alerts were made.
  ALTER TABLE alert ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY;
  ALTER TABLE alert ADD UNIQUE (subject, event, occasion);
  CREATE INDEX delivery_turn ON delivery (endpoint_id, state, next_attempt_at);

  ALTER TABLE endpoint ADD COLUMN previous_secret text;
  ALTER TABLE endpoint ADD COLUMN previous_until bigint;
  ALTER TABLE endpoint ADD COLUMN format text NOT NULL DEFAULT 'standard';
  ALTER TABLE endpoint ADD COLUMN template text;
  ALTER TABLE endpoint ADD COLUMN filter json NOT NULL
    DEFAULT '{"events":["story.created"],"languages":[],"minIndependent":0}';
  ALTER TABLE endpoint ADD COLUMN failing_since bigint;
  ALTER TABLE endpoint ADD COLUMN failures integer NOT NULL DEFAULT 0;
  ALTER TABLE endpoint ADD COLUMN paused_until bigint;
  UPDATE endpoint SET state_reason = NULL WHERE state = 'enabled';
  `;
