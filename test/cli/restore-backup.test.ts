import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { before, test } from "node:test";
import { openSqliteStore } from "../../src/adapters/store-sqlite.ts";
import { databaseFile } from "../../src/app.ts";
import { jsonLines, MAIN, start } from "../program.ts";
import { samestory, scratchFolder, seededFolder } from "./seed.ts";

let data: string[];
let backup: string;
before(async () => {
  data = ["--data", (await seededFolder()).data];
  backup = join(scratchFolder(), "backup.db");
  assert.equal((await samestory(["backup", backup, ...data])).code, 0);
});

const exported = async (what: string, where: string[]) => (await samestory(["export", what, ...where])).out;

test("a backup put into a new folder is sound and gives every export as it was", async () => {
  const there = ["--data", join(scratchFolder(), "new", "data")];
  const { code, out, err } = await samestory(["restore", backup, ...there]);
  assert.equal(code, 0, err);
  assert.match(out, /sound; 3 articles, 1 story/);
  for (const what of ["articles", "stories", "removals", "alerts"])
    assert.equal(await exported(what, there), await exported(what, data));
  assert.equal((await samestory(["doctor", ...there])).code, 0);
  assert.deepEqual(readdirSync(there[1]!), ["samestory.db"]);
});

test("nobody writes in a restored copy of a database that a daemon works on", async () => {
  const folder = (await seededFolder()).data;
  const store = await openSqliteStore({ file: databaseFile(folder) });
  const copy = join(scratchFolder(), "backup.db");
  assert.ok(await store.takeLease("writer", `elsewhere:${process.pid}:1`, Date.now(), 60_000));
  await samestory(["backup", copy, "--data", folder]);
  await store.close();
  const there = ["--data", scratchFolder()];
  assert.equal((await samestory(["restore", copy, ...there])).code, 0);
  assert.match((await samestory(["status", ...there])).out, /^not running/);
  assert.match((await samestory(["status", "--data", folder])).out, /^running: elsewhere/);
});

test("a folder that holds data is refused; with --force the old database is kept beside the new one", async () => {
  const folder = scratchFolder();
  const there = ["--data", folder];
  assert.equal((await samestory(["init", ...there])).code, 0);
  const refused = await samestory(["restore", backup, ...there]);
  assert.deepEqual([refused.code, refused.out], [1, ""]);
  assert.match(refused.err, /is there already.*--force/);
  assert.equal(await exported("articles", there), "");
  const { code, out, err } = await samestory(["restore", backup, "--force", "--json", ...there]);
  assert.equal(code, 0, err);
  const [done] = jsonLines(out);
  assert.equal(done!.moved_aside, join(folder, "samestory.db.replaced-1"));
  assert.equal(await exported("articles", there), await exported("articles", data));
  const again = await samestory(["restore", backup, "--force", "--json", ...there]);
  assert.equal(jsonLines(again.out)[0]!.moved_aside, join(folder, "samestory.db.replaced-2"));
});

test("a damaged database is replaced with --force, and kept", async () => {
  const folder = scratchFolder();
  const there = ["--data", folder];
  const broken = "not a database at all ".repeat(500);
  writeFileSync(join(folder, "samestory.db"), broken);
  const { code, err } = await samestory(["restore", backup, "--force", ...there]);
  assert.equal(code, 0, err);
  assert.equal(readFileSync(join(folder, "samestory.db.replaced-1"), "utf8"), broken);
  assert.equal(await exported("stories", there), await exported("stories", data));
});

test("what is no sound backup of ours is refused, and leaves nothing behind", async () => {
  const folder = scratchFolder();
  const file = (name: string, content: string | Uint8Array) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const newer = file("newer.db", readFileSync(backup));
  const database = new DatabaseSync(newer);
  database.exec("INSERT INTO migration (number, applied_at) VALUES (9999, 0)");
  database.close();
  const foreign = new DatabaseSync(join(folder, "foreign.db"));
  foreign.exec("CREATE TABLE recipe (name TEXT)");
  foreign.close();
  const torn = new DatabaseSync(file("torn.db", readFileSync(backup)));
  torn.exec("UPDATE story SET articles = 7");
  torn.close();
  const half = file("half.db", readFileSync(backup));
  truncateSync(half, 40_960);
  const cases: [string, RegExp][] = [
    [join(folder, "none.db"), /no file .*none\.db.*samestory backup/],
    [file("empty.db", ""), /is no backup/],
    [file("text.db", "a text ".repeat(1000)), /text\.db cannot be restored/],
    [file("dump.db", "PGDMP and more"), /dump of PostgreSQL/],
    [newer, /newer\.db cannot be restored: .*newer version/],
    [join(folder, "foreign.db"), /something else/],
    [join(folder, "torn.db"), /torn\.db is not sound: .*number of articles/],
    [half, /half\.db/],
  ];
  for (const [given, message] of cases) {
    const to = join(scratchFolder(), "data");
    const { code, out, err } = await samestory(["restore", given, "--data", to]);
    assert.deepEqual([code, out], [1, ""], given);
    assert.match(err, message);
    assert.deepEqual(existsSync(to) ? readdirSync(to) : [], [], given);
  }
});

test("a database on which a daemon works is not replaced", async () => {
  const folder = scratchFolder();
  const there = ["--data", folder];
  await samestory(["init", ...there]);
  const daemon = start(["run", ...there]);
  await daemon.said('"event":"run"');
  const { code, err } = await samestory(["restore", backup, "--force", ...there]);
  daemon.child.kill("SIGTERM");
  assert.equal((await daemon.ended).code, 0);
  assert.deepEqual([code, /is working on .*stop it first/.test(err)], [1, true], err);
  assert.equal((await samestory(["restore", backup, "--force", ...there])).code, 0);
});

test("with PostgreSQL it says which command restores", async () => {
  const { code, err } = await samestory(["restore", backup], { DATABASE_URL: "postgres://localhost/none" });
  assert.equal(code, 2);
  assert.match(err, /pg_restore .*--single-transaction .*backup\.db/);
});

test("a database of no bytes is made anew, and that is said; a folder without one is not remarked upon", async () => {
  const folder = scratchFolder();
  const said = () =>
    spawnSync(process.execPath, [MAIN, "init", "--data", folder], { encoding: "utf8", env: {} }).stderr;
  assert.doesNotMatch(said(), /database-was-empty/);
  truncateSync(databaseFile(folder), 0);
  assert.match(said(), /"file":"[^"]*samestory\.db".*samestory restore BACKUP --force.*"database-was-empty"/);
});

test("of a damaged backup it says to take an earlier one, not to restore", async () => {
  const folder = scratchFolder();
  const torn = join(folder, "cut.db");
  writeFileSync(torn, readFileSync(backup).fill(7, 4_096, 40_960));
  const { code, err } = await samestory(["restore", torn, "--data", join(folder, "there")]);
  assert.equal(code, 1);
  assert.match(err, /cut\.db .*take an earlier backup/);
  assert.doesNotMatch(err, /restore a backup/);
});
