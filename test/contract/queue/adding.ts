import assert from "node:assert/strict";
import { next } from "../../../src/model/ending.ts";
import { gate, keys, noting, type QueueTest, until } from "./under-test.ts";

export function addingPromises(it: QueueTest): void {
  it("a job is handed to its stage's handler, first try", async (under) => {
    const { handler, seen } = noting(async () => next());
    under.queue.process("fetch", handler, { concurrency: 1 });
    await under.queue.add([{ stage: "fetch", key: "a_1" }]);
    await until(under, () => seen.length > 0, "the job is handed out");
    assert.deepEqual(seen, [{ id: "fetch-a_1", stage: "fetch", key: "a_1", attempt: 1 }]);
  });

  it("a job that was added before there was a handler waits for it, also through a restart", async (under) => {
    await under.queue.add([{ stage: "fetch", key: "a_1" }]);
    const queue = await under.reopen();
    const { handler, seen } = noting(async () => next());
    queue.process("fetch", handler, { concurrency: 1 });
    await until(under, () => seen.length > 0, "the job is handed out");
  });

  it("a job that is done is forgotten", async (under) => {
    const { handler, seen } = noting(async () => next());
    under.queue.process("fetch", handler, { concurrency: 1 });
    await under.queue.add([{ stage: "fetch", key: "a_1" }]);
    await until(under, async () => seen.length === 1 && (await under.queue.list(10)).length === 0, "the job is gone");
    await under.queue.add([{ stage: "fetch", key: "a_1" }]);
    await until(under, () => seen.length === 2, "the same job can be added anew");
  });

  it("a job that is added twice is one job", async (under) => {
    await under.queue.add([
      { stage: "fetch", key: "a_1" },
      { stage: "fetch", key: "a_1" },
    ]);
    await under.queue.add([{ stage: "fetch", key: "a_1" }]);
    await under.queue.add([{ stage: "extract", key: "a_1" }]);
    assert.deepEqual(
      await under.queue.known(["fetch-a_1", "extract-a_1", "dedupe-a_1"]),
      new Set(["fetch-a_1", "extract-a_1"]),
    );
    assert.equal((await under.queue.list(10)).length, 2);
  });

  it("adding a delayed job again does not hurry it", async (under) => {
    const { handler, seen } = noting(async () => next());
    const runAt = under.now() + 400;
    await under.queue.add([{ stage: "fetch", key: "a_1", runAt }]);
    await under.queue.add([{ stage: "fetch", key: "a_1" }]);
    under.queue.process("fetch", handler, { concurrency: 1 });
    await under.advance(100);
    assert.equal(seen.length, 0);
    await until(under, () => seen.length === 1, "its time comes");
    assert.ok(under.now() >= runAt);
  });

  it("a job added while its handler is at work runs once more afterwards", async (under) => {
    const door = gate();
    const { handler, seen } = noting(async () => {
      await door.opened;
      return next();
    });
    under.queue.process("fetch", handler, { concurrency: 4 });
    await under.queue.add([{ stage: "fetch", key: "a_1" }]);
    await until(under, () => seen.length === 1, "the first run starts");
    await under.queue.add([{ stage: "fetch", key: "a_1" }]);
    await under.queue.add([{ stage: "fetch", key: "a_1" }]);
    await under.advance(100);
    assert.equal(seen.length, 1, "never two runs of one job at a time");
    door.open();
    await until(under, async () => (await under.queue.list(10)).length === 0, "both runs end");
    assert.equal(seen.length, 2);
  });

  it("one handler at a time takes jobs in the order in which they became ready", async (under) => {
    const { handler, seen } = noting(async () => next());
    await under.queue.add([{ stage: "dedupe", key: "late", runAt: under.now() + 200 }]);
    await under.queue.add([1, 2, 3, 4, 5].map((n) => ({ stage: "dedupe" as const, key: `n${n}` })));
    await under.queue.add([{ stage: "dedupe", key: "n0" }]);
    under.queue.process("dedupe", handler, { concurrency: 1 });
    await until(under, () => seen.length === 7, "all are done");
    assert.deepEqual(keys(seen), ["n1", "n2", "n3", "n4", "n5", "n0", "late"]);
  });

  it("no more jobs are at work than the concurrency allows, and no fewer", async (under) => {
    const door = gate();
    let atWork = 0;
    let most = 0;
    const { handler, seen } = noting(async () => {
      most = Math.max(most, ++atWork);
      await door.opened;
      atWork--;
      return next();
    });
    under.queue.process("fetch", handler, { concurrency: 3 });
    await under.queue.add(Array.from({ length: 10 }, (_, i) => ({ stage: "fetch" as const, key: `n${i}` })));
    await until(under, () => atWork === 3, "three are at work");
    await under.advance(200);
    assert.equal(atWork, 3);
    door.open();
    await until(under, () => seen.length === 10 && atWork === 0, "all are done");
    assert.equal(most, 3);
  });

  it("a busy stage does not hold up another", async (under) => {
    const door = gate();
    const slow = noting(async () => {
      await door.opened;
      return next();
    });
    const quick = noting(async () => next());
    under.queue.process("fetch", slow.handler, { concurrency: 1 });
    under.queue.process("extract", quick.handler, { concurrency: 1 });
    await under.queue.add([
      { stage: "fetch", key: "a_1" },
      { stage: "extract", key: "a_2" },
    ]);
    await until(under, () => quick.seen.length === 1 && slow.seen.length === 1, "both start");
    door.open();
  });

  it("a job of another process is seen", async (under) => {
    const { handler, seen } = noting(async () => next());
    under.queue.process("fetch", handler, { concurrency: 1 });
    const other = await under.another({ seenDead: false });
    await other.queue.add([{ stage: "fetch", key: "a_1" }]);
    await until(under, () => seen.length === 1, "the job arrives");
  });

  it("two processes share the jobs and never hold the same one", async (under) => {
    const other = await under.another({ seenDead: false });
    const { handler, seen } = noting(async () => next());
    await under.queue.add(Array.from({ length: 60 }, (_, i) => ({ stage: "fetch" as const, key: `n${i}` })));
    under.queue.process("fetch", handler, { concurrency: 2 });
    other.queue.process("fetch", handler, { concurrency: 2 });
    await until(under, async () => (await under.queue.list(100)).length === 0, "all are done");
    assert.equal(seen.length, 60);
    assert.equal(new Set(keys(seen)).size, 60);
  });

  it("an empty list of jobs is nothing to add", async ({ queue }) => {
    await queue.add([]);
    assert.deepEqual(await queue.list(10), []);
  });
}
