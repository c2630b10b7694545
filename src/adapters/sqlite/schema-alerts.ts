/**
 * Alerts about more than new stories, and endpoints that say which they want. A column's constraint cannot be changed in
 * place, so the three tables of the outbox are made anew.
 */
export const ALERTS_OF_ALL_KINDS = `
  -- number: the order in which alerts were made.
  CREATE TABLE alert_anew (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    event TEXT NOT NULL,
    subject TEXT NOT NULL,
    occasion TEXT NOT NULL,
    languages TEXT NOT NULL,
    independent INTEGER NOT NULL,
    body TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (subject, event, occasion)
  ) STRICT;
  CREATE TABLE delivery_anew (
    id TEXT PRIMARY KEY,
    alert_id TEXT NOT NULL REFERENCES alert_anew (id),
    endpoint_id TEXT NOT NULL,
    webhook_id TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_attempt_at INTEGER NOT NULL,
    delivered_at INTEGER,
    last_error TEXT,
    UNIQUE (alert_id, endpoint_id)
  ) STRICT;
  CREATE TABLE attempt_anew (
    row INTEGER PRIMARY KEY,
    delivery_id TEXT NOT NULL REFERENCES delivery_anew (id),
    number INTEGER NOT NULL,
    at INTEGER NOT NULL,
    status INTEGER,
    ms INTEGER NOT NULL,
    reply TEXT NOT NULL,
    error TEXT
  ) STRICT;
  INSERT INTO alert_anew (id, event, subject, occasion, languages, independent, body, created_at)
    SELECT alert.id, event, story_id, '', story.languages, story.independent, body, created_at
    FROM alert JOIN story ON story.id = story_id ORDER BY created_at, alert.id;
  INSERT INTO delivery_anew
    (id, alert_id, endpoint_id, webhook_id, state, attempts, next_attempt_at, delivered_at, last_error)
    SELECT id, alert_id, endpoint_id, webhook_id, state, attempts, next_attempt_at, delivered_at, last_error
    FROM delivery;
  INSERT INTO attempt_anew (row, delivery_id, number, at, status, ms, reply, error)
    SELECT row, delivery_id, number, at, status, ms, reply, error FROM attempt;
  DROP TABLE attempt;
  DROP TABLE delivery;
  DROP TABLE alert;
  ALTER TABLE alert_anew RENAME TO alert;
  ALTER TABLE delivery_anew RENAME TO delivery;
  ALTER TABLE attempt_anew RENAME TO attempt;
  CREATE INDEX alert_created ON alert (created_at);
  CREATE INDEX delivery_state ON delivery (state, next_attempt_at);
  CREATE INDEX delivery_turn ON delivery (endpoint_id, state, next_attempt_at);
  CREATE INDEX attempt_delivery ON attempt (delivery_id);
  CREATE INDEX attempt_at ON attempt (at);

  ALTER TABLE endpoint ADD COLUMN previous_secret TEXT;
  ALTER TABLE endpoint ADD COLUMN previous_until INTEGER;
  ALTER TABLE endpoint ADD COLUMN format TEXT NOT NULL DEFAULT 'standard';
  ALTER TABLE endpoint ADD COLUMN template TEXT;
  ALTER TABLE endpoint ADD COLUMN filter TEXT NOT NULL
    DEFAULT '{"events":["story.created"],"languages":[],"minIndependent":0}';
  ALTER TABLE endpoint ADD COLUMN failing_since INTEGER;
  ALTER TABLE endpoint ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE endpoint ADD COLUMN paused_until INTEGER;
  UPDATE endpoint SET state_reason = NULL WHERE state = 'enabled';
  `;
