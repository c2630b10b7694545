import { ALERTS_OF_ALL_KINDS } from "./schema-alerts.ts";
import { CORRECTIONS } from "./schema-corrections.ts";
import { DETAILS } from "./schema-details.ts";
import { PACKED } from "./schema-packed.ts";
import { POLLING } from "./schema-polling.ts";
import { RERUNS } from "./schema-reruns.ts";
import { SEARCH_AND_AGE } from "./schema-search.ts";
import { SITE_MEMORY } from "./schema-site-memory.ts";
import { STORY_LINKS } from "./schema-story-links.ts";
import { UNINDEXED } from "./schema-unindexed.ts";
import { VECTORS } from "./schema-vectors.ts";

/**
 * The schema, one migration after the other. A migration that has been released is never changed: add one.
 * Times are milliseconds since 1970 in UTC. The tables are named as `src/model/words.ts` names the things in them.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE migration (number INTEGER PRIMARY KEY, applied_at INTEGER NOT NULL) STRICT;

  CREATE TABLE feed (
    id TEXT PRIMARY KEY,
    url TEXT NOT NULL UNIQUE,
    title TEXT,
    site_url TEXT,
    source TEXT NOT NULL,
    folder TEXT,
    state TEXT NOT NULL,
    state_reason TEXT,
    next_due_at INTEGER NOT NULL,
    last_polled_at INTEGER,
    last_success_at INTEGER,
    polling TEXT NOT NULL,
    added_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX feed_due ON feed (next_due_at);

  CREATE TABLE entry (
    id TEXT PRIMARY KEY,
    url TEXT NOT NULL,
    canonical_url TEXT NOT NULL,
    source TEXT NOT NULL,
    title TEXT,
    author TEXT,
    summary TEXT,
    published_at INTEGER,
    date_source TEXT NOT NULL,
    first_seen_at INTEGER NOT NULL,
    waits_for TEXT CHECK (waits_for IN ('fetch', 'extract', 'dedupe', 'cluster')),
    ending TEXT,
    not_before_at INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    -- When the entry came to its present place: a time that lies ahead shows that the clock was set back since.
    placed_at INTEGER NOT NULL,
    -- An entry waits or it has ended, never both and never neither.
    CHECK ((waits_for IS NULL) <> (ending IS NULL))
  ) STRICT;
  CREATE INDEX entry_place ON entry (waits_for, ending, id);
  CREATE INDEX entry_seen ON entry (first_seen_at, id);
  CREATE INDEX entry_url ON entry (url);
  CREATE INDEX entry_canonical_url ON entry (canonical_url);

  CREATE TABLE entry_alias (
    alias TEXT PRIMARY KEY,
    entry_id TEXT NOT NULL REFERENCES entry (id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE entry_feed (
    feed_id TEXT NOT NULL REFERENCES feed (id) ON DELETE CASCADE,
    entry_id TEXT NOT NULL REFERENCES entry (id),
    PRIMARY KEY (feed_id, entry_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX entry_feed_entry ON entry_feed (entry_id);

  CREATE TABLE step (
    number INTEGER PRIMARY KEY,
    entry_id TEXT NOT NULL REFERENCES entry (id),
    stage TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    ms INTEGER NOT NULL,
    kind TEXT NOT NULL,
    reason TEXT,
    detail TEXT NOT NULL
  ) STRICT;
  CREATE INDEX step_entry ON step (entry_id);

  CREATE TABLE page_body (
    hash TEXT PRIMARY KEY,
    encoding TEXT NOT NULL,
    bytes BLOB NOT NULL
  ) STRICT;

  CREATE TABLE page (
    entry_id TEXT PRIMARY KEY REFERENCES entry (id),
    hash TEXT NOT NULL REFERENCES page_body (hash),
    url TEXT NOT NULL,
    status INTEGER NOT NULL,
    content_type TEXT NOT NULL,
    fetched_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX page_hash ON page (hash);

  CREATE TABLE article (
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
    text TEXT NOT NULL,
    strategy TEXT NOT NULL,
    confidence REAL NOT NULL,
    made_by TEXT NOT NULL,
    extracted_at INTEGER NOT NULL,
    PRIMARY KEY (id, revision)
  ) STRICT;
  CREATE UNIQUE INDEX article_current ON article (id) WHERE current = 1;
  CREATE INDEX article_seen ON article (first_seen_at, id) WHERE current = 1;

  -- The ledger of the current revision.
  CREATE TABLE removal (
    number INTEGER PRIMARY KEY,
    article_id TEXT NOT NULL REFERENCES entry (id),
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    reason TEXT NOT NULL,
    score REAL NOT NULL,
    position INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX removal_article ON removal (article_id, position);
  CREATE INDEX removal_kind ON removal (kind);

  -- number: the order in which articles were deduped.
  CREATE TABLE signature (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id TEXT NOT NULL UNIQUE REFERENCES entry (id),
    params TEXT NOT NULL,
    bytes BLOB NOT NULL,
    deduped_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX signature_deduped ON signature (deduped_at);

  CREATE TABLE near_duplicate (
    article_id TEXT PRIMARY KEY REFERENCES entry (id),
    parent_id TEXT NOT NULL REFERENCES entry (id),
    original_id TEXT NOT NULL REFERENCES entry (id),
    relation TEXT NOT NULL,
    covered REAL NOT NULL,
    parent_covered REAL NOT NULL,
    matched_words INTEGER NOT NULL,
    similarity REAL NOT NULL
  ) STRICT;
  CREATE INDEX near_duplicate_original ON near_duplicate (original_id);

  CREATE TABLE story (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    status TEXT NOT NULL,
    merged_into TEXT,
    formed_at INTEGER,
    first_published_at INTEGER NOT NULL,
    last_published_at INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    publishers INTEGER NOT NULL,
    independent INTEGER NOT NULL,
    languages TEXT NOT NULL
  ) STRICT;
  CREATE INDEX story_published ON story (last_published_at);
  CREATE INDEX story_status ON story (status);

  -- number: the order in which coverage was first added.
  CREATE TABLE coverage (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id TEXT NOT NULL UNIQUE REFERENCES entry (id),
    story_id TEXT NOT NULL REFERENCES story (id),
    role TEXT NOT NULL,
    score REAL NOT NULL,
    evidence TEXT NOT NULL,
    added_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX coverage_story ON coverage (story_id);
  CREATE INDEX coverage_added ON coverage (added_at);

  CREATE TABLE story_event (
    number INTEGER PRIMARY KEY,
    story_id TEXT NOT NULL REFERENCES story (id),
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    article_id TEXT,
    reason TEXT NOT NULL
  ) STRICT;
  CREATE INDEX story_event_story ON story_event (story_id);

  CREATE TABLE alert (
    id TEXT PRIMARY KEY,
    event TEXT NOT NULL,
    story_id TEXT NOT NULL REFERENCES story (id),
    body TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (story_id, event)
  ) STRICT;

  CREATE TABLE endpoint (
    id TEXT PRIMARY KEY,
    url TEXT NOT NULL UNIQUE,
    secret TEXT NOT NULL,
    state TEXT NOT NULL,
    state_reason TEXT,
    created_at INTEGER NOT NULL
  ) STRICT;

  -- An endpoint that was removed leaves its deliveries: the log of what was sent.
  CREATE TABLE delivery (
    id TEXT PRIMARY KEY,
    alert_id TEXT NOT NULL REFERENCES alert (id),
    endpoint_id TEXT NOT NULL,
    webhook_id TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_attempt_at INTEGER NOT NULL,
    delivered_at INTEGER,
    last_error TEXT,
    UNIQUE (alert_id, endpoint_id)
  ) STRICT;
  CREATE INDEX delivery_state ON delivery (state, next_attempt_at);

  CREATE TABLE attempt (
    row INTEGER PRIMARY KEY,
    delivery_id TEXT NOT NULL REFERENCES delivery (id),
    number INTEGER NOT NULL,
    at INTEGER NOT NULL,
    status INTEGER,
    ms INTEGER NOT NULL,
    reply TEXT NOT NULL,
    error TEXT
  ) STRICT;
  CREATE INDEX attempt_delivery ON attempt (delivery_id);

  CREATE TABLE host (
    host TEXT PRIMARY KEY,
    busy_until INTEGER NOT NULL,
    open_at INTEGER NOT NULL,
    next_slot_at INTEGER NOT NULL,
    touched_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE robots (
    origin TEXT PRIMARY KEY,
    text TEXT NOT NULL,
    status INTEGER NOT NULL,
    fetched_at INTEGER NOT NULL
  ) STRICT;

  -- A released lease keeps its row, so that the token only ever grows.
  CREATE TABLE lease (
    name TEXT PRIMARY KEY,
    holder TEXT,
    token INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT;

  -- number: the order in which jobs were added. claim: grows with each hand-out, so that a late worker is known.
  CREATE TABLE job (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    stage TEXT NOT NULL,
    key TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('ready', 'active', 'failed')),
    run_at INTEGER NOT NULL,
    -- When run_at was set: a time that lies ahead shows that the clock was set back since.
    set_at INTEGER NOT NULL,
    failures INTEGER NOT NULL DEFAULT 0,
    deaths INTEGER NOT NULL DEFAULT 0,
    claim INTEGER NOT NULL DEFAULT 0,
    holder TEXT,
    lock_until INTEGER,
    again_at INTEGER,
    error TEXT,
    stack TEXT,
    failed_at INTEGER
  ) STRICT;
  CREATE INDEX job_turn ON job (stage, state, run_at, number);
  CREATE INDEX job_lock ON job (lock_until) WHERE state = 'active';
  `,
  SEARCH_AND_AGE,
  CORRECTIONS,
  PACKED,
  POLLING,
  VECTORS,
  SITE_MEMORY,
  ALERTS_OF_ALL_KINDS,
  STORY_LINKS,
  RERUNS,
  DETAILS,
  UNINDEXED,
];
