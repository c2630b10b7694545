import { canonicalUrl } from "../../model/canonical-url.ts";
import type { FeedEntry, FoundEntry } from "../../model/feed.ts";
import { stableId } from "../../model/id.ts";
import type { EntryStage } from "../../model/words.ts";
import type { Store } from "../../ports/store.ts";
import { CLOCK_STEP_MS } from "../clock-step.ts";
import { entryRow, insertInto } from "../rows.ts";
import type { Database } from "./database.ts";
import { atMost } from "./limits.ts";

/** Adds an entry or finds the known one; inside a transaction. */
export type Admit = (found: FoundEntry, now: number, waitsFor: EntryStage) => { entry: FeedEntry; added: boolean };

/** The entries: how they are known, where they wait. */
export function entriesOf(db: Database): {
  methods: Pick<Store, "entry" | "entriesOfFeed" | "waiting">;
  admit: Admit;
} {
  const select = `SELECT ${entryRow.select()} FROM entry`;
  const byId = db.prepare(`${select} WHERE id = ?`);
  const byAlias = db.prepare(`${select} WHERE id = (SELECT entry_id FROM entry_alias WHERE alias = ?)`);
  const byUrl = db.prepare(`${select} WHERE url = ? ORDER BY first_seen_at, id LIMIT 1`);
  const byCanonicalUrl = db.prepare(`${select} WHERE canonical_url = ? ORDER BY first_seen_at, id LIMIT 1`);
  const insert = db.prepare(insertInto("entry", [...entryRow.columns, "placed_at"]));
  const addAlias = db.prepare("INSERT OR IGNORE INTO entry_alias (alias, entry_id) VALUES (?, ?)");
  const ofFeed = db.prepare(`
    SELECT ${entryRow.select("entry")} FROM entry_feed JOIN entry ON entry.id = entry_feed.entry_id
    WHERE entry_feed.feed_id = :feedId ORDER BY entry.first_seen_at DESC, entry.id LIMIT :limit`);
  const waiting = db.prepare(`
    ${select} WHERE waits_for = :stage AND ending IS NULL AND id > :afterId
      AND (not_before_at <= :now OR placed_at > :now + ${CLOCK_STEP_MS})
    ORDER BY id LIMIT :limit`);

  const read = (row: ReturnType<typeof byId.get>): FeedEntry | null => (row ? entryRow.read(row) : null);

  return {
    methods: {
      entry: async (name) =>
        read(byId.get(name)) ??
        read(byAlias.get(name)) ??
        read(byUrl.get(name)) ??
        read(byCanonicalUrl.get(name)) ??
        read(byCanonicalUrl.get(canonicalUrl(name) ?? name)),
      entriesOfFeed: async (feedId, limit) =>
        ofFeed.all({ feedId, limit: atMost(limit) }).map((row) => entryRow.read(row, "entry")),
      waiting: async (stage, now, limit, afterId = "") =>
        waiting.all({ stage, now, limit: atMost(limit), afterId }).map((row) => entryRow.read(row)),
    },
    admit(found, now, waitsFor) {
      const aliases = found.aliases.length > 0 ? found.aliases : [`url:${found.canonicalUrl}`];
      let entry: FeedEntry | null = null;
      for (const alias of aliases) {
        entry = read(byAlias.get(alias));
        if (entry) break;
      }
      const added = entry === null;
      if (!entry) {
        const { aliases: _, ...fields } = found;
        const id = stableId("a", aliases[0] ?? "");
        entry = { id, ...fields, firstSeenAt: now, waitsFor, ending: null, notBeforeAt: 0, tries: 0 };
        insert.run({ ...entryRow.write(entry), placed_at: now });
      }
      for (const alias of aliases) addAlias.run(alias, entry.id);
      return { entry, added };
    },
  };
}
