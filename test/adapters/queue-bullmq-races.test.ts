import assert from "node:assert/strict";
import { after, type TestContext, test } from "node:test";
import { systemClock } from "../../src/adapters/clock-system.ts";
import { openBullQueue } from "../../src/adapters/queue-bullmq.ts";
import { later, next } from "../../src/model/ending.ts";
import type { Handler } from "../../src/ports/queue.ts";
import { gate, noting, SETTINGS } from "../contract/queue/under-test.ts";
import { seededRandom } from "../seeded-random.ts";
import { redisIsHere, startRedis } from "../servers/redis.ts";
import { startOther } from "./other-queue.ts";

if (redisIsHere("the races of the BullMQ queue")) {
  const redis = await startRedis();
  after(() => redis.stop());
  let prefixes = 0;

  const open = async (context: TestContext, prefix: string) => {
    const events: string[] = [];
    const note = (event: string) => events.push(event);
    const log = { debug: note, info: note, warn: note, error: note };
    const settings = { ...SETTINGS, retryBaseMs: 2, maxAttempts: 50 };
    const queue = await openBullQueue({ url: redis.url, prefix, settings, clock: systemClock, log });
    context.after(() => queue.close());
    return { queue, events };
  };

  async function until(happened: () => boolean | Promise<boolean>, what: string): Promise<void> {
    for (const end = Date.now() + 20_000; Date.now() < end; ) {
      if (await happened()) return;
      await systemClock.sleep(5);
    }
    assert.fail(`did not happen: ${what}`);
  }

  test("whatever a job is added for is looked at afterwards, however additions and endings cross", async (context) => {
    const prefix = `{races-${prefixes++}}`;
    const one = await open(context, prefix);
    const two = await open(context, prefix);
    const random = seededRandom(7);
    const keys = Array.from({ length: 12 }, (_, i) => `k${i}`);
    /** What the store would say, and what a handler has seen of it. */
    const written = new Map(keys.map((key) => [key, 0]));
    const looked = new Map(keys.map((key) => [key, 0]));
    let runs = 0;
    const handler: Handler = async ({ key }) => {
      runs++;
      const seen = written.get(key) ?? 0;
      if (random() < 0.3) await systemClock.sleep(random() * 4);
      const lot = random();
      if (lot < 0.1) throw new Error("surprise");
      if (lot < 0.2) return later(random() * 4, "host-busy");
      looked.set(key, Math.max(seen, looked.get(key) ?? 0));
      return next();
    };
    one.queue.process("fetch", handler, { concurrency: 4 });
    two.queue.process("fetch", handler, { concurrency: 4 });
    const addAll = async ({ queue }: typeof one) => {
      for (let i = 0; i < 700; i++) {
        const key = keys[Math.floor(random() * keys.length)] ?? "";
        written.set(key, (written.get(key) ?? 0) + 1);
        await queue.add([{ stage: "fetch", key }]);
        if (random() < 0.2) await systemClock.sleep(random() * 3);
      }
    };
    await Promise.all([addAll(one), addAll(two), addAll(one), addAll(two)]);
    await until(async () => (await one.queue.nextRunAt(["fetch"])) === null, "the queue is empty");
    assert.deepEqual(looked, written);
    assert.ok(runs > 500, `${runs} runs`);
  });

  for (const ending of [next(), later(60_000, "host-busy")]) {
    test(`a worker whose job was given to another changes nothing about it by saying ${ending.kind}`, async (context) => {
      const prefix = `{races-${prefixes++}}`;
      const { queue, events } = await open(context, prefix);
      const door = gate();
      const { handler, seen } = noting(async () => {
        await door.opened;
        return ending;
      });
      queue.process("fetch", handler, { concurrency: 1 });
      await queue.add([{ stage: "fetch", key: "a_1" }]);
      await until(() => seen.length === 1, "it is in hand");
      const jobKey = `${prefix}:fetch:fetch-a_1`;
      await redis.command("SET", `${jobKey}:lock`, "another's token");
      await queue.add([{ stage: "fetch", key: "a_1" }]);
      door.open();
      await until(() => events.includes("job-no-longer-ours"), "it is told");
      assert.equal((await queue.counts()).fetch.active, 1);
      assert.match(await redis.command("HGET", jobKey, "again"), /^\$1\r\n1/);
    });
  }

  test("the job of a process that was killed on another machine is handed out within one and a half locks", async (context) => {
    const prefix = `{races-${prefixes++}}`;
    const { queue } = await open(context, prefix);
    const other = await startOther({ url: redis.url, prefix, holder: "elsewhere:1:1" });
    other.queue.process("fetch", () => new Promise(() => {}), { concurrency: 1 });
    await queue.add([{ stage: "fetch", key: "a_1" }]);
    await until(async () => (await queue.counts()).fetch.active === 1, "it is in hand");
    const { handler, seen } = noting(async () => next());
    queue.process("fetch", handler, { concurrency: 1 });
    const killedAt = Date.now();
    await other.crash();
    await until(() => seen.length === 1, "it is handed out again");
    const slackMs = 1_000;
    assert.ok(Date.now() - killedAt < 1.5 * SETTINGS.lockMs + slackMs, `it took ${Date.now() - killedAt} ms`);
  });
}
