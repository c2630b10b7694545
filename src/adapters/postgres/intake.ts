import type { Store } from "../../ports/store.ts";
import type { Database } from "./database.ts";
import { admit } from "./entries.ts";
import { saveFeed } from "./feeds.ts";
import { keepPage, packedPage } from "./pages.ts";
import { prepare } from "./statement.ts";
import { recordFound } from "./steps.ts";

const JOIN = prepare(`
  INSERT INTO entry_feed (feed_id, entry_id) SELECT :feedId, unnest(:entryIds::text[]) ON CONFLICT DO NOTHING`);

/** How entries come in: found by a poll, or given by hand. */
export function intakeOf(db: Database): Pick<Store, "commitPoll" | "addEntry"> {
  return {
    commitPoll: (feed, found, now, next) =>
      db.write(async (tx) => {
        // A feed that was removed while it was polled brings nothing in.
        if (!(await saveFeed(tx, feed))) return { entries: [], known: 0 };
        const admitted = await admit(tx, found, now, next);
        const entries = admitted.filter(({ added }) => added).map(({ entry }) => entry);
        if (admitted.length > 0) tx.send(JOIN, { feedId: feed.id, entryIds: admitted.map(({ entry }) => entry.id) });
        if (entries.length > 0)
          recordFound(
            tx,
            entries.map((entry) => entry.id),
            now,
            feed.url,
          );
        return { entries, known: found.length - entries.length };
      }),
    async addEntry(found, now, waitsFor, page) {
      const packed = page ? await packedPage(page) : null;
      return db.write(async (tx) => {
        const [result] = await admit(tx, [found], now, waitsFor);
        if (!result) throw new Error(`entry ${found.url} has no name to be known by`);
        if (result.added && packed) await keepPage(tx, result.entry.id, packed);
        return result;
      });
    },
  };
}
