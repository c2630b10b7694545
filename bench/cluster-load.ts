/**
 * What the story index costs as its window fills: `node --expose-gc bench/cluster-load.ts [ARTICLES] [--json]`.
 *
 * Generated reports (bench/generated-reports.ts) are analysed, assigned and applied one after another, none let go. For
 * each stretch: active stories, articles per CPU second of the stretch (making the reports not counted), bytes of
 * memory per story and per article, and bytes that the store keeps of an article. An index of its own takes other reports
 * first, so that what is measured is compiled, as it is in a process that has run for a minute. Time and memory are those of
 * two indexes that take the same reports: weighing one throws away what was compiled, and makes the heap small again.
 */

import { CLUSTER_DEFAULTS } from "../src/cluster/settings.ts";
import { encodeVectors } from "../src/cluster/stored-vectors.ts";
import { StoryIndex } from "../src/cluster/story-index.ts";
import type { Article } from "../src/model/article.ts";
import { generateReports } from "./generated-reports.ts";

const count = Number(process.argv.slice(2).find((argument) => !argument.startsWith("--")) ?? 100_000);
const json = process.argv.includes("--json");
const OUTLETS = 200;
/** A stretch of reports of so many stories is made at once, with a seed of its own: other stories. */
const STORIES_AT_ONCE = 400;
const STRETCHES = [1000, 2500, 5000, 10_000, 25_000, 50_000, 75_000, 100_000].filter((end) => end < count);
const NOW = Date.UTC(2026, 10, 22);
const VERSION = "bench";
const AT_ONCE = 100;

/** @param first number of the first one; no two generators that begin at different ones make the same */
function* articles(first: number): Generator<Article> {
  for (let seed = first + 1, number = first; ; seed++) {
    for (const { outlet, title, paragraphs, author, minutesAgo } of generateReports(OUTLETS, STORIES_AT_ONCE, seed)) {
      const publishedAt = NOW - minutesAgo * 60_000;
      const source = `outlet${outlet}.example`;
      const url = `https://${source}/${number}`;
      yield {
        ...{
          id: `e_${String(number++).padStart(16, "0")}`,
          revision: 1,
          url,
          canonicalUrl: url,
          source,
          title,
          author,
        },
        ...{ publishedAt, dateSource: "page", firstSeenAt: publishedAt, lang: "en", text: paragraphs.join("\n\n") },
        ...{ strategy: "bench", confidence: 1, details: null, madeBy: "bench", extractedAt: NOW },
      };
    }
  }
}

const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};
const memory = (): number => {
  // what is only kept for speed (code not used lately, say) goes too: else it comes and goes between two measurements
  globalThis.gc?.({ type: "major", execution: "sync", flavor: "last-resort" });
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

interface Line {
  articles: number;
  stories: number;
  perCpuSecond: number;
  bytesPerStory: number;
  bytesPerArticle: number;
  storedBytes: number;
}

const emptyIndex = () => new StoryIndex({ ...CLUSTER_DEFAULTS, maxActiveStories: Number.POSITIVE_INFINITY });
const WARMED_UP_BY = 4000;
/** Articles of an index that is not noticed beside those that are weighed. */
const SMALL = 50;
const NEVER_REACHED = 10_000_000;

/** What serves one article after another keeps the index that it served last: at the end a small one. */
function warmUp(): void {
  for (const taken of [WARMED_UP_BY, SMALL]) {
    const other = emptyIndex();
    for (const article of articles(NEVER_REACHED).take(taken)) other.apply(other.assign(article, null, { now: NOW }));
  }
}

/** Each stretch of the articles, one after another, into one index. */
function* stretches(index: StoryIndex): Generator<{ end: number; seconds: number; storedBytes: number }> {
  let storedBytes = 0;
  let from = 0;
  for (const end of [...STRETCHES, count]) {
    let seconds = 0;
    const stream = articles(from);
    for (; from < end; from += AT_ONCE) {
      const batch = Array.from({ length: Math.min(AT_ONCE, end - from) }, () => stream.next().value as Article);
      const start = cpuSeconds();
      const changes = batch.map((article) => {
        const change = index.assign(article, null, { now: NOW });
        index.apply(change);
        return change;
      });
      seconds += cpuSeconds() - start;
      for (const { member, vectors } of changes)
        storedBytes += encodeVectors({ lang: member.lang, vectors }, VERSION).length;
    }
    // it holds reports that are not asked for any more
    stream.return(undefined);
    from = end;
    yield { end, seconds, storedBytes };
  }
}

/** Articles per CPU second of each stretch. */
function timed(): number[] {
  let before = 0;
  return [...stretches(emptyIndex())].map(({ end, seconds }) => {
    const articles = end - before;
    before = end;
    return articles / seconds;
  });
}

type Weight = Omit<Line, "perCpuSecond">;

/** Code that is used no more goes only when it has been passed over by a few. */
const COLLECTIONS = 4;

/** What the index takes at the end of each stretch. */
function weighed(): Weight[] {
  for (let i = 0; i < COLLECTIONS; i++) memory();
  const empty = memory();
  const index = emptyIndex();
  const weights: Weight[] = [];
  for (const { end, storedBytes } of stretches(index)) {
    const bytes = memory() - empty;
    const stories = index.size;
    const shares = { bytesPerStory: bytes / stories, bytesPerArticle: bytes / end, storedBytes: storedBytes / end };
    weights.push({ articles: end, stories, ...shares });
  }
  return weights;
}

warmUp();
const weights = weighed();
warmUp();
const speeds = timed();
const lines = weights.map((weight, i): Line => ({ ...weight, perCpuSecond: speeds[i]! }));
for (const line of json ? [] : lines)
  console.log(
    `${String(line.articles).padStart(7)} articles ${String(line.stories).padStart(6)} stories ` +
      `${line.perCpuSecond.toFixed(0).padStart(6)} articles/CPU s ${(line.bytesPerStory / 1024).toFixed(2).padStart(6)} kB/story ` +
      `${line.bytesPerArticle.toFixed(0).padStart(5)} B/article ${line.storedBytes.toFixed(0).padStart(5)} B stored`,
  );
if (json) console.log(JSON.stringify(lines));
