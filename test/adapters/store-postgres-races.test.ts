import assert from "node:assert/strict";
import { after, test } from "node:test";
import pg from "pg";
import { openPostgresStore } from "../../src/adapters/store-postgres.ts";
import { LeaseLost, type Store } from "../../src/ports/store.ts";
import {
  aFeed,
  anEndpoint,
  anEntryAt,
  anItem,
  aPage,
  aSignature,
  aStep,
  MINUTE,
  NOON,
  writersLease,
} from "../contract/samples.ts";
import { postgresIsThere, startPostgres, tell } from "../servers/postgres.ts";

if (postgresIsThere("the suite about races between PostgreSQL stores")) {
  const server = await startPostgres();
  after(() => server.stop());

  /** Two stores of one database, as two machines open it. */
  async function withTwo(body: (one: Store, two: Store, url: string) => Promise<void>): Promise<void> {
    const url = await server.freshDatabase();
    const [one, two] = await Promise.all([openPostgresStore({ url }), openPostgresStore({ url })]);
    try {
      await body(one, two, url);
      assert.deepEqual(await one.check(), []);
    } finally {
      await one.close();
      await two.close();
    }
  }

  /** A session of somebody else, and how to know that one of ours waits for it. */
  async function withSession(url: string, body: (sql: (text: string) => Promise<unknown>) => Promise<void>) {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      await body((text) => client.query(text));
    } finally {
      await client.end();
    }
  }

  async function somebodyWaits(url: string): Promise<void> {
    const waiting = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
    while ((await tell(url, waiting)).length === 0);
  }

  test("of two who add the same feeds at the same moment each feed is added by one", () =>
    withTwo(async (one, two) => {
      const adding = Array.from({ length: 40 }, (_, i) => {
        const feed = aFeed(`n${i % 20}`);
        return i < 20 ? one.addFeed(feed) : two.addFeed({ ...feed, id: `${feed.id}-other` });
      });
      const added = (await Promise.all(adding)).filter((result) => result.added);
      assert.equal(added.length, 20);
      assert.equal((await one.feeds()).length, 20);
    }));

  test("polls that bring the same items in any order, under any of their names, make one entry of each", () =>
    withTwo(async (one, two) => {
      const feeds = ["a", "b", "c", "d"].map((name) => aFeed(name));
      for (const feed of feeds) await one.addFeed(feed);
      let fresh = 0;
      for (let round = 0; round < 10; round++) {
        const names = Array.from({ length: 30 }, (_, i) => `r${round}-${i}`);
        const polls = feeds.map((feed, i) => {
          const order = i % 2 ? names.toReversed() : names;
          // Each feed knows the items by a name of its own, and all by one in common.
          const items = order.map((name) => anItem(name, { aliases: [`guid:${feed.id}:${name}`, `url:${name}`] }));
          return (i < 2 ? one : two).commitPoll(feed, items, NOON, "fetch");
        });
        for (const { entries } of await Promise.all(polls)) fresh += entries.length;
      }
      assert.equal(fresh, 300);
      assert.equal((await two.totals()).entries.total, 300);
      for (const feed of feeds) assert.equal((await two.entriesOfFeed(feed.id, 1_000)).length, 300);
    }));

  test("the lease goes to one of many on two machines", () =>
    withTwo(async (one, two) => {
      const asked = Array.from({ length: 40 }, (_, i) =>
        (i % 2 ? one : two).takeLease("writer", `far-${i}:1:1`, NOON, MINUTE),
      );
      assert.equal((await Promise.all(asked)).filter((lease) => lease !== null).length, 1);
    }));

  test("a host goes to one of many on two machines, and no two refusals name the same moment", () =>
    withTwo(async (one, two) => {
      const asked = Array.from({ length: 40 }, (_, i) =>
        (i % 2 ? one : two).takeHost("daily.example", NOON, 1_000, MINUTE),
      );
      const answers = await Promise.all(asked);
      const times = answers.flatMap((answer) => (answer.taken ? [] : [answer.retryAt]));
      assert.equal(times.length, 39);
      assert.equal(new Set(times).size, 39);
    }));

  test("two handlers of one entry leave one step", () =>
    withTwo(async (one, two) => {
      const ids: string[] = [];
      for (let i = 0; i < 20; i++) ids.push(await anEntryAt(one, `n${i}`, "fetch"));
      const step = (id: string) => aStep(id, "fetch", "extract");
      await Promise.all(
        ids.flatMap((id) => [one.commitPage(step(id), aPage("one")), two.commitPage(step(id), aPage("two"))]),
      );
      for (const id of ids) assert.equal((await one.steps(id)).length, 1);
      assert.equal((await one.totals()).entries.waiting.extract, 20);
    }));

  test("a body that is dropped by one and kept by another at the same moment is there", () =>
    withTwo(async (one, two) => {
      const ids: string[] = [];
      for (let i = 0; i < 8; i++) ids.push(await anEntryAt(one, `n${i}`, "fetch"));
      for (let round = 0; round < 12; round++) {
        const writing = ids.map(async (id, i) => {
          const store = i % 2 ? one : two;
          await store.resend([id], "fetch");
          await store.commitPage(aStep(id, "fetch", "extract"), aPage(`body ${(round + i) % 3}`));
        });
        await Promise.all(writing);
      }
      for (const [i, id] of ids.entries()) {
        assert.equal(Buffer.from((await one.page(id))?.body ?? []).toString(), `body ${(11 + i) % 3}`);
      }
    }));

  test("a commit that comes while another takes the lease over is refused", () =>
    withTwo(async (one, _, url) => {
      const id = await anEntryAt(one, "one", "dedupe");
      const lease = await writersLease(one);
      await withSession(url, async (sql) => {
        await sql("BEGIN; UPDATE lease SET holder = 'far-2:1:1', token = token + 1");
        const refused = assert.rejects(
          one.commitDedupe(aStep(id, "dedupe", "cluster"), lease, aSignature(id), null),
          LeaseLost,
        );
        await somebodyWaits(url);
        await sql("COMMIT");
        await refused;
      });
      assert.equal((await one.entry(id))?.waitsFor, "dedupe");
    }));

  test("the lease cannot be taken over in the middle of a commit", () =>
    withTwo(async (one, two, url) => {
      await writersLease(one);
      await withSession(url, async (sql) => {
        // As a commit of the writer begins.
        await sql("BEGIN; SELECT 1 FROM lease FOR SHARE");
        const taking = two.takeLease("writer", "far-2:1:1", NOON + 2 * MINUTE, MINUTE);
        await somebodyWaits(url);
        const [row] = await tell(url, "SELECT holder FROM lease");
        assert.equal(row?.holder, "here:1:1");
        await sql("COMMIT");
        assert.equal((await taking)?.holder, "far-2:1:1");
      });
    }));

  test("an endpoint is removed together with the deliveries that are being added for it", () =>
    withTwo(async (one, two, url) => {
      await one.addEndpoint(anEndpoint("desk"));
      await withSession(url, async (sql) => {
        // As an alert begins, before its delivery is there.
        await sql("BEGIN; SELECT 1 FROM endpoint FOR KEY SHARE");
        const removing = two.removeEndpoint("e-desk");
        await somebodyWaits(url);
        await sql(`
          INSERT INTO story VALUES ('s', 't', 'formed', NULL, 1, 1, 1, 0, 0, 0, '[]');
          INSERT INTO alert VALUES ('al', 'story.created', 's', '{}', 1);
          INSERT INTO delivery VALUES ('d', 'al', 'e-desk', 'msg', 'waiting', 0, 1, NULL, NULL); COMMIT`);
        assert.equal(await removing, true);
      });
      assert.equal((await one.deliveries({ limit: 9 }))[0]?.state, "dropped");
    }));
}
