import assert from "node:assert/strict";
import { after, test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { systemClock } from "../../src/adapters/clock-system.ts";
import { openGate } from "../../src/adapters/gate.ts";
import { readAddress } from "../../src/adapters/postgres/address.ts";
import { connect, type Database } from "../../src/adapters/postgres/database.ts";
import { migrate } from "../../src/adapters/postgres/migrate.ts";
import { MIGRATIONS } from "../../src/adapters/postgres/schema.ts";
import { planEachTime, prepare, type Statement, valuesFor } from "../../src/adapters/postgres/statement.ts";
import { NOON } from "../contract/samples.ts";
import { postgresIsThere, startPostgres, tell } from "../servers/postgres.ts";

test("named parameters are numbered in the order of their first use; casts stay", () => {
  const statement = prepare("SELECT :b::text, :a, ':'::text FROM t WHERE x = :b AND y = ANY (:c::text[])");
  assert.equal(statement.text, "SELECT $1::text, $2, ':'::text FROM t WHERE x = $1 AND y = ANY ($3::text[])");
  assert.deepEqual(valuesFor(statement, { a: 1, b: "x\u0000y", c: ["\ud800"] }), ["xy", 1, ["\ufffd"]]);
});

test("a value that is forgotten is an error, null is a value", () => {
  const statement = planEachTime("SELECT :a");
  assert.deepEqual(valuesFor(statement, { a: null }), [null]);
  assert.throws(() => valuesFor(statement, { b: 1 }), /no value for :a/);
});

test("statements that differ have different names, and one that is planned each time has none", () => {
  assert.notEqual(prepare("SELECT 1").name, prepare("SELECT 2").name);
  assert.equal(planEachTime("SELECT 1").name, undefined);
});

test("an address is shown with what finds the database, without who asks", () => {
  const shown = (url: string) => readAddress(url).shown;
  assert.equal(shown("postgresql://me:secret@db.example:6432/news?sslmode=verify-full"), "db.example:6432/news");
  assert.equal(shown("postgres://me@[::1]/"), "::1:5432/me");
  assert.equal(shown("postgresql:///news?host=/run/postgresql"), "/run/postgresql:5432/news");
});

test("a gate lets so many in at a time, in the order in which they came", async () => {
  const gate = openGate(2);
  const order: string[] = [];
  const leave = new Map<string, () => void>();
  const enter = (name: string) =>
    gate.through(async () => {
      order.push(name);
      await new Promise<void>((resolve) => leave.set(name, resolve));
    });
  const all = ["a", "b", "c", "d"].map(enter);
  await turn();
  assert.deepEqual(order, ["a", "b"]);
  leave.get("b")?.();
  await turn();
  assert.deepEqual(order, ["a", "b", "c"]);
  const closed = gate.close("shut");
  await assert.rejects(enter("e"), /shut/);
  for (const name of ["a", "c"]) leave.get(name)?.();
  await turn();
  leave.get("d")?.();
  await Promise.all([...all, closed]);
  assert.deepEqual(order, ["a", "b", "c", "d"]);
});

if (postgresIsThere("the suite about the parts of the PostgreSQL store")) {
  const server = await startPostgres();
  after(() => server.stop());

  async function withDatabase(body: (db: Database, url: string) => Promise<void>): Promise<void> {
    const url = await server.bareDatabase();
    const db = connect({ address: readAddress(url), clock: systemClock, log: undefined });
    try {
      await body(db, url);
    } finally {
      await db.close();
    }
  }

  test("what one part of a transaction sends after another part has failed is not committed", () =>
    withDatabase(async (db, url) => {
      await tell(url, "CREATE TABLE note (text text)");
      const add = prepare("INSERT INTO note (text) VALUES (:text)");
      let late: Promise<void> | undefined;
      const writing = db.write(async (tx) => {
        await tx.run(add, { text: "early" });
        late = (async () => {
          await turn();
          await turn();
          tx.send(add, { text: "late" });
        })();
        late.catch(() => {});
        throw new Error("no");
      });
      await assert.rejects(writing, /^Error: no$/);
      await assert.rejects(late ?? Promise.resolve(), /the transaction is over/);
      assert.deepEqual(await tell(url, "SELECT text FROM note"), []);
    }));

  test("the first fault of a transaction is the one that is told, and the connection serves the next", () =>
    withDatabase(async (db, url) => {
      await tell(url, "CREATE TABLE note (number integer)");
      const add = prepare("INSERT INTO note (number) VALUES (:number)");
      const writing = db.write(async (tx) => {
        tx.send(add, { number: "seven" });
        return tx.run(add, { number: 8 });
      });
      await assert.rejects(writing, /invalid input syntax for type integer: "seven"/);
      assert.equal(await db.write((tx) => tx.run(add, { number: 9 })), 1);
    }));

  test("looks at the same moment share a connection, but for those that are planned each time: they may take long", () =>
    withDatabase(async (db) => {
      const who = "SELECT pg_backend_pid() AS pid";
      const pids = async (statements: Statement[]) =>
        (await Promise.all(statements.map((statement) => db.get(statement)))).map((row) => row?.pid);
      const [one, two, slow] = await pids([prepare(who), prepare(who), planEachTime(who)]);
      assert.equal(one, two);
      assert.notEqual(one, slow);
    }));

  test("a look that fails is told alone; those that share its connection are answered", () =>
    withDatabase(async (db) => {
      const tenth = prepare("SELECT 10 / :by::integer AS tenth");
      const looks = await Promise.allSettled([1, 0, 2].map((by) => db.get(tenth, { by })));
      assert.deepEqual(
        looks.map((look) => (look.status === "fulfilled" ? look.value?.tenth : "failed")),
        [10, "failed", 5],
      );
    }));

  test("a session is bounded, so that one that freezes gives its locks back", () =>
    withDatabase(async (db) => {
      const setting = prepare("SELECT current_setting(:name) AS value");
      const values: Record<string, string> = {
        application_name: "samestory",
        statement_timeout: "30s",
        lock_timeout: "15s",
        idle_in_transaction_session_timeout: "10s",
      };
      for (const [name, value] of Object.entries(values)) assert.equal((await db.get(setting, { name }))?.value, value);
    }));

  test("a migration that fails leaves the old schema, and the next start goes on from there", () =>
    withDatabase(async (db, url) => {
      const [first = ""] = MIGRATIONS;
      await migrate(db, NOON, [first]);
      const second = "CREATE TABLE extra (number integer); CREATE TABLE feed (again integer);";
      await assert.rejects(migrate(db, NOON, [first, second]), /"feed" already exists/);
      assert.deepEqual(await tell(url, "SELECT to_regclass('extra') AS extra"), [{ extra: null }]);
      await migrate(db, NOON, [first, "CREATE TABLE extra (number integer)"]);
      assert.deepEqual(await tell(url, "SELECT number FROM migration ORDER BY number"), [{ number: 1 }, { number: 2 }]);
    }));
}
