import assert from "node:assert/strict";
import { dropped, later, next } from "../../../src/model/ending.ts";
import { gate, noting, type QueueTest, SETTINGS, until } from "./under-test.ts";

export function endingPromises(it: QueueTest): void {
  it("dropped ends a job as next does", async (under) => {
    const { handler, seen } = noting(async () => dropped("http-404"));
    under.queue.process("fetch", handler, { concurrency: 1 });
    await under.queue.add([{ stage: "fetch", key: "a_1" }]);
    await until(under, async () => seen.length === 1 && (await under.queue.list(10)).length === 0, "the job is gone");
  });

  it("later brings a job back when its time has come, as a first try", async (under) => {
    const times: number[] = [];
    const { handler, seen } = noting(async () => {
      times.push(under.now());
      return times.length < 3 ? later(300, "host-busy") : next();
    });
    under.queue.process("fetch", handler, { concurrency: 1 });
    await under.queue.add([{ stage: "fetch", key: "a_1" }]);
    await until(under, async () => times.length === 3 && (await under.queue.list(10)).length === 0, "three tries");
    assert.ok((times[1] ?? 0) - (times[0] ?? 0) >= 300);
    assert.ok((times[2] ?? 0) - (times[1] ?? 0) >= 300);
    assert.deepEqual(
      seen.map((job) => job.attempt),
      [1, 1, 1],
    );
  });

  it("a job added while its handler is at work stays put off when that says later", async (under) => {
    const door = gate();
    const { handler, seen } = noting(async () => {
      await door.opened;
      return seen.length === 1 ? later(300, "host-busy") : next();
    });
    under.queue.process("fetch", handler, { concurrency: 1 });
    await under.queue.add([{ stage: "fetch", key: "a_1" }]);
    await until(under, () => seen.length === 1, "it starts");
    await under.queue.add([{ stage: "fetch", key: "a_1" }]);
    const endedAt = under.now();
    door.open();
    await until(
      under,
      async () => seen.length === 2 && (await under.queue.list(10)).length === 0,
      "it comes back once",
    );
    assert.ok(under.now() >= endedAt + 300);
  });

  it("a throw brings a job back after a wait that doubles", async (under) => {
    const times: number[] = [];
    const { handler, seen } = noting(async () => {
      times.push(under.now());
      if (times.length < 3) throw new Error("surprise");
      return next();
    });
    under.queue.process("fetch", handler, { concurrency: 1 });
    await under.queue.add([{ stage: "fetch", key: "a_1" }]);
    await until(under, () => times.length === 3, "three tries");
    assert.ok((times[1] ?? 0) - (times[0] ?? 0) >= SETTINGS.retryBaseMs);
    assert.ok((times[2] ?? 0) - (times[1] ?? 0) >= 2 * SETTINGS.retryBaseMs);
    assert.deepEqual(
      seen.map((job) => job.attempt),
      [1, 2, 3],
    );
  });

  it("a job that always throws is kept with its error and stack, and the others go on", async (under) => {
    const { handler, seen } = noting(async (job) => {
      if (job.key === "poison") throw new Error("cannot swallow this");
      return next();
    });
    under.queue.process("fetch", handler, { concurrency: 1 });
    await under.queue.add([
      { stage: "fetch", key: "poison" },
      { stage: "fetch", key: "fine" },
    ]);
    await until(under, async () => (await under.queue.failed(10)).length === 1, "it is given up");
    assert.equal(seen.filter((job) => job.key === "poison").length, SETTINGS.maxAttempts);
    assert.equal(seen.filter((job) => job.key === "fine").length, 1);
    const [failed] = await under.queue.failed(10);
    assert.ok(failed);
    const { error, stack, failedAt, ...job } = failed;
    assert.deepEqual(job, { id: "fetch-poison", stage: "fetch", key: "poison", attempt: SETTINGS.maxAttempts });
    assert.match(error, /cannot swallow this/);
    assert.match(stack, /endings\.ts/);
    assert.ok(failedAt <= under.now());
  });

  it("a later between two throws forgives the first", async (under) => {
    const { handler, seen } = noting(async () => {
      if (seen.length % 2 === 1) throw new Error("every other time");
      return seen.length < 8 ? later(20, "host-busy") : next();
    });
    under.queue.process("fetch", handler, { concurrency: 1 });
    await under.queue.add([{ stage: "fetch", key: "a_1" }]);
    await until(under, async () => seen.length === 8 && (await under.queue.list(10)).length === 0, "it ends well");
  });

  it("a handler that throws something that is no error fails all the same", async (under) => {
    under.queue.process("fetch", () => Promise.reject("just a string"), { concurrency: 1 });
    await under.queue.add([{ stage: "fetch", key: "a_1" }]);
    await until(under, async () => (await under.queue.failed(10)).length === 1, "it is given up");
    assert.match((await under.queue.failed(10))[0]?.error ?? "", /just a string/);
  });
}
