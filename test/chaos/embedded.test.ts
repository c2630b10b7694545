import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { databaseFile } from "../../src/app.ts";
import type { Newsroom } from "../../src/demo/newsroom.ts";
import { endInOrder, install, openNewsroom, passed } from "./installation.ts";
import { assertSame, type Undisturbed, undisturbedRun } from "./undisturbed.ts";

const SETTLED_MS = 60_000;

let newsroom: Newsroom;
let undisturbed: Undisturbed;
before(async () => {
  newsroom = await openNewsroom();
  undisturbed = await undisturbedRun(newsroom);
});
after(() => newsroom?.close());

test("four runs at the same time do the work once; who does not get a turn says so with exit code 5", async (t) => {
  const installation = await install(newsroom);
  t.after(installation.close);
  const runs = [1, 2, 3, 4].map(() => installation.start(["run", "--once"]));
  const ends = await Promise.all(runs.map(({ ended }) => ended));
  for (const { code, stderr } of ends) assert.ok(code === 0 || code === 5, stderr.slice(-2_000));
  assert.ok(ends.some(({ code }) => code === 0));
  await assertSame(installation, undisturbed);
  assert.equal(installation.arrived(), undisturbed.alerts);
});

test("of two daemons started at the same time one works and the other says who does", async (t) => {
  const installation = await install(newsroom);
  t.after(installation.close);
  const daemons = [1, 2].map(() => installation.start(["run"]));
  const refused = await Promise.race(daemons.map(({ ended }) => ended));
  assert.equal(refused.code, 5);
  await installation.settled(SETTLED_MS);
  const [working, ...others] = daemons.filter(({ child }) => child.exitCode === null);
  assert.ok(working && others.length === 0);
  assert.match(refused.stderr, new RegExp(`already running: \\S+:${working.child.pid}:`));
  await endInOrder(working);
  await assertSame(installation, undisturbed);
});

test("SIGTERM while pages are on their way ends the daemon in order, and the next one goes on", async (t) => {
  const installation = await install(newsroom);
  t.after(installation.close);
  let asked = 0;
  const silent = createServer(() => void asked++).listen(0, "127.0.1.1");
  t.after(() => silent.closeAllConnections());
  t.after(() => silent.close());
  await passed(1_000, "the silent site listens", () => silent.listening || "not yet");
  const { port } = silent.address() as { port: number };
  const env = {
    SAMESTORY_FETCH_ALLOW: JSON.stringify([`127.0.1.0/24:${newsroom.port}`, `127.0.1.1/32:${port}`, "127.0.0.1/32"]),
    SAMESTORY_FETCH_TIMEOUT_MS: "60000",
    SAMESTORY_POLL_TIMEOUT_MS: "60000",
    SAMESTORY_RUN_STOP_WAIT_MS: "1000",
  };
  await installation.tell("feeds", "add", "--no-check", `http://127.0.1.1:${port}/feed`);
  const daemon = installation.start(["run"], { env });
  await passed(20_000, "the silent site is asked", () => asked > 0 || "not yet");
  const ms = await endInOrder(daemon);
  assert.ok(ms < 10_000, `took ${ms} ms`);
  await installation.tell("feeds", "remove", `http://127.0.1.1:${port}/feed`);
  await installation.tell("run", "--once");
  await assertSame(installation, undisturbed);
});

test("a damaged database is told in one plain line, and is left as it is", async (t) => {
  const installation = await install(newsroom);
  t.after(installation.close);
  await installation.tell("run", "--once");
  const file = databaseFile(installation.data);
  const bytes = await readFile(file);
  const damages: Record<string, Buffer> = {
    "its head overwritten": Buffer.concat([Buffer.alloc(4_096, 0x5a), bytes.subarray(4_096)]),
    "its second half overwritten": Buffer.concat([bytes.subarray(0, 4_096), Buffer.alloc(bytes.length - 4_096, 0x5a)]),
    "cut off": bytes.subarray(0, Math.floor(bytes.length / 3)),
  };
  for (const [damage, left] of Object.entries(damages)) {
    await writeFile(file, left);
    for (const command of [["run", "--once"], ["status"]]) {
      const { code, stdout, stderr } = await installation.start(command).ended;
      assert.equal(code, 1, `${damage}, ${command}: ${stdout}${stderr}`);
      assert.match(stderr, /database/, damage);
      assert.doesNotMatch(stderr, /\n\s+at /, `${damage}: a stack is not plain`);
    }
    assert.ok((await readFile(file)).equals(left), `${damage}: the file was changed`);
  }
  await writeFile(file, bytes);
  await assertSame(installation, undisturbed);
});
