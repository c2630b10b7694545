import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { Readable, Writable } from "node:stream";

type Json = Record<string, unknown>;
export type BrowserEvent = { method: string; params: Json; sessionId?: string };

/** A browser of its own for one test file, spoken to over two pipes (Chrome DevTools Protocol); no port is opened. */
export interface Browser {
  /** Sends a command; rejects with the browser's own words when it refuses. */
  send(method: string, params?: Json, sessionId?: string): Promise<Json>;
  /** What it tells unasked. */
  onEvent(listener: (event: BrowserEvent) => void): void;
  /** Ends it and removes its folder. */
  stop(): Promise<void>;
}

const BINARIES = ["chromium", "chromium-browser", "google-chrome"];

/** The first of the browsers that is installed, as a path. */
export function chromiumBinary(): string | null {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/bin", "/usr/local/bin"];
  const paths = BINARIES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return paths.find((path) => existsSync(path)) ?? null;
}

/**
 * Whether `suite` can run here. Without a browser it says once, plainly, that the suite was left out and what to
 * install; with `SAMESTORY_TEST_SERVERS=required` that is a failure.
 */
export function chromiumIsHere(suite: string): boolean {
  if (chromiumBinary()) return true;
  const advice = "install chromium (Debian: apt-get install chromium), or run `npm run verify`";
  if (process.env.SAMESTORY_TEST_SERVERS === "required") throw new Error(`${suite} needs Chromium: ${advice}`);
  console.log(`Left out: ${suite}, because there is no Chromium here; ${advice}.`);
  return false;
}

export async function startChromium(): Promise<Browser> {
  const binary = chromiumBinary();
  if (!binary) throw new Error("no chromium on PATH");
  const folder = await mkdtemp(join(tmpdir(), "samestory-chromium-"));
  const flags = [
    "--headless",
    // Root has no sandbox to give, and neither have most containers.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--mute-audio",
    // Frames of other origins stay in the page's process, so that one session sees all scripts.
    "--disable-site-isolation-trials",
    "--disable-features=IsolateOrigins,site-per-process,Translate,MediaRouter,OptimizationHints",
    // Nothing is fetched: every request is answered or refused by the test; this is for what should slip through.
    "--proxy-server=127.0.0.1:9",
    `--user-data-dir=${folder}`,
    "--remote-debugging-pipe",
    "about:blank",
  ];
  const child = spawn(binary, flags, { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const [, , , input, output] = child.stdio as unknown as [null, null, null, Writable, Readable];
  input.on("error", () => {});

  let last = 0;
  const waiting = new Map<number, { resolve(result: Json): void; reject(error: Error): void }>();
  const listeners: ((event: BrowserEvent) => void)[] = [];
  let rest = Buffer.alloc(0);
  output.on("data", (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf(0); end !== -1; end = rest.indexOf(0)) {
      receive(JSON.parse(rest.subarray(0, end).toString("utf8")));
      rest = rest.subarray(end + 1);
    }
  });
  const receive = (message: { id?: number; result?: Json; error?: { message: string } } & Partial<BrowserEvent>) => {
    if (message.id === undefined) {
      for (const listener of listeners) listener(message as BrowserEvent);
      return;
    }
    const caller = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error) caller?.reject(new Error(message.error.message));
    else caller?.resolve(message.result ?? {});
  };
  child.once("exit", (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`chromium ended with ${code}`));
    waiting.clear();
  });

  return {
    send(method, params = {}, sessionId) {
      const id = ++last;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        input.write(`${JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) })}\0`);
      });
    },
    onEvent: (listener) => listeners.push(listener),
    async stop() {
      child.kill("SIGKILL");
      await ended;
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
