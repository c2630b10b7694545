import type { EntryStage } from "../../model/words.ts";
import { REACHED_END, type Store } from "../../ports/store.ts";
import type { Database } from "./database.ts";

/** What each stage needs to have stored to run again. */
const INPUT: Record<EntryStage, string> = {
  fetch: "(entry.url LIKE 'http://%' OR entry.url LIKE 'https://%')",
  extract: "EXISTS (SELECT 1 FROM page WHERE page.entry_id = entry.id)",
  dedupe: "EXISTS (SELECT 1 FROM article WHERE article.id = entry.id)",
  cluster: "EXISTS (SELECT 1 FROM article WHERE article.id = entry.id)",
};

/** Which entries a re-run would touch, and sending them back. */
export function selectionOf(db: Database): Pick<Store, "select" | "resend"> {
  const chosen = (stage: EntryStage) =>
    db.prepare(`
      SELECT id FROM entry
      WHERE first_seen_at >= :since
        AND (:feedId IS NULL OR EXISTS (SELECT 1 FROM entry_feed WHERE feed_id = :feedId AND entry_id = entry.id))
        AND (:ids IS NULL OR id IN (SELECT value FROM json_each(:ids)))
        AND (:failed = 0 OR (ending IS NOT NULL AND ending <> '${REACHED_END}'))
        AND ${INPUT[stage]}
      ORDER BY first_seen_at, id`);
  const statements = {
    fetch: chosen("fetch"),
    extract: chosen("extract"),
    dedupe: chosen("dedupe"),
    cluster: chosen("cluster"),
  };
  const resend = db.prepare(`
    UPDATE entry SET waits_for = :stage, ending = NULL, not_before_at = 0, tries = 0
    WHERE id IN (SELECT value FROM json_each(:ids))`);
  return {
    async select(stage, { since = Number.MIN_SAFE_INTEGER, feedId = null, ids, failed = false }) {
      const parameters = { since, feedId, ids: ids ? JSON.stringify(ids) : null, failed: failed ? 1 : 0 };
      return statements[stage].all(parameters).map((row) => String(row.id));
    },
    resend: (ids, stage) =>
      db.write(() => {
        resend.run({ stage, ids: JSON.stringify(ids) });
      }),
  };
}
