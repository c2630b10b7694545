import assert from "node:assert/strict";
import { mkdir, mkdtemp, open, rename, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { openSqliteQueue } from "../../src/adapters/queue-sqlite.ts";
import { QUEUE_DEFAULTS } from "../../src/adapters/settings.ts";
import { plainFault } from "../../src/adapters/sqlite/faults.ts";
import { openSqliteStore } from "../../src/adapters/store-sqlite.ts";
import { type StoreFault, StoreUnusable } from "../../src/ports/store.ts";
import { aFeed, anItem, NOON } from "../contract/samples.ts";
import { createFakeClock } from "../fake-clock.ts";

const log = { debug() {}, info() {}, warn() {}, error() {} };
const openQueue = (file: string) =>
  openSqliteQueue({ file, settings: QUEUE_DEFAULTS, clock: createFakeClock(NOON), log });

/** Runs `body` with the name of a database that holds a feed and some hundred entries, closed properly. */
async function withFile(body: (file: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "samestory-file-"));
  try {
    const file = join(folder, "samestory.db");
    const store = await openSqliteStore({ file });
    const feed = aFeed("daily");
    await store.addFeed(feed);
    const items = Array.from({ length: 300 }, (_, i) => anItem(`n${i}`));
    await store.commitPoll(feed, items, NOON, "fetch");
    await store.close();
    await body(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function refusesAs(reason: StoreFault, file: string, said: RegExp): Promise<void> {
  for (const opening of [() => openSqliteStore({ file }), () => openQueue(file)]) {
    await assert.rejects(opening, (error) => {
      assert.ok(error instanceof StoreUnusable, String(error));
      assert.equal(error.reason, reason);
      assert.match(error.message, said);
      assert.ok(error.message.includes(file), "it names the file");
      assert.doesNotMatch(error.message, /\n/, "it is one line");
      return true;
    });
  }
}

async function overwrite(file: string, position: number, length: number): Promise<void> {
  const handle = await open(file, "r+");
  await handle.write(Buffer.alloc(length, 0xa5), 0, length, position);
  await handle.close();
}

test("a file that is no database is refused as damaged", () =>
  withFile(async (file) => {
    await writeFile(file, "This is a letter to the editor.\n".repeat(100));
    await refusesAs("damaged", file, /damaged .*restore a backup/);
  }));

test("a database with a destroyed head is refused as damaged", () =>
  withFile(async (file) => {
    await overwrite(file, 0, 200);
    await refusesAs("damaged", file, /damaged/);
  }));

test("a database with destroyed pages inside is refused as damaged", () =>
  withFile(async (file) => {
    const { size } = await stat(file);
    for (let position = 4096 * 8; position < size - 4096; position += 4096 * 3) await overwrite(file, position, 600);
    await assert.rejects(openSqliteStore({ file }), (error) => {
      return error instanceof StoreUnusable && error.reason === "damaged" && !error.message.includes("\n");
    });
  }));

test("a database that was cut short is refused as damaged", () =>
  withFile(async (file) => {
    await truncate(file, Math.floor((await stat(file)).size / 2));
    await assert.rejects(openSqliteStore({ file }), { name: "StoreUnusable", reason: "damaged" });
  }));

test("a log of writes without its database is refused, not thrown away", () =>
  withFile(async (file) => {
    const store = await openSqliteStore({ file });
    await store.addFeed(aFeed("weekly"));
    // As a crash leaves it: the log is not yet part of the database.
    await rename(file, `${file}.moved`);
    await refusesAs("damaged", file, /missing or empty/);
    await rename(`${file}.moved`, file);
    await store.close();
  }));

test("a schema of a newer version is refused by name", () =>
  withFile(async (file) => {
    const db = new DatabaseSync(file);
    db.exec("INSERT INTO migration (number, applied_at) VALUES (999, 0)");
    db.close();
    await refusesAs("newer", file, /the database was written by a newer version .*update the program/);
  }));

test("a database of another program is refused and left as it was", () =>
  withFile(async (file) => {
    const other = `${file}.other`;
    const db = new DatabaseSync(other);
    db.exec("CREATE TABLE customer (name TEXT)");
    db.close();
    await refusesAs("foreign", other, /something else/);
    const again = new DatabaseSync(other);
    assert.equal(again.prepare("SELECT count(*) AS n FROM sqlite_schema").get()?.n, 1);
    again.close();
  }));

test("a folder in the place of the file is out of reach", () =>
  withFile(async (file) => {
    const folder = `${file}.folder`;
    await mkdir(folder);
    await refusesAs("unreachable", folder, /cannot be opened/);
  }));

test("a folder that does not exist is out of reach", () =>
  withFile(async (file) => {
    await refusesAs("unreachable", join(file, "..", "nowhere", "samestory.db"), /check the folder/);
  }));

test("a full disk is told in one plain line, and what was there stays", () =>
  withFile(async (file) => {
    // The engine's own bound on pages gives the error that a full disk gives.
    const { prototype } = DatabaseSync;
    const exec = prototype.exec;
    prototype.exec = function (this: DatabaseSync, sql) {
      exec.call(this, sql);
      if (sql.startsWith("PRAGMA synchronous")) this.prepare("PRAGMA max_page_count = 1").get();
    };
    const store = await openSqliteStore({ file }).finally(() => {
      prototype.exec = exec;
    });
    const feed = aFeed("daily");
    const items = Array.from({ length: 900 }, (_, i) => anItem(`more${i}`));
    await assert.rejects(store.commitPoll(feed, items, NOON, "fetch"), { name: "StoreUnusable", reason: "full" });
    assert.equal((await store.totals()).entries.total, 300);
    assert.deepEqual(await store.check(), []);
    await store.close();
  }));

test("a disk that is too full to open a database on is told as a full disk, any other trouble with it as that", () => {
  const said = (errcode: number) => plainFault(Object.assign(new Error("disk I/O error"), { errcode }), "samestory.db");
  const shared = 4874; // SQLITE_IOERR_SHMSIZE
  const read = 266; // SQLITE_IOERR_READ
  assert.match(String(said(shared)), /no space left to write samestory\.db/);
  assert.match(String(said(read)), /samestory\.db failed \(disk I\/O error\); check the disk/);
});

test("several connections may create one database at the same time", async () => {
  const folder = await mkdtemp(join(tmpdir(), "samestory-file-"));
  const file = join(folder, "samestory.db");
  const opened = await Promise.all([
    openSqliteStore({ file }),
    openQueue(file),
    openSqliteStore({ file }),
    openQueue(file),
  ]);
  for (const port of opened) await port.close();
  await rm(folder, { recursive: true });
  assert.equal(opened.length, 4);
});
