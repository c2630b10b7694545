import type { Queue as BullQueue } from "bullmq";
import type { ChainableCommander, Redis } from "ioredis";
import { STAGES, type Stage } from "../../model/words.ts";
import type { Job, Queue, QueueCounts } from "../../ports/queue.ts";

export type QueueView = Pick<Queue, "counts" | "nextRunAt" | "known" | "failed" | "list" | "retry" | "drop">;

/** BullMQ's delayed jobs are scored with the time times this, plus a running number. */
const SCORE_PER_MS = 0x1000;

/** Where BullMQ keeps the jobs of each state. */
const LISTS = { active: "active", waiting: "wait", delayed: "delayed", failed: "failed" } as const;
const STATES = ["active", "waiting", "delayed", "failed"] as const;

interface Found {
  id: string;
  stage: Stage;
  state: keyof typeof LISTS;
  /** Null where only the job itself knows. */
  at: number | null;
}

/** What can be asked and done about jobs from outside; one trip to Redis for all stages wherever the answer allows. */
export function queueViewOf(redis: Redis, queues: Record<Stage, BullQueue>, now: () => number): QueueView {
  /** The replies of a pipeline; the first error among them is thrown. */
  async function replies(fill: (pipeline: ChainableCommander) => void): Promise<unknown[]> {
    const pipeline = redis.pipeline();
    fill(pipeline);
    if (pipeline.length === 0) return [];
    return ((await pipeline.exec()) ?? []).map(([error, reply]) => {
      if (error) throw error;
      return reply;
    });
  }

  /** Ids of this program's form, each with its stage. */
  const withStage = (ids: readonly string[]) =>
    ids.flatMap((id) => {
      const stage = STAGES.find((word) => id.startsWith(`${word}-`));
      return stage ? [{ id, stage, key: queues[stage].toKey(id) }] : [];
    });

  /** The first `limit` jobs of each stage in each of these states. */
  async function find(states: readonly Found["state"][], limit: number): Promise<Found[]> {
    const sought = STAGES.flatMap((stage) => states.map((state) => ({ stage, state })));
    const answers = (await replies((pipeline) => {
      for (const { stage, state } of sought) {
        const key = queues[stage].toKey(LISTS[state]);
        const last = String(limit - 1);
        if (state === "delayed") pipeline.zrange(key, 0, last, "WITHSCORES");
        else if (state === "failed") pipeline.zrange(key, 0, last, "REV", "WITHSCORES");
        else pipeline.lrange(key, -limit, -1);
      }
    })) as string[][];
    return sought.flatMap(({ stage, state }, i): Found[] => {
      const answer = answers[i] ?? [];
      if (state === "delayed") return scored(answer).map(([id, score]) => ({ id, stage, state, at: runAtOf(score) }));
      if (state === "failed") return scored(answer).map(([id, at]) => ({ id, stage, state, at }));
      // The next to be taken is the last of its list.
      return answer.reverse().map((id) => ({ id, stage, state, at: null }));
    });
  }

  async function fieldsOf(jobs: readonly Found[], ...fields: string[]): Promise<(string | null)[][]> {
    return (await replies((pipeline) => {
      for (const { stage, id } of jobs) pipeline.hmget(queues[stage].toKey(id), ...fields);
    })) as (string | null)[][];
  }

  const jobOf = ({ id, stage }: Found, attempt: number): Job => ({
    id,
    stage,
    key: id.slice(stage.length + 1),
    attempt: Math.max(1, attempt),
  });

  return {
    async counts() {
      const dueUntil = (now() + 1) * SCORE_PER_MS - 1;
      const answers = (await replies((pipeline) => {
        for (const stage of STAGES) {
          const key = (type: string) => queues[stage].toKey(type);
          pipeline.llen(key("wait")).zcard(key("delayed")).zcount(key("delayed"), "-inf", dueUntil);
          pipeline.llen(key("active")).zcard(key("failed"));
        }
      })) as number[];
      return Object.fromEntries(
        STAGES.map((stage, i) => {
          const [wait = 0, delayed = 0, due = 0, active = 0, failed = 0] = answers.slice(5 * i);
          return [stage, { waiting: wait + due, delayed: delayed - due, active, failed }];
        }),
      ) as Record<Stage, QueueCounts>;
    },
    async nextRunAt(stages) {
      const answers = await replies((pipeline) => {
        for (const stage of stages) {
          const key = (type: string) => queues[stage].toKey(type);
          pipeline.llen(key("active")).llen(key("wait")).zrange(key("delayed"), 0, "0", "WITHSCORES");
        }
      });
      const times = stages.flatMap((_, i) => {
        const [active, wait, delayed] = answers.slice(3 * i) as [number, number, string[]];
        return active + wait > 0 ? [now()] : scored(delayed).map(([, score]) => runAtOf(score));
      });
      return times.length === 0 ? null : Math.min(...times);
    },
    async known(ids) {
      const asked = withStage(ids);
      const answers = await replies((pipeline) => {
        for (const { key } of asked) pipeline.exists(key);
      });
      return new Set(asked.filter((_, i) => answers[i] === 1).map(({ id }) => id));
    },
    async failed(limit) {
      const most = atMost(limit);
      if (most === 0) return [];
      const jobs = (await find(["failed"], most)).sort((a, b) => Number(b.at) - Number(a.at)).slice(0, most);
      const fields = await fieldsOf(jobs, "atm", "failedReason", "stacktrace");
      return jobs.map((job, i) => {
        const [attempts, error, stacks] = fields[i] ?? [];
        const failure = { error: error ?? "", stack: lastStack(stacks) ?? error ?? "", failedAt: Number(job.at) };
        return { ...jobOf(job, Number(attempts)), ...failure };
      });
    },
    async list(limit) {
      const most = atMost(limit);
      if (most === 0) return [];
      const found = await find(STATES, most);
      const fields = await fieldsOf(found, "atm", "timestamp");
      return found
        .map((job, i) => {
          const [attempts, addedAt] = fields[i] ?? [];
          const attempt = Number(attempts) + (job.state === "failed" ? 0 : 1);
          const runAt = job.at ?? Number(addedAt);
          const state = job.state === "delayed" && runAt <= now() ? "waiting" : job.state;
          return { ...jobOf(job, attempt), state, runAt };
        })
        .sort((a, b) => a.runAt - b.runAt)
        .slice(0, most);
    },
    async retry(ids) {
      const asked = withStage(ids);
      const scores = await replies((pipeline) => {
        for (const { stage, id } of asked) pipeline.zscore(queues[stage].toKey("failed"), id);
      });
      let retried = 0;
      for (const { stage, id, key } of asked.filter((_, i) => scores[i] !== null)) {
        const job = await queues[stage].getJob(id);
        if (!job) continue;
        await redis.hdel(key, "again", "stc");
        try {
          await job.retry("failed", { resetAttemptsMade: true, resetAttemptsStarted: true });
          retried++;
        } catch (error) {
          if (!isGone(error)) throw error;
        }
      }
      return retried;
    },
    async drop(ids) {
      const asked = withStage(ids);
      const answers = await replies((pipeline) => {
        for (const { stage, id, key } of asked) pipeline.exists(key).lpos(queues[stage].toKey("active"), id);
      });
      const idle = asked.filter((_, i) => answers[2 * i] === 1 && answers[2 * i + 1] === null);
      let dropped = 0;
      for (const { stage, id } of idle) dropped += await queues[stage].remove(id);
      return dropped;
    },
  };
}

const runAtOf = (score: number): number => Math.floor(score / SCORE_PER_MS);

/** Members and scores as Redis gives them in turn. */
function scored(flat: readonly string[]): [id: string, score: number][] {
  return Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i] ?? "", Number(flat[2 * i + 1])]);
}

/** A number of jobs that Redis takes in its ranges. */
const atMost = (limit: number): number => Math.min(Math.max(0, Math.floor(limit)), 2 ** 31);

/** BullMQ's codes for a job that vanished (-1) or is no longer in the state that was asked for (-3). */
const isGone = (error: unknown): boolean =>
  error instanceof Error && "code" in error && (error.code === -1 || error.code === -3);

function lastStack(stacks: string | null | undefined): string | undefined {
  const list: unknown = JSON.parse(stacks ?? "[]");
  return Array.isArray(list) ? list.map(String).at(-1) : undefined;
}
