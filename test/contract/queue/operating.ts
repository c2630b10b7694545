import assert from "node:assert/strict";
import { next } from "../../../src/model/ending.ts";
import { gate, keys, noting, type QueueTest, type QueueUnderTest, SETTINGS, until } from "./under-test.ts";

/** Leaves one job of each state in stage `fetch`; resolves to the way out of the active one. */
async function oneOfEach(under: QueueUnderTest): Promise<() => Promise<void>> {
  const door = gate();
  const { handler } = noting(async (job) => {
    if (job.key === "failed") throw new Error("surprise");
    await door.opened;
    return next();
  });
  const consumer = under.queue.process("fetch", handler, { concurrency: 1 });
  await under.queue.add([{ stage: "fetch", key: "failed" }]);
  await until(under, async () => (await under.queue.failed(10)).length === 1, "one has failed");
  await under.queue.add([{ stage: "fetch", key: "active" }]);
  await until(under, async () => (await under.queue.counts()).fetch.active === 1, "one is active");
  await under.queue.add([{ stage: "fetch", key: "waiting" }]);
  await under.queue.add([{ stage: "fetch", key: "delayed", runAt: under.now() + 60_000 }]);
  const stopped = consumer.stop();
  return async () => {
    door.open();
    await stopped;
  };
}

export function operatingPromises(it: QueueTest): void {
  it("jobs are counted by stage and state", async (under) => {
    const end = await oneOfEach(under);
    const counts = await under.queue.counts();
    assert.deepEqual(counts.fetch, { waiting: 1, delayed: 1, active: 1, failed: 1 });
    for (const stage of ["poll", "extract", "dedupe", "cluster", "alert"] as const) {
      assert.deepEqual(counts[stage], { waiting: 0, delayed: 0, active: 0, failed: 0 });
    }
    await end();
  });

  it("jobs are listed with their state and time", async (under) => {
    const end = await oneOfEach(under);
    const jobs = await under.queue.list(10);
    assert.deepEqual(
      jobs.map((job) => [job.key, job.state]).sort(),
      ["active", "delayed", "failed", "waiting"].map((word) => [word, word]),
    );
    assert.ok((jobs.find((job) => job.key === "delayed")?.runAt ?? 0) > under.now() + 50_000);
    assert.equal((await under.queue.list(2)).length, 2);
    await end();
  });

  it("the next run is now for an active job, the earliest time otherwise, null when nothing is left", async (under) => {
    const { queue } = under;
    assert.equal(await queue.nextRunAt(["fetch", "extract"]), null);
    const runAt = under.now() + 60_000;
    await queue.add([
      { stage: "fetch", key: "a_1", runAt },
      { stage: "fetch", key: "a_2", runAt: runAt + 1 },
      { stage: "alert", key: "d_1", runAt: runAt + 2 },
    ]);
    assert.equal(await queue.nextRunAt(["fetch", "extract"]), runAt);
    assert.equal(await queue.nextRunAt(["alert"]), runAt + 2);
    assert.equal(await queue.nextRunAt(["extract"]), null);
    const door = gate();
    const consumer = queue.process(
      "extract",
      async () => {
        await door.opened;
        return next();
      },
      { concurrency: 1 },
    );
    await queue.add([{ stage: "extract", key: "a_1" }]);
    await until(under, async () => (await queue.counts()).extract.active === 1, "one is active");
    assert.ok(((await queue.nextRunAt(["fetch", "extract"])) ?? Number.POSITIVE_INFINITY) <= under.now());
    door.open();
    await consumer.stop();
    assert.equal(await queue.nextRunAt(["extract"]), null);
  });

  it("a failed job does not count as a next run", async (under) => {
    const end = await oneOfEach(under);
    await end();
    await under.queue.drop(["fetch-waiting", "fetch-delayed"]);
    assert.equal(await under.queue.nextRunAt(["fetch"]), null);
  });

  it("a failed job stays failed when it is added again", async (under) => {
    const end = await oneOfEach(under);
    await end();
    await under.queue.add([{ stage: "fetch", key: "failed" }]);
    assert.deepEqual(keys(await under.queue.failed(10)), ["failed"]);
    assert.deepEqual(await under.queue.known(["fetch-failed"]), new Set(["fetch-failed"]));
  });

  it("a failed job that is retried runs from the first try on", async (under) => {
    const end = await oneOfEach(under);
    await end();
    assert.equal(await under.queue.retry(["fetch-failed", "fetch-delayed", "fetch-unknown"]), 1);
    assert.deepEqual(await under.queue.failed(10), []);
    const { handler, seen } = noting(async () => next());
    under.queue.process("fetch", handler, { concurrency: 1 });
    await until(under, () => seen.some((job) => job.key === "failed"), "it runs again");
    assert.equal(seen.find((job) => job.key === "failed")?.attempt, 1);
  });

  it("dropping forgets jobs in any state but active", async (under) => {
    const end = await oneOfEach(under);
    const ids = ["active", "delayed", "failed", "waiting", "unknown"].map((word) => `fetch-${word}`);
    assert.equal(await under.queue.drop(ids), 3);
    assert.deepEqual(await under.queue.known(ids), new Set(["fetch-active"]));
    await end();
  });

  it("failed jobs outlive a restart", async (under) => {
    const end = await oneOfEach(under);
    await end();
    const queue = await under.reopen();
    assert.deepEqual(keys(await queue.failed(10)), ["failed"]);
    assert.equal((await queue.failed(0)).length, 0);
  });

  it("stopping takes no new job and waits for those in hand", async (under) => {
    const door = gate();
    let ended = false;
    const { handler, seen } = noting(async () => {
      await door.opened;
      ended = true;
      return next();
    });
    const consumer = under.queue.process("fetch", handler, { concurrency: 1 });
    await under.queue.add([
      { stage: "fetch", key: "a_1" },
      { stage: "fetch", key: "a_2" },
    ]);
    await until(under, () => seen.length === 1, "the first starts");
    let stopped = false;
    const stopping = consumer.stop().then(() => {
      stopped = true;
    });
    await under.advance(100);
    assert.equal(stopped, false);
    door.open();
    await stopping;
    assert.equal(ended, true);
    await under.advance(100);
    assert.deepEqual(keys(seen), ["a_1"]);
    assert.deepEqual(await under.queue.known(["fetch-a_1", "fetch-a_2"]), new Set(["fetch-a_2"]));
  });

  it("closing stops every stage and waits for the jobs in hand", async (under) => {
    const { handler, seen } = noting(async () => {
      await under.advance(SETTINGS.lookMs);
      return next();
    });
    under.queue.process("fetch", handler, { concurrency: 1 });
    await under.queue.add([{ stage: "fetch", key: "a_1" }]);
    await until(under, () => seen.length === 1, "it starts");
    const queue = await under.reopen();
    assert.deepEqual(await queue.list(10), []);
  });
}
