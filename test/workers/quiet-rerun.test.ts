import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { DEFAULTS } from "../../config/schema.ts";
import { type App, openApp } from "../../src/app.ts";
import { ingest } from "../../src/cli/ingest.ts";
import { rerun } from "../../src/cli/rerun.ts";
import type { RerunAlerts } from "../../src/model/rerun-mark.ts";

const never = new AbortController().signal;
const REPORTS = ["one-bulleted-standfirst", "two-web-desk", "three-date-prefix", "four-spam-comments", "five-no-date"];

const open: App[] = [];
let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "samestory-quiet-"));
});
after(async () => {
  for (const app of open) await app.close();
  await rm(folder, { recursive: true, force: true });
});

/** Five reports of one story in a store where stories formed only with 50 of them; then three are enough. */
async function formedBy(alerts: RerunAlerts): Promise<App> {
  const settings = { ...DEFAULTS, log: { level: "error" as const } };
  const strict = { ...settings, cluster: { ...settings.cluster, independentToForm: 50 } };
  const dataDir = join(folder, alerts);
  const first = await openApp(strict, { dataDir });
  for (const name of REPORTS) {
    const file = join(import.meta.dirname, `../fixtures/reports/${name}.txt`);
    await ingest(first, [file], { url: null, source: `${name}.example`, publishedAt: null }, never);
  }
  assert.deepEqual(await first.store.alerts({ limit: 10 }), []);
  await first.close();
  const app = await openApp(settings, { dataDir });
  open.push(app);
  const done = await rerun(app, "cluster", {}, { dryRun: false, mark: `${alerts}-1`, signal: never });
  assert.deepEqual([done.selected, done.left], [REPORTS.length, 0]);
  return app;
}

test("a story that forms in a re-run is told to nobody, then or later, and its history says why", async () => {
  const app = await formedBy("off");
  const [story] = await app.store.stories({ limit: 10, status: "formed" });
  assert.equal(story?.counts.independent, REPORTS.length);
  const events = await app.store.storyEvents(story?.id ?? "");
  assert.ok(events.some(({ kind }) => kind === "formed"));
  assert.ok(events.some(({ kind, reason }) => kind === "held-back" && /alerts were off/.test(reason)));
  await rerun(app, "cluster", {}, { dryRun: false, mark: "send-2", signal: never });
  assert.deepEqual(await app.store.alerts({ limit: 10 }), []);
});

test("with --alerts send it is told, once however often it is run again", async () => {
  const app = await formedBy("send");
  const created = async () => (await app.store.alerts({ limit: 10, event: "story.created" })).map(({ id }) => id);
  const told = await created();
  assert.equal(told.length, 1);
  await rerun(app, "dedupe", {}, { dryRun: false, mark: "send-2", signal: never });
  assert.deepEqual(await created(), told);
});
