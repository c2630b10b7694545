import type { Stage } from "../../model/words.ts";
import type { Job } from "../../ports/queue.ts";
import { CLOCK_STEP_MS } from "../clock-step.ts";
import type { QueueSettings } from "../settings.ts";
import type { Connection, Row } from "./database.ts";
import { type JobView, jobViewOf, readJob } from "./job-view.ts";

/** A job handed out. Whoever ends it must name its `claim`: a later one means that it was given to another. */
export interface ClaimedJob extends Job {
  claim: number;
}

/** Longest error and stack that are kept of a failed job, in characters. */
const MAX_ERROR = 1_000;
const MAX_STACK = 8_000;

export interface Jobs {
  view: JobView;
  add(jobs: { stage: Stage; key: string; runAt?: number }[], now: number): Promise<void>;
  /** When the earliest ready job of a stage may run; null without one. Reads only. */
  nextOf(stage: Stage): number | null;
  claim(stage: Stage, limit: number, now: number): Promise<ClaimedJob[]>;
  /** Forgets a job that is done, or runs it once more when it was added again meanwhile. */
  done(job: ClaimedJob, now: number): Promise<void>;
  later(job: ClaimedJob, ms: number, now: number): Promise<void>;
  threw(job: ClaimedJob, error: unknown, now: number): Promise<void>;
  /** Shows that the workers of these jobs live. */
  beat(jobs: Iterable<ClaimedJob>, now: number): Promise<void>;
  /** Gives back jobs whose worker died: its lock ran out, or its process is gone. Returns how many. */
  giveBack(now: number): Promise<number>;
  /** After the clock was set back: what was put off until a time that is now far away becomes due. */
  afterClockStep(now: number): Promise<void>;
}

export interface JobsOptions {
  settings: QueueSettings;
  holder: string;
  isAlive: (holder: string) => boolean | null;
  now: () => number;
}

/** The table `job`: which stage works on which id, and when. */
export function jobsOf(db: Connection, { settings, holder, isAlive, now: clockNow }: JobsOptions): Jobs {
  const { maxAttempts, maxDeaths, retryBaseMs, lockMs } = settings;
  const insert = db.prepare(`
    INSERT INTO job (id, stage, key, state, run_at, set_at) VALUES (:id, :stage, :key, 'ready', :runAt, :now)
    ON CONFLICT (id) DO UPDATE SET again_at = min(coalesce(again_at, excluded.run_at), excluded.run_at)
    WHERE state = 'active'`);
  const next = db.prepare("SELECT run_at FROM job WHERE stage = ? AND state = 'ready' ORDER BY run_at LIMIT 1");
  const due = db.prepare(`
    SELECT id, stage, key, failures, claim, number FROM job
    WHERE stage = :stage AND state = 'ready' AND run_at <= :now ORDER BY run_at, number LIMIT :limit`);
  const take = db.prepare(`
    UPDATE job SET state = 'active', claim = claim + 1, holder = :holder, lock_until = :lockUntil WHERE number = :number`);
  const MINE = "id = :id AND claim = :claim AND state = 'active'";
  const FREE = "holder = NULL, lock_until = NULL, again_at = NULL";
  const remove = db.prepare(`DELETE FROM job WHERE ${MINE} AND again_at IS NULL`);
  const again = db.prepare(`
    UPDATE job SET state = 'ready', run_at = max(again_at, :now), set_at = :now, failures = 0, deaths = 0, ${FREE} WHERE ${MINE}`);
  const delay = db.prepare(`
    UPDATE job SET state = 'ready', run_at = :runAt, set_at = :now, failures = :failures, deaths = 0, ${FREE} WHERE ${MINE}`);
  const fail = db.prepare(`
    UPDATE job SET state = 'failed', failures = :failures, error = :error, stack = :stack, failed_at = :now, ${FREE}
    WHERE ${MINE}`);
  const extend = db.prepare(`UPDATE job SET lock_until = :lockUntil WHERE ${MINE}`);
  const active = db.prepare("SELECT id, claim, holder, lock_until, deaths, failures FROM job WHERE state = 'active'");
  // It was due when it was handed out; a clock that was set back since must not make it wait again.
  const revive = db.prepare(`
    UPDATE job SET state = 'ready', deaths = deaths + 1, run_at = min(run_at, :now), set_at = min(set_at, :now), ${FREE}
    WHERE ${MINE}`);
  const pull = db.prepare(
    `UPDATE job SET run_at = :now, set_at = :now WHERE state = 'ready' AND set_at > :now + ${CLOCK_STEP_MS}`,
  );

  function isOrphan(row: Row, now: number): boolean {
    const lockUntil = Number(row.lock_until);
    // A lock that reaches further than any lock does was set before the clock was set back.
    if (lockUntil <= now || lockUntil > now + lockMs + CLOCK_STEP_MS) return true;
    return row.holder !== holder && isAlive(String(row.holder)) === false;
  }

  return {
    view: jobViewOf(db, clockNow),
    add: (jobs, now) =>
      db.write(() => {
        for (const { stage, key, runAt = now } of jobs) {
          insert.run({ id: `${stage}-${key}`, stage, key, runAt: Math.ceil(runAt), now });
        }
      }),
    nextOf(stage) {
      const runAt = next.get(stage)?.run_at;
      return typeof runAt === "number" ? runAt : null;
    },
    claim: (stage, limit, now) =>
      // Two statements: for RETURNING alone SQLite takes three times as long as for both.
      db.write(() => {
        const rows = due.all({ stage, now, limit });
        for (const { number = null } of rows) take.run({ number, holder, lockUntil: now + lockMs });
        return rows.map((row) => ({ ...readJob(row), claim: Number(row.claim) + 1 }));
      }),
    done: ({ id, claim }, now) =>
      db.write(() => {
        if (remove.run({ id, claim }) === 0) again.run({ id, claim, now });
      }),
    later: ({ id, claim }, ms, now) =>
      db.write(() => {
        delay.run({ id, claim, runAt: Math.ceil(now + ms), now, failures: 0 });
      }),
    threw: ({ id, claim, attempt }, thrown, now) =>
      db.write(() => {
        const mine = { id, claim, failures: attempt };
        if (attempt < maxAttempts) {
          delay.run({ ...mine, now, runAt: Math.ceil(now + retryBaseMs * 2 ** (attempt - 1)) });
          return;
        }
        const error = thrown instanceof Error ? thrown.message : String(thrown);
        const stack = thrown instanceof Error ? (thrown.stack ?? error) : error;
        fail.run({ ...mine, now, error: error.slice(0, MAX_ERROR), stack: stack.slice(0, MAX_STACK) });
      }),
    beat: (jobs, now) =>
      db.write(() => {
        for (const { id, claim } of jobs) extend.run({ id, claim, lockUntil: now + lockMs });
      }),
    async giveBack(now) {
      if (!active.all().some((row) => isOrphan(row, now))) return 0;
      return db.write(() => {
        const orphans = active.all().filter((row) => isOrphan(row, now));
        for (const row of orphans) {
          const mine = { id: String(row.id), claim: Number(row.claim) };
          const deaths = Number(row.deaths) + 1;
          if (deaths < maxDeaths) {
            revive.run({ ...mine, now });
            continue;
          }
          const error = `${deaths} workers died over this job, the last was ${row.holder}`;
          fail.run({ ...mine, now, failures: Number(row.failures), error, stack: error });
        }
        return orphans.length;
      });
    },
    afterClockStep: (now) =>
      db.write(() => {
        pull.run({ now });
      }),
  };
}
