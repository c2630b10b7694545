import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { DEFAULTS } from "../../config/schema.ts";
import { type App, openApp } from "../../src/app.ts";
import { ingest } from "../../src/cli/ingest.ts";
import { rerun } from "../../src/cli/rerun.ts";
import type { FoundEntry } from "../../src/model/feed.ts";
import { newFeed } from "../../src/poll/new-feed.ts";
import { holdLease, LeaseHeld } from "../../workers/lease.ts";
import { enqueueDueFeeds, enqueueEveryDueFeed, reconcile } from "../../workers/reconcile.ts";

let dataDir: string;
let app: App;
const never = new AbortController().signal;
before(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "samestory-reconcile-"));
  app = await openApp({ ...DEFAULTS, log: { level: "error" } }, { dataDir });
});
after(async () => {
  await app.close();
  await rm(dataDir, { recursive: true, force: true });
});

const found = (n: number): FoundEntry => ({
  aliases: [`url:https://paper.example/${n}`],
  url: `https://paper.example/${n}`,
  canonicalUrl: `https://paper.example/${n}`,
  source: "paper.example",
  title: `Item ${n}`,
  author: null,
  summary: null,
  publishedAt: null,
  dateSource: "first-seen",
});

test("what the store says is waiting and no job carries is enqueued, once", async () => {
  for (let n = 0; n < 1_200; n++) await app.store.addEntry(found(n), app.clock.now(), n % 2 ? "fetch" : "extract");
  assert.equal(await reconcile(app), 1_200);
  assert.equal(await reconcile(app), 0);
  const counts = await app.queue.counts();
  assert.deepEqual([counts.fetch.waiting, counts.extract.waiting], [600, 600]);
});

test("only feeds that are due are enqueued", async () => {
  const now = app.clock.now();
  await app.store.addFeed(newFeed("https://due.example/feed", now, DEFAULTS.poll));
  const later = newFeed("https://later.example/feed", now, DEFAULTS.poll);
  await app.store.addFeed({ ...later, nextDueAt: now + 60_000 });
  await enqueueDueFeeds(app);
  assert.equal((await app.queue.counts()).poll.waiting, 1);
});

test("a run that looks only once takes every feed that is due, a daemon a page of them at a time", async () => {
  const now = app.clock.now();
  for (let n = 0; n < 600; n++) await app.store.addFeed(newFeed(`https://many.example/${n}`, now, DEFAULTS.poll));
  await enqueueDueFeeds(app);
  assert.ok((await app.queue.counts()).poll.waiting < 600);
  await enqueueEveryDueFeed(app);
  assert.equal(
    (await app.queue.counts()).poll.waiting,
    (await app.store.dueFeeds(now, Number.POSITIVE_INFINITY)).length,
  );
  assert.ok((await app.queue.counts()).poll.waiting > 600);
});

test("while one holds the writer's lease another is told who, and gets it when it is given back", async () => {
  const held = await holdLease(app, 0, never);
  assert.ok(held);
  const other = await app.store.takeLease("writer", "elsewhere:1:1", app.clock.now(), 20_000);
  assert.equal(other, null);
  await held.release();
  const taken = await app.store.takeLease("writer", "elsewhere:1:1", app.clock.now(), 20_000);
  assert.ok(taken);
  await assert.rejects(
    holdLease(app, 0, never),
    (error: Error) => error instanceof LeaseHeld && /elsewhere:1:1/.test(error.message),
  );
  const stopped = new AbortController();
  stopped.abort();
  assert.equal(await holdLease(app, 60_000, stopped.signal), null);
  await app.store.releaseLease(taken);
});

test("a re-run says first what it would touch, changes nothing that did not change, and sends no second alert", async () => {
  const fresh = await openApp({ ...DEFAULTS, log: { level: "error" } }, { dataDir: join(dataDir, "rerun") });
  const reports = join(import.meta.dirname, "../fixtures/reports");
  for (const name of [
    "one-bulleted-standfirst",
    "two-web-desk",
    "three-date-prefix",
    "four-spam-comments",
    "five-no-date",
  ])
    await ingest(
      fresh,
      [join(reports, `${name}.txt`)],
      { url: null, source: `${name}.example`, publishedAt: null },
      never,
    );
  const look = async () => {
    const [story] = await fresh.store.stories({ limit: 10, status: "formed" });
    const articles = await fresh.store.articles({ limit: 10 });
    return {
      story,
      alerts: await fresh.store.alerts({ limit: 10 }),
      articles: articles.map(({ id, text, revision }) => ({ id, text, revision })),
    };
  };
  const before = await look();
  assert.equal(before.alerts.filter(({ event }) => event === "story.created").length, 1);
  assert.equal(before.story?.counts.independent, 5);
  const dry = await rerun(fresh, "extract", {}, { dryRun: true, mark: "off-1", signal: never });
  assert.deepEqual([dry.selected, dry.from], [5, { clustered: 5 }]);
  assert.deepEqual(await look(), before);
  for (const stage of ["extract", "dedupe", "cluster"] as const) {
    const done = await rerun(fresh, stage, {}, { dryRun: false, mark: "off-1", signal: never });
    assert.equal(done.selected, 5);
    const after = await look();
    assert.deepEqual(after.alerts, before.alerts);
    assert.deepEqual(after.articles, before.articles);
    assert.equal(after.story?.id, before.story?.id);
    assert.deepEqual(after.story?.counts, before.story?.counts);
  }
  assert.deepEqual(await fresh.store.check(), []);
  await fresh.close();
});
