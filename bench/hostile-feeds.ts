/**
 * What documents made to hurt their reader cost: `node bench/hostile-feeds.ts`.
 *
 *   --only WORD   those whose name holds the word
 *   --runs N      asks for each N times, each time from a new process, and prints the best of each figure (3)
 *   --json        one line of JSON each
 *
 * Each is served over loopback to a process of its own, which does what the daemon does: it asks through the guarded
 * client, reads the document in the pool of threads, judges it and gives its items their names. Time is from the request to
 * the judged poll, transfer included; CPU is that of all threads in that time; memory is the peak of the whole process,
 * Node and all code included (VmHWM); on a busy machine the clock counts the work of others, so a document is late when both
 * its time and its CPU are over; blocked is the longest turn of the main thread's loop, in CPU time of that thread,
 * so that the load of other processes does not count.
 */
import { execFile } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs, promisify } from "node:util";
import { createHttp } from "../src/adapters/http-undici.ts";
import { createParsePool } from "../src/adapters/parse-pool.ts";
import { EXTRACT_DEFAULTS } from "../src/extract/settings.ts";
import { identify } from "../src/poll/identify.ts";
import { afterDocument, judgePoll, pollRequest } from "../src/poll/judge-poll.ts";
import { newFeed } from "../src/poll/new-feed.ts";
import { POLL_DEFAULTS } from "../src/poll/settings.ts";
import { HOSTILE_DOCUMENTS, type HostileDocument } from "../test/poll/hostile-documents.ts";

const MAX_MS = 1_000;
const MAX_MB = 300;
const MAX_BLOCKED_MS = 100;

const { values: options } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    runs: { type: "string", default: "3" },
    json: { type: "boolean", default: false },
    ask: { type: "string" },
  },
});

interface Cost {
  ms: number;
  cpuMs: number;
  peakMb: number;
  blockedMs: number;
  /** The state of the feed afterwards, the number of its items, and why. */
  state: string;
  items: number;
  reason: string;
}

/** The child's part: one poll, after another that was harmless. */
async function ask(url: string): Promise<Cost> {
  const http = createHttp({ allow: ["127.0.0.1/32"], userAgent: "samestory-bench" });
  const parser = createParsePool({ extract: { ...EXTRACT_DEFAULTS, threads: 1 }, poll: POLL_DEFAULTS });
  const { timeoutMs, maxBytes } = POLL_DEFAULTS;
  const poll = async (address: string) => {
    const feed = newFeed(address, 0, POLL_DEFAULTS);
    const outcome = await http.request({ ...pollRequest(feed, POLL_DEFAULTS), timeoutMs, maxBytes, maxHops: 0 });
    const verdict = judgePoll(feed, outcome, 0, 0, POLL_DEFAULTS);
    if (!outcome.ok || verdict.kind !== "document")
      return { state: verdict.feed.state, items: 0, reason: verdict.reason };
    const read = await parser.feed(outcome.body, outcome.headers["content-type"] ?? "", outcome.url);
    const found = read.ok ? identify(read.value, feed, 0, POLL_DEFAULTS) : [];
    const counts = { known: 0, added: found.length };
    const after = afterDocument(feed, outcome, read, counts, 0, 0, POLL_DEFAULTS);
    return { state: after.state, items: read.ok ? read.value.items.length : 0, reason: after.stateReason ?? "" };
  };
  await poll(new URL("/harmless", url).href);
  await sleep(50);
  const turns = watchTurns();
  const from = performance.now();
  const cpuFrom = process.cpuUsage();
  const ended = await poll(url);
  const ms = performance.now() - from;
  const { user, system } = process.cpuUsage(cpuFrom);
  await sleep(20);
  const blockedMs = turns.longestMs();
  await parser.close();
  await http.close();
  const peakMb = process.resourceUsage().maxRSS / 1024;
  return { ms, cpuMs: (user + system) / 1_000, peakMb, blockedMs, ...ended };
}

/** Looks at each turn of this thread's loop. */
function watchTurns(): { longestMs(): number } {
  let longest = 0;
  let watching = true;
  let before = process.threadCpuUsage();
  const look = () => {
    const now = process.threadCpuUsage();
    longest = Math.max(longest, now.user + now.system - before.user - before.system);
    before = now;
    if (watching) setImmediate(look);
  };
  setImmediate(look);
  return {
    longestMs() {
      watching = false;
      return longest / 1_000;
    },
  };
}

async function main(): Promise<void> {
  const documents = HOSTILE_DOCUMENTS.filter(({ name }) => name.includes(options.only));
  let late = 0;
  let current: { document: HostileDocument; bytes: Uint8Array } | null = null;
  const server = createServer((request, response) => {
    if (request.url === "/harmless" || !current)
      return response.end(
        "<rss version='2.0'><channel><item><title>T</title><link>https://a.example/1</link></item></channel></rss>",
      );
    response.writeHead(200, current.document.headers).end(current.bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hostile`;
  const worst = { ms: 0, cpuMs: 0, peakMb: 0, blockedMs: 0 };
  if (!options.json) console.log("    ms  CPU ms   MB  blocked ms  items  document: how it ended");
  for (const document of documents) {
    current = { document, bytes: document.bytes() };
    let best: Cost | null = null;
    for (let run = 0; run < Number(options.runs); run++) {
      const { stdout } = await promisify(execFile)(process.execPath, [import.meta.filename, "--ask", url]);
      const cost = JSON.parse(stdout) as Cost;
      best = best === null ? cost : smaller(best, cost);
    }
    if (!best) continue;
    if (Math.min(best.ms, best.cpuMs) >= MAX_MS) late++;
    for (const name of ["ms", "cpuMs", "peakMb", "blockedMs"] as const) worst[name] = Math.max(worst[name], best[name]);
    if (options.json) console.log(JSON.stringify({ document: document.name, ...best }));
    else console.log(line(document.name, best));
  }
  server.close();
  const over = late > 0 || worst.peakMb >= MAX_MB || worst.blockedMs > MAX_BLOCKED_MS;
  const { ms, cpuMs, peakMb, blockedMs } = worst;
  console.error(
    `${documents.length} documents; the worst: ${ms.toFixed(0)} ms, ${cpuMs.toFixed(0)} ms of CPU (bound ${MAX_MS}), ${peakMb.toFixed(0)} MB (bound ${MAX_MB}), ` +
      `main thread blocked ${blockedMs.toFixed(0)} ms (bound ${MAX_BLOCKED_MS})`,
  );
  if (over) process.exitCode = 1;
}

function smaller(one: Cost, other: Cost): Cost {
  const least = (name: "ms" | "cpuMs" | "peakMb" | "blockedMs") => Math.min(one[name], other[name]);
  return { ...one, ms: least("ms"), cpuMs: least("cpuMs"), peakMb: least("peakMb"), blockedMs: least("blockedMs") };
}

function line(name: string, { ms, cpuMs, peakMb, blockedMs, state, items, reason }: Cost): string {
  const figure = (value: number, width: number) => value.toFixed(0).padStart(width);
  const end = reason ? `${state}, ${reason}` : state;
  return `${figure(ms, 6)}${figure(cpuMs, 8)}${figure(peakMb, 5)}${figure(blockedMs, 12)}${figure(items, 7)}  ${name}: ${end}`;
}

if (options.ask) console.log(JSON.stringify(await ask(options.ask)));
else await main();
