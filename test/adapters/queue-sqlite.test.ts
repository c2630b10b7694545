import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { openSqliteQueue } from "../../src/adapters/queue-sqlite.ts";
import { next } from "../../src/model/ending.ts";
import type { Log } from "../../src/ports/log.ts";
import { keys, noting, type QueueUnderTest, SETTINGS } from "../contract/queue/under-test.ts";
import { queueContract } from "../contract/queue.ts";
import { createFakeClock, type FakeClock } from "../fake-clock.ts";

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };
const NEVER = new Promise<void>(() => {});

interface SqliteUnderTest extends QueueUnderTest {
  clock: FakeClock;
  /** Counts the commits of others as SQLite does for a connection that looks on. */
  writes(): Promise<number>;
}

async function openUnderTest(): Promise<SqliteUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), "samestory-queue-"));
  const file = join(folder, "samestory.db");
  const clock = createFakeClock(Date.UTC(2026, 2, 1, 12));
  const dead = new Set<string>();
  const isAlive = (holder: string) => (dead.has(holder) ? false : null);
  const open = (holder: string, itsClock = clock) =>
    openSqliteQueue({ file, settings: SETTINGS, clock: itsClock, log: silent, holder, isAlive });
  let holders = 0;
  let queue = await open("one");
  const others: (() => Promise<void>)[] = [];
  const watcher = new DatabaseSync(file, { readOnly: true });
  others.push(async () => watcher.close());
  return {
    writes: async () => Number(watcher.prepare("PRAGMA data_version").get()?.data_version),
    clock,
    queue,
    now: clock.now,
    advance: clock.advance,
    async another({ seenDead }) {
      const holder = `other-${holders++}`;
      let crashed = false;
      // A process that crashed never wakes again.
      const sleep: FakeClock["sleep"] = async (ms, signal) => {
        await clock.sleep(ms, signal);
        if (crashed) await NEVER;
      };
      const other = await open(holder, { ...clock, sleep });
      others.push(async () => {
        if (!crashed) await other.close();
      });
      return {
        queue: other,
        seenDead,
        async crash() {
          crashed = true;
          if (seenDead) dead.add(holder);
        },
      };
    },
    async reopen() {
      await queue.close();
      queue = await open("one again");
      return queue;
    },
    async close() {
      for (const close of others) await close();
      await queue.close();
      await rm(folder, { recursive: true });
    },
  };
}

queueContract("the SQLite queue", openUnderTest);

test("a job added in the same process is taken without waiting for the next look", async () => {
  const under = await openUnderTest();
  const taken = new Promise<string>((resolve) => {
    under.queue.process(
      "fetch",
      async (job) => {
        resolve(job.key);
        return next();
      },
      { concurrency: 1 },
    );
  });
  await under.advance(0);
  await under.queue.add([{ stage: "fetch", key: "a_1" }]);
  assert.equal(await taken, "a_1");
  await under.close();
});

const DAY_MS = 24 * 3_600_000;

for (const when of ["while it runs", "while it is down"] as const) {
  test(`jobs that a clock far ahead put off run when the clock is set right ${when}`, async () => {
    const under = await openUnderTest();
    const { handler, seen } = noting(async () => next());
    const rightTime = under.now();
    under.clock.set(rightTime + 40 * DAY_MS);
    under.queue.process("fetch", handler, { concurrency: 1 });
    await under.queue.add([{ stage: "fetch", key: "a_1", runAt: under.now() + SETTINGS.lockMs }]);
    await under.advance(SETTINGS.lockMs / 2);
    assert.deepEqual(seen, []);
    under.clock.set(rightTime);
    if (when === "while it is down") {
      const queue = await under.reopen();
      await queue.recover();
      queue.process("fetch", handler, { concurrency: 1 });
    }
    await under.advance(SETTINGS.lockMs);
    assert.deepEqual(keys(seen), ["a_1"]);
    await under.close();
  });
}

test("an idle queue leaves the file alone", async () => {
  const under = await openUnderTest();
  for (const stage of ["poll", "fetch", "extract", "dedupe", "cluster", "alert"] as const) {
    under.queue.process(stage, async () => next(), { concurrency: 4 });
  }
  const writes = await under.writes();
  await under.advance(4 * SETTINGS.lockMs);
  assert.equal(await under.writes(), writes);
  await under.close();
});
