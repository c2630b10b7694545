import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { jsonLines, samestory, start } from "../program.ts";

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "samestory-daemon-"));
});
after(() => rm(folder, { recursive: true, force: true }));

const quick = { SAMESTORY_RUN_TURN_WAIT_MS: "500", SAMESTORY_LOG_LEVEL: "info" };

/** Starts the daemon and waits until its belt is up. */
async function daemon(data: string, env: Record<string, string> = {}) {
  const started = start(["run", "--data", data], { ...quick, ...env });
  await started.said('"event":"run"');
  return started;
}

test("a second run says who holds the lease and ends with exit code 5; SIGTERM ends the first in order", async () => {
  const data = join(folder, "two");
  const first = await daemon(data);
  for (const args of [["run"], ["run", "--once"]]) {
    const second = await samestory([...args, "--data", data], quick);
    assert.equal(second.code, 5, second.stderr);
    assert.match(second.stderr, new RegExp(`already running.*${first.child.pid}`));
  }
  const asked = Date.now();
  first.child.kill("SIGTERM");
  assert.equal((await first.ended).code, 0);
  assert.ok(Date.now() - asked < 10_000);
  assert.equal((await samestory(["run", "--once", "--data", data], quick)).code, 0);
});

test("a second daemon on the same port says who holds the lease, not that the port is taken", async () => {
  const data = join(folder, "port");
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const port = String((server.address() as AddressInfo).port);
  server.close();
  await once(server, "close");
  const web = { SAMESTORY_WEB_PORT: port };
  const first = await daemon(data, web);
  const second = await samestory(["run", "--data", data], { ...quick, ...web });
  assert.equal(second.code, 5, second.stderr);
  assert.match(second.stderr, new RegExp(`already running.*${first.child.pid}`));
  const elsewhere = await samestory(["run", "--data", join(folder, "port-2")], { ...quick, ...web });
  assert.equal(elsewhere.code, 1);
  assert.match(elsewhere.stderr, /samestory: web: cannot listen on 127\.0\.0\.1:\d+ .*; set web\.port[^\n]*\n$/);
  first.child.kill("SIGTERM");
  assert.equal((await first.ended).code, 0);
});

test("a daemon that was killed leaves no lease behind: the next one starts at once", async () => {
  const data = join(folder, "killed");
  const first = await daemon(data);
  first.child.kill("SIGKILL");
  await first.ended;
  const next = await daemon(data);
  next.child.kill("SIGINT");
  assert.equal((await next.ended).code, 0);
});

test("a daemon whose terminal is closed ends in order", async () => {
  const running = await daemon(join(folder, "terminal"));
  running.child.kill("SIGHUP");
  assert.equal((await running.ended).code, 0);
});

test("what is ingested while a daemon runs is left to it", async () => {
  const data = join(folder, "beside");
  const running = await daemon(data);
  const report = join(import.meta.dirname, "../fixtures/reports");
  const { readdir } = await import("node:fs/promises");
  const files = (await readdir(report)).filter((name) => name.endsWith(".txt")).map((name) => join(report, name));
  const ended = await samestory(["ingest", ...files, "--json", "--data", data], { SAMESTORY_RUN_TURN_WAIT_MS: "0" });
  assert.equal(ended.code, 0, ended.stderr);
  assert.match(ended.stderr, /another process is writing/);
  const { entries } = await settled(data);
  assert.deepEqual(entries.ended, { clustered: files.length });
  running.child.kill("SIGTERM");
  assert.equal((await running.ended).code, 0);
});

interface Status {
  entries: { total: number; waiting: Record<string, number>; ended: Record<string, number> };
}

/** The status once nothing waits any more. */
async function settled(data: string): Promise<Status> {
  for (let look = 0; look < 100; look++) {
    const [status] = jsonLines<Status>((await samestory(["status", "--json", "--data", data])).stdout);
    if (status && status.entries.total > 0 && Object.values(status.entries.waiting).every((n) => n === 0))
      return status;
    await sleep(100);
  }
  throw new Error("the daemon left something waiting");
}

test("health and metrics answer while the daemon is up, and only for this host's names", async () => {
  const data = join(folder, "health");
  const port = "18734";
  const running = await daemon(data, { SAMESTORY_WEB_PORT: port });
  const at = `http://127.0.0.1:${port}`;
  let ready = 503;
  for (let look = 0; look < 50 && ready !== 200; look++) {
    ready = (await fetch(`${at}/readyz`).catch(() => ({ status: 0 }))).status;
    if (ready !== 200) await sleep(100);
  }
  assert.equal(ready, 200);
  assert.equal((await fetch(`${at}/livez`)).status, 200);
  const metrics = await (await fetch(`${at}/metrics`)).text();
  assert.match(metrics, /samestory_queue_jobs\{stage="poll",state="waiting"\} 0/);
  assert.match(await (await fetch(at)).text(), /<h1>Stories<\/h1>/);
  const { request } = await import("node:http");
  const foreign = request(`${at}/`, { headers: { host: "rebound.example" } }).end();
  const [reply] = await once(foreign, "response");
  assert.equal(reply.statusCode, 421);
  reply.resume();
  running.child.kill("SIGTERM");
  assert.equal((await running.ended).code, 0);
});
