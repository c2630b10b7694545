/**
 * The whole belt on a generated newsroom: `node bench/belt.ts --outlets 50 --stories 2000`.
 *
 *   --mode embedded|scaled-out   one process on SQLite, or a leader and workers on Redis and PostgreSQL (started here)
 *   --workers N                  fetch/extract processes of the scaled-out mode, each with one parsing thread
 *   --worker-cpus X              each worker gets at most this much of a processor, as one on a small machine of its own
 *   --by-stage                   embedded, one process after the other for each stage: CPU of each alone
 *   --window N                   N articles of the past days lie in the store and in memory before the run starts
 *   --filled DIR                 the same, as bench/window.ts put them there before: the folder is copied
 *   --by-table                   what each table and index of the database takes
 *   --json                       the result as one line of JSON
 *
 * The newsroom is a process of its own on loopback. CPU is what the kernel counted for each process and its threads
 * (/proc, Linux), start and index rebuild included unless the line says otherwise. What the database held when it was
 * made (the schema; PostgreSQL's own catalogue) is no article's.
 */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import pg from "pg";
import { startPostgres } from "../test/servers/postgres.ts";
import { startRedis } from "../test/servers/redis.ts";
import { type DatabaseRoom, roomInPostgres, roomInSqlite } from "./database-room.ts";
import type { NewsroomSays } from "./newsroom.ts";
import { findProcess, type Measured, Meter } from "./process-usage.ts";
import { ProcessorShare } from "./processor-share.ts";

const MAIN = join(import.meta.dirname, "..", "src", "cli", "main.ts");
const STAGES = ["poll", "fetch", "extract", "dedupe", "cluster", "alert"];
const LOOK_MS = 500;
/** What the image and the unit set; `NODE_OPTIONS=` before the command leaves V8 its own choice. */
const IMAGE_ENVIRONMENT = {
  NODE_OPTIONS: "--max-semi-space-size=2",
  MALLOC_ARENA_MAX: "1",
  MALLOC_MMAP_THRESHOLD_: "262144",
};

