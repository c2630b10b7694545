import { after } from "node:test";
import { systemClock } from "../../src/adapters/clock-system.ts";
import { openBullQueue } from "../../src/adapters/queue-bullmq.ts";
import { type OtherProcess, type QueueUnderTest, SETTINGS } from "../contract/queue/under-test.ts";
import { queueContract } from "../contract/queue.ts";
import { redisIsHere, startRedis } from "../servers/redis.ts";
import { startOther } from "./other-queue.ts";

const silent = { debug() {}, info() {}, warn() {}, error() {} };
let prefixes = 0;

if (redisIsHere("the contract of the BullMQ queue")) {
  const redis = await startRedis();
  after(() => redis.stop());
  queueContract("the BullMQ queue", () => openUnderTest(redis.url));
}

async function openUnderTest(url: string): Promise<QueueUnderTest> {
  const prefix = `{test-${prefixes++}}`;
  const open = () => openBullQueue({ url, prefix, settings: SETTINGS, clock: systemClock, log: silent });
  const others: OtherProcess[] = [];
  let queue = await open();
  return {
    queue,
    now: systemClock.now,
    advance: (ms) => systemClock.sleep(ms),
    async another({ seenDead }) {
      // A holder on another machine cannot be seen from here.
      const other = await startOther({ url, prefix, ...(seenDead ? {} : { holder: `elsewhere:${others.length}:1` }) });
      others.push(other);
      return other;
    },
    async reopen() {
      await queue.close();
      queue = await open();
      return queue;
    },
    async close() {
      for (const other of others) await other.crash();
      await queue.close();
    },
  };
}
