import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { extractPage } from "../../extract/extract-page.ts";
import { EXTRACT_DEFAULTS } from "../../extract/settings.ts";
import type { Page } from "../../model/article.ts";

const quantile = (sorted: number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

/**
 * Extracts every page of a folder (`meta.json` as `{id: {url}}`, one `<id>.html` each) and writes what scorers read.
 * Times are CPU milliseconds of this process, one page at a time, without the pool.
 */
export async function evalExtract(inDir: string, outFile: string): Promise<{ pages: number; errors: number }> {
  const listed = JSON.parse(await readFile(join(inDir, "meta.json"), "utf8")) as Record<string, { url?: string }>;
  const preds: Record<string, string> = {};
  const comments: Record<string, string> = {};
  const meta: Record<string, object> = {};
  const times: number[] = [];
  let errors = 0;
  let peakRss = 0;
  for (const [id, { url }] of Object.entries(listed)) {
    const body = await readFile(join(inDir, `${id}.html`));
    const page: Page = { url: url ?? "", status: 200, contentType: "text/html", body, fetchedAt: 0 };
    const before = process.cpuUsage();
    try {
      const result = extractPage(page, { title: null }, EXTRACT_DEFAULTS);
      const spoken = result.removals.filter((removal) => removal.kind !== "boilerplate");
      preds[id] = result.ok ? result.content.text : "";
      comments[id] = spoken.map((removal) => removal.text).join("\n");
      if (result.ok) {
        const { title, author, publishedDay, siteName, lang } = result.content;
        meta[id] = { title, author, date: publishedDay, sitename: siteName, lang };
      }
    } catch (error) {
      errors++;
      preds[id] = "";
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
  await writeFile(outFile, JSON.stringify({ preds, comments, meta, perf }));
  return { pages: times.length, errors };
}
