import type { EntryStage } from "../../model/words.ts";
import { REACHED_END, type Store } from "../../ports/store.ts";
import { selectedRow } from "../rows.ts";
import { BY_PUBLISHER, canRerun, forEachStage, hostLike, notBefore } from "../selection-sql.ts";
import type { Database } from "./database.ts";
import { planEachTime, prepare } from "./statement.ts";

const chosen = (stage: EntryStage) =>
  planEachTime(`
    SELECT entry.id, waits_for, ending, rerun, made_by
    FROM entry LEFT JOIN article ON article.id = entry.id AND article.current
    WHERE entry.first_seen_at >= :since AND (:until::bigint IS NULL OR entry.first_seen_at < :until)
      AND (:feedId::text IS NULL OR EXISTS (SELECT 1 FROM entry_feed WHERE feed_id = :feedId AND entry_id = entry.id))
      AND (:source::text IS NULL OR ${BY_PUBLISHER})
      AND (:storyId::text IS NULL
        OR EXISTS (SELECT 1 FROM coverage WHERE coverage.article_id = entry.id AND coverage.story_id = :storyId))
      AND (:ids::text[] IS NULL OR entry.id = ANY (:ids))
      AND (NOT :failed OR (ending IS NOT NULL AND ending <> '${REACHED_END}'))
      AND (:endings::text[] IS NULL OR ending = ANY (:endings))
      AND (:notMadeBy::text IS NULL OR made_by <> :notMadeBy)
      AND (:rerun::text IS NULL OR rerun = :rerun)
      AND ${canRerun(stage)}
    ORDER BY entry.first_seen_at, entry.id`);

/** Locked in one order, so that two re-runs of the same entries wait for each other instead of for ever. */
const resend = (stage: EntryStage) =>
  prepare(`
    UPDATE entry SET waits_for = '${stage}', ending = NULL, not_before_at = 0, tries = 0,
      rerun = CASE WHEN waits_for IS NULL OR rerun IS NOT NULL THEN :mark::text END
    WHERE id IN (SELECT id FROM entry WHERE id = ANY (:ids::text[]) ORDER BY id FOR NO KEY UPDATE)
      AND ${notBefore(stage)}`);

const CHOSEN = forEachStage(chosen);
const RESEND = forEachStage(resend);
const LEFT = prepare("SELECT count(*) AS n FROM entry WHERE rerun = :mark");

/** Which entries a re-run would touch, sending them back, and what is left of it. */
export function selectionOf(db: Database): Pick<Store, "select" | "resend" | "rerunLeft"> {
  return {
    async select(stage, { since, until, feedId, source, storyId, ids, failed, endings, notMadeBy, rerun }) {
      const rows = await db.all(CHOSEN[stage], {
        since: since === undefined ? Number.MIN_SAFE_INTEGER : Math.ceil(since),
        until: until === undefined ? null : Math.ceil(until),
        feedId: feedId ?? null,
        source: source ?? null,
        hostLike: hostLike(source),
        storyId: storyId ?? null,
        ids: ids ?? null,
        failed: failed ?? false,
        endings: endings ?? null,
        notMadeBy: notMadeBy ?? null,
        rerun: rerun ?? null,
      });
      return rows.map((row) => selectedRow.read(row));
    },
    async resend(ids, stage, mark = null) {
      await db.run(RESEND[stage], { ids, mark });
    },
    rerunLeft: async (mark) => Number((await db.get(LEFT, { mark }))?.n),
  };
}
