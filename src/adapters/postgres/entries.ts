import { canonicalUrl } from "../../model/canonical-url.ts";
import type { FeedEntry, FoundEntry } from "../../model/feed.ts";
import { contentHash, stableId } from "../../model/id.ts";
import type { EntryStage } from "../../model/words.ts";
import type { Store } from "../../ports/store.ts";
import { CLOCK_STEP_MS } from "../clock-step.ts";
import { entryRow } from "../rows.ts";
import type { Row } from "./connection.ts";
import type { Database } from "./database.ts";
import { atMost } from "./limits.ts";
import { shortHash } from "./short-hash.ts";
import { cleanText, insertAll, prepare, rowsAsJson } from "./statement.ts";
import type { Transaction } from "./transaction.ts";

/** The advisory lock under which new names come in: "name" in ASCII. */
const NAMING_LOCK = 0x6e616d65;

const SELECT = `SELECT ${entryRow.select()} FROM entry`;
const BY_ID = prepare(`${SELECT} WHERE id = :name`);
const BY_OTHER_NAME = prepare(`
  (SELECT 1 AS turn, ${entryRow.select()} FROM entry WHERE id = (SELECT entry_id FROM entry_alias WHERE name = :alias))
  UNION ALL
  (SELECT 2, ${entryRow.select()} FROM entry WHERE url = :name ORDER BY first_seen_at, id LIMIT 1)
  UNION ALL
  (SELECT 3, ${entryRow.select()} FROM entry WHERE canonical_url = :name ORDER BY first_seen_at, id LIMIT 1)
  UNION ALL
  (SELECT 4, ${entryRow.select()} FROM entry WHERE canonical_url = :canonical ORDER BY first_seen_at, id LIMIT 1)
  ORDER BY turn LIMIT 1`);
const OF_FEED = prepare(`
  SELECT ${entryRow.select("entry")} FROM entry_feed JOIN entry ON entry.id = entry_feed.entry_id
  WHERE entry_feed.feed_id = :feedId ORDER BY entry.first_seen_at DESC, entry.id LIMIT :limit`);
const WAITING = prepare(`
  ${SELECT} WHERE waits_for = :stage AND id > :afterId
    AND (not_before_at <= :now::bigint OR placed_at > :now::bigint + ${CLOCK_STEP_MS})
  ORDER BY id LIMIT :limit`);
const KNOWN = prepare(`
  SELECT name, ${entryRow.select("entry")} FROM entry_alias JOIN entry ON entry.id = entry_alias.entry_id
  WHERE name = ANY (:names::uuid[])`);
const KNOWN_NAMES = prepare("SELECT name, entry_id FROM entry_alias WHERE name = ANY (:names::uuid[])");
const LOCK = prepare("SELECT pg_advisory_xact_lock(:key::bigint)");
const ADD_ENTRIES = prepare(insertAll("entry", [...entryRow.columns, "placed_at"]));
const ADD_NAMES = prepare(insertAll("entry_alias", ["name", "entry_id"]));

/** The entries: how they are known, where they wait. */
export function entriesOf(db: Database): Pick<Store, "entry" | "entriesOfFeed" | "waiting" | "knownNames"> {
  return {
    async entry(name) {
      const row =
        (await db.get(BY_ID, { name })) ??
        (await db.get(BY_OTHER_NAME, { name, alias: aliasName(name), canonical: canonicalUrl(name) ?? name }));
      return row ? entryRow.read(row) : null;
    },
    entriesOfFeed: async (feedId, limit) =>
      (await db.all(OF_FEED, { feedId, limit: atMost(limit) })).map((row) => entryRow.read(row, "entry")),
    waiting: async (stage, now, limit, afterId = "") =>
      (await db.all(WAITING, { stage, now, limit: atMost(limit), afterId })).map((row) => entryRow.read(row)),
    async knownNames(names) {
      const given = new Map(names.map((name) => [aliasName(name), name]));
      const rows = await db.all(KNOWN_NAMES, { names: [...given.keys()] });
      return new Map(rows.map((row) => [given.get(String(row.name)) ?? "", String(row.entry_id)]));
    },
  };
}

/** One of the items that came in: the entry that it is, and whether it is new. */
export interface Admitted {
  entry: FeedEntry;
  added: boolean;
}

/**
 * Adds entries or finds the known ones, inside somebody else's transaction; one answer for each item. New names come in
 * one transaction at a time, so that two polls that bring the same item under different names make one entry of it.
 */
export async function admit(
  tx: Transaction,
  found: readonly FoundEntry[],
  now: number,
  waitsFor: EntryStage,
): Promise<Admitted[]> {
  const items = found.map((item) => ({
    item,
    names: namesOf(item).map(aliasName),
    marks: item.mark === undefined || item.echo ? [] : [aliasName(item.mark)],
  }));
  const names = [...new Set(items.flatMap((item) => [...item.names, ...item.marks]))];
  if (names.length === 0) return [];
  let known = await knownBy(tx, names);
  if (names.some((name) => !known.has(name))) {
    tx.send(LOCK, { key: NAMING_LOCK });
    known = await knownBy(tx, names);
  }
  const entries: Row[] = [];
  const aliases: Row[] = [];
  const admitted = items.map(({ item, names, marks }): Admitted => {
    let entry = names.map((name) => known.get(name)).find((one) => one !== undefined);
    const added = entry === undefined;
    if (!entry) {
      const { aliases: _, mark: __, echo: ___, contentHash: ____, ending = null, ...fields } = item;
      const id = stableId("a", namesOf(item)[0] ?? "");
      const waits = ending === null ? waitsFor : null;
      entry = { id, ...fields, firstSeenAt: now, waitsFor: waits, ending, notBeforeAt: 0, tries: 0, rerun: null };
      entries.push({ ...entryRow.write(entry), placed_at: Math.round(now) });
    }
    for (const name of added ? [...names, ...marks] : names) {
      if (known.has(name)) continue;
      known.set(name, entry);
      aliases.push({ name, entry_id: entry.id });
    }
    return { entry, added };
  });
  if (entries.length > 0) tx.send(ADD_ENTRIES, { rows: rowsAsJson(entries) });
  if (aliases.length > 0) tx.send(ADD_NAMES, { rows: rowsAsJson(aliases) });
  return admitted;
}

async function knownBy(tx: Transaction, names: readonly string[]): Promise<Map<string, FeedEntry>> {
  const rows = await tx.all(KNOWN, { names });
  return new Map(rows.map((row) => [String(row.name), entryRow.read(row, "entry")]));
}

const namesOf = (item: FoundEntry): string[] => (item.aliases.length > 0 ? item.aliases : [`url:${item.canonicalUrl}`]);

/** An alias as its row is named: 128 bits of SHA-256, in the form of a uuid. */
function aliasName(alias: string): string {
  return shortHash(contentHash(cleanText(alias)));
}
