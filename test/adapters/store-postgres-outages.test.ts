import assert from "node:assert/strict";
import { after, test } from "node:test";
import { openPostgresStore } from "../../src/adapters/store-postgres.ts";
import type { Log } from "../../src/ports/log.ts";
import { type Store, StoreUnusable } from "../../src/ports/store.ts";
import {
  aCoverage,
  aFeed,
  anArticle,
  anItem,
  aPage,
  aRemoval,
  aSignature,
  aStep,
  aStory,
  NOON,
  noChange,
  writersLease,
} from "../contract/samples.ts";
import { createFakeClock } from "../fake-clock.ts";
import { postgresIsThere, startPostgres, tell } from "../servers/postgres.ts";

/** A log that counts its words. */
function countingLog(): { log: Log; heard: Map<string, number> } {
  const heard = new Map<string, number>();
  const hear = (event: string): void => void heard.set(event, (heard.get(event) ?? 0) + 1);
  return { log: { debug: hear, info: hear, warn: hear, error: hear }, heard };
}

/** Takes so many articles the whole way, several at a time; `between` is called now and then. */
async function wholeWay(store: Store, articles: number, between: (done: number) => Promise<void>): Promise<void> {
  const lease = await writersLease(store);
  let done = 0;
  async function line(first: number): Promise<void> {
    for (let i = first; i < articles; i += 4) {
      const { entry } = await store.addEntry(anItem(`n${i}`), NOON, "fetch");
      const { id } = entry;
      await store.commitPage(aStep(id, "fetch", "extract"), aPage(`<p>${i}</p>`));
      await store.commitArticle(aStep(id, "extract", "dedupe"), anArticle(id), [aRemoval(0), aRemoval(1)]);
      await store.commitDedupe(aStep(id, "dedupe", "cluster"), lease, aSignature(id), null);
      const change = { ...noChange, stories: [aStory(`s-${id}`, 1)], coverage: [aCoverage(`s-${id}`, id)] };
      await store.commitCluster(aStep(id, "cluster", null), lease, change);
      await between(++done);
    }
  }
  await Promise.all([0, 1, 2, 3].map(line));
}

async function assertWhole(store: Store, articles: number): Promise<void> {
  const totals = await store.totals();
  assert.deepEqual(totals.entries.ended, { clustered: articles });
  assert.equal(totals.articles, articles);
  assert.deepEqual(totals.removals, { boilerplate: 2 * articles });
  assert.deepEqual(totals.stories, { growing: articles });
  assert.deepEqual(await store.check(), []);
  for await (const { entry } of store.articleRecords()) assert.equal((await store.steps(entry.id)).length, 4);
}

if (postgresIsThere("the suite about outages of PostgreSQL")) {
  const server = await startPostgres();
  after(() => server.stop());

  test("connections that the server ends in the middle of the work lose nothing and do nothing twice", async () => {
    const url = await server.freshDatabase();
    const { log, heard } = countingLog();
    const store = await openPostgresStore({ url, log });
    await wholeWay(store, 120, async (done) => {
      if (done % 6 > 0) return;
      await tell(
        url,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'samestory' AND datname = current_database()",
      );
    });
    await assertWhole(store, 120);
    assert.ok((heard.get("database-retry") ?? 0) > 0, "some of it was tried again");
    await store.close();
  });

  test("a server that dies and comes back in the middle of the work loses nothing", async () => {
    const url = await server.freshDatabase();
    const { log, heard } = countingLog();
    const store = await openPostgresStore({ url, log });
    await wholeWay(store, 60, async (done) => {
      if (done !== 20 && done !== 40) return;
      await server.kill();
      await server.start();
    });
    await assertWhole(store, 60);
    assert.ok((heard.get("database-retry") ?? 0) > 0, "some of it was tried again");
    await store.close();
  });

  test("an idle connection that breaks is only written to the log", async () => {
    const url = await server.freshDatabase();
    const { log, heard } = countingLog();
    const store = await openPostgresStore({ url, log });
    await store.addFeed(aFeed("daily"));
    await server.kill();
    await server.start();
    assert.equal((await store.feeds()).length, 1);
    assert.ok((heard.get("database-connection-lost") ?? 0) > 0);
    await store.close();
  });

  test("a server that stays away is told in one plain line after a bounded number of tries", async () => {
    const url = await server.freshDatabase();
    const { log, heard } = countingLog();
    const waits: number[] = [];
    const sleep = async (ms: number): Promise<void> => void waits.push(ms);
    const store = await openPostgresStore({ url, log, clock: { ...createFakeClock(NOON), sleep } });
    await server.kill();
    try {
      await assert.rejects(store.addFeed(aFeed("daily")), (error) => {
        assert.ok(error instanceof StoreUnusable);
        assert.equal(error.reason, "unreachable");
        assert.match(error.message, /^the database at 127\.0\.0\.1:\d+\/t\d+ is out of reach: /);
        return true;
      });
      assert.equal(waits.length, heard.get("database-retry"));
      const waited = waits.reduce((sum, ms) => sum + ms, 0);
      assert.ok(waited > 7_000 && waited < 20_000, `it waited ${waited} ms`);
      await store.close();
    } finally {
      await server.start();
    }
  });

  test("a change that is wrong is refused at once, not tried for long", async () => {
    const { log, heard } = countingLog();
    const store = await openPostgresStore({ url: await server.freshDatabase(), log });
    const lease = await writersLease(store);
    const { entry } = await store.addEntry(anItem("one"), NOON, "cluster");
    const change = { ...noChange, coverage: [aCoverage("s_missing", entry.id)] };
    await assert.rejects(store.commitCluster(aStep(entry.id, "cluster", null), lease, change), /foreign key/);
    assert.equal(heard.get("database-retry"), 2);
    await store.close();
  });
}
