import { canonicalUrl } from "../../model/canonical-url.ts";
import type { FeedEntry, FoundEntry } from "../../model/feed.ts";
import { stableId } from "../../model/id.ts";
import type { EntryStage } from "../../model/words.ts";
import { MAX_REVISIONS, type Store } from "../../ports/store.ts";
import { CLOCK_STEP_MS } from "../clock-step.ts";
import { insertInto } from "../mapping.ts";
import { entryRow } from "../rows.ts";
import type { Database } from "./database.ts";
import { atMost } from "./limits.ts";

/** Adds an entry or finds the known one; inside a transaction. */
export type Admit = (found: FoundEntry, now: number, waitsFor: EntryStage) => { entry: FeedEntry; added: boolean };

/** The entries: how they are known, where they wait. */
export function entriesOf(db: Database): {
  methods: Pick<Store, "entry" | "entriesOfFeed" | "waiting" | "knownNames">;
  admit: Admit;
  /** The feed tells the entry anew. False when it was revised often enough. */
  revise(entryId: string, found: FoundEntry): boolean;
} {
  const select = `SELECT ${entryRow.select()} FROM entry`;
  const byId = db.prepare(`${select} WHERE id = ?`);
  const byAlias = db.prepare(`${select} WHERE id = (SELECT entry_id FROM entry_alias WHERE alias = ?)`);
  const byUrl = db.prepare(`${select} WHERE url = ? ORDER BY first_seen_at, id LIMIT 1`);
  const byCanonicalUrl = db.prepare(`${select} WHERE canonical_url = ? ORDER BY first_seen_at, id LIMIT 1`);
  const insert = db.prepare(insertInto("entry", [...entryRow.columns, "placed_at"]));
  const addAlias = db.prepare("INSERT OR IGNORE INTO entry_alias (alias, entry_id) VALUES (?, ?)");
  const namesOf = db.prepare("SELECT alias, entry_id FROM entry_alias WHERE alias IN (SELECT value FROM json_each(?))");
  const revise = db.prepare(`
    UPDATE entry SET revision = revision + 1, title = :title, author = :author, summary = :summary
    WHERE id = :id AND revision < ${MAX_REVISIONS}`);
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
      knownNames: async (names) =>
        new Map(namesOf.all(JSON.stringify(names)).map((row) => [String(row.alias), String(row.entry_id)])),
    },
    revise: (id, { title, author, summary }) => revise.run({ id, title, author, summary }) > 0,
    admit(found, now, waitsFor) {
      const aliases = found.aliases.length > 0 ? found.aliases : [`url:${found.canonicalUrl}`];
      let entry: FeedEntry | null = null;
      for (const alias of aliases) {
        entry = read(byAlias.get(alias));
        if (entry) break;
      }
      const added = entry === null;
      if (!entry) {
        const { aliases: _, mark, echo, contentHash: __, ending = null, ...fields } = found;
        const id = stableId("a", aliases[0] ?? "");
        const waits = ending === null ? waitsFor : null;
        entry = { id, ...fields, firstSeenAt: now, waitsFor: waits, ending, notBeforeAt: 0, tries: 0, rerun: null };
        insert.run({ ...entryRow.write(entry), placed_at: now });
        if (mark !== undefined && !echo) addAlias.run(mark, entry.id);
      }
      for (const alias of aliases) addAlias.run(alias, entry.id);
      return { entry, added };
    },
  };
}
