import { ALERTS_OF_ALL_KINDS } from "./schema-alerts.ts";
import { CORRECTIONS } from "./schema-corrections.ts";
import { DETAILS } from "./schema-details.ts";
import { PACKED } from "./schema-packed.ts";
import { POLLING } from "./schema-polling.ts";
import { RERUNS } from "./schema-reruns.ts";
import { ROOM } from "./schema-room.ts";
import { SEARCH_AND_AGE } from "./schema-search.ts";
import { SITE_MEMORY } from "./schema-site-memory.ts";
import { SITE_MEMORY_PACKED } from "./schema-site-packed.ts";
import { SITE_MEMORY_IN_PLACE } from "./schema-site-room.ts";
import { STORY_LINKS } from "./schema-story-links.ts";
import { VECTORS } from "./schema-vectors.ts";

/**
 * The schema, one migration after the other. A migration that has been released is never changed: add one.
 * Times are milliseconds since 1970 in UTC. The tables are named as `src/model/words.ts` names the things in them.
 *
 * Names and keys are compared byte by byte (COLLATE "C"): the same order on every machine and after every update of its
 * locales. JSON lies as it was written (json, not jsonb), so that it is printed in the order in which it was said.
 * What may be as long as the outside likes (addresses, names) has a hash index: a btree refuses keys over 2.7 kB.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE migration (number integer PRIMARY KEY, applied_at bigint NOT NULL);

  CREATE TABLE feed (
    id text COLLATE "C" PRIMARY KEY,
    url text COLLATE "C" NOT NULL UNIQUE,
    title text,
    site_url text,
    source text COLLATE "C" NOT NULL,
    folder text,
    state text COLLATE "C" NOT NULL,
    state_reason text,
    next_due_at bigint NOT NULL,
    last_polled_at bigint,
    last_success_at bigint,
    polling json NOT NULL,
    added_at bigint NOT NULL
  );
  CREATE INDEX feed_due ON feed (next_due_at);
  CREATE INDEX feed_polled ON feed (last_polled_at);

  CREATE TABLE entry (
    id text COLLATE "C" PRIMARY KEY,
    url text COLLATE "C" NOT NULL,
    canonical_url text COLLATE "C" NOT NULL,
    source text COLLATE "C" NOT NULL,
    title text,
    author text,
    summary text,
    published_at bigint,
    date_source text COLLATE "C" NOT NULL,
    first_seen_at bigint NOT NULL,
    waits_for text COLLATE "C" CHECK (waits_for IN ('fetch', 'extract', 'dedupe', 'cluster')),
    ending text COLLATE "C",
    not_before_at bigint NOT NULL,
    tries integer NOT NULL,
    -- When the entry came to its present place: a time that lies ahead shows that the clock was set back since.
    placed_at bigint NOT NULL,
    -- An entry waits or it has ended, never both and never neither.
    CHECK ((waits_for IS NULL) <> (ending IS NULL))
  );
  CREATE INDEX entry_place ON entry (waits_for, ending);
  CREATE INDEX entry_waiting ON entry (waits_for, id) WHERE waits_for IS NOT NULL;
  CREATE INDEX entry_seen ON entry (first_seen_at, id);
  CREATE INDEX entry_url ON entry USING hash (url);
  CREATE INDEX entry_canonical_url ON entry USING hash (canonical_url);

  -- name: the first 128 bits of the alias's SHA-256. An alias is only ever asked for, never listed, and may be long.
  CREATE TABLE entry_alias (
    name uuid PRIMARY KEY,
    entry_id text COLLATE "C" NOT NULL REFERENCES entry (id)
  );
  CREATE INDEX entry_alias_entry ON entry_alias (entry_id);

  CREATE TABLE entry_feed (
    feed_id text COLLATE "C" NOT NULL REFERENCES feed (id) ON DELETE CASCADE,
    entry_id text COLLATE "C" NOT NULL REFERENCES entry (id),
    PRIMARY KEY (feed_id, entry_id)
  );
  CREATE INDEX entry_feed_entry ON entry_feed (entry_id);

  CREATE TABLE step (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    entry_id text COLLATE "C" NOT NULL REFERENCES entry (id),
    stage text COLLATE "C" NOT NULL,
    started_at bigint NOT NULL,
    ms bigint NOT NULL,
    kind text COLLATE "C" NOT NULL,
    reason text COLLATE "C",
    detail json NOT NULL
  );
  CREATE INDEX step_entry ON step (entry_id, number);

  CREATE TABLE page_body (
    hash text COLLATE "C" PRIMARY KEY,
    encoding text COLLATE "C" NOT NULL,
    bytes bytea NOT NULL
  );
  -- The bytes are compressed already.
  ALTER TABLE page_body ALTER COLUMN bytes SET STORAGE EXTERNAL;

  CREATE TABLE page (
    entry_id text COLLATE "C" PRIMARY KEY REFERENCES entry (id),
    hash text COLLATE "C" NOT NULL REFERENCES page_body (hash),
    url text NOT NULL,
    status integer NOT NULL,
    content_type text NOT NULL,
    fetched_at bigint NOT NULL
  );
  CREATE INDEX page_hash ON page (hash);

  CREATE TABLE article (
    id text COLLATE "C" NOT NULL REFERENCES entry (id),
    revision integer NOT NULL,
    current boolean NOT NULL,
    url text NOT NULL,
    canonical_url text NOT NULL,
    source text COLLATE "C" NOT NULL,
    title text NOT NULL,
    author text,
    published_at bigint NOT NULL,
    date_source text COLLATE "C" NOT NULL,
    first_seen_at bigint NOT NULL,
    lang text COLLATE "C",
    text text NOT NULL,
    strategy text NOT NULL,
    confidence double precision NOT NULL,
    made_by text NOT NULL,
    extracted_at bigint NOT NULL,
    PRIMARY KEY (id, revision)
  );
  CREATE UNIQUE INDEX article_current ON article (id) WHERE current;
  CREATE INDEX article_seen ON article (first_seen_at, id) WHERE current;
  CREATE INDEX article_source ON article (source, first_seen_at) WHERE current;

  -- The ledger of the current revision.
  CREATE TABLE removal (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    article_id text COLLATE "C" NOT NULL REFERENCES entry (id),
    kind text COLLATE "C" NOT NULL,
    text text NOT NULL,
    reason text NOT NULL,
    score double precision NOT NULL,
    position integer NOT NULL
  );
  CREATE INDEX removal_article ON removal (article_id, position);
  CREATE INDEX removal_kind ON removal (kind);

  -- number: the order in which articles were deduped.
  CREATE TABLE signature (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    article_id text COLLATE "C" NOT NULL UNIQUE REFERENCES entry (id),
    params text NOT NULL,
    bytes bytea NOT NULL,
    deduped_at bigint NOT NULL
  );
  CREATE INDEX signature_deduped ON signature (deduped_at, number);

  CREATE TABLE near_duplicate (
    article_id text COLLATE "C" PRIMARY KEY REFERENCES entry (id),
    parent_id text COLLATE "C" NOT NULL REFERENCES entry (id),
    original_id text COLLATE "C" NOT NULL REFERENCES entry (id),
    relation text COLLATE "C" NOT NULL,
    covered double precision NOT NULL,
    parent_covered double precision NOT NULL,
    matched_words integer NOT NULL,
    similarity double precision NOT NULL
  );
  CREATE INDEX near_duplicate_original ON near_duplicate (original_id);

  CREATE TABLE story (
    id text COLLATE "C" PRIMARY KEY,
    title text NOT NULL,
    status text COLLATE "C" NOT NULL,
    merged_into text COLLATE "C",
    formed_at bigint,
    first_published_at bigint NOT NULL,
    last_published_at bigint NOT NULL,
    articles integer NOT NULL,
    publishers integer NOT NULL,
    independent integer NOT NULL,
    languages json NOT NULL
  );
  CREATE INDEX story_published ON story (last_published_at, id);
  CREATE INDEX story_status ON story (status);

  -- number: the order in which coverage was first added.
  CREATE TABLE coverage (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    article_id text COLLATE "C" NOT NULL UNIQUE REFERENCES entry (id),
    story_id text COLLATE "C" NOT NULL REFERENCES story (id),
    role text COLLATE "C" NOT NULL,
    score double precision NOT NULL,
    evidence json NOT NULL,
    added_at bigint NOT NULL
  );
  CREATE INDEX coverage_story ON coverage (story_id, number);
  CREATE INDEX coverage_added ON coverage (added_at, number);

  CREATE TABLE story_event (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    story_id text COLLATE "C" NOT NULL REFERENCES story (id),
    at bigint NOT NULL,
    kind text COLLATE "C" NOT NULL,
    article_id text COLLATE "C",
    reason text NOT NULL
  );
  CREATE INDEX story_event_story ON story_event (story_id, number);

  CREATE TABLE alert (
    id text COLLATE "C" PRIMARY KEY,
    event text COLLATE "C" NOT NULL,
    story_id text COLLATE "C" NOT NULL REFERENCES story (id),
    body text NOT NULL,
    created_at bigint NOT NULL,
    UNIQUE (story_id, event)
  );
  CREATE INDEX alert_created ON alert (created_at, id);

  CREATE TABLE endpoint (
    id text COLLATE "C" PRIMARY KEY,
    url text COLLATE "C" NOT NULL UNIQUE,
    secret text NOT NULL,
    state text COLLATE "C" NOT NULL,
    state_reason text,
    created_at bigint NOT NULL
  );

  -- An endpoint that was removed leaves its deliveries: the log of what was sent.
  CREATE TABLE delivery (
    id text COLLATE "C" PRIMARY KEY,
    alert_id text COLLATE "C" NOT NULL REFERENCES alert (id),
    endpoint_id text COLLATE "C" NOT NULL,
    webhook_id text COLLATE "C" NOT NULL UNIQUE,
    state text COLLATE "C" NOT NULL,
    attempts integer NOT NULL,
    next_attempt_at bigint NOT NULL,
    delivered_at bigint,
    last_error text,
    UNIQUE (alert_id, endpoint_id)
  );
  CREATE INDEX delivery_endpoint ON delivery (endpoint_id);
  CREATE INDEX delivery_state ON delivery (state, next_attempt_at, id);

  -- The key knows an attempt whose commit is made a second time because the answer to the first was lost.
  CREATE TABLE attempt (
    row bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    delivery_id text COLLATE "C" NOT NULL REFERENCES delivery (id),
    number integer NOT NULL,
    at bigint NOT NULL,
    status integer,
    ms bigint NOT NULL,
    reply text NOT NULL,
    error text,
    UNIQUE (delivery_id, at, number)
  );

  CREATE TABLE host (
    host text COLLATE "C" PRIMARY KEY,
    busy_until bigint NOT NULL,
    open_at bigint NOT NULL,
    next_slot_at bigint NOT NULL,
    touched_at bigint NOT NULL
  );

  CREATE TABLE robots (
    origin text COLLATE "C" PRIMARY KEY,
    text text NOT NULL,
    status integer NOT NULL,
    fetched_at bigint NOT NULL
  );

  -- A released lease keeps its row, so that the token only ever grows.
  CREATE TABLE lease (
    name text COLLATE "C" PRIMARY KEY,
    holder text,
    token bigint NOT NULL,
    expires_at bigint NOT NULL
  );
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
  ROOM,
  SITE_MEMORY_IN_PLACE,
  SITE_MEMORY_PACKED,
];
