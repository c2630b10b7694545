import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { DEFAULTS } from "../../config/schema.ts";
import { type App, openApp } from "../../src/app.ts";
import { dropped, next } from "../../src/model/ending.ts";
import { serveWeb, type Web } from "../../src/web/server.ts";
import { aCoverage, anArticle, anItem, aSignature, aStep, aStory, NOON, noChange } from "../contract/samples.ts";
import { freePort } from "./free-port.ts";

const HOSTILE = `<script>alert("1")</script>'&`;
const STORY = "s_hostile";

let app: App;
let web: Web;
let dataDir: string;

/** A request whose Host header is ours to choose. */
function get(
  path: string,
  host?: string,
): Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }> {
  const { port } = new URL(web.url ?? "");
  return new Promise((resolve, reject) => {
    const headers = host === undefined ? {} : { host };
    request({ host: "127.0.0.1", port, path, headers }, (response) => {
      let body = "";
      response.on("data", (chunk: Buffer) => {
        body += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    })
      .on("error", reject)
      .end();
  });
}

/** A formed story whose every text comes from somebody who wants to run a script here. */
async function storeHostileStory(): Promise<void> {
  const { store } = app;
  const { entry } = await store.addEntry(anItem("hostile", { title: HOSTILE }), NOON, "extract");
  const article = { title: HOSTILE, author: HOSTILE, url: "javascript:alert(1)" };
  await store.commitArticle(aStep(entry.id, "extract", "dedupe"), anArticle(entry.id, article), []);
  const lease = await store.takeLease("writer", "elsewhere:1:1", app.clock.now(), 60_000);
  assert.ok(lease);
  await store.commitDedupe(aStep(entry.id, "dedupe", "cluster"), lease, aSignature(entry.id), null);
  await store.commitCluster(aStep(entry.id, "cluster", null), lease, {
    ...noChange,
    stories: [aStory(STORY, 2, { title: HOSTILE, status: "formed", formedAt: NOON })],
    coverage: [
      aCoverage(STORY, entry.id, { evidence: { rule: "founded", terms: [HOSTILE], features: {}, runnerUp: null } }),
    ],
    events: [{ storyId: STORY, at: NOON, kind: "formed", articleId: entry.id, reason: HOSTILE }],
  });
  await store.releaseLease(lease);
}

before(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "samestory-web-"));
  const port = await freePort();
  const settings = {
    ...DEFAULTS,
    web: { ...DEFAULTS.web, port, allowHosts: ["news.example"] },
    log: { level: "error" as const },
  };
  app = await openApp(settings, { dataDir });
  await storeHostileStory();
  web = await serveWeb(app);
});

after(async () => {
  await web.close();
  await app.close();
  await rm(dataDir, { recursive: true, force: true });
});

describe("health", () => {
  test("/livez answers as soon as the port is open, /readyz only when the belt is up", async () => {
    assert.equal((await get("/livez")).status, 200);
    const starting = await get("/readyz");
    assert.deepEqual([starting.status, starting.body], [503, "starting\n"]);
    web.ready();
    assert.equal((await get("/readyz")).status, 200);
  });

  test("a store that does not answer is not ready", async () => {
    const { lease } = app.store;
    app.store.lease = async () => {
      throw new Error("gone");
    };
    try {
      assert.equal((await get("/readyz")).status, 500);
      assert.equal((await get("/livez")).status, 200);
    } finally {
      app.store.lease = lease;
    }
  });

  test("every refusal is one line of text: an address that cannot be read, a method that is not for reading", async () => {
    const garbled = await get("/%E0%A4%A");
    assert.equal(garbled.status, 400);
    assert.match(String(garbled.headers["content-type"]), /^text\/plain/);
    assert.doesNotMatch(garbled.body, /[{}]/);
    const posted = await fetch(`${web.url}/stories/${STORY}`, { method: "POST", body: "x".repeat(2_000) });
    assert.deepEqual([posted.status, posted.headers.get("allow")], [405, "GET, HEAD"]);
    assert.equal(await posted.text(), "These pages are only read: GET or HEAD.\n");
    assert.equal((await fetch(`${web.url}/livez`, { method: "HEAD" })).status, 200);
  });

  test("a taken port is named, with the setting to change", async () => {
    await assert.rejects(serveWeb(app), /cannot listen on 127\.0\.0\.1:\d+ .*web\.port/);
  });
});

