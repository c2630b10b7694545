import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { MIGRATIONS } from "../../src/adapters/postgres/schema.ts";
import { openPostgresStore } from "../../src/adapters/store-postgres.ts";
import { type StoreFault, StoreUnusable } from "../../src/ports/store.ts";
import { aFeed, all, anArticle, anEntryAt, anItem, aRemoval, aStep, NOON } from "../contract/samples.ts";
import { createFakeClock } from "../fake-clock.ts";
import { postgresIsThere, startPostgres, tell } from "../servers/postgres.ts";

const SECRET = "hunter2-very-secret";

async function refusesAs(reason: StoreFault, url: string, said: RegExp): Promise<void> {
  const clock = { ...createFakeClock(NOON), sleep: async () => {} };
  await assert.rejects(openPostgresStore({ url, clock }), (error) => {
    assert.ok(error instanceof StoreUnusable, String(error));
    assert.equal(error.reason, reason, error.message);
    assert.match(error.message, said);
    assert.doesNotMatch(error.message, /\n/, "it is one line");
    assert.ok(!error.message.includes(SECRET), "it hides the password");
    return true;
  });
}

test("a server that is not there is named with its database, without the password", async () => {
  await refusesAs(
    "unreachable",
    `postgresql://me:${SECRET}@127.0.0.1:1/news`,
    /^the database at 127\.0\.0\.1:1\/news is out of reach: .*ECONNREFUSED/,
  );
});

test("a host that has no address is out of reach", async () => {
  const url = `postgresql://me:${SECRET}@nowhere.invalid/news`;
  await refusesAs("unreachable", url, /nowhere\.invalid:5432\/news is out of reach/);
});

test("what is no address of a database is refused without repeating it", async () => {
  for (const url of ["", SECRET, `mysql://me:${SECRET}@127.0.0.1/news`, `postgresql://me:%${SECRET}@127.0.0.1/news`]) {
    await refusesAs("address", url, /does not look like postgresql:\/\/user:password@host:5432\/database/);
  }
});

test("something that is no PostgreSQL is out of reach", async () => {
  const other = createServer((socket) => socket.on("error", () => {}).end("HTTP/1.1 400 Bad Request\r\n\r\n"));
  await new Promise<void>((listening) => other.listen(0, "127.0.0.1", listening));
  const { port } = other.address() as { port: number };
  await refusesAs("unreachable", `postgresql://me:${SECRET}@127.0.0.1:${port}/news`, /is out of reach/);
  other.close();
});

