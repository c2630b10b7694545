/**
 * Extraction: our text next to that of Readability (over linkedom and over jsdom), defuddle and article-extractor on the
 * same pages in the same run; then pages that were made to hurt, through the pool that the daemon uses.
 *
 * Each extractor has a process of its own. They take the pages in turn, block by block, each block begun by the next of
 * them, so that a machine whose speed changes within minutes changes for all alike. Counted is the CPU time of the whole
 * process, user and system, of all its threads: the collector's and the compiler's too, which go on while others read.
 *
 *   node bench/extract.ts PAGES      # a folder with meta.json and <id>.html
 *   node bench/extract.ts PAGES --against readability+linkedom --rounds 5  # ours and that one alone, each page five times
 *   node bench/extract.ts            # the pages of our own in test/fixtures/pages
 *   node bench/extract.ts --hostile  # the hostile pages alone
 *
 * What a page should give is `<id>.txt`, the true text, or pieces of text in meta.json:
 * {id: {url, with: [], without: [], comments: []}}.
 */
import { type ChildProcess, fork } from "node:child_process";
import { on, once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
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
import { leakOf, type SegmentScore, type Segments, scoreSegments, segmentF1 } from "./segment-score.ts";
import { type PageScore, pairedInterval, scoreOf, scorePage } from "./shingle-score.ts";

interface GoldPage {
  id: string;
  url: string;
  html: Uint8Array;
  /** Null where pieces of it are all that is known. */
  gold: string | null;
  segments: Segments;
}

interface Run {
  /** Of pages whose true text is known. */
  scores: PageScore[];
  segments: SegmentScore[];
  /** CPU of a page by itself. */
  ms: number[];
  /** CPU of the process from the end of one block to that of the next. */
  blockMs: number[];
  peakMb: number;
}

const OURS = "samestory";
const FOLDS = 5;
/** Every extractor runs as the program is started. */
const FRUGAL_NODE = ["--max-semi-space-size=16"];
const FRUGAL_MALLOC = { MALLOC_ARENA_MAX: "2", MALLOC_MMAP_THRESHOLD_: "1048576" };
/** Pages read before the clock starts, so that the compiler's first work is nobody's. */
const WARM_UP = 100;
/** Pages that one extractor reads before the next has them. */
const BLOCK = 7;
/** Whose CPU time is divided by ours. */
const RIVAL = "readability+linkedom";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: "string" },
    against: { type: "string", multiple: true },
    rounds: { type: "string", default: "1" },
    hostile: { type: "boolean", default: false },
  },
});
const NAMES = values.against ? [OURS, ...values.against] : Object.keys(EXTRACTORS);
if (values.only) await serve(values.only);
else {
  console.log(`${cpus()[0]?.model}, Node ${process.versions.node}`);
  if (!values.hostile) await compare();
  await hostile();
}

function* goldPages(): Generator<GoldPage> {
  const folder = positionals[0];
  if (folder === undefined) {
    const own = join(import.meta.dirname, "../test/fixtures/pages");
    for (const id of readdirSync(own)) {
      const expected = JSON.parse(readFileSync(join(own, id, "expected.json"), "utf8")) as Record<string, string[]>;
      const comments = [...(expected.comments ?? []), ...(expected.spam ?? [])];
      yield {
        id,
        url: "https://paper.example/",
        html: readFileSync(join(own, id, "page.html")),
        gold: readFileSync(join(own, id, "expected.md"), "utf8"),
        segments: { with: [], without: [], comments },
      };
    }
    return;
  }
  const listed = JSON.parse(readFileSync(join(folder, "meta.json"), "utf8")) as Record<string, Listed>;
  for (const [id, { url, with: inside = [], without = [], comments = [] }] of Object.entries(listed)) {
    const gold = join(folder, `${id}.txt`);
    yield {
      id,
      url: url ?? "https://paper.example/",
      html: readFileSync(join(folder, `${id}.html`)),
      gold: existsSync(gold) ? readFileSync(gold, "utf8") : null,
      segments: { with: inside, without, comments },
    };
  }
}
type Listed = Partial<Segments> & { url?: string };

/**
 * One extractor: reads a block of pages for each message, answers when it is done, and sends its run when there are no
 * more. Everybody is given decoded text: not all of the peers decode.
 */
async function serve(name: string): Promise<void> {
  const extract = await EXTRACTORS[name]!();
  const run: Run = { scores: [], segments: [], ms: [], blockMs: [], peakMb: 0 };
  let warm = 0;
  for (const { url, html } of goldPages()) {
    if (warm++ >= WARM_UP) break;
    await extract(decodeText(html, "", "html").text, url).catch(() => {});
  }
  const given: { found: { text: string } | { markup: string }; gold: GoldPage }[] = [];
  let round = 1;
  let sources = goldPages();
  const pages = (): { gold: GoldPage; html: string }[] => {
    const block = Array.from({ length: BLOCK }, () => sources.next())
      .filter(({ done }) => !done)
      .map(({ value }) => ({ gold: value as GoldPage, html: decodeText((value as GoldPage).html, "", "html").text }));
    if (block.length > 0 || round === Number(values.rounds)) return block;
    round++;
    sources = goldPages();
    return pages();
  };
  let next = pages();
  // What was spent on reading files is nobody's; what the compiler and the collector do while others read is.
  let from = process.cpuUsage();
  let aside = 0;
  process.send!({ ready: name });
  for await (const _ of on(process, "message")) {
    for (const { gold, html } of next) {
      const before = process.cpuUsage();
      const found = await extract(html, gold.url).catch((error: Error) => {
        console.error(`${name}: ${gold.id}: ${error.message}`);
        return { text: "" };
      });
      run.ms.push(msSince(before));
      if (round === 1) given.push({ found, gold: { ...gold, html: new Uint8Array() } });
    }
    run.blockMs.push(msSince(from) - aside);
    from = process.cpuUsage();
    next = pages();
    aside = msSince(from);
    if (next.length === 0) break;
    process.send!({ read: given.length });
  }
  run.peakMb = process.resourceUsage().maxRSS / 1_024;
  const again = goldPages();
  for (const { found, gold } of given) {
    const { html } = again.next().value as GoldPage;
    const text = "text" in found ? found.text : await textOfMarkup(found.markup);
    if (gold.gold !== null) run.scores.push(scorePage(text, gold.gold));
    const whole = gold.segments.comments.length === 0 ? "" : await textOfMarkup(decodeText(html, "", "html").text);
    run.segments.push(scoreSegments(text, gold.segments, whole));
  }
  process.send!({ run });
  process.disconnect();
}

