import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { EMBEDDED, type Engines } from "../../config/engines.ts";
import { DEFAULTS } from "../../config/schema.ts";
import { listenWebhooks } from "../../src/adapters/webhook-listener.ts";
import { newEndpoint } from "../../src/alert/new-endpoint.ts";
import { newSecret } from "../../src/alert/sign.ts";
import { type App, openApp } from "../../src/app.ts";
import { type Newsroom, newsroomAnchor, serveNewsroom } from "../../src/demo/newsroom.ts";
import { newFeed } from "../../src/poll/new-feed.ts";
import { type Started, samestory, start } from "../program.ts";
import { type Outcome, outcome } from "./outcome.ts";

/** How often a test looks whether something has come to pass. */
const LOOK_MS = 50;

/** The demo newsroom, for any number of installations. */
export const openNewsroom = (): Promise<Newsroom> => serveNewsroom({ port: 0, anchor: newsroomAnchor(Date.now()) });

/** One installation of the program that watches the newsroom, with a receiver of its webhooks. */
export interface Installation {
  data: string;
  /** The webhook ids that arrived, by story. */
  webhooks: Map<string, Set<string>>;
  /** How many webhooks arrived, repeated ones counted. */
  arrived(): number;
  /** Runs a command to its end, which must be a good one; its output. */
  tell(...args: string[]): Promise<string>;
  /** Starts a command. `who` is its name in the database's list of connections. */
  start(args: string[], options?: { who?: string; env?: Record<string, string> }): Started;
  outcome(): Promise<Outcome>;
  /** The store and the queue, for looking at them while others work. */
  look<T>(at: (app: App) => Promise<T>): Promise<T>;
  /** Resolves with the milliseconds it took until nothing waits any more. */
  settled(withinMs: number): Promise<number>;
  /** Kills what still runs and removes the folder. */
  close(): Promise<void>;
}

export interface InstallationOptions {
  engines?: Engines;
  env?: Record<string, string>;
  /** Its data folder; a new one when absent. */
  data?: string;
}

/**
 * Quick where the defaults are polite or patient; what is waited for is the same. Requests and parsers have longer than a
 * busy machine takes: a feed that is too slow is asked again after a quarter of an hour, a page ends as `parse-timeout`, and
 * both would count as lost.
 */
const quick = (port: number): Record<string, string> => ({
  SAMESTORY_FETCH_ALLOW: JSON.stringify([`127.0.1.0/24:${port}`, "127.0.0.1/32"]),
  SAMESTORY_FETCH_MIN_GAP_MS: "1",
  SAMESTORY_EXTRACT_TIMEOUT_MS: "30000",
  SAMESTORY_EXTRACT_FEED_TIMEOUT_MS: "30000",
  SAMESTORY_FETCH_TIMEOUT_MS: "10000",
  SAMESTORY_FETCH_RETRY_BASE_MS: "500",
  SAMESTORY_POLL_HOST_GAP_MS: "1",
  SAMESTORY_POLL_TIMEOUT_MS: "10000",
  SAMESTORY_POLL_SCHEDULE: "* * * * * *",
  SAMESTORY_RUN_RECONCILE_SCHEDULE: "*/2 * * * * *",
  SAMESTORY_QUEUE_RETRY_BASE_MS: "500",
  SAMESTORY_ALERT_RETRY_BASE_MS: "500",
  SAMESTORY_LOG_LEVEL: "info",
});

