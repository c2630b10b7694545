import assert from "node:assert/strict";
import { after, test } from "node:test";
import { systemClock } from "../../src/adapters/clock-system.ts";
import { openBullQueue } from "../../src/adapters/queue-bullmq.ts";
import { samestory, scratchFolder } from "../cli/seed.ts";
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
  anAheadClock(redis.url);
  test("what the server does when its memory is full is told by doctor and the log, in our words alone", async (context) => {
    const loud = context.mock.method(console, "warn", () => {});
    const env = { REDIS_URL: redis.url };
    const data = ["--data", scratchFolder()];
    const redisLine = async () => {
      const { out, err, code } = await samestory(["doctor", "--json", ...data], env);
      const { findings } = JSON.parse(out) as { findings: { what: string; found: string; advice: string | null }[] };
      return { code, err, ...findings.find(({ what }) => what === "redis")! };
    };
    await samestory(["init", ...data]);
    await redis.command("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
    const ill = await redisLine();
    assert.match(
      ill.found,
      /^(Redis|Valkey) \d+\.\d+\.\d+ at redis:.* answers in \d+ ms; maxmemory-policy allkeys-lru, append/,
    );
    assert.deepEqual([ill.code, /set "maxmemory-policy noeviction"/.test(ill.advice ?? "")], [1, true]);
    assert.equal((await samestory(["run", "--once", ...data], env)).code, 0);
    await redis.command("CONFIG", "SET", "maxmemory-policy", "noeviction");
    const well = await redisLine();
    assert.deepEqual([well.code, well.advice, loud.mock.callCount()], [0, null, 0]);
  });
}

function anAheadClock(url: string): void {
  test("a job that a clock which was ahead put off by minutes does not wait for that day, also in a new process", async (context) => {
    const prefix = `{test-${prefixes++}}`;
    const dayMs = 24 * 3_600_000;
    const at = (aheadMs: number) => {
      const clock = { ...systemClock, now: () => Date.now() + aheadMs };
      return openBullQueue({ url, prefix, settings: SETTINGS, clock, log: silent });
    };
    const ahead = await at(dayMs);
    await ahead.add([{ stage: "alert", key: "d_1", runAt: Date.now() + dayMs + 300_000 }]);
    await ahead.close();
    const right = await at(0);
    context.after(() => right.close());
    await right.add([{ stage: "alert", key: "d_2", runAt: Date.now() + 2 * dayMs }]);
    assert.equal((await right.counts()).alert.delayed, 2);
    await right.recover();
    const { waiting, delayed } = (await right.counts()).alert;
    assert.deepEqual({ waiting, delayed }, { waiting: 1, delayed: 1 });
  });
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
