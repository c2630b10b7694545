import { getCompileCacheDir } from "node:module";
import { dirname } from "node:path";
import { Piscina } from "piscina";
import type { ExtractSettings } from "../extract/settings.ts";
import type { ExtractResult, Page } from "../model/article.ts";
import type { ParsedFeed } from "../model/feed.ts";
import type { Known } from "../model/known.ts";
import type { PollSettings } from "../poll/settings.ts";
import type { ParseOutcome, Parser } from "../ports/parser.ts";
import { whileCodeLoads } from "./heap-growth.ts";
import { type Begun, hasBegun, notBegun, timeIsUp } from "./parse-clock.ts";
import { parseLimits } from "./parse-limits.ts";
import type { ParseTask } from "./parse-worker.ts";

/** What the pool is made from. */
export interface ParsePoolOptions {
  extract: ExtractSettings;
  poll: PollSettings;
  /** The module that the threads run; tests put one in its place that hangs or eats memory. */
  workerFile?: URL;
}

/** Why the watch over a document ends. Without a reason, each would get an error with a stack of its own. */
const DONE = "done";

/**
 * Threads that parse. The time of a document starts when a thread begins with it, neither when it is queued nor while the
 * thread still loads its code: at most as many documents as there are threads are handed to the pool, the rest waits
 * here. A thread that is over time or memory is killed and another takes its place; the document's outcome says so.
 */
export function createParsePool(options: ParsePoolOptions): Parser {
  const { extract, poll } = options;
  const threads = Math.max(1, extract.threads);
  const pool = new Piscina<ParseTask & { begun: Begun }, unknown>({
    filename: (options.workerFile ?? new URL("./parse-worker.ts", import.meta.url)).href,
    minThreads: 0,
    maxThreads: threads,
    concurrentTasksPerWorker: 1,
    idleTimeout: 30_000,
    recordTiming: false,
    env: compiledCode(),
    resourceLimits: parseLimits(extract.maxMemoryMb),
  });
  // A killed thread also reports itself here; its task has already been told.
  pool.on("error", () => {});

  const waiting: (() => void)[] = [];
  let running = 0;
  const turn = (): Promise<void> => {
    if (running < threads) {
      running++;
      return Promise.resolve();
    }
    return new Promise((resolve) => waiting.push(resolve));
  };
  const done = () => {
    const next = waiting.shift();
    if (next) next();
    else running--;
  };

  async function run<T>(task: ParseTask, bytes: Uint8Array, timeoutMs: number): Promise<ParseOutcome<T>> {
    await turn();
    let startedAt = performance.now();
    const controller = new AbortController();
    const begun = notBegun();
    const over = new AbortController();
    const loaded = pool.threads.length < threads ? whileCodeLoads() : () => {};
    hasBegun(begun).then(async (threadId) => {
      loaded();
      const thread = pool.threads.find((one) => one.threadId === threadId);
      startedAt = performance.now();
      if (thread && !over.signal.aborted) await timeIsUp(thread, timeoutMs, over.signal);
      if (!over.signal.aborted) controller.abort();
    });
    const ms = () => Math.round(performance.now() - startedAt);
    try {
      const value = (await pool.run(
        { ...task, begun },
        {
          signal: controller.signal,
          transferList: [bytes.buffer as ArrayBuffer],
        },
      )) as T;
      return { ok: true, value, ms: ms() };
    } catch (error) {
      const { name, message, code } = error as Error & { code?: string };
      if (controller.signal.aborted)
        return { ok: false, reason: "parse-timeout", detail: `killed after ${timeoutMs} ms`, ms: ms() };
      if (code === "ERR_WORKER_OUT_OF_MEMORY")
        return { ok: false, reason: "parse-memory", detail: `killed at ${extract.maxMemoryMb} MB`, ms: ms() };
      return {
        ok: false,
        reason: "parse-error",
        detail: (name === "Error" ? message : `${name}: ${message}`).slice(0, 500),
        ms: ms(),
      };
    } finally {
      loaded();
      over.abort(DONE);
      done();
    }
  }

  return {
    page(page: Page, known: Known) {
      const body = handedOver(page.body);
      const task: ParseTask = { kind: "page", page: { ...page, body }, known, settings: extract };
      return run<ExtractResult>(task, body, extract.timeoutMs);
    },
    feed(bytes: Uint8Array, contentType: string, url: string) {
      const copy = ownCopy(bytes);
      const task: ParseTask = { kind: "feed", bytes: copy, contentType, url, settings: poll };
      return run<ParsedFeed>(task, copy, extract.feedTimeoutMs);
    },
    async close() {
      await pool.destroy();
    },
  };
}

/** The environment of a thread: nothing of ours but where compiled code lies, which spares it half of its start. */
function compiledCode(): Record<string, string> {
  const folder = getCompileCacheDir();
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: dirname(folder) };
}

/** Bytes that go to a thread as they are where they fill most of their buffer; others may lie in it, so these are copied. */
function handedOver(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength * 2 > bytes.buffer.byteLength ? bytes : ownCopy(bytes);
}

/**
 * Bytes in a buffer of their own, which can be handed over to a thread without another copy. The caller keeps its own:
 * it may still have to store them.
 */
function ownCopy(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(bytes.byteLength);
  copy.set(bytes);
  return copy;
}
