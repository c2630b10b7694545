import assert from "node:assert/strict";
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { openSqliteStore } from "../../src/adapters/store-sqlite.ts";
import { databaseFile } from "../../src/app.ts";
import { newFeed } from "../../src/poll/new-feed.ts";
import { POLL_DEFAULTS } from "../../src/poll/settings.ts";
import { type Manners, NewsFeed } from "./news-feed.ts";
import { DAY, type Habit, HOUR, MINUTE, publish } from "./publishing.ts";

const START = Date.UTC(2025, 10, 3);
const END = START + 30 * DAY;
/** Items a day and what the publisher asks for. */
const OUTLETS: [number, Partial<Manners>][] = [
  [0.4, {}],
  [1, { ttlMinutes: 180 }],
  [3, { maxAgeSeconds: 5_400 }],
  [4, { skipHours: [0, 1, 2, 3, 4, 5] }],
  [6, {}],
  [10, { ttlMinutes: 90 }],
];
/** At which request the process is killed, and whether before its answer goes out or right after. */
const KILLS = new Map([
  [40, "before"],
  [230, "after"],
  [500, "before"],
  [741, "after"],
  [1_000, "after"],
]);
/** A killed process is up again this much later. */
const DOWN_MS = 20_000;

test("thirty simulated days with five kills: no early poll, no lost item, no item twice", {
  timeout: 300_000,
}, async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "samestory-world-"));
  const habit: Habit = { perDay: 1, zone: 1, night: 0.2, weekend: 0.6, followUps: 0.2, batches: 0.05 };
  let now = START;
  let child: ChildProcess | null = null;
  let kills = 0;
  let requests = 0;
  const log: { outlet: number; at: number }[] = [];

  const server = createServer((request, reply) => {
    const outlet = Number(request.headers.host?.split(".")[3]?.split(":")[0]) - 1;
    const feed = feeds[outlet]!;
    log.push({ outlet, at: now });
    const kill = KILLS.get(++requests);
    const killNow = () => {
      kills++;
      child?.kill("SIGKILL");
    };
    const { status, headers, body } = feed.answer(now, request.headers["if-none-match"]);
    if (kill === "before") return killNow();
    reply.writeHead(status, headers).end(body, () => {
      if (kill === "after") killNow();
    });
  });
  server.listen(0, "0.0.0.0");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const feeds = OUTLETS.map(([perDay, manners], i) => {
    const items = publish({ ...habit, perDay }, START - 5 * DAY, END, 100 + i);
    return new NewsFeed(`127.0.3.${i + 1}:${port}`, items, { window: 40, dated: true, ...manners });
  });
  try {
    const file = databaseFile(dataDir);
    const before = await openSqliteStore({ file });
    for (const i of feeds.keys())
      await before.addFeed(newFeed(`http://127.0.3.${i + 1}:${port}/feed`, START, POLL_DEFAULTS));
    await before.close();

    for (let ended = false; !ended; now += DOWN_MS) {
      const started = fork(new URL("./poller-process.ts", import.meta.url), [dataDir, String(port), String(END)]);
      child = started;
      started.on("message", ({ at }: { at: number | null }) => {
        now = Math.max(now, at ?? 0);
        if (started.connected) started.send({ now });
      });
      const [code, signal] = (await once(started, "exit")) as [number | null, string | null];
      ended = signal === null;
      if (ended) assert.equal(code, 0, "the process ends by itself");
    }
    assert.equal(kills, KILLS.size);

    for (const [outlet, feed] of feeds.entries()) {
      const times = log.filter((line) => line.outlet === outlet).map(({ at }) => at);
      for (const [i, at] of times.entries()) {
        if (i === 0) continue;
        const allowed = Math.max(feed.mayReturnAt(times[i - 1]!), times[i - 1]! + POLL_DEFAULTS.minIntervalMs);
        assert.ok(
          at >= allowed,
          `outlet ${outlet}: ${new Date(at).toISOString()} is ${(allowed - at) / MINUTE} min early`,
        );
      }
    }
    const store = await openSqliteStore({ file });
    for (const [outlet, feed] of feeds.entries()) {
      const row = await store.feed(`http://127.0.3.${outlet + 1}:${port}/feed`);
      const entries = await store.entriesOfFeed(row?.id ?? "", 10_000);
      const urls = entries.map(({ url }) => url);
      assert.equal(new Set(urls).size, urls.length, `outlet ${outlet} has an item twice`);
      // What was in the first document, and everything after it but for the last hours.
      const first = Math.max(0, feed.listed(START) - 40);
      const wanted = feed.items.slice(first, feed.listed(END - 26 * HOUR)).map((_, i) => feed.link(first + i));
      assert.ok(wanted.length > 5);
      assert.deepEqual(
        wanted.filter((link) => !urls.includes(link)),
        [],
        `outlet ${outlet} has lost items`,
      );
    }
    assert.deepEqual(await store.check(), []);
    await store.close();
  } finally {
    server.close();
    server.closeAllConnections();
    await rm(dataDir, { recursive: true, force: true });
  }
});
