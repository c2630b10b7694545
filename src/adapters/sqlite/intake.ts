import type { FeedEntry } from "../../model/feed.ts";
import type { Store } from "../../ports/store.ts";
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
  const join = db.prepare("INSERT OR IGNORE INTO entry_feed (feed_id, entry_id) VALUES (?, ?)");
  return {
    commitPoll: (feed, found, now, next) =>
      db.write(() => {
        const fresh: FeedEntry[] = [];
        // A feed that was removed while it was polled brings nothing in.
        if (!feeds.save(feed)) return { entries: fresh, known: 0 };
        for (const item of found) {
          const { entry, added } = entries.admit(item, now, next);
          join.run(feed.id, entry.id);
          if (!added) continue;
          steps.found(entry.id, now, feed.url);
          fresh.push(entry);
        }
        return { entries: fresh, known: found.length - fresh.length };
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
