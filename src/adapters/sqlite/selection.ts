import type { EntryStage } from "../../model/words.ts";
import { REACHED_END, type Store } from "../../ports/store.ts";
import { selectedRow } from "../rows.ts";
import { BY_PUBLISHER, canRerun, forEachStage, hostLike, notBefore } from "../selection-sql.ts";
import type { Database } from "./database.ts";

/** Which entries a re-run would touch, sending them back, and what is left of it. */
export function selectionOf(db: Database): Pick<Store, "select" | "resend" | "rerunLeft"> {
  const chosen = (stage: EntryStage) =>
    db.prepare(`
      SELECT entry.id, waits_for, ending, rerun, made_by
      FROM entry LEFT JOIN article ON article.id = entry.id AND article.current = 1
      WHERE entry.first_seen_at >= :since AND (:until IS NULL OR entry.first_seen_at < :until)
        AND (:feedId IS NULL OR EXISTS (SELECT 1 FROM entry_feed WHERE feed_id = :feedId AND entry_id = entry.id))
        AND (:source IS NULL OR ${BY_PUBLISHER})
        AND (:storyId IS NULL
          OR EXISTS (SELECT 1 FROM coverage WHERE coverage.article_id = entry.id AND coverage.story_id = :storyId))
        AND (:ids IS NULL OR entry.id IN (SELECT value FROM json_each(:ids)))
        AND (:failed = 0 OR (ending IS NOT NULL AND ending <> '${REACHED_END}'))
        AND (:endings IS NULL OR ending IN (SELECT value FROM json_each(:endings)))
        AND (:notMadeBy IS NULL OR made_by <> :notMadeBy)
        AND (:rerun IS NULL OR rerun = :rerun)
        AND ${canRerun(stage)}
      ORDER BY entry.first_seen_at, entry.id`);
  const resend = (stage: EntryStage) =>
    db.prepare(`
      UPDATE entry SET waits_for = '${stage}', ending = NULL, not_before_at = 0, tries = 0,
        rerun = CASE WHEN waits_for IS NULL OR rerun IS NOT NULL THEN :mark END
      WHERE id IN (SELECT value FROM json_each(:ids)) AND ${notBefore(stage)}`);
  const select = forEachStage(chosen);
  const send = forEachStage(resend);
  const left = db.prepare("SELECT count(*) AS n FROM entry WHERE rerun = ?");
  const list = (values: readonly string[] | undefined) => (values ? JSON.stringify(values) : null);
  return {
    async select(stage, { since, until, feedId, source, storyId, ids, failed, endings, notMadeBy, rerun }) {
      const rows = select[stage].all({
        since: since ?? Number.MIN_SAFE_INTEGER,
        until: until ?? null,
        feedId: feedId ?? null,
        source: source ?? null,
        hostLike: hostLike(source),
        storyId: storyId ?? null,
        ids: list(ids),
        failed: failed ? 1 : 0,
        endings: list(endings),
        notMadeBy: notMadeBy ?? null,
        rerun: rerun ?? null,
      });
      return rows.map((row) => selectedRow.read(row));
    },
    resend: (ids, stage, mark = null) =>
      db.write(() => {
        send[stage].run({ ids: JSON.stringify(ids), mark });
      }),
    rerunLeft: async (mark) => Number(left.get(mark)?.n),
  };
}