if (postgresIsThere("the suite about faults of the PostgreSQL store")) {
  const server = await startPostgres();
  after(() => server.stop());

  test("a database that does not exist is named with the next step", () =>
    refusesAs("unreachable", server.url.replace("/postgres", "/nothing"), /"nothing" does not exist; create it/));

  test("a schema of a newer version is refused by name", async () => {
    const url = await server.freshDatabase();
    await tell(url, "INSERT INTO migration (number, applied_at) VALUES (999, 0)");
    await refusesAs("newer", url, /written by a newer version of Samestory .*999.*update the program/);
  });

  test("a database of another program is refused and left as it was", async () => {
    for (const table of ["customer (name text)", "migration (id integer, name text)"]) {
      const url = await server.bareDatabase();
      await tell(url, `CREATE TABLE ${table}`);
      await refusesAs("foreign", url, /is a database of something else/);
      const tables = await tell(url, "SELECT 1 FROM pg_tables WHERE schemaname = 'public'");
      assert.equal(tables.length, 1);
    }
  });

  test("a database that keeps text in another encoding is refused", async () => {
    await tell(server.url, "CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0");
    await refusesAs("engine", server.url.replace("/postgres", "/latin"), /keeps text as LATIN1/);
  });

  test("several processes may create one database at the same time", async () => {
    const url = await server.bareDatabase();
    const stores = await Promise.all([1, 2, 3, 4].map(() => openPostgresStore({ url })));
    assert.equal((await stores[3]?.addFeed(aFeed("daily")))?.added, true);
    assert.equal((await stores[0]?.feeds())?.length, 1);
    for (const store of stores) await store.close();
    const [row] = await tell(url, "SELECT count(*)::integer AS n FROM migration");
    assert.equal(row?.n, MIGRATIONS.length);
  });

  test("a clock does not matter to a schema that is there: a second start changes nothing", async () => {
    const url = await server.freshDatabase();
    const before = await tell(url, "SELECT number, applied_at FROM migration ORDER BY number");
    await (await openPostgresStore({ url, clock: createFakeClock(0) })).close();
    assert.deepEqual(await tell(url, "SELECT number, applied_at FROM migration ORDER BY number"), before);
  });

  test("text that PostgreSQL cannot hold is cleaned, wherever it comes in", async () => {
    const store = await openPostgresStore({ url: await server.freshDatabase() });
    const dirty = "a\u0000b\ud800c";
    const clean = "ab\ufffdc";
    const feed = aFeed("daily", { title: dirty });
    await store.addFeed(feed);
    const item = anItem("one", { title: dirty, aliases: [`guid:${dirty}`], summary: dirty.repeat(1_000) });
    const { entries } = await store.commitPoll(feed, [item], NOON, "extract");
    assert.equal((await store.commitPoll(feed, [item], NOON, "extract")).known, 1);
    const id = entries[0]?.id ?? "";
    const step = { ...aStep(id, "extract", "dedupe"), ending: { kind: "next", detail: { said: dirty } } as const };
    await store.commitArticle(step, anArticle(id, { text: dirty }), [aRemoval(0, { text: dirty })]);
    assert.equal((await store.feed(feed.id))?.title, clean);
    assert.equal((await store.entry(`guid:${dirty}`))?.title, clean);
    assert.equal((await store.article(id))?.text, clean);
    assert.equal((await store.removals(id))[0]?.text, dirty, "a ledger is bytes, which hold anything");
    assert.equal((await store.steps(id)).length, 2);
    await store.resend([id], "extract");
    await store.commitArticle(aStep(id, "extract", "dedupe"), anArticle(id, { text: dirty }), []);
    assert.equal((await store.article(id))?.revision, 1, "the same text is the same revision");
    await store.close();
  });

  test("an address and a name may be as long as they like", async () => {
    const store = await openPostgresStore({ url: await server.freshDatabase() });
    // Random enough that no compression brings it under the bound of an index row.
    const long = Array.from({ length: 9_000 }, (_, i) => ((i * i * 7_919) % 9_973).toString(36)).join("");
    const url = `https://daily.example/${long}`;
    const item = anItem("one", { url, canonicalUrl: url, aliases: [`title:${long}`, `url:${url}`] });
    const { entry } = await store.addEntry(item, NOON, "fetch");
    for (const name of [`title:${long}`, url]) assert.equal((await store.entry(name))?.id, entry.id);
    await store.close();
  });

  test("JSON comes back in the order in which it was said", async () => {
    const store = await openPostgresStore({ url: await server.freshDatabase() });
    const id = await anEntryAt(store, "one", "fetch");
    const detail = { zebra: 1, longest: 2, ant: ["b", "a"], b: null };
    await store.commitStep({ ...aStep(id, "fetch", "extract"), ending: { kind: "next", detail } });
    assert.equal(JSON.stringify((await store.steps(id)).at(-1)?.detail), JSON.stringify(detail));
    assert.equal((await all(store.articleRecords())).length, 0);
    await store.close();
  });

  test("a backup without pg_dump says what to run, without the password, and leaves nothing behind", async () => {
    const folder = await mkdtemp(join(tmpdir(), "samestory-backup-"));
    const url = new URL(await server.freshDatabase());
    url.password = SECRET;
    const store = await openPostgresStore({ url: url.href });
    const path = process.env.PATH;
    process.env.PATH = folder;
    try {
      await assert.rejects(store.backup(join(folder, "copy.dump")), (error) => {
        assert.ok(error instanceof StoreUnusable);
        assert.match(error.message, /needs pg_dump.* or run: pg_dump --format=custom --host=127\.0\.0\.1/);
        assert.ok(!error.message.includes(SECRET));
        return true;
      });
    } finally {
      process.env.PATH = path;
      await store.close();
    }
    assert.deepEqual(await readdir(folder), []);
    await rm(folder, { recursive: true });
  });
}
