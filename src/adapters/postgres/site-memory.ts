import type { SiteMemoryStore } from "../../ports/store.ts";
import { packText, unpackText } from "../packed-text.ts";
import type { Row } from "./connection.ts";
import type { Database } from "./database.ts";
import { prepare } from "./statement.ts";

const GET = prepare("SELECT blocks FROM site_memory WHERE name = :name");
/** Locks the row, made where it is new. The commit does not wait for the disk: what a power cut forgets is seen again. */
const OWN = prepare(`
  INSERT INTO site_memory (name, blocks, touched_at) VALUES (:name, '', :now)
  ON CONFLICT (name) DO UPDATE SET name = excluded.name
  RETURNING blocks, set_config('synchronous_commit', 'off', true)`);
/** With the version of the row, which every change renews. */
const LOOK = prepare("SELECT blocks, xmin::text AS version FROM site_memory WHERE name = :name");
const SAVE_UNLESS_CHANGED = prepare(`
  UPDATE site_memory SET blocks = :blocks, touched_at = :now WHERE name = :name AND xmin = :version::text::xid
  RETURNING set_config('synchronous_commit', 'off', true)`);
const SAVE = prepare("UPDATE site_memory SET blocks = :blocks, touched_at = :now WHERE name = :name");
const FORGET = prepare("DELETE FROM site_memory WHERE touched_at < :before");

/** Null for a row that was only made. */
const unpacked = (row: Row | undefined): string | null => unpackText(row?.blocks ?? "") || null;

/** What sites' pages have in common. */
export function siteMemoryOf(db: Database): SiteMemoryStore {
  return {
    async siteMemory(name) {
      const row = await db.get(GET, { name });
      return row ? unpacked(row) : null;
    },
    async changeSiteMemory(name, now, forgetBefore, change) {
      // Without a lock as long as nobody comes in between.
      const seen = await db.get(LOOK, { name });
      if (seen) {
        const before = unpacked(seen);
        const blocks = change(before);
        if (blocks === before) return;
        const values = { name, blocks: packText(blocks), now: Math.round(now), version: String(seen.version) };
        if ((await db.run(SAVE_UNLESS_CHANGED, values)) > 0) return;
      }
      const made = await db.write(async (tx) => {
        const row = await tx.get(OWN, { name, now: Math.round(now) });
        const before = unpacked(row);
        const blocks = change(before);
        if (blocks !== before) tx.send(SAVE, { name, blocks: packText(blocks), now: Math.round(now) });
        return before === null;
      });
      if (made) await db.run(FORGET, { before: Math.round(forgetBefore) });
    },
  };
}
