import type { EntryStage } from "../../model/words.ts";
import { REACHED_END, type Store } from "../../ports/store.ts";
import type { Database } from "./database.ts";
import { planEachTime, prepare } from "./statement.ts";

/** What each stage needs to have stored to run again. */
const INPUT: Record<EntryStage, string> = {
  fetch: "(entry.url LIKE 'http://%' OR entry.url LIKE 'https://%')",
  extract: "EXISTS (SELECT 1 FROM page WHERE page.entry_id = entry.id)",
  dedupe: "EXISTS (SELECT 1 FROM article WHERE article.id = entry.id)",
  cluster: "EXISTS (SELECT 1 FROM article WHERE article.id = entry.id)",
};

const chosen = (stage: EntryStage) =>
  planEachTime(`
    SELECT id FROM entry
    WHERE first_seen_at >= :since
      AND (:feedId::text IS NULL OR EXISTS (SELECT 1 FROM entry_feed WHERE feed_id = :feedId AND entry_id = entry.id))
      AND (:ids::text[] IS NULL OR id = ANY (:ids))
      AND (NOT :failed OR (ending IS NOT NULL AND ending <> '${REACHED_END}'))
      AND ${INPUT[stage]}
    ORDER BY first_seen_at, id`);

const CHOSEN = {
  fetch: chosen("fetch"),
  extract: chosen("extract"),
  dedupe: chosen("dedupe"),
  cluster: chosen("cluster"),
};
/** Locked in one order, so that two re-runs of the same entries wait for each other instead of for ever. */
const RESEND = prepare(`
  UPDATE entry SET waits_for = :stage, ending = NULL, not_before_at = 0, tries = 0
  WHERE id IN (SELECT id FROM entry WHERE id = ANY (:ids::text[]) ORDER BY id FOR NO KEY UPDATE)`);

/** Which entries a re-run would touch, and sending them back. */
export function selectionOf(db: Database): Pick<Store, "select" | "resend"> {
  return {
    async select(stage, { since = Number.MIN_SAFE_INTEGER, feedId = null, ids, failed = false }) {
      const rows = await db.all(CHOSEN[stage], { since: Math.ceil(since), feedId, ids: ids ?? null, failed });
      return rows.map((row) => String(row.id));
    },
    async resend(ids, stage) {
      await db.run(RESEND, { stage, ids });
    },
  };
}
