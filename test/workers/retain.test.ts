import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { DEFAULTS } from "../../config/schema.ts";
import { type App, openApp } from "../../src/app.ts";
import { dropped } from "../../src/model/ending.ts";
import { retain, retentionAt } from "../../workers/retain.ts";
import { anEntryAt, aPage, aStep } from "../contract/samples.ts";

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 2, 1);
const logged: { event: string; fields: Record<string, unknown> }[] = [];
const note = (event: string, fields: Record<string, unknown> = {}) => void logged.push({ event, fields });

let dataDir: string;
let app: App;
before(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "samestory-retain-"));
  const log = { debug: note, info: note, warn: note, error: note };
  app = await openApp(DEFAULTS, { dataDir, log });
});
after(async () => {
  await app.close();
  await rm(dataDir, { recursive: true, force: true });
});

test("days become moments, 0 becomes for ever, and the writer's windows stay out of reach", () => {
  const settings = {
    ...DEFAULTS,
    store: { pageDays: 2, articleDays: 0, attemptDays: 5, maxPageMb: 3 },
    dedupe: { ...DEFAULTS.dedupe, windowHours: 24 },
    cluster: { ...DEFAULTS.cluster, windowHours: 36 },
  };
  const limits = retentionAt(settings, NOW);
  const { pagesBefore, articlesBefore, attemptsBefore, maxPageBytes, activeSince } = limits;
  assert.deepEqual([pagesBefore, articlesBefore, attemptsBefore], [NOW - 2 * DAY, null, NOW - 5 * DAY]);
  assert.equal(maxPageBytes, 3_000_000);
  assert.equal(activeSince, NOW - 3 * DAY);
  const longer = { ...settings, dedupe: { ...settings.dedupe, windowHours: 240 } };
  assert.equal(retentionAt(longer, NOW).activeSince, NOW - 10 * DAY);
});

test("everything that is too old goes, batch by batch, and one line says how much", async () => {
  const now = app.clock.now();
  const old = now - (DEFAULTS.store.pageDays + 1) * DAY;
  for (let i = 0; i < 250; i++) {
    const id = await anEntryAt(app.store, `n${i}`, "fetch", old);
    const step = aStep(id, "fetch", null, { endedAt: old, ending: dropped("not-html") });
    await app.store.commitPage(step, aPage(`page ${i}`, { fetchedAt: i < 240 ? old : now }));
  }
  await retain(app);
  const lines = logged.filter(({ event }) => event === "retained");
  assert.equal(lines.length, 1);
  const { pages, articles, attempts } = lines[0]?.fields ?? {};
  assert.deepEqual([pages, articles, attempts], [240, 0, 0]);
  assert.deepEqual(await app.store.check(), []);
});

test("told to stop, it removes nothing more", async () => {
  const id = await anEntryAt(app.store, "late", "fetch", 0);
  const step = aStep(id, "fetch", null, { endedAt: 0, ending: dropped("not-html") });
  await app.store.commitPage(step, aPage("late", { fetchedAt: 0 }));
  await retain(app, AbortSignal.abort());
  assert.ok(await app.store.page(id));
});