const { values: options } = parseArgs({
  options: {
    outlets: { type: "string", default: "50" },
    stories: { type: "string", default: "2000" },
    mode: { type: "string", default: "embedded" },
    workers: { type: "string", default: "1" },
    "worker-cpus": { type: "string" },
    window: { type: "string", default: "0" },
    filled: { type: "string" },
    "by-stage": { type: "boolean", default: false },
    "by-table": { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});

interface Result {
  articles: number;
  /** From the first process started to the last article done. */
  seconds: number;
  /** The same between the first and the last twentieth of the articles, where it was watched. */
  steadyPerSecond: number | null;
  processes: Measured[];
  /** All of the database but the compressed pages. */
  databaseBytesPerArticle: number;
  pageBytesPerArticle: number;
  stories: number;
  /** Bytes an article, of the tables and indexes that take most. */
  tables: Record<string, number>;
}

type Room = Pick<Result, "articles" | "databaseBytesPerArticle" | "pageBytesPerArticle" | "stories" | "tables">;

/** What came into the database between two looks. */
function roomTaken(before: DatabaseRoom, after: DatabaseRoom): Room {
  const articles = after.articles - before.articles;
  const had = new Map(before.tables);
  const taken = after.tables.map(([name, bytes]) => [name, Math.round((bytes - (had.get(name) ?? 0)) / articles)]);
  return {
    articles,
    databaseBytesPerArticle: (after.restBytes - before.restBytes) / articles,
    pageBytesPerArticle: (after.pageBytes - before.pageBytes) / articles,
    stories: after.stories,
    tables: Object.fromEntries(taken.filter(([, bytes]) => Number(bytes) > 0)),
  };
}

const folder = mkdtempSync(join(tmpdir(), "samestory-bench-"));
/** As in the image: the code that the program and its threads run was stripped and compiled before, by the demo and `run --help`. */
const compiled = { NODE_COMPILE_CACHE: join(folder, "compiled") };
const dataDir = join(folder, "data");
const log = openSync(join(folder, "log"), "a");
const say = (line: string): void => void process.stderr.write(`${line}\n`);
const newsroom = await startNewsroom();
let code = 1;
try {
  say(`newsroom: ${newsroom.says.articles} articles, median page ${newsroom.says.medianPageBytes} bytes`);
  if (options.mode === "scaled-out") print(await scaledOut(Number(options.workers)));
  else if (options["by-stage"]) await byStage();
  else print(await embedded());
  code = 0;
} finally {
  newsroom.child.stdin?.end();
  if (code === 0 && !process.env.KEEP) rmSync(folder, { recursive: true, force: true });
  else say(`what happened is in ${folder}`);
}
process.exit(code);

async function startNewsroom(): Promise<{ child: ChildProcess; says: NewsroomSays }> {
  const args = ["--outlets", options.outlets, "--stories", options.stories];
  const child = spawn(process.execPath, [join(import.meta.dirname, "newsroom.ts"), ...args], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  let said = "";
  for await (const chunk of child.stdout) {
    said += chunk;
    if (said.includes("\n")) break;
  }
  return { child, says: JSON.parse(said) as NewsroomSays };
}

/** Politeness is for publishers; here it would only measure itself. */
function settings(): Record<string, string> {
  return {
    SAMESTORY_DATA: dataDir,
    ...compiled,
    ...Object.fromEntries(Object.entries(IMAGE_ENVIRONMENT).map(([name, value]) => [name, process.env[name] ?? value])),
    SAMESTORY_WEB_PORT: "0",
    SAMESTORY_FETCH_ALLOW: JSON.stringify([`127.0.2.0/24:${newsroom.says.port}`]),
    SAMESTORY_FETCH_MIN_GAP_MS: "0",
    SAMESTORY_POLL_HOST_GAP_MS: "0",
    SAMESTORY_ALERT_HOLD_MS: "0",
  };
}

function program(args: string[], env: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, [...process.execArgv, MAIN, ...args], {
    env: { ...process.env, ...settings(), ...env },
    stdio: ["ignore", "ignore", log],
  });
}

function prepare(env: Record<string, string> = {}): void {
  if (options.filled) cpSync(options.filled, dataDir, { recursive: true });
  const calls = [
    ["demo"],
    ["run", "--help"],
    ["init"],
    ["feeds", "add", "--no-check", ...newsroom.says.feeds],
    ["webhooks", "add", newsroom.says.hook],
  ];
  for (const args of calls)
    execFileSync(process.execPath, [MAIN, ...args], {
      env: { ...process.env, ...settings(), ...env },
      stdio: ["ignore", "ignore", log],
    });
  const count = Number(options.window);
  if (count === 0) return;
  say(`filling the window with ${count} articles`);
  execFileSync(process.execPath, [join(import.meta.dirname, "window.ts"), dataDir, String(count)], {
    stdio: ["ignore", "inherit", "inherit"],
  });
}

async function embedded(): Promise<Result> {
  prepare();
  const file = join(dataDir, "samestory.db");
  const before = roomInSqlite(file);
  const meter = new Meter();
  meter.watch("newsroom", newsroom.child.pid ?? 0);
  const startedAt = performance.now();
  const child = program(["run", "--once"]);
  meter.watch("samestory", child.pid ?? 0);
  const [status] = await once(child, "exit");
  const seconds = (performance.now() - startedAt) / 1000;
  if (status !== 0) throw new Error(`samestory run ended with ${status}`);
  const processes = meter.stop();
  return { ...roomTaken(before, roomInSqlite(file)), seconds, steadyPerSecond: null, processes };
}

/** Each stage alone in a process of its own; what a process takes that finds nothing to do is subtracted. */
async function byStage(): Promise<void> {
  prepare();
  const articles = newsroom.says.articles;
  const cpu = async (stage: string): Promise<number> => {
    const meter = new Meter(50);
    const child = program(["run", "--once", "--only", stage]);
    meter.watch(stage, child.pid ?? 0);
    await once(child, "exit");
    return meter.stop()[0]?.cpuSeconds ?? 0;
  };
  const taken: Record<string, number> = {};
  for (const stage of STAGES) taken[stage] = await cpu(stage);
  const idle = await cpu("alert");
  const line = (name: string, seconds: number) =>
    `${name.padEnd(9)}${seconds.toFixed(1).padStart(8)} s ${((1000 * seconds) / articles).toFixed(2).padStart(8)} ms per article`;
  console.log(
    `CPU by stage, each in a process of its own (${articles} articles; ${idle.toFixed(2)} s of start subtracted)`,
  );
  let sum = 0;
  for (const stage of STAGES) {
    const seconds = Math.max(0, (taken[stage] ?? 0) - idle);
    sum += seconds;
    console.log(line(stage, seconds));
  }
  console.log(line("together", sum));
}

async function scaledOut(workers: number): Promise<Result> {
  const redis = await startRedis({ config: { appendonly: "yes", "maxmemory-policy": "noeviction" } });
  const postgres = await startPostgres();
  const running: ChildProcess[] = [];
  const shares: ProcessorShare[] = [];
  try {
    const url = await postgres.freshDatabase();
    const env = { REDIS_URL: redis.url, DATABASE_URL: url };
    prepare(env);
    const before = await roomInPostgres(url);
    const meter = new Meter();
    meter.watch("newsroom", newsroom.child.pid ?? 0);
    meter.watch("redis", findProcess(new RegExp(`(redis|valkey)-server .*:${redis.port}`)) ?? 0);
    meter.watch("postgres", findProcess(new RegExp(`^\\S*postgres -D .*port=${postgres.port}`)) ?? 0, true);
    const startedAt = performance.now();
    const start = (name: string, only: string, more: Record<string, string> = {}) => {
      const child = program(["run", "--only", only], { ...env, ...more });
      running.push(child);
      meter.watch(name, child.pid ?? 0);
      return child.pid ?? 0;
    };
    start("leader", "poll,dedupe,cluster,alert");
    for (let n = 1; n <= workers; n++) {
      const pid = start(`worker ${n}`, "fetch,extract", { SAMESTORY_EXTRACT_THREADS: "1" });
      if (options["worker-cpus"] === undefined) continue;
      const share = new ProcessorShare(`worker-${n}`, Number(options["worker-cpus"]));
      shares.push(share);
      share.take(pid);
    }
    const seen: { at: number; done: number }[] = [];
    // One connection for all looks: a new one for each would be a part of what is measured.
    const looking = new pg.Client({ connectionString: url });
    await looking.connect();
    for (let done = 0; done < newsroom.says.articles; ) {
      await sleep(LOOK_MS);
      done = Number((await looking.query("SELECT count(*) AS n FROM entry WHERE ending IS NOT NULL")).rows[0].n);
      seen.push({ at: (performance.now() - startedAt) / 1000, done });
      for (const child of running)
        if (child.exitCode !== null) throw new Error(`a process ended with ${child.exitCode}`);
    }
    const processes = meter.stop();
    await looking.end();
    return {
      ...roomTaken(before, await roomInPostgres(url)),
      seconds: seen.at(-1)?.at ?? 0,
      steadyPerSecond: steadyRate(seen, newsroom.says.articles),
      processes,
    };
  } finally {
    for (const child of running) child.kill("SIGTERM");
    await Promise.all(running.map((child) => (child.exitCode === null ? once(child, "exit") : null)));
    for (const share of shares) share.remove();
    await redis.stop();
    await postgres.stop();
  }
}

function steadyRate(seen: { at: number; done: number }[], total: number): number {
  const from = seen.find(({ done }) => done >= total * 0.05);
  const to = seen.find(({ done }) => done >= total * 0.95);
  return from && to && to.at > from.at ? (to.done - from.done) / (to.at - from.at) : 0;
}

function print(result: Result): void {
  const ours = result.processes.filter(({ name }) => /^(samestory|leader|worker)/.test(name));
  const cpu = ours.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
  if (options.json) {
    console.log(
      JSON.stringify({ ...options, ...result, cpuSeconds: cpu, articlesPerCpuSecond: result.articles / cpu }),
    );
    return;
  }
  const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(1)} kB`;
  console.log(`${cpus()[0]?.model.trim()}, ${availableParallelism()} cores, Node ${process.version}; ${options.mode}`);
  console.log(`articles             ${result.articles} in ${result.stories} stories of two or more`);
  console.log(`per second           ${(result.articles / result.seconds).toFixed(1)} (${result.seconds.toFixed(1)} s)`);
  if (result.steadyPerSecond) console.log(`per second, steady   ${result.steadyPerSecond.toFixed(1)}`);
  console.log(
    `per CPU second       ${(result.articles / cpu).toFixed(1)} (${cpu.toFixed(1)} s in samestory's processes)`,
  );
  for (const { name, cpuSeconds, peakMb, steadyMb } of result.processes)
    console.log(
      `  ${name.padEnd(12)}${cpuSeconds.toFixed(1).padStart(8)} s CPU ${steadyMb.toFixed(0).padStart(6)} MB steady ${peakMb.toFixed(0).padStart(6)} MB peak`,
    );
  console.log(
    `database per article ${kilobytes(result.databaseBytesPerArticle)} and a compressed page of ${kilobytes(result.pageBytesPerArticle)}`,
  );
  if (!options["by-table"]) return;
  for (const [name, bytes] of Object.entries(result.tables))
    console.log(`  ${name.padEnd(40)}${bytes.toString().padStart(8)} bytes an article`);
}
