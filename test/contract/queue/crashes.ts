import assert from "node:assert/strict";
import { next } from "../../../src/model/ending.ts";
import {
  gate,
  keys,
  noting,
  type OtherProcess,
  type QueueTest,
  type QueueUnderTest,
  SETTINGS,
  until,
} from "./under-test.ts";

/** Another process takes the job and dies over it. */
async function dieOver(under: QueueUnderTest, key: string, seenDead: boolean): Promise<OtherProcess> {
  const other = await under.another({ seenDead });
  other.queue.process("fetch", () => new Promise(() => {}), { concurrency: 1 });
  await until(under, async () => (await under.queue.counts()).fetch.active === 1, `${key} is taken`);
  await other.crash();
  return other;
}

export function crashPromises(it: QueueTest): void {
  it("a job whose process is known to be dead is given back at once", async (under) => {
    await under.queue.add([{ stage: "fetch", key: "a_1" }]);
    const { seenDead } = await dieOver(under, "a_1", true);
    const { handler, seen } = noting(async () => next());
    const given = await under.queue.recover();
    assert.equal(given, seenDead ? 1 : 0);
    under.queue.process("fetch", handler, { concurrency: 1 });
    await until(under, () => seen.length === 1, "it is handed out again", seenDead ? 500 : 5 * SETTINGS.lockMs);
    assert.deepEqual(seen, [{ id: "fetch-a_1", stage: "fetch", key: "a_1", attempt: 1 }]);
  });

  it("a job whose worker shows no sign of life is given to another when its lock has run out", async (under) => {
    await under.queue.add([{ stage: "fetch", key: "a_1" }]);
    const { handler, seen } = noting(async () => next());
    await dieOver(under, "a_1", false);
    under.queue.process("fetch", handler, { concurrency: 1 });
    await under.advance(SETTINGS.lockMs / 3);
    assert.equal(seen.length, 0);
    await until(under, () => seen.length === 1, "it is handed out again", 5 * SETTINGS.lockMs);
  });

  it("a worker that lives keeps its job, however long it takes", async (under) => {
    const other = await under.another({ seenDead: false });
    const door = gate();
    const slow = noting(async () => {
      await door.opened;
      return next();
    });
    const quick = noting(async () => next());
    await under.queue.add([{ stage: "fetch", key: "a_1" }]);
    other.queue.process("fetch", slow.handler, { concurrency: 1 });
    await until(under, () => slow.seen.length === 1, "it is taken");
    under.queue.process("fetch", quick.handler, { concurrency: 1 });
    await under.advance(4 * SETTINGS.lockMs);
    assert.equal(await under.queue.recover(), 0);
    door.open();
    await until(under, async () => (await under.queue.list(10)).length === 0, "it ends");
    assert.deepEqual(keys(quick.seen), []);
    assert.equal(slow.seen.length, 1);
  });

  it("a job that kills its workers is parked, and the others go on", async (under) => {
    await under.queue.add([{ stage: "fetch", key: "killer" }]);
    for (let death = 0; death < SETTINGS.maxDeaths; death++) {
      await dieOver(under, "killer", true);
      await until(
        under,
        async () => {
          await under.queue.recover();
          return (await under.queue.counts()).fetch.active === 0;
        },
        "it is given back",
        5 * SETTINGS.lockMs,
      );
    }
    const { handler, seen } = noting(async () => next());
    under.queue.process("fetch", handler, { concurrency: 1 });
    await under.queue.add([{ stage: "fetch", key: "fine" }]);
    await until(under, () => seen.length > 0, "the others go on");
    assert.deepEqual(keys(seen), ["fine"]);
    const [failed] = await under.queue.failed(10);
    assert.equal(failed?.key, "killer");
    assert.match(failed?.error ?? "", /died|stalled/);
  });
}
