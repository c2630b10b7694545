import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { DEFAULTS, type Settings } from "../config/schema.ts";
import { listenWebhooks, type ReceivedWebhook } from "../src/adapters/webhook-listener.ts";
import { newEndpoint } from "../src/alert/new-endpoint.ts";
import { newSecret } from "../src/alert/sign.ts";
import { type App, openApp } from "../src/app.ts";
import { run } from "../src/cli/run.ts";
import { newsroomAnchor, serveNewsroom } from "../src/demo/newsroom.ts";
import { STAGES } from "../src/model/words.ts";
import { newFeed } from "../src/poll/new-feed.ts";
import { HOSTILE_PAGES, serveHostileSite } from "./hostile-site.ts";

function settingsFor(allow: string[], change: Partial<Settings["fetch"]> = {}): Settings {
  return {
    ...DEFAULTS,
    poll: { ...DEFAULTS.poll, minIntervalMs: 1_000, firstIntervalMs: 1_000, hostGapMs: 1 },
    fetch: { ...DEFAULTS.fetch, allow, minGapMs: 1, ...change },
    web: { ...DEFAULTS.web, port: 0 },
    log: { level: "error" },
  };
}

async function once(app: App, all = false): Promise<void> {
  await run(app, { stages: STAGES, once: true, all, signal: new AbortController().signal });
}

async function inFolder(settings: Settings, use: (app: App) => Promise<void>): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), "samestory-belt-"));
  const app = await openApp(settings, { dataDir });
  try {
    await use(app);
  } finally {
    await app.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

describe("the whole belt on the newsroom", () => {
  let newsroom: Awaited<ReturnType<typeof serveNewsroom>>;
  before(async () => {
    newsroom = await serveNewsroom({ port: 0, anchor: newsroomAnchor(Date.now()) });
  });
  after(() => newsroom.close());

  test("feeds go in, one signed webhook per new story comes out, and a second round changes nothing", async () => {
    const secret = newSecret(new Uint8Array(32).fill(1));
    const received: ReceivedWebhook[] = [];
    const receiver = await listenWebhooks({
      host: "127.0.0.1",
      port: 0,
      secret,
      onEvent: (event) => void received.push(event),
    });
    const settings = settingsFor([`127.0.1.0/24:${newsroom.port}`, "127.0.0.1/32"]);
    await inFolder(settings, async (app) => {
      const now = app.clock.now();
      for (const url of newsroom.feeds) await app.store.addFeed(newFeed(url, now, settings.poll));
      await app.store.addEndpoint(newEndpoint(receiver.url, secret, now));
      await once(app);
      const totals = await app.store.totals();
      const formed = await app.store.stories({ limit: 1_000, status: "formed" });
      assert.ok(formed.length >= 3);
      assert.deepEqual(
        received.map(({ body }) => (body.data as { story: { id: string } }).story.id).sort(),
        formed.map((story) => story.id).sort(),
      );
      assert.equal(
        Object.values(totals.entries.waiting).reduce((a, b) => a + b),
        0,
      );
      assert.equal(
        Object.values(totals.entries.ended).reduce((a, b) => a + b),
        totals.entries.total,
      );
      assert.deepEqual(await app.store.check(), []);

      const asked = newsroom.requests.length;
      await once(app, true);
      const second = newsroom.requests.slice(asked);
      assert.equal(second.length, newsroom.feeds.length, "only the feeds are asked");
      assert.deepEqual([...new Set(second.map(({ status }) => status))], [304]);
      assert.deepEqual(await app.store.totals(), totals);
      assert.equal(received.length, formed.length);
    });
    await receiver.close();
  });

  test("an alert waits in the outbox until its endpoint is back, and keeps its id and body", async () => {
    const settings = settingsFor([`127.0.1.0/24:${newsroom.port}`, "127.0.0.1/32"]);
    settings.alert = { ...settings.alert, retryBaseMs: 100 };
    const secret = newSecret(new Uint8Array(32).fill(2));
    const probe = await listenWebhooks({ host: "127.0.0.1", port: 0, secret, onEvent: () => {} });
    await probe.close(); // its port is free now, and nobody answers
    const port = Number(new URL(probe.url).port);
    await inFolder({ ...settings, run: { ...settings.run, drainWaitMs: 0 } }, async (app) => {
      const now = app.clock.now();
      for (const url of newsroom.feeds) await app.store.addFeed(newFeed(url, now, settings.poll));
      const endpoint = newEndpoint(probe.url, secret, now);
      await app.store.addEndpoint(endpoint);
      await once(app);
      const waiting = await app.store.deliveries({ limit: 100, state: "waiting" });
      assert.ok(waiting.length >= 3);
      const tried = waiting.filter(({ attempts }) => attempts > 0);
      assert.ok(tried.length >= 1);
      assert.ok(tried.every(({ lastError }) => lastError?.startsWith("connect")));

      const received: ReceivedWebhook[] = [];
      const receiver = await listenWebhooks({
        host: "127.0.0.1",
        port,
        secret,
        onEvent: (event) => void received.push(event),
      });
      const alertIds = waiting.map(({ alertId }) => alertId);
      await app.store.redeliver(alertIds, [endpoint.id], app.clock.now());
      await app.queue.drop(waiting.map(({ id }) => `alert-${id}`));
      await once(app);
      assert.deepEqual(received.map(({ id }) => id).sort(), waiting.map(({ webhookId }) => webhookId).sort());
      for (const { alertId, webhookId } of waiting)
        assert.equal(received.find(({ id }) => id === webhookId)?.raw, (await app.store.alert(alertId))?.body);
      await receiver.close();
    });
  });
});

test("every hostile page ends with its own word, and the good one beside it goes on", async () => {
  const site = await serveHostileSite();
  const port = new URL(site.origin).port;
  const settings = settingsFor([`127.0.0.1/32:${port}`], { maxTries: 1, timeoutMs: 1_500 });
  await inFolder(settings, async (app) => {
    const now = app.clock.now();
    await app.store.addFeed(newFeed(site.feed, now, settings.poll));
    await app.store.addFeed(newFeed("http://127.0.0.1:9/dead-feed", now, settings.poll));
    await once(app);
    const endings: Record<string, string | null | undefined> = {};
    for (const path of Object.keys(HOSTILE_PAGES)) endings[path] = (await app.store.entry(site.origin + path))?.ending;
    assert.deepEqual(endings, HOSTILE_PAGES);
    assert.equal((await app.store.entry(`${site.origin}/good`))?.ending, "clustered");
    const dead = await app.store.feed("http://127.0.0.1:9/dead-feed");
    assert.equal(dead?.state, "failing");
    assert.ok(dead.stateReason);
    assert.deepEqual(await app.queue.failed(10), []);
  });
  await site.close();
});
