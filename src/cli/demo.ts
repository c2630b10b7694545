import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Settings } from "../../config/schema.ts";
import { listenWebhooks, type ReceivedWebhook } from "../adapters/webhook-listener.ts";
import { newEndpoint } from "../alert/new-endpoint.ts";
import { newSecret } from "../alert/sign.ts";
import { type App, openApp } from "../app.ts";
import { type Newsroom, newsroomAnchor, serveNewsroom } from "../demo/newsroom.ts";
import { hostOf } from "../model/publisher.ts";
import { STAGES } from "../model/words.ts";
import { newFeed } from "../poll/new-feed.ts";
import { serveWeb } from "../web/server.ts";
import { CliProblem, EXIT } from "./exit.ts";
import { run } from "./run.ts";

export interface DemoOptions {
  /** Port of the outlets on their loopback addresses. */
  port: number;
  /** Keep newsroom and dashboard up afterwards, until the signal. */
  serve: boolean;
  /** Kept when given; otherwise a folder that goes when the demo ends. */
  dataDir: string | null;
  signal: AbortSignal;
  say(line: string): void;
}

/** What the demo found, read back from the store; printed by `samestory demo`, checked by its tests. */
export interface DemoResult {
  app: App;
  newsroom: Newsroom;
  received: ReceivedWebhook[];
}

/** The settings that let the demo reach its own loopback addresses, and them alone, without waiting. */
function demoSettings(settings: Settings, port: number, receiverPort: number): Settings {
  return {
    ...settings,
    poll: { ...settings.poll, minIntervalMs: 1_000, hostGapMs: 1 },
    fetch: { ...settings.fetch, allow: [`127.0.1.0/24:${port}`, `127.0.0.1/32:${receiverPort}`], minGapMs: 1 },
    log: { level: settings.log.level === "info" ? "warn" : settings.log.level },
  };
}

/** Serves the newsroom, runs everything on it once, receives its own webhook; `show` prints what came of it. */
export async function demo(
  settings: Settings,
  options: DemoOptions,
  show: (result: DemoResult) => Promise<boolean>,
): Promise<boolean> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), "samestory-demo-")));
  const closing: (() => Promise<unknown>)[] = [];
  try {
    const newsroom = await serveNewsroom({ port: options.port, anchor: newsroomAnchor(Date.now()) });
    closing.unshift(() => newsroom.close());
    const secret = newSecret(randomBytes(32));
    const received: ReceivedWebhook[] = [];
    const receiver = await listenWebhooks({
      host: "127.0.0.1",
      port: 0,
      secret,
      onEvent: (event) => void received.push(event),
    });
    closing.unshift(() => receiver.close());

    const app = await openApp(demoSettings(settings, newsroom.port, Number(new URL(receiver.url).port)), { dataDir });
    closing.unshift(() => app.close());
    await refuseOthers(app, newsroom);
    const now = app.clock.now();
    for (const url of newsroom.feeds) await app.store.addFeed(newFeed(url, now, app.settings.poll));
    await app.store.addEndpoint(newEndpoint(receiver.url, secret, now));
    options.say(`${newsroom.feeds.length} outlets on 127.0.1.x:${newsroom.port}; reading, comparing, clustering …`);
    await run(app, { stages: STAGES, once: true, all: true, signal: options.signal });
    const good = await show({ app, newsroom, received });

    if (options.serve && !options.signal.aborted) {
      const web = await serveWeb(app);
      closing.unshift(() => web.close());
      web.ready();
      options.say(serving(newsroom, web.url));
      await new Promise<void>((resolve) => options.signal.addEventListener("abort", () => resolve(), { once: true }));
    }
    return good;
  } finally {
    for (const close of closing) await close();
    if (!options.dataDir) await rm(dataDir, { recursive: true, force: true });
  }
}

/** The demo's news would stand among the operator's, and be told to the operator's endpoints. */
async function refuseOthers({ store, dataDir }: App, newsroom: Newsroom): Promise<void> {
  const own = new Set(["127.0.0.1", ...newsroom.origins.map(hostOf)]);
  const all = [...(await store.feeds()), ...(await store.endpoints())];
  if (all.some(({ url }) => !own.has(hostOf(url))))
    throw new CliProblem(`${dataDir} holds feeds or endpoints of yours; name a folder for the demo alone`, EXIT.usage);
}

/** How to run on the newsroom from a second terminal. */
function serving(newsroom: Newsroom, dashboard: string | null): string {
  return [
    "",
    dashboard ? `Dashboard: ${dashboard}` : "Dashboard: off (web.port is 0)",
    "The newsroom stays up until Ctrl-C. From a second terminal:",
    `  export SAMESTORY_FETCH_ALLOW='["127.0.1.0/24:${newsroom.port}"]' SAMESTORY_FETCH_MIN_GAP_MS=1 SAMESTORY_WEB_PORT=0`,
    `  npx samestory feeds add --no-check ${newsroom.feeds.join(" ")}`,
    "  npx samestory run --once",
  ].join("\n");
}
