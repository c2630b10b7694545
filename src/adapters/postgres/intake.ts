import type { FoundEntry } from "../../model/feed.ts";
import { type Committed, MAX_REVISIONS, type Store } from "../../ports/store.ts";
import type { Database } from "./database.ts";
import { type Admitted, admit } from "./entries.ts";
import { saveFeed } from "./feeds.ts";
import { keepPage, packedPage } from "./pages.ts";
import { insertAll, prepare, rowsAsJson } from "./statement.ts";
import { recordFound } from "./steps.ts";
import type { Transaction } from "./transaction.ts";

const MEMBERS = prepare(`
  SELECT entry_id, content_hash FROM entry_feed WHERE feed_id = :feedId AND entry_id = ANY (:entryIds::text[])`);
const JOIN = prepare(`
  ${insertAll("entry_feed", ["feed_id", "entry_id", "content_hash"])}
  ON CONFLICT (feed_id, entry_id) DO UPDATE SET content_hash = excluded.content_hash`);
const REVISE = prepare(`
  UPDATE entry SET revision = revision + 1, title = :title, author = :author, summary = :summary
  WHERE id = :id AND revision < ${MAX_REVISIONS}`);

/** How entries come in: found by a poll, or given by hand. */
export function intakeOf(db: Database): Pick<Store, "commitPoll" | "addEntry"> {
  return {
    commitPoll: (feed, found, now, next, finish) =>
      db.write(async (tx) => {
        // A feed that was removed while it was polled brings nothing in.
        if (!(await saveFeed(tx, feed))) return { entries: [], known: 0, revised: [] };
        const admitted = await admit(tx, found, now, next);
        const entries = admitted.filter(({ added }) => added).map(({ entry }) => entry);
        const fresh = entries.map(({ id }) => id);
        const revised = await revise(tx, feed.id, found, admitted);
        if (fresh.length > 0) recordFound(tx, fresh, now, feed.url);
        if (revised.length > 0) recordFound(tx, revised, now, feed.url, true);
        const committed: Committed = { entries, known: found.length - entries.length, revised };
        if (finish) await saveFeed(tx, finish(committed));
        return committed;
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

/** Writes down what the feed says of each entry now, and tells anew what it says differently; gives the ids of those. */
async function revise(
  tx: Transaction,
  feedId: string,
  found: readonly FoundEntry[],
  admitted: readonly Admitted[],
): Promise<string[]> {
  const entryIds = [...new Set(admitted.map(({ entry }) => entry.id))];
  if (entryIds.length === 0) return [];
  const rows = await tx.all(MEMBERS, { feedId, entryIds });
  const said = new Map(rows.map((row) => [String(row.entry_id), row.content_hash as string | null]));
  const changed = new Map<string, string | null>();
  const revised: string[] = [];
  for (const [i, { entry, added }] of admitted.entries()) {
    const item = found[i]!;
    const before = said.get(entry.id);
    const hash = item.contentHash ?? null;
    if (before === undefined || (hash !== null && before !== hash)) changed.set(entry.id, hash);
    said.set(entry.id, hash);
    if (added || hash === null || !before || before === hash) continue;
    const { title, author, summary } = item;
    if ((await tx.run(REVISE, { id: entry.id, title, author, summary })) > 0) revised.push(entry.id);
  }
  const members = [...changed].map(([entry_id, content_hash]) => ({ feed_id: feedId, entry_id, content_hash }));
  if (members.length > 0) tx.send(JOIN, { rows: rowsAsJson(members) });
  return revised;
}
