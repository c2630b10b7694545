import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { DEFAULTS } from "../../config/schema.ts";
import { type App, openApp } from "../../src/app.ts";
import type { HttpOutcome, HttpRequest } from "../../src/ports/http.ts";
import { fetch } from "../../workers/fetch.ts";
import { createFakeClock } from "../fake-clock.ts";

const START = Date.UTC(2026, 2, 2, 8);
const HOUR = 3_600_000;

/** A site whose pages all answer 429, and which wants to be left alone for two hours. */
async function busySite({ url }: HttpRequest): Promise<HttpOutcome> {
  const [status, headers] = url.endsWith("/robots.txt") ? [404, {}] : [429, { "retry-after": "7200" }];
  return { ok: true, status, headers: headers as Record<string, string>, body: new Uint8Array(), url, hops: [], ms: 1 };
}

test("what waits for a host that wants to be left alone says so, counts no try and does not count as late", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "samestory-host-pause-"));
  const clock = createFakeClock(START);
  const own = await openApp({ ...DEFAULTS, log: { level: "error" } }, { dataDir, clock });
  const app: App = Object.create(own, { http: { value: { request: busySite, close: async () => {} } } });
  try {
    const signal = new AbortController().signal;
    const lease = () => assert.fail("fetch writes without the lease");
    const work = await fetch({ app, stage: "fetch", next: "extract", lease, signal });
    const ids: string[] = [];
    for (const name of ["asked", "behind"]) {
      const url = `https://busy.example/${name}`;
      const of = { url, canonicalUrl: url, source: "busy.example", title: name, author: null, summary: null };
      const found = { ...of, aliases: [`url:${url}`], publishedAt: START, dateSource: "feed" as const };
      ids.push((await app.store.addEntry(found, START, "fetch")).entry.id);
    }
    const [asked = "", behind = ""] = ids;
    await work(asked); // robots.txt
    await clock.advance(HOUR);
    const first = await work(asked);
    assert.deepEqual([first.kind, first.kind === "later" && first.reason], ["later", "http-429"]);
    const second = await work(behind);
    assert.deepEqual([second.kind, second.kind === "later" && second.reason], ["later", "host-paused"]);
    const entry = await app.store.entry(behind);
    assert.deepEqual([entry?.waitsFor, entry?.tries, entry?.notBeforeAt], ["fetch", 0, START + 3 * HOUR]);
    assert.equal((await app.store.oldestWaiting(START + 2 * HOUR)).fetch, null);
    assert.equal((await app.store.oldestWaiting(START + 4 * HOUR)).fetch, START + 3 * HOUR);
  } finally {
    await app.close();
    await rm(dataDir, { recursive: true });
  }
});
