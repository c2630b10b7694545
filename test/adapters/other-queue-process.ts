import { systemClock } from "../../src/adapters/clock-system.ts";
import { openBullQueue } from "../../src/adapters/queue-bullmq.ts";
import type { Ending } from "../../src/model/ending.ts";
import type { Stage } from "../../src/model/words.ts";
import type { Job, Queue } from "../../src/ports/queue.ts";
import { SETTINGS } from "../contract/queue/under-test.ts";

/**
 * Another process at the queue, which does what its parent says: arguments are the address of Redis, the prefix and,
 * where it shall not be known as what it is, the holder.
 */

/** From the parent: a call of the queue, or how a job that was handed over ended. */
export type ToChild =
  | { call: Exclude<keyof Queue, "process">; args: unknown[]; number: number }
  | { process: Stage; concurrency: number; number: number }
  | { ending: Ending; job: number };
/** To the parent: what a call gave, or a job to be handled. */
export type FromChild = { ready: true } | { number: number; gave: unknown } | { job: number; what: Job };

const [url = "", prefix = "", holder] = process.argv.slice(2);
const silent = { debug() {}, info() {}, warn() {}, error() {} };
const queue = await openBullQueue({
  ...{ url, prefix, settings: SETTINGS, clock: systemClock, log: silent },
  ...(holder ? { holder } : {}),
});
const say = (message: FromChild) => process.send?.(message);
const endings = new Map<number, (ending: Ending) => void>();
let jobs = 0;

process.on("message", async (message: ToChild) => {
  if ("ending" in message) {
    endings.get(message.job)?.(message.ending);
    endings.delete(message.job);
    return;
  }
  if ("process" in message) {
    const { process: stage, concurrency, number } = message;
    queue.process(
      stage,
      (what) =>
        new Promise<Ending>((resolve) => {
          const job = jobs++;
          endings.set(job, resolve);
          say({ job, what });
        }),
      { concurrency },
    );
    say({ number, gave: undefined });
    return;
  }
  const method = queue[message.call] as (...args: unknown[]) => Promise<unknown>;
  say({ number: message.number, gave: await method(...message.args) });
});
say({ ready: true });