/** An installation that knows the newsroom's feeds and has one endpoint, ready to run. */
export async function install(newsroom: Newsroom, options: InstallationOptions = {}): Promise<Installation> {
  const { engines = EMBEDDED } = options;
  const data = options.data ?? (await mkdtemp(join(tmpdir(), "samestory-chaos-")));
  const secret = newSecret(new Uint8Array(32).fill(7));
  const webhooks = new Map<string, Set<string>>();
  const running = new Set<Started>();
  const killAll = () => {
    for (const { child } of running) child.kill("SIGKILL");
  };
  process.once("exit", killAll);
  let arrived = 0;
  const receiver = await listenWebhooks({
    host: "127.0.0.1",
    port: 0,
    secret,
    onEvent: ({ id, body }) => {
      arrived++;
      const story = (body.data as { story: { id: string } }).story.id;
      webhooks.set(story, (webhooks.get(story) ?? new Set()).add(id));
    },
  });
  const env = (who = "test"): Record<string, string> => ({
    ...quick(newsroom.port),
    ...(engines.databaseUrl ? { DATABASE_URL: `${engines.databaseUrl}?application_name=${who}` } : {}),
    ...(engines.redisUrl ? { REDIS_URL: engines.redisUrl } : {}),
    ...options.env,
  });
  const tell = async (...args: string[]) => {
    const ended = await samestory([...args, "--data", data], { ...env(), SAMESTORY_LOG_LEVEL: "warn" });
    assert.equal(ended.code, 0, `${args.join(" ")}: ${ended.stdout}${ended.stderr}`);
    return ended.stdout;
  };
  const look = async <T>(at: (app: App) => Promise<T>): Promise<T> => {
    const app = await openApp({ ...DEFAULTS, log: { level: "error" } }, { dataDir: data, engines });
    try {
      return await at(app);
    } finally {
      await app.close();
    }
  };
  await look(async ({ store, clock }) => {
    const now = clock.now();
    for (const url of newsroom.feeds) await store.addFeed(newFeed(url, now, DEFAULTS.poll));
    await store.addEndpoint(newEndpoint(receiver.url, secret, now));
  });
  return {
    data,
    webhooks,
    arrived: () => arrived,
    tell,
    start(args, { who, env: more } = {}) {
      const started = start([...args, "--data", data], { ...env(who), ...more });
      running.add(started);
      started.ended.then(() => running.delete(started));
      return started;
    },
    outcome: () => look(outcome),
    look,
    settled: (withinMs) => look((app) => passed(withinMs, "everything is done", () => nothingWaits(app))),
    async close() {
      killAll();
      process.off("exit", killAll);
      await Promise.all([...running].map(({ ended }) => ended));
      await receiver.close();
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** Resolves with the milliseconds until `true`; rejects, with what it last saw instead, when that takes too long. */
export async function passed(
  withinMs: number,
  what: string,
  isSo: () => Promise<true | string> | true | string,
): Promise<number> {
  const startedAt = performance.now();
  for (;;) {
    const seen = await isSo();
    const ms = Math.round(performance.now() - startedAt);
    if (seen === true) return ms;
    if (ms > withinMs) throw new Error(`not within ${withinMs} ms: ${what}; instead: ${seen}`);
    await sleep(LOOK_MS);
  }
}

/** Whether all feeds were asked and all that came of them is at its end, in the store and in the queue. */
export async function nothingWaits({ store, queue, clock }: App): Promise<true | string> {
  const feeds = await store.feeds();
  const due = feeds.filter(({ lastPolledAt, nextDueAt }) => lastPolledAt === null || nextDueAt <= clock.now()).length;
  const { entries, deliveries } = await store.totals();
  const waiting = sum(entries.waiting);
  const jobs = Object.values(await queue.counts()).reduce((all, { failed: _, ...open }) => all + sum(open), 0);
  if (due + waiting + deliveries.waiting + jobs === 0 && entries.total > 0) return true;
  return JSON.stringify({ due, waiting: entries.waiting, deliveries, queue: await queue.list(20) });
}

const sum = (record: Record<string, number>): number => Object.values(record).reduce((all, n) => all + n, 0);

/** How many entries have reached the end of the belt. */
export const clustered = async ({ store }: App): Promise<number> => (await store.totals()).entries.ended.clustered ?? 0;

/** Ends a daemon as an operator does; the milliseconds it took, with exit code 0. */
export async function endInOrder({ child, ended, said }: Started): Promise<number> {
  // Before it has loaded its code, a signal ends it as it ends any program.
  await said('"event":"run"');
  const askedAt = performance.now();
  child.kill("SIGTERM");
  const { code, signal, stderr } = await ended;
  assert.deepEqual({ code, signal }, { code: 0, signal: null }, stderr.slice(-2_000));
  return Math.round(performance.now() - askedAt);
}
