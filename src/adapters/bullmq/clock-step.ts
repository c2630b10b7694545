import type { Queue } from "bullmq";
import type { Redis } from "ioredis";
import { CLOCK_STEP_MS } from "../clock-step.ts";

/** A delayed job's score is its time times this: the rest keeps jobs of one millisecond in their order (BullMQ 6.7). */
const SCORES_PER_MS = 4_096;

/** After the clock was set back: what was put off later than now, by a clock that was ahead, becomes due. */
export async function promoteFromFuture(redis: Redis, queue: Queue, now: number): Promise<void> {
  const latest = now + CLOCK_STEP_MS;
  const found = await redis.zrangebyscore(queue.toKey("delayed"), latest * SCORES_PER_MS, "+inf", "WITHSCORES");
  for (let i = 0; i < found.length; i += 2) {
    const id = found[i] ?? "";
    const dueAt = Number(found[i + 1]) / SCORES_PER_MS;
    const delayMs = Number((await redis.hget(queue.toKey(id), "delay")) ?? 0);
    if (dueAt - delayMs > latest) await queue.getJob(id).then((job) => job?.promote());
  }
}
