import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { renderPage } from "../../bench/generated-page.ts";
import { generateReports } from "../../bench/generated-reports.ts";
import { DEFAULTS } from "../../config/schema.ts";
import { type App, databaseFile, openApp } from "../../src/app.ts";
import type { EntryStage } from "../../src/model/words.ts";
import { jsonLines, samestory, start } from "../program.ts";
import { type Outcome, outcome } from "./outcome.ts";
import { assertSound } from "./undisturbed.ts";

const OUTLETS = 40;
const SEED = 20_261_123;
/** Share of the entries after which a stage is killed: so early that even a busy machine kills before the stage is through. */
const KILL_AFTER = 0.15;
const SHOWN_DIFFERENCES = 10;

/** What can be said of one re-run after it was killed twice and begun again each time. */
export interface KilledRerun {
  stage: EntryStage;
  /** Entries that were not at their end when the process was killed, of each kill. */
  leftAtKills: number[];
  /** Same articles, texts, places and originals as the re-run that nobody disturbed. */
  sameArticles: boolean;
  /** Same stories with the same ids, too. */
  same: boolean;
  /** Where they do not: the first lines that differ. */
  differences: string[];
  alertsBefore: number;
  alertsAfter: number;
  /** Times that a stage did an entry again which it had done. */
  redone: number;
}

/** A data folder with so many generated articles that went all the way. */
export async function filledFolder(articles: number): Promise<string> {
  const data = await mkdtemp(join(tmpdir(), "samestory-rerun-"));
  const now = Date.now();
  const reports = generateReports(OUTLETS, articles, SEED).slice(0, articles);
  await look(data, async ({ store }) => {
    for (const [number, report] of reports.entries()) {
      const origin = `https://outlet${report.outlet}.example`;
      const url = `${origin}/story/${number}`;
      const others = [1, 2, 3].map((i) => reports[(number + i * 97) % reports.length] ?? report);
      const body = new TextEncoder().encode(renderPage(report, number, origin, others, now));
      const page = { url, status: 200, contentType: "text/html; charset=utf-8", body, fetchedAt: now };
      const source = `outlet${report.outlet}.example`;
      const told = { title: report.title, author: null, summary: null, publishedAt: null };
      const found = { aliases: [`url:${url}`], url, canonicalUrl: url, source, ...told, dateSource: "page" } as const;
      await store.addEntry({ ...found, aliases: [...found.aliases] }, now + number, "extract", page);
    }
  });
  await tell(data, "run", "--once");
  return data;
}

/** `rerun STAGE --dry-run` says what it would do; whether the bytes of the database are the same after it. */
export async function dryRun(data: string, stage: EntryStage): Promise<{ selected: number; untouched: boolean }> {
  const before = await hashOf(data);
  const [said] = jsonLines<{ selected: number }>(await tell(data, "rerun", stage, "--dry-run", "--json"));
  return { selected: said?.selected ?? 0, untouched: (await hashOf(data)) === before };
}

/**
 * A re-run of everything that is killed with SIGKILL in the middle of its stage and in the middle of cluster, and begun
 * again each time, beside one that nobody disturbs.
 */
export async function killedRerun(data: string, stage: EntryStage): Promise<KilledRerun> {
  const [calm, killed] = await Promise.all(["calm", "killed"].map((name) => copyOf(data, name)));
  try {
    assert.ok(calm && killed);
    await tell(calm, "rerun", stage, "--json");
    const undisturbed = await look(calm, whole);
    const before = await look(killed, whole);
    const leftAtKills: number[] = [];
    const total = before.articles.length;
    for (const where of new Set<EntryStage>([stage, "cluster"]))
      leftAtKills.push(await killIn(killed, stage, where, Math.ceil(total * KILL_AFTER)));
    const [last] = jsonLines<{ selected: number; resumed: boolean; left: number }>(
      await tell(killed, "rerun", stage, "--json"),
    );
    assert.deepEqual([last?.resumed, last?.left], [true, 0]);
    assert.equal(last?.selected, leftAtKills.at(-1));
    const after = await look(killed, whole);
    await look(killed, assertSound);
    const differences = differing(undisturbed, after);
    return {
      stage,
      leftAtKills,
      sameArticles: JSON.stringify(undisturbed.articles) === JSON.stringify(after.articles),
      same: differences.length === 0,
      differences: differences.slice(0, SHOWN_DIFFERENCES),
      alertsBefore: before.alerts.length,
      alertsAfter: after.alerts.length,
      redone: after.steps.filter((step, i) => step !== undisturbed.steps[i]).length,
    };
  } finally {
    for (const folder of [calm, killed]) if (folder) await rm(folder, { recursive: true, force: true });
  }
}

