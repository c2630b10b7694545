import type { SiteMemoryStore } from "../../ports/store.ts";
import type { Connection } from "./database.ts";

/** What sites' pages have in common. Nothing waits for the disk: a block that a power cut forgets is seen again. */
export function siteMemoryOf(relaxed: Connection): SiteMemoryStore {
  const get = relaxed.prepare("SELECT blocks FROM site_memory WHERE name = ?");
  const save = relaxed.prepare(`
    INSERT INTO site_memory (name, blocks, touched_at) VALUES (:name, :blocks, :now)
    ON CONFLICT (name) DO UPDATE SET blocks = excluded.blocks, touched_at = excluded.touched_at`);
  const forget = relaxed.prepare("DELETE FROM site_memory WHERE touched_at < ?");
  const read = (name: string) => {
    const row = get.get(name);
    return row ? String(row.blocks) : null;
  };
  return {
    siteMemory: async (name) => read(name),
    changeSiteMemory: (name, now, forgetBefore, change) =>
      relaxed.write(() => {
        const before = read(name);
        const blocks = change(before);
        if (blocks === before) return;
        save.run({ name, blocks, now: Math.round(now) });
        if (before === null) forget.run(Math.round(forgetBefore));
      }),
  };
}
