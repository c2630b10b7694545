/**
 * Fills a store with articles of the past days, as if they had come over the belt: `node bench/window.ts DATA COUNT`.
 * Entries, articles, signatures and coverage are the real ones of generated reports; stories are the true ones.
 */
import { join } from "node:path";
import { systemClock } from "../src/adapters/clock-system.ts";
import { openSqliteStore } from "../src/adapters/store-sqlite.ts";
import { articleVectors } from "../src/cluster/article-vectors.ts";
import { commonWord, LEARNED } from "../src/cluster/learned.ts";
import { CLUSTER_DEFAULTS } from "../src/cluster/settings.ts";
import { analysisVersion, encodeVectors } from "../src/cluster/stored-vectors.ts";
import { TermTable } from "../src/cluster/term-table.ts";
import { articleTerms } from "../src/cluster/terms.ts";
import { DEDUPE_DEFAULTS } from "../src/dedupe/settings.ts";
import { sketchOf } from "../src/dedupe/sketch.ts";
import { encodeSketch } from "../src/dedupe/stored-sketch.ts";
import { next } from "../src/model/ending.ts";
import type { Lease, Store } from "../src/ports/store.ts";
import { generateReports, type Report } from "./generated-reports.ts";

const [dataDir = "", countText = "0"] = process.argv.slice(2);
const OUTLETS = 200;
/** Not the newsroom's: these are other stories. */
const SEED = 7;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Past and window end together: the last of them came a day ago. */
const SPREAD_MS = DAY_MS;
const AT_ONCE = 256;

const now = Date.now();
const table = new TermTable(LEARNED.shares.en ?? {});

async function fill(store: Store, lease: Lease, count: number): Promise<void> {
  // A story has about three reports; a fresh batch of stories until there are enough.
  const reports = generateReports(OUTLETS, Math.ceil(count / 2.5), SEED).slice(0, count);
  const sizes = new Map<number, number>();
  for (const { story } of reports) sizes.set(story, (sizes.get(story) ?? 0) + 1);
  const known = new Set<number>();
  for (let start = 0; start < reports.length; start += AT_ONCE)
    await Promise.all(
      reports.slice(start, start + AT_ONCE).map((report, i) => {
        const first = !known.has(report.story);
        known.add(report.story);
        return put(store, lease, report, start + i, first, sizes.get(report.story) ?? 1);
      }),
    );
}

async function put(
  store: Store,
  lease: Lease,
  report: Report,
  number: number,
  first: boolean,
  size: number,
): Promise<void> {
  const source = `outlet${report.outlet}.example`;
  const url = `https://${source}/${number}`;
  const publishedAt = now - SPREAD_MS - report.minutesAgo * MINUTE_MS;
  const item = {
    aliases: [`url:${url}`],
    url,
    canonicalUrl: url,
    source,
    title: report.title,
    author: null,
    summary: null,
  };
  const found = { ...item, publishedAt, dateSource: "feed" as const };
  const { entry } = await store.addEntry(found, publishedAt, "extract");
  const step = (stage: "extract" | "dedupe" | "cluster", following: "dedupe" | "cluster" | null) => ({
    ...{ entryId: entry.id, stage, startedAt: publishedAt, endedAt: now, ending: next({}), next: following },
  });
  const text = report.paragraphs.join("\n\n");
  const article = {
    ...{ id: entry.id, url, canonicalUrl: url, source, title: report.title, author: report.author, publishedAt },
    ...{ dateSource: "page" as const, firstSeenAt: publishedAt, lang: "en", text, strategy: "bench", confidence: 1 },
    ...{ details: null, madeBy: "bench", extractedAt: now },
  };
  const terms = articleTerms(article, CLUSTER_DEFAULTS.readWords, (word, lang) => commonWord(LEARNED, word, lang));
  const { vectors } = articleVectors(terms, table);
  table.count(vectors);
  await store.commitArticle(step("extract", "dedupe"), article, []);
  const sketch = sketchOf(`${report.title}\n\n${text}`, DEDUPE_DEFAULTS);
  const signature = { articleId: entry.id, ...encodeSketch(sketch, DEDUPE_DEFAULTS) };
  await store.commitDedupe(step("dedupe", "cluster"), lease, signature, null);
  const storyId = `s_w${report.story}`;
  const story = {
    ...{
      id: storyId,
      title: report.title,
      status: size > 2 ? ("formed" as const) : ("growing" as const),
      mergedInto: null,
    },
    ...{ formedAt: size > 2 ? publishedAt : null, firstPublishedAt: publishedAt, lastPublishedAt: publishedAt },
    ...{ counts: { articles: size, publishers: size, independent: size }, languages: ["en"] },
  };
  const evidence = { rule: first ? "founded" : "joined", terms: [], features: {}, runnerUp: null };
  const role = first ? ("origin" as const) : ("independent" as const);
  const coverage = { storyId, articleId: entry.id, role, score: 1, evidence, addedAt: now };
  await store.commitCluster(step("cluster", null), lease, {
    stories: [story],
    coverage: [coverage],
    vectors: encodeVectors({ lang: terms.lang, vectors }, analysisVersion(CLUSTER_DEFAULTS)),
    events: [],
    alerts: [],
  });
}

const store = await openSqliteStore({ file: join(dataDir, "samestory.db"), clock: systemClock });
const lease = await store.takeLease("writer", "window:1:1", now, DAY_MS);
if (!lease) throw new Error("another process writes to this store");
await fill(store, lease, Number(countText));
await store.releaseLease(lease);
await store.close();