/** CPU of this process, all its threads, in milliseconds. */
function msSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** Starts every extractor, and gives them the pages in turn. */
async function takeTurns(): Promise<Map<string, Run>> {
  const runs = new Map<string, Run>();
  let reading: { name: string; child: ChildProcess }[] = [];
  for (const name of NAMES) {
    const child = fork(import.meta.filename, [...positionals, "--only", name, "--rounds", values.rounds], {
      execArgv: FRUGAL_NODE,
      env: { ...FRUGAL_MALLOC, ...process.env },
      // Some peers print what they think of a page.
      stdio: ["ignore", "ignore", name === OURS ? "inherit" : "ignore", "ipc"],
    });
    await once(child, "message");
    reading.push({ name, child });
  }
  for (let block = 0; reading.length > 0; block++) {
    const first = block % reading.length;
    const order = [...reading.slice(first), ...reading.slice(0, first)];
    for (const { name, child } of order) {
      child.send({ block });
      const [{ run }] = (await once(child, "message")) as [{ run?: Run }];
      if (run) runs.set(name, run);
    }
    reading = reading.filter(({ name }) => !runs.has(name));
  }
  return runs;
}

async function compare(): Promise<void> {
  const found = await takeTurns();
  const runs = new Map(NAMES.map((name) => [name, found.get(name)!]));
  const ours = runs.get(OURS)!;
  const typed = ours.scores.length > 0;
  console.log(
    `${ours.segments.length} pages, each read ${values.rounds} times; CPU ms of a page; F1 of ours less theirs with its 95 % interval`,
  );
  console.log(
    `extractor             F1     ${typed ? "P      R      exact  " : ""}leak   median   p95  pages/s  peak MB  ours - theirs`,
  );
  const shares = ({ scores, segments }: Run): (number | null)[] => {
    const { f1, precision, recall, exact } = scoreOf(scores);
    return [...(typed ? [f1, precision, recall, exact] : [segmentF1(segments)]), leakOf(segments)];
  };
  for (const [name, run] of runs) {
    const { ms, peakMb } = run;
    const sorted = ms.toSorted((a, b) => a - b);
    const at = (share: number) => sorted[Math.floor(sorted.length * share)]!.toFixed(1);
    const perSecond = (1_000 * ms.length) / sum(run.blockMs);
    console.log(
      name.padEnd(21),
      ...shares(run).map((share) => (share?.toFixed(3) ?? "–").padEnd(6)),
      at(0.5).padStart(6),
      at(0.95).padStart(6),
      perSecond.toFixed(1).padStart(7),
      peakMb.toFixed(0).padStart(8),
      ` ${name === OURS ? "" : gainOver(ours, run)}`,
    );
  }
  const blocks = Math.ceil(ours.segments.length / BLOCK);
  const ofBlocks = ({ blockMs }: Run) =>
    Array.from({ length: blocks }, (_, block) => sum(blockMs.filter((_, i) => i % blocks === block)));
  const own = ofBlocks(ours);
  const rival = runs.has(RIVAL) ? ofBlocks(runs.get(RIVAL)!) : [];
  const ratios = rival.map((ms, i) => ms / own[i]!).sort((a, b) => a - b);
  const quantile = (share: number) => ratios[Math.floor((ratios.length - 1) * share)]!.toFixed(2);
  if (ratios.length > 0)
    console.log(
      `pages per CPU second, ours over ${RIVAL}: ${(sum(rival) / sum(own)).toFixed(2)} in all; median of ${ratios.length} blocks ${quantile(0.5)}, half of them within ${quantile(0.25)} to ${quantile(0.75)}, all within ${quantile(0)} to ${quantile(1)}`,
    );
  // Nothing of the body's rules is fitted to pages, so a fold is a fifth of the pages and no more.
  const folds = Array.from({ length: FOLDS }, (_, fold) =>
    typed
      ? scoreOf(ours.scores.filter((_, i) => i % FOLDS === fold)).f1
      : segmentF1(ours.segments.filter((_, i) => i % FOLDS === fold)),
  );
  console.log(`ours on each fifth of the pages: F1 ${folds.map((f1) => f1.toFixed(3)).join(", ")}`);
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

/** The difference in F1 over the same pages, with the interval that pages drawn anew give it. */
function gainOver(ours: Run, theirs: Run): string {
  const random = seededRandom(7);
  const [gain, [low, high]] =
    ours.scores.length > 0
      ? [
          scoreOf(ours.scores).f1 - scoreOf(theirs.scores).f1,
          pairedInterval(ours.scores, theirs.scores, (pages) => scoreOf(pages).f1, random),
        ]
      : [
          segmentF1(ours.segments) - segmentF1(theirs.segments),
          pairedInterval(ours.segments, theirs.segments, segmentF1, random),
        ];
  return `${gain.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`;
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
