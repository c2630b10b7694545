import type { FeedEntry } from "../../model/feed.ts";
import type { Committed, Store } from "../../ports/store.ts";
import { packBytes } from "../page-bytes.ts";
import type { Database } from "./database.ts";
import type { entriesOf } from "./entries.ts";
import type { feedsOf } from "./feeds.ts";
import type { pagesOf } from "./pages.ts";
import type { stepsOf } from "./steps.ts";

interface Parts {
  feeds: ReturnType<typeof feedsOf>;
  entries: ReturnType<typeof entriesOf>;
  steps: ReturnType<typeof stepsOf>;
  pages: ReturnType<typeof pagesOf>;
}

/** How entries come in: found by a poll, or given by hand. */
export function intakeOf(db: Database, parts: Parts): Pick<Store, "commitPoll" | "addEntry"> {
  const { feeds, entries, steps, pages } = parts;
  const member = db.prepare("SELECT content_hash FROM entry_feed WHERE feed_id = ? AND entry_id = ?");
  const join = db.prepare(`
    INSERT INTO entry_feed (feed_id, entry_id, content_hash) VALUES (:feedId, :entryId, :hash)
    ON CONFLICT (feed_id, entry_id) DO UPDATE SET content_hash = excluded.content_hash`);
  return {
    commitPoll: (feed, found, now, next, finish) =>
      db.write(() => {
        const fresh: FeedEntry[] = [];
        const revised: string[] = [];
        // A feed that was removed while it was polled brings nothing in.
        if (!feeds.save(feed)) return { entries: fresh, known: 0, revised };
        for (const item of found) {
          const { entry, added } = entries.admit(item, now, next);
          const before = added ? undefined : member.get(feed.id, entry.id);
          const hash = item.contentHash ?? null;
          if (!before || (hash !== null && before.content_hash !== hash))
            join.run({ feedId: feed.id, entryId: entry.id, hash });
          if (added) {
            steps.found(entry.id, now, feed.url);
            fresh.push(entry);
          } else if (hash !== null && before?.content_hash && before.content_hash !== hash) {
            if (!entries.revise(entry.id, item)) continue;
            steps.revised(entry.id, now, feed.url);
            revised.push(entry.id);
          }
        }
        const committed: Committed = { entries: fresh, known: found.length - fresh.length, revised };
        if (finish) feeds.save(finish(committed));
        return committed;
      }),
    async addEntry(found, now, waitsFor, page) {
      const packed = page ? await packBytes(page.body) : null;
      return db.write(() => {
        const result = entries.admit(found, now, waitsFor);
        if (result.added && page && packed) pages.keep(result.entry.id, page, packed);
        return result;
      });
    },
  };
}
