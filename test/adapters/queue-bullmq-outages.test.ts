import assert from "node:assert/strict";
import { describe, type TestContext, test } from "node:test";
import { systemClock } from "../../src/adapters/clock-system.ts";
import { openBullQueue } from "../../src/adapters/queue-bullmq.ts";
import { next } from "../../src/model/ending.ts";
import type { Log } from "../../src/ports/log.ts";
import { gate, keys, noting, SETTINGS } from "../contract/queue/under-test.ts";
import { type RedisServer, type RedisServerOptions, redisIsHere, startRedis } from "../servers/redis.ts";

const PASSWORD = "pa:ss w%rd/geheim";
/** Nothing that waits for Redis may take longer than this: 5 s for an answer, and the time to notice. */
const BOUND_MS = 7_000;
const fetchJob = (key: string) => ({ stage: "fetch" as const, key });
const many = (count: number) => Array.from({ length: count }, (_, i) => fetchJob(`n${i}`));

interface Line {
  event: string;
  fields?: Record<string, unknown> | undefined;
}

async function openAt(context: TestContext, options: RedisServerOptions = {}) {
  const redis = await startRedis(options);
  const lines: Line[] = [];
  const note = (event: string, fields?: Record<string, unknown>) => lines.push({ event, fields });
  const log: Log = { debug: note, info: note, warn: note, error: note };
  const queue = await openBullQueue({ url: redis.url, settings: SETTINGS, clock: systemClock, log });
  context.after(async () => {
    await queue.close();
    await redis.stop();
  });
  return { redis, queue, log, lines, events: () => lines.map((line) => line.event) };
}

async function until(happened: () => boolean | Promise<boolean>, what: string, withinMs = 15_000): Promise<number> {
  const startedAt = Date.now();
  while (Date.now() - startedAt < withinMs) {
    if (await happened()) return Date.now() - startedAt;
    await systemClock.sleep(10);
  }
  assert.fail(`did not happen within ${withinMs} ms: ${what}`);
}

async function failsWithin(call: () => Promise<unknown>, boundMs: number): Promise<Error> {
  const startedAt = Date.now();
  const error = await call().then(
    () => assert.fail("it should have failed"),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof Error);
  assert.ok(Date.now() - startedAt < boundMs, `it took ${Date.now() - startedAt} ms`);
  return error;
}

/** Durable as an operator would have it: every write on disk before its answer. */
const DURABLE = { config: { appendonly: "yes", appendfsync: "always" } };

/** Each test has a server of its own and waits most of the time. */
const TOGETHER = { concurrency: 4 };