describe("metrics", () => {
  const value = (text: string, line: string): number | null => {
    const found = text.split("\n").find((each) => each.startsWith(`${line} `));
    return found === undefined ? null : Number(found.slice(line.length + 1));
  };

  test("count jobs by stage, ending and reason, and how long they took", async () => {
    web.metrics.observe("fetch", next({}), 30);
    web.metrics.observe("fetch", dropped("http-404"), 10);
    web.metrics.observe("fetch", dropped("http-404"), 10);
    const { body, headers } = await get("/metrics");
    assert.match(String(headers["content-type"]), /^text\/plain; version=0\.0\.4/);
    assert.equal(value(body, 'samestory_jobs_total{stage="fetch",ending="dropped",reason="http-404"}'), 2);
    assert.equal(value(body, 'samestory_jobs_total{stage="fetch",ending="next",reason=""}'), 1);
    assert.equal(value(body, 'samestory_job_seconds_count{stage="fetch"}'), 3);
    assert.equal(value(body, 'samestory_job_seconds_sum{stage="fetch"}'), 0.05);
  });

  test("show what waits, by stage, and how entries ended", async () => {
    await app.queue.add([{ stage: "extract", key: "a_1" }]);
    const { body } = await get("/metrics");
    assert.equal(value(body, 'samestory_queue_jobs{stage="extract",state="waiting"}'), 1);
    assert.equal(value(body, 'samestory_queue_jobs{stage="fetch",state="waiting"}'), 0);
    assert.equal(value(body, 'samestory_entries{state="clustered"}'), 1);
    assert.equal(value(body, 'samestory_oldest_waiting_seconds{stage="extract"}'), 0);
    assert.equal(value(body, 'samestory_deliveries{state="failed"}'), 0);
  });

  test("an ending that no entry has any more is not counted any more", async () => {
    const { entry } = await app.store.addEntry(anItem("given-up"), NOON, "fetch");
    await app.store.commitStep({ ...aStep(entry.id, "fetch", null), ending: dropped("http-451") });
    assert.equal(value((await get("/metrics")).body, 'samestory_entries{state="http-451"}'), 1);
    await app.store.resend([entry.id], "fetch");
    const { body } = await get("/metrics");
    assert.equal(value(body, 'samestory_entries{state="http-451"}'), null);
    assert.equal(value(body, 'samestory_entries{state="fetch"}'), 1);
  });

  test("say whether this process leads, another does, or nobody", async () => {
    const state = async () => {
      const { body } = await get("/metrics");
      return [value(body, "samestory_writer_lease_held"), (value(body, "samestory_writer_lease_seconds") ?? 0) > 0];
    };
    const hold = async (holder: string) => {
      const lease = await app.store.takeLease("writer", holder, app.clock.now(), 60_000);
      assert.ok(lease);
      return lease;
    };
    assert.deepEqual(await state(), [0, false]);
    const ours = await hold(app.holder);
    assert.deepEqual(await state(), [1, true]);
    await app.store.releaseLease(ours);
    const theirs = await hold("elsewhere:1:1");
    assert.deepEqual(await state(), [0, true]);
    await app.store.releaseLease(theirs);
  });
});

describe("who may ask", () => {
  test("loopback names and those of web.allowHosts are answered", async () => {
    for (const host of ["127.0.0.1", "localhost:8700", "[::1]:8700", "news.example"])
      assert.equal((await get("/livez", host)).status, 200, host);
  });

  test("any other host name gets 421 and none of the content", async () => {
    for (const host of ["rebound.example", "news.example.evil.example", "127.0.0.1.evil.example"]) {
      const { status, body } = await get("/metrics", host);
      assert.equal(status, 421, host);
      assert.doesNotMatch(body, /samestory_jobs_total/);
    }
  });

  test("every answer carries a policy without inline scripts or styles", async () => {
    for (const path of ["/", "/livez", `/stories/${STORY}`, "/nowhere"]) {
      const { headers } = await get(path);
      const policy = String(headers["content-security-policy"]);
      assert.match(policy, /default-src 'none'/, path);
      assert.doesNotMatch(policy, /unsafe|script-src/, path);
      assert.equal(headers["x-content-type-options"], "nosniff", path);
    }
  });
});

describe("pages", () => {
  test("text from outside is shown, never run", async () => {
    for (const path of ["/", `/stories/${STORY}`]) {
      const { status, body } = await get(path);
      assert.equal(status, 200);
      assert.ok(body.includes("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;"), path);
      assert.ok(!body.includes("<script"), path);
    }
  });

  test("an address that is no web address is no link", async () => {
    const { body } = await get(`/stories/${STORY}`);
    assert.doesNotMatch(body, /href="javascript:/i);
  });

  test("a page or story that is not there is a 404 that does not repeat the address", async () => {
    for (const path of ["/stories/nothing", "/%3Cscript%3E"]) {
      const { status, body } = await get(path);
      assert.equal(status, 404);
      assert.ok(!body.includes("script"));
    }
  });
});
