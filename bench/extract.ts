/**
 * Extraction: our text next to Readability and defuddle (both over linkedom) on the same pages in the same run, each in
 * a process of its own; then pages that were made to hurt, through the pool that the daemon uses. CPU time, the
 * collector's included.
 *
 *   node bench/extract.ts PAGES      # a folder with meta.json {id: {url}}, <id>.html and <id>.txt, the true text
 *   node bench/extract.ts            # the pages of our own in test/fixtures/pages
 *   node bench/extract.ts --hostile  # the hostile pages alone
 */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { createParsePool } from "../src/adapters/parse-pool.ts";
import { EXTRACT_DEFAULTS } from "../src/extract/settings.ts";
import { decodeText } from "../src/model/charset.ts";
import { POLL_DEFAULTS } from "../src/poll/settings.ts";
import { HOSTILE_PAGES } from "../test/extract/hostile-pages.ts";
import { seededRandom } from "../test/seeded-random.ts";
import { EXTRACTORS, textOfMarkup } from "./extract-peers.ts";
import { type PageScore, pairedInterval, scoreOf, scorePage } from "./shingle-score.ts";

interface GoldPage {
  id: string;
  url: string;
  html: Uint8Array;
  gold: string;
}

interface Run {
  scores: PageScore[];
  ms: number[];
  peakMb: number;
}

const OURS = "samestory";
/** Pages read before the clock starts, so that the compiler's work is nobody's. */
const WARM_UP = 10;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: "string" }, hostile: { type: "boolean", default: false } },
});
if (values.only) console.log(JSON.stringify(await measure(values.only)));
else {
  console.log(`${cpus()[0]?.model}, Node ${process.versions.node}`);
  if (!values.hostile) compare();
  await hostile();
}

function* goldPages(): Generator<GoldPage> {
  const folder = positionals[0];
  if (folder === undefined) {
    const own = join(import.meta.dirname, "../test/fixtures/pages");
    for (const id of readdirSync(own))
      yield {
        id,
        url: "https://paper.example/",
        html: readFileSync(join(own, id, "page.html")),
        gold: readFileSync(join(own, id, "expected.md"), "utf8"),
      };
    return;
  }
  const listed = JSON.parse(readFileSync(join(folder, "meta.json"), "utf8")) as Record<string, { url?: string }>;
  for (const [id, { url }] of Object.entries(listed))
    yield {
      id,
      url: url ?? "https://paper.example/",
      html: readFileSync(join(folder, `${id}.html`)),
      gold: readFileSync(join(folder, `${id}.txt`), "utf8"),
    };
}

/** One extractor over all pages. Everybody is given decoded text: not all of the peers decode. */
async function measure(name: string): Promise<Run> {
  const extract = EXTRACTORS[name]!;
  const run: Run = { scores: [], ms: [], peakMb: 0 };
  let warm = 0;
  for (const { url, html } of goldPages()) {
    if (warm++ >= WARM_UP) break;
    await extract(decodeText(html, "", "html").text, url).catch(() => {});
  }
  for (const { id, url, html, gold } of goldPages()) {
    const page = decodeText(html, "", "html").text;
    const before = process.cpuUsage();
    const found = await extract(page, url).catch((error: Error) => {
      console.error(`${name}: ${id}: ${error.message}`);
      return { text: "" };
    });
    const { user, system } = process.cpuUsage(before);
    run.ms.push((user + system) / 1_000);
    run.scores.push(scorePage("text" in found ? found.text : textOfMarkup(found.markup), gold));
  }
  run.peakMb = process.resourceUsage().maxRSS / 1_024;
  return run;
}

function compare(): void {
  const runs = new Map<string, Run>();
  for (const name of Object.keys(EXTRACTORS)) {
    const answer = execFileSync(process.execPath, [import.meta.filename, ...positionals, "--only", name], {
      maxBuffer: 64 << 20,
      stdio: ["ignore", "pipe", name === OURS ? "inherit" : "ignore"],
    });
    runs.set(name, JSON.parse(answer.toString()) as Run);
  }
  const ours = runs.get(OURS)!;
  console.log(`${ours.ms.length} pages; CPU ms of a page; F1 of ours less theirs with its 95 % interval`);
  console.log("extractor             F1     P      R      exact  median   p95  pages/s  peak MB  ours - theirs");
  for (const [name, { scores, ms, peakMb }] of runs) {
    const { f1, precision, recall, exact } = scoreOf(scores);
    const sorted = ms.toSorted((a, b) => a - b);
    const at = (share: number) => sorted[Math.floor(sorted.length * share)]!.toFixed(1);
    const perSecond = (1_000 * ms.length) / ms.reduce((total, one) => total + one, 0);
    const [low, high] = pairedInterval(ours.scores, scores, seededRandom(7));
    const gain =
      name === OURS ? "" : `${(scoreOf(ours.scores).f1 - f1).toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`;
    console.log(
      name.padEnd(21),
      ...[f1, precision, recall, exact].map((share) => share.toFixed(3).padEnd(6)),
      at(0.5).padStart(6),
      at(0.95).padStart(6),
      perSecond.toFixed(1).padStart(7),
      peakMb.toFixed(0).padStart(8),
      ` ${gain}`,
    );
  }
  const half = (odd: number) => scoreOf(ours.scores.filter((_, i) => i % 2 === odd));
  console.log(`ours on every other page: F1 ${half(0).f1.toFixed(3)}, on the rest: ${half(1).f1.toFixed(3)}`);
}

/** Wall clock of each hostile page in the pool, its ending, and the longest that the main loop stood still meanwhile. */
async function hostile(): Promise<void> {
  const pool = createParsePool({ extract: { ...EXTRACT_DEFAULTS, threads: 1 }, poll: POLL_DEFAULTS });
  console.log("\nhostile page                                    MB     ms  loop ms  ends as");
  for (const { what, body } of HOSTILE_PAGES) {
    const made = body();
    const bytes = typeof made === "string" ? new TextEncoder().encode(made) : made;
    const page = { url: "https://paper.example/", status: 200, contentType: "text/html", body: bytes, fetchedAt: 0 };
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const outcome = await pool.page(page, { title: null });
    delay.disable();
    const ends = !outcome.ok ? outcome.reason : outcome.value.ok ? "text" : outcome.value.reason;
    const stood = delay.max / 1e6;
    console.log(
      what.padEnd(44),
      (bytes.byteLength / 1e6).toFixed(1).padStart(5),
      String(outcome.ms).padStart(6),
      stood.toFixed(0).padStart(8),
      ` ${ends}`,
    );
  }
  await pool.close();
}
