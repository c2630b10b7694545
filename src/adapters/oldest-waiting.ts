import { STAGES, type Stage } from "../model/words.ts";

/** Since when the oldest of each stage could go on, in words that both engines understand; :now is a whole number. */
export const OLDEST_WAITING = `
  SELECT waits_for AS stage, min(CASE WHEN not_before_at > placed_at THEN not_before_at ELSE placed_at END) AS since
  FROM entry WHERE waits_for IS NOT NULL AND not_before_at <= :now GROUP BY waits_for
  UNION ALL
  SELECT 'poll', min(next_due_at) FROM feed WHERE state NOT IN ('paused', 'gone') AND next_due_at <= :now
  UNION ALL
  SELECT 'alert', min(next_attempt_at) FROM delivery
  WHERE state = 'waiting' AND next_attempt_at <= :now
    AND endpoint_id IN (SELECT id FROM endpoint WHERE state = 'enabled')`;

/** Every stage with its moment, null where nothing waits. */
export function oldestByStage(rows: readonly Readonly<Record<string, unknown>>[]): Record<Stage, number | null> {
  const since = new Map(rows.map((row) => [String(row.stage), row.since]));
  const oldest = (stage: Stage): number | null => {
    const at = since.get(stage) ?? null;
    return at === null ? null : Number(at);
  };
  return Object.fromEntries(STAGES.map((stage) => [stage, oldest(stage)])) as Record<Stage, number | null>;
}
