import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { DEFAULTS } from "../../config/schema.ts";
import { createLog } from "../../src/adapters/log-pino.ts";
import { type App, openApp } from "../../src/app.ts";
import { next } from "../../src/model/ending.ts";
import type { Stage } from "../../src/model/words.ts";
import type { Store } from "../../src/ports/store.ts";
import { holdLease } from "../../workers/lease.ts";
import { drained } from "../../workers/main.ts";
import { staff } from "../../workers/station.ts";

const never = new AbortController().signal;
const URL = "https://gazette.example/budget";
const NOW = Date.UTC(2026, 3, 1);

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "samestory-straight-on-"));
});
after(() => rm(folder, { recursive: true, force: true }));

/** An entry that waits for dedupe. */
async function seed({ store }: App): Promise<string> {
  const known = { url: URL, canonicalUrl: URL, source: "gazette.example", title: "Budget passed", author: null };
  const found = { ...known, aliases: [`url:${URL}`], summary: null, publishedAt: NOW, dateSource: "feed" as const };
  const { entry } = await store.addEntry(found, NOW, "extract");
  const step = { entryId: entry.id, stage: "extract" as const, startedAt: NOW, endedAt: NOW, ending: next({}) };
  const article = {
    ...{ ...known, id: entry.id, publishedAt: NOW, dateSource: "feed" as const, firstSeenAt: NOW, lang: "en" },
    ...{ text: "The council passed its budget after a long night.", strategy: "test", confidence: 1, details: null },
    ...{ madeBy: "test", extractedAt: NOW },
  };
  await store.commitArticle({ ...step, next: "dedupe" }, article, []);
  return entry.id;
}

interface Run {
  app: App;
  id: string;
  /** Stages of the jobs that were added while the two worked. */
  added: Stage[];
}

/** From one job for dedupe until nothing is left: these stages at once, then what they leave to others. */
async function work(
  name: string,
  stages: Stage[],
  change: (store: Store) => Partial<Store> = () => ({}),
): Promise<Run> {
  const settings = { ...DEFAULTS, queue: { ...DEFAULTS.queue, retryBaseMs: 1 } };
  const log = createLog({ level: "silent" });
  const real = await openApp(settings, { dataDir: join(folder, name), log });
  after(() => real.close());
  const id = await seed(real);
  await real.queue.add([{ stage: "dedupe", key: id }]);
  const added: Stage[] = [];
  const add: App["queue"]["add"] = (jobs) => {
    added.push(...jobs.map(({ stage }) => stage));
    return real.queue.add(jobs);
  };
  const app: App = Object.create(real, {
    queue: { value: { ...real.queue, add } },
    store: { value: { ...real.store, ...change(real.store) } },
  });
  const held = await holdLease(app, 0, never);
  assert.ok(held);
  for (const some of stages.length === 1 ? [stages, ["dedupe", "cluster"] as Stage[]] : [stages]) {
    const consumers = await staff(app, some, { handsOff: never, lease: held.lease });
    await drained(app, some, never);
    await Promise.all(consumers.map((consumer) => consumer.stop()));
  }
  await held.release();
  return { app, id, added };
}

const ended = async ({ app, id }: Run) => {
  const entry = await app.store.entry(id);
  assert.equal(entry?.waitsFor, null);
  assert.ok(await app.store.coverageOf(id));
  assert.deepEqual(await app.queue.failed(10), []);
};

test("where one process works on both, an article goes straight on from dedupe to cluster, without a job", async () => {
  const run = await work("both", ["dedupe", "cluster"]);
  await ended(run);
  assert.deepEqual(run.added, []);
  const steps = await run.app.store.steps(run.id);
  assert.deepEqual(
    steps.map(({ stage }) => stage),
    ["extract", "dedupe", "cluster"],
  );
});

test("where the next stage is somebody else's, it gets a job", async () => {
  const run = await work("apart", ["dedupe"]);
  await ended(run);
  assert.deepEqual(run.added, ["cluster"]);
});

test("what fails on its way straight on is tried again as a job of its own", async () => {
  let tries = 0;
  const run = await work("failing", ["dedupe", "cluster"], (store) => ({
    async commitCluster(...given: Parameters<Store["commitCluster"]>) {
      if (++tries === 1) throw new Error("the disk hiccups");
      return store.commitCluster(...given);
    },
  }));
  await ended(run);
  assert.equal(tries, 2);
  assert.deepEqual(run.added, ["cluster"]);
});

test("a job that is given again after its worker died on the way finds where the article waits", async () => {
  let deaths = 0;
  const run = await work("killed", ["dedupe", "cluster"], (store) => ({
    // The first commit came through, but its worker did not live to see it: the job runs again.
    async commitDedupe(...given: Parameters<Store["commitDedupe"]>) {
      await store.commitDedupe(...given);
      if (++deaths === 1) throw new Error("killed");
    },
  }));
  await ended(run);
  assert.equal(deaths, 1);
  assert.deepEqual(run.added, ["cluster"]);
});