/** Begins the re-run and kills it when `where` has done so many entries; how many are not at their end then. */
async function killIn(data: string, stage: EntryStage, where: EntryStage, entries: number): Promise<number> {
  const { child, ended } = start(["rerun", stage, "--data", data], { SAMESTORY_LOG_LEVEL: "debug" });
  let done = 0;
  child.stderr?.on("data", (text: string) => {
    done += text.split(`"event":"${where}"`).length - 1;
    if (done >= entries) child.kill("SIGKILL");
  });
  const { signal, stderr } = await ended;
  assert.equal(signal, "SIGKILL", stderr.slice(-2_000));
  return look(data, async ({ store }) => {
    const { total, ended } = (await store.totals()).entries;
    return total - (ended.clustered ?? 0);
  });
}

interface Whole extends Outcome {
  ids: string[];
  alerts: string[];
  /** Of each entry: the stages that it went through. */
  steps: string[];
}

async function whole(app: App): Promise<Whole> {
  const { store } = app;
  const stories = await store.stories({ limit: Number.MAX_SAFE_INTEGER, minArticles: 1 });
  const alerts = await store.alerts({ limit: Number.MAX_SAFE_INTEGER });
  const found = await outcome(app);
  const steps = await Promise.all(
    found.articles.map(async ({ url }) => {
      const entry = await store.entry(url);
      return (await store.steps(entry?.id ?? "")).map((step) => step.stage).join(" ");
    }),
  );
  const ids = stories.map(({ id, status, counts }) => `${id} ${status} ${counts.articles}`).sort();
  return { ...found, ids, alerts: alerts.map(({ id }) => id).sort(), steps };
}

/** What only one of the two has, as lines: `-` the undisturbed one, `+` the other. */
function differing(a: Whole, b: Whole): string[] {
  const lines = ({ articles, stories, ids, alerts }: Whole) =>
    [...articles, ...stories, ...ids, ...alerts].map((item) => JSON.stringify(item));
  const [before, after] = [new Set(lines(a)), new Set(lines(b))];
  return [
    ...[...before].filter((line) => !after.has(line)).map((line) => `- ${line}`),
    ...[...after].filter((line) => !before.has(line)).map((line) => `+ ${line}`),
  ].sort((x, y) => (x.slice(2) < y.slice(2) ? -1 : 1));
}

async function look<T>(data: string, at: (app: App) => Promise<T>): Promise<T> {
  const app = await openApp({ ...DEFAULTS, log: { level: "error" } }, { dataDir: data });
  try {
    return await at(app);
  } finally {
    await app.close();
  }
}

async function tell(data: string, ...args: string[]): Promise<string> {
  const ended = await samestory([...args, "--data", data], { SAMESTORY_LOG_LEVEL: "warn" });
  assert.equal(ended.code, 0, `${args.join(" ")}: ${ended.stdout}${ended.stderr}`);
  return ended.stdout;
}

async function copyOf(data: string, name: string): Promise<string> {
  const copy = `${data}-${name}`;
  await cp(data, copy, { recursive: true });
  return copy;
}

async function hashOf(data: string): Promise<string> {
  return createHash("sha256")
    .update(await readFile(databaseFile(data)))
    .digest("hex");
}
