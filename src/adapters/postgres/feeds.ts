import type { Feed } from "../../model/feed.ts";
import type { Store } from "../../ports/store.ts";
import { CLOCK_STEP_MS } from "../clock-step.ts";
import { assignments, insertInto } from "../mapping.ts";
import { feedRow } from "../rows.ts";
import type { Row } from "./connection.ts";
import type { Database } from "./database.ts";
import { atMost } from "./limits.ts";
import { prepare } from "./statement.ts";
import type { Transaction } from "./transaction.ts";

type FeedStore = Pick<
  Store,
  "addFeed" | "feed" | "feeds" | "feedsOf" | "saveFeed" | "removeFeed" | "dueFeeds" | "claimPoll"
>;

const BY_ID_OR_URL = prepare(
  `SELECT ${feedRow.select()} FROM feed WHERE id = :name OR url = :name ORDER BY id <> :name LIMIT 1`,
);
const KNOWN = prepare(`SELECT ${feedRow.select()} FROM feed WHERE url = :url OR id = :id ORDER BY url <> :url LIMIT 1`);
const LOCKED = prepare(`SELECT ${feedRow.select()} FROM feed WHERE id = :id FOR NO KEY UPDATE`);
const OWNER = prepare("SELECT id FROM feed WHERE url = :url");
const ALL = prepare(`SELECT ${feedRow.select()} FROM feed ORDER BY added_at, id`);
const INSERT = prepare(`${insertInto("feed", feedRow.columns)} ON CONFLICT DO NOTHING`);
const UPDATE = prepare(`UPDATE feed SET ${assignments(feedRow.columns)} WHERE id = :id`);
const REMOVE = prepare("DELETE FROM feed WHERE id = :id");
const DUE = prepare(`
  SELECT ${feedRow.select()} FROM feed
  WHERE state NOT IN ('paused', 'gone')
    AND (next_due_at <= :now::bigint OR last_polled_at > :now::bigint + ${CLOCK_STEP_MS})
  ORDER BY next_due_at, id LIMIT :limit`);

const OF_SOURCE = prepare(`SELECT ${feedRow.select()} FROM feed WHERE source = :source ORDER BY id`);
const CLAIM = prepare(`
  UPDATE feed SET next_due_at = :until::bigint WHERE id = :feedId AND state NOT IN ('paused', 'gone')
    AND (next_due_at <= :now::bigint OR last_polled_at > :now::bigint + ${CLOCK_STEP_MS})`);

const readAll = (rows: Row[]): Feed[] => rows.map((row) => feedRow.read(row));

export function feedsOf(db: Database): FeedStore {
  return {
    addFeed: (feed) =>
      db.write(async (tx) => {
        const known = await tx.get(KNOWN, { url: feed.url, id: feed.id });
        if (known) return { feed: feedRow.read(known), added: false };
        if ((await tx.run(INSERT, feedRow.write(feed))) > 0) return { feed, added: true };
        // Somebody else added it in between.
        const theirs = await tx.get(KNOWN, { url: feed.url, id: feed.id });
        if (!theirs) throw new Error(`feed ${feed.url} was added and removed at the same moment; add it again`);
        return { feed: feedRow.read(theirs), added: false };
      }),
    async feed(name) {
      const row = await db.get(BY_ID_OR_URL, { name });
      return row ? feedRow.read(row) : null;
    },
    feeds: async () => readAll(await db.all(ALL)),
    feedsOf: async (source) => readAll(await db.all(OF_SOURCE, { source })),
    saveFeed: (feed) =>
      db.write(async (tx) => {
        await saveFeed(tx, feed);
      }),
    removeFeed: async (id) => (await db.run(REMOVE, { id })) > 0,
    claimPoll: async (feedId, now, until) =>
      (await db.run(CLAIM, { feedId, now: Math.round(now), until: Math.round(until) })) > 0,
    dueFeeds: async (now, limit) => readAll(await db.all(DUE, { now, limit: atMost(limit) })),
  };
}

/** `saveFeed` inside somebody else's transaction. Returns whether there is such a feed. */
export async function saveFeed(tx: Transaction, feed: Feed): Promise<boolean> {
  const locked = tx.get(LOCKED, { id: feed.id });
  const owning = tx.get(OWNER, { url: feed.url });
  const row = await locked;
  if (!row) return false;
  const stored = feedRow.read(row);
  const owner = String((await owning)?.id ?? feed.id);
  const polled = feed.lastPolledAt !== stored.lastPolledAt;
  if (owner !== feed.id && !polled) {
    throw new Error(`feed ${feed.id} cannot take the address ${feed.url}: feed ${owner} has it`);
  }
  tx.send(
    UPDATE,
    feedRow.write({
      ...feed,
      // A poll that was led to another feed's address keeps its own: two rows cannot share one.
      url: owner === feed.id ? feed.url : stored.url,
      // The operator may have paused the feed while the poll was under way; only the operator wakes it.
      ...(polled && stored.state === "paused" ? { state: stored.state, stateReason: stored.stateReason } : {}),
    }),
  );
  return true;
}
