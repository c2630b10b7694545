import { STAGES, type Stage } from "../../model/words.ts";
import type { FailedJob, Job, Queue, QueueCounts } from "../../ports/queue.ts";
import type { Connection, Row } from "./database.ts";
import { atMost } from "./limits.ts";

export type JobView = Pick<Queue, "counts" | "nextRunAt" | "known" | "failed" | "list" | "retry" | "drop">;

export function readJob(row: Row): Job {
  const { id, stage, key, failures } = row;
  return { id: String(id), stage: stage as Stage, key: String(key), attempt: Number(failures) + 1 };
}

/** What can be asked and done about jobs from outside. */
export function jobViewOf(db: Connection, now: () => number): JobView {
  const counts = db.prepare(`
    SELECT stage, CASE WHEN state <> 'ready' THEN state WHEN run_at <= :now THEN 'waiting' ELSE 'delayed' END AS word,
      count(*) AS n FROM job GROUP BY stage, word`);
  const nextRunAt = db.prepare(`
    SELECT min(CASE state WHEN 'active' THEN :now ELSE run_at END) AS run_at FROM job
    WHERE state <> 'failed' AND stage IN (SELECT value FROM json_each(:stages))`);
  const known = db.prepare("SELECT id FROM job WHERE id IN (SELECT value FROM json_each(?))");
  const failed = db.prepare(`
    SELECT id, stage, key, max(failures, 1) - 1 AS failures, error, stack, failed_at FROM job WHERE state = 'failed'
    ORDER BY failed_at DESC, number DESC LIMIT ?`);
  const list = db.prepare("SELECT id, stage, key, failures, state, run_at FROM job ORDER BY run_at, number LIMIT ?");
  const retry = db.prepare(`
    UPDATE job SET state = 'ready', run_at = :now, failures = 0, deaths = 0, error = NULL, stack = NULL, failed_at = NULL
    WHERE state = 'failed' AND id IN (SELECT value FROM json_each(:ids))`);
  const drop = db.prepare("DELETE FROM job WHERE state <> 'active' AND id IN (SELECT value FROM json_each(?))");
  return {
    async counts() {
      const none = (): QueueCounts => ({ waiting: 0, delayed: 0, active: 0, failed: 0 });
      const byStage = Object.fromEntries(STAGES.map((stage) => [stage, none()])) as Record<Stage, QueueCounts>;
      for (const row of counts.all({ now: now() })) {
        byStage[row.stage as Stage][row.word as keyof QueueCounts] = Number(row.n);
      }
      return byStage;
    },
    async nextRunAt(stages) {
      const runAt = nextRunAt.get({ now: now(), stages: JSON.stringify(stages) })?.run_at;
      return typeof runAt === "number" ? runAt : null;
    },
    known: async (ids) => new Set(known.all(JSON.stringify(ids)).map((row) => String(row.id))),
    failed: async (limit) =>
      failed.all(atMost(limit)).map(
        (row): FailedJob => ({
          ...readJob(row),
          error: String(row.error),
          stack: String(row.stack),
          failedAt: Number(row.failed_at),
        }),
      ),
    list: async (limit) =>
      list.all(atMost(limit)).map((row) => {
        const runAt = Number(row.run_at);
        const state =
          row.state === "ready" ? (runAt <= now() ? "waiting" : "delayed") : (row.state as "active" | "failed");
        return { ...readJob(row), state, runAt };
      }),
    retry: (ids) => db.write(() => retry.run({ now: now(), ids: JSON.stringify(ids) })),
    drop: (ids) => db.write(() => drop.run(JSON.stringify(ids))),
  };
}
