import assert from "node:assert/strict";
import { test } from "node:test";
import { DEFAULTS } from "../../config/schema.ts";
import { openApp } from "../../src/app.ts";
import { rows, samestory, scratchFolder } from "./seed.ts";

/** A data folder in which extract failed for good on `keys`, each with its own error. */
async function withFailures(errors: Record<string, string>): Promise<string> {
  const dataDir = scratchFolder();
  const queue = { ...DEFAULTS.queue, maxAttempts: 1, lookMs: 10 };
  const app = await openApp({ ...DEFAULTS, queue, log: { level: "error" } }, { dataDir });
  const left = new Set(Object.keys(errors));
  await app.queue.add([...left].map((key) => ({ stage: "extract", key })));
  await new Promise<void>((resolve) => {
    const consumer = app.queue.process(
      "extract",
      async ({ key }) => {
        left.delete(key);
        if (left.size === 0) void consumer.stop().then(resolve);
        throw new Error(errors[key]);
      },
      { concurrency: 1 },
    );
  });
  await app.close();
  return dataDir;
}

test("failed jobs are grouped by cause, whatever ids and numbers their errors hold", async () => {
  const data = [
    "--data",
    await withFailures({
      a: "no page for a_0123456789abcdef",
      b: "no page for a_fedcba9876543210",
      c: "disk \u001b[31mfull",
    }),
  ];
  const { code, out } = await samestory(["jobs", "failed", ...data]);
  assert.equal(code, 0);
  assert.match(out, /^2 jobs of extract: no page for a_\w{16} \(last .*\)\n {2}extract-[ab]\n {2}extract-[ab]\n/);
  assert.match(out, /1 job of extract: disk full/);
  assert.match((await samestory(["jobs", "failed", "--stack", ...data])).out, /at .*jobs\.test\.ts/);
  const [first] = rows((await samestory(["jobs", "failed", "--json", "--limit", "1", ...data])).out);
  assert.deepEqual(Object.keys(first!), ["id", "stage", "key", "attempt", "error", "stack", "failed_at"]);
});

test("failed jobs are retried by cause, dropped by id, and doctor says that there are some", async () => {
  const data = ["--data", await withFailures({ a: "no page", b: "disk full", c: "disk full" })];
  const ill = await samestory(["doctor", ...data]);
  assert.equal(ill.code, 1);
  assert.match(ill.out, /^TODO {2}queue .*3 failed\n +see why with `samestory jobs failed`/m);
  const retried = await samestory(["jobs", "retry", "--cause", "disk full", "--json", ...data]);
  assert.deepEqual(rows(retried.out), [{ retried: 2, asked: 2 }]);
  const partly = await samestory(["jobs", "drop", "extract-a", "extract-none", "--json", ...data]);
  assert.deepEqual(rows(partly.out), [{ dropped: 1, asked: 2 }]);
  assert.equal(partly.code, 3);
  const jobs = rows((await samestory(["jobs", "list", "--json", ...data])).out);
  assert.deepEqual(jobs.map(({ id, state }) => [id, state]).sort(), [
    ["extract-b", "waiting"],
    ["extract-c", "waiting"],
  ]);
});
