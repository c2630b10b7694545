import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { extractPage } from "../../extract/extract-page.ts";
import { EXTRACT_DEFAULTS } from "../../extract/settings.ts";
import type { Page } from "../../model/article.ts";

/** What this thread is started with, and what it answers with. */
export interface EvalPages {
  inDir: string;
  outFile: string;
  pages: readonly { id: string; url: string }[];
}
export interface EvaluatedPages {
  pages: number;
  errors: number;
}

const quantile = (sorted: number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

/**
 * Reads every page of the folder and writes what scorers read. What a page gave is turned into JSON at once: a title that
 * is a piece of the page's own text would keep all of the page in memory.
 */
async function evaluate({ inDir, outFile, pages }: EvalPages): Promise<EvaluatedPages> {
  const preds: string[] = [];
  const comments: string[] = [];
  const meta: string[] = [];
  const times: number[] = [];
  let errors = 0;
  let peakRss = 0;
  for (const { id, url } of pages) {
    const entry = (value: unknown) => `${JSON.stringify(id)}:${JSON.stringify(value)}`;
    const body = await readFile(join(inDir, `${id}.html`)).catch(() => null);
    if (body === null) {
      errors++;
      preds.push(entry(""));
      console.error(`${id}: there is no ${join(inDir, `${id}.html`)} to read`);
      continue;
    }
    const page: Page = { url, status: 200, contentType: "text/html", body, fetchedAt: 0 };
    const before = process.cpuUsage();
    try {
      const result = extractPage(page, { title: null }, EXTRACT_DEFAULTS);
      const spoken = result.removals.filter((removal) => removal.kind !== "boilerplate");
      preds.push(entry(result.ok ? result.content.text : ""));
      comments.push(entry(spoken.map((removal) => removal.text).join("\n")));
      if (result.ok) {
        const { title, author, publishedDay, siteName, lang } = result.content;
        meta.push(entry({ title, author, date: publishedDay, sitename: siteName, lang }));
      }
    } catch (error) {
      errors++;
      preds.push(entry(""));
      console.error(`${id}: ${error instanceof Error ? error.stack : error}`);
    }
    const used = process.cpuUsage(before);
    times.push((used.user + used.system) / 1000);
    peakRss = Math.max(peakRss, process.memoryUsage.rss());
  }
  const total = times.reduce((sum, ms) => sum + ms, 0);
  times.sort((a, b) => a - b);
  const perf = {
    medianMs: quantile(times, 0.5),
    p95Ms: quantile(times, 0.95),
    peakRssMB: peakRss / 2 ** 20,
    pagesPerSec: total > 0 ? (times.length * 1000) / total : 0,
    errors,
  };
  await writeFile(
    outFile,
    `{"preds":{${preds.join(",")}},"comments":{${comments.join(",")}},"meta":{${meta.join(",")}},"perf":${JSON.stringify(perf)}}`,
  );
  return { pages: times.length, errors };
}

parentPort?.postMessage(await evaluate(workerData as EvalPages));