if (redisIsHere("the outages of the BullMQ queue")) {
  describe("an outage of Redis", TOGETHER, () => {
    test("jobs are gone when Redis is emptied mid-run, and the next ones are carried", async (context) => {
      const { redis, queue, events } = await openAt(context);
      const door = gate();
      const { handler, seen } = noting(async () => {
        await door.opened;
        return next();
      });
      queue.process("fetch", handler, { concurrency: 2 });
      await queue.add(many(20));
      await until(() => seen.length === 2, "two are in hand");
      await redis.command("FLUSHALL");
      door.open();
      await until(() => events().filter((event) => event === "job-no-longer-ours").length === 2, "both ends are noted");
      assert.deepEqual(await queue.list(10), []);
      await queue.add([fetchJob("after")]);
      await until(() => seen.some((job) => job.key === "after"), "a new job is carried");
      assert.equal(seen.length, 3);
    });

    for (const [how, down] of [
      ["is restarted", (redis: RedisServer) => redis.end()],
      ["is killed and started again", (redis: RedisServer) => redis.kill()],
    ] as const) {
      test(`nothing is lost when a durable Redis ${how} mid-run`, async (context) => {
        const { redis, queue, lines, events } = await openAt(context, DURABLE);
        const { handler, seen } = noting(async () => {
          await systemClock.sleep(2);
          return next();
        });
        await queue.add(many(300));
        await queue.add([{ ...fetchJob("delayed"), runAt: Date.now() + 1_000 }]);
        queue.process("fetch", handler, { concurrency: 4 });
        await until(() => seen.length > 50, "it is under way");
        await down(redis);
        await systemClock.sleep(700);
        await redis.start();
        await until(async () => (await queue.list(1)).length === 0, "all are done");
        assert.deepEqual(new Set(keys(seen)), new Set([...keys(many(300)), "delayed"]));
        // One line for the outage however often the connections tried again.
        assert.deepEqual(
          events().filter((event) => event.startsWith("redis")),
          ["redis-lost", "redis-back"],
          JSON.stringify(lines),
        );
      });
    }

    test("adding fails soon and plainly while Redis is away, and works again when it is back", async (context) => {
      const { redis, queue } = await openAt(context, DURABLE);
      await redis.end();
      const error = await failsWithin(() => queue.add([fetchJob("a_1")]), 3_000);
      assert.match(error.message, new RegExp(`^Redis at redis://127\\.0\\.0\\.1:${redis.port}/0 .*ECONNREFUSED`));
      await failsWithin(() => queue.counts(), 3_000);
      await redis.start();
      await until(
        () =>
          queue.add([fetchJob("a_1")]).then(
            () => true,
            () => false,
          ),
        "it is added",
      );
      assert.deepEqual(await queue.known(["fetch-a_1"]), new Set(["fetch-a_1"]));
    });

    test("a queue whose Redis is gone closes within a bound, its job in hand waited for", async (context) => {
      const { redis, queue } = await openAt(context);
      const door = gate();
      let ended = false;
      const { handler, seen } = noting(async () => {
        await door.opened;
        ended = true;
        return next();
      });
      queue.process("fetch", handler, { concurrency: 1 });
      queue.process("extract", handler, { concurrency: 1 });
      await queue.add([fetchJob("a_1")]);
      await until(() => seen.length === 1, "it starts");
      await redis.kill();
      const startedAt = Date.now();
      const closed = queue.close();
      await systemClock.sleep(200);
      assert.equal(ended, false);
      door.open();
      await closed;
      assert.equal(ended, true);
      assert.ok(Date.now() - startedAt < BOUND_MS, `it took ${Date.now() - startedAt} ms`);
    });

    test("a queue whose Redis hangs closes within a bound", async (context) => {
      const { redis, queue } = await openAt(context);
      queue.process("fetch", async () => next(), { concurrency: 1 });
      await queue.add([fetchJob("a_1")]);
      await until(async () => (await queue.list(1)).length === 0, "it is done");
      redis.freeze();
      const startedAt = Date.now();
      await queue.close();
      assert.ok(Date.now() - startedAt < BOUND_MS, `it took ${Date.now() - startedAt} ms`);
    });

    test("a full Redis refuses new jobs plainly, is asked patiently, and is worked off when there is room", async (context) => {
      const { redis, queue, lines } = await openAt(context);
      const door = gate();
      const { handler, seen } = noting(async () => {
        if (seen.length === 1) await door.opened;
        return next();
      });
      await queue.add(many(50));
      queue.process("fetch", handler, { concurrency: 1 });
      await until(() => seen.length === 1, "the first is in hand");
      await redis.command("CONFIG", "SET", "maxmemory", "1mb");
      const error = await failsWithin(() => queue.add([fetchJob("refused")]), 3_000);
      assert.match(error.message, /OOM|maxmemory/);
      // Ending a job only deletes, so even a full Redis takes it; the next one cannot be taken.
      door.open();
      await until(async () => (await queue.counts()).fetch.active === 0, "the job in hand is ended");
      const callsBefore = await scriptCalls(redis);
      await systemClock.sleep(1_500);
      assert.ok((await scriptCalls(redis)) - callsBefore < 20, "it is not asked over and over");
      assert.equal(seen.length, 1);
      assert.equal(lines.filter((line) => line.event === "redis-fault").length, 1, JSON.stringify(lines));
      await redis.command("CONFIG", "SET", "maxmemory", "0");
      await until(async () => (await queue.list(1)).length === 0, "all are done");
      assert.deepEqual(new Set(keys(seen)), new Set(keys(many(50))));
    });

    test("a Redis that stalls for 3 s loses nothing and is used again", async (context) => {
      const { redis, queue } = await openAt(context);
      const { handler, seen } = noting(async () => next());
      queue.process("fetch", handler, { concurrency: 2 });
      await queue.add(many(100));
      await until(() => seen.length > 10, "it is under way");
      redis.freeze();
      const added = queue.add([fetchJob("meanwhile")]);
      await systemClock.sleep(3_000);
      redis.thaw();
      await added;
      await until(async () => (await queue.list(1)).length === 0, "all are done");
      assert.deepEqual(new Set(keys(seen)), new Set([...keys(many(100)), "meanwhile"]));
    });

    test("a password is in no message and no log line, whatever goes wrong", async (context) => {
      const { redis, queue, log, lines } = await openAt(context, { password: PASSWORD });
      queue.process("fetch", async () => next(), { concurrency: 1 });
      const said: string[] = [];
      const tell = async (url: string) => {
        const open = () => openBullQueue({ url, settings: SETTINGS, clock: systemClock, log });
        const error = await failsWithin(open, BOUND_MS);
        said.push(error.message, String(error.stack), JSON.stringify(error), JSON.stringify(error.cause ?? null));
        return error.message;
      };
      const encoded = encodeURIComponent(PASSWORD);
      assert.match(await tell(redis.url.replace(encoded, `${encoded}x`)), /WRONGPASS/);
      assert.match(await tell(redis.url.replace(`:${encoded}@`, "")), /NOAUTH.*; check the user and the password/);
      assert.match(await tell(redis.url.replace(String(redis.port), "1")), /ECONNREFUSED.*is it running/);
      assert.match(await tell(`redis://:${encoded}@127.0.0.1:x/0`), /not a host with a port/);
      assert.match(await tell(`http://:${encoded}@127.0.0.1`), /looks like redis:/);
      await redis.kill();
      const error = await failsWithin(() => queue.add([fetchJob("a_1")]), 3_000);
      said.push(error.message, String(error.stack), JSON.stringify(error.cause ?? null));
      said.push(...lines.map((line) => JSON.stringify(line)));
      assert.ok(lines.some((line) => line.event === "redis-lost"));
      for (const text of said) for (const secret of [PASSWORD, encoded]) assert.ok(!text.includes(secret), text);
    });

    test("a queue that does its work and closes says nothing", async (context) => {
      const { queue, lines } = await openAt(context);
      queue.process("fetch", async () => next(), { concurrency: 2 });
      await queue.add(many(20));
      await until(async () => (await queue.list(1)).length === 0, "all are done");
      await queue.close();
      await systemClock.sleep(100);
      assert.deepEqual(lines, []);
    });

    test("a server that may evict jobs is warned of once, in plain words", async (context) => {
      const { lines } = await openAt(context, { config: { "maxmemory-policy": "allkeys-lru" } });
      const warnings = lines.filter((line) => line.event === "redis-may-evict");
      assert.equal(warnings.length, 1);
      assert.equal(warnings[0]?.fields?.policy, "allkeys-lru");
    });
  });
}

/** How many scripts the server has run: every look for a job is one. */
async function scriptCalls(redis: RedisServer): Promise<number> {
  const stats = await redis.command("INFO", "commandstats");
  return Number(/cmdstat_evalsha:calls=(\d+)/.exec(stats)?.[1] ?? 0);
}
