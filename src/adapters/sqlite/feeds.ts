import type { Feed } from "../../model/feed.ts";
import type { Store } from "../../ports/store.ts";
import { CLOCK_STEP_MS } from "../clock-step.ts";
import { assignments, insertInto } from "../mapping.ts";
import { feedRow } from "../rows.ts";
import type { Database } from "./database.ts";
import { atMost } from "./limits.ts";

type FeedStore = Pick<
  Store,
  "addFeed" | "feed" | "feeds" | "feedsOf" | "saveFeed" | "removeFeed" | "dueFeeds" | "claimPoll"
>;

/** The feeds. `save` is `saveFeed` inside somebody else's transaction. */
export function feedsOf(db: Database): { methods: FeedStore; save(feed: Feed): boolean } {
  const byIdOrUrl = db.prepare(
    `SELECT ${feedRow.select()} FROM feed WHERE id = :name OR url = :name ORDER BY id <> :name`,
  );
  const byUrl = db.prepare("SELECT id FROM feed WHERE url = ?");
  const byId = db.prepare(`SELECT ${feedRow.select()} FROM feed WHERE id = ?`);
  const all = db.prepare(`SELECT ${feedRow.select()} FROM feed ORDER BY added_at, id`);
  const insert = db.prepare(insertInto("feed", feedRow.columns));
  const update = db.prepare(`UPDATE feed SET ${assignments(feedRow.columns)} WHERE id = :id`);
  const remove = db.prepare("DELETE FROM feed WHERE id = ?");
  const due = db.prepare(`
    SELECT ${feedRow.select()} FROM feed
    WHERE state NOT IN ('paused', 'gone') AND (next_due_at <= :now OR last_polled_at > :now + ${CLOCK_STEP_MS})
    ORDER BY next_due_at, id LIMIT :limit`);
  const ofSource = db.prepare(`SELECT ${feedRow.select()} FROM feed WHERE source = ? ORDER BY id`);
  const claim = db.prepare(`
    UPDATE feed SET next_due_at = :until WHERE id = :feedId AND state NOT IN ('paused', 'gone')
      AND (next_due_at <= :now OR last_polled_at > :now + ${CLOCK_STEP_MS})`);
  const find = (name: string): Feed | null => {
    const row = byIdOrUrl.get({ name });
    return row ? feedRow.read(row) : null;
  };

  /** Returns whether there is such a feed. */
  function save(feed: Feed): boolean {
    const row = byId.get(feed.id);
    if (!row) return false;
    const stored = feedRow.read(row);
    const owner = byUrl.get(feed.url)?.id ?? feed.id;
    const polled = feed.lastPolledAt !== stored.lastPolledAt;
    if (owner !== feed.id && !polled) {
      throw new Error(`feed ${feed.id} cannot take the address ${feed.url}: feed ${owner} has it`);
    }
    update.run(
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

  return {
    methods: {
      addFeed: (feed) =>
        db.write(() => {
          const known = find(feed.url) ?? find(feed.id);
          if (known) return { feed: known, added: false };
          insert.run(feedRow.write(feed));
          return { feed, added: true };
        }),
      feed: async (idOrUrl) => find(idOrUrl),
      feeds: async () => all.all().map((row) => feedRow.read(row)),
      feedsOf: async (source) => ofSource.all(source).map((row) => feedRow.read(row)),
      saveFeed: (feed) =>
        db.write(() => {
          save(feed);
        }),
      removeFeed: (id) => db.write(() => remove.run(id) > 0),
      claimPoll: (feedId, now, until) => db.write(() => claim.run({ feedId, now, until: Math.round(until) }) > 0),
      dueFeeds: async (now, limit) => due.all({ now, limit: atMost(limit) }).map((row) => feedRow.read(row)),
    },
    save,
  };
}
