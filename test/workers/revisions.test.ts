import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { DEFAULTS } from "../../config/schema.ts";
import { newEndpoint } from "../../src/alert/new-endpoint.ts";
import { newSecret } from "../../src/alert/sign.ts";
import { type App, openApp } from "../../src/app.ts";
import { rerun } from "../../src/cli/rerun.ts";
import { runStageByStage } from "../../workers/stage-by-stage.ts";

const never = new AbortController().signal;
const HEADLINE = "Ferry leaves Varna after a night of waiting";
const page = (headline: string, aboard: number, advert = "") => `<!doctype html><html lang="en"><head>
<title>${headline}</title><meta property="article:published_time" content="2026-03-01T08:00:00Z"></head><body><!-- ${advert} --><article>
<h1>${headline}</h1>
<p>The ferry left the quay of Varna on Sunday morning with ${aboard} people aboard, the harbour office said, after a night in which nobody had been told anything.</p>
<p>The council met in the evening to speak about what ought to follow from it, and the company promised to pay for the nights that passengers had to spend in hotels.</p>
<p>Repairs to the second engine are expected to take until the end of the month, and until then one crossing a day falls out, in both directions.</p>
</article></body></html>`;

let app: App;
let dataDir: string;
let served = page(HEADLINE, 206);
const server = createServer((request, response) => {
  if (request.url === "/robots.txt") response.writeHead(404).end();
  else response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(served);
});
let id: string;

before(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "samestory-revisions-"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const settings = {
    ...DEFAULTS,
    log: { level: "error" as const },
    fetch: { ...DEFAULTS.fetch, allow: [`127.0.0.1/32:${port}`], minGapMs: 1 },
  };
  app = await openApp(settings, { dataDir });
  const url = `http://127.0.0.1:${port}/ferry`;
  const told = { title: null, author: null, summary: null, publishedAt: null, dateSource: "page" as const };
  const found = { aliases: [`url:${url}`], url, canonicalUrl: url, source: "127.0.0.1", ...told };
  ({
    entry: { id },
  } = await app.store.addEntry(found, app.clock.now(), "fetch"));
  const endpoint = newEndpoint(`http://127.0.0.1:${port}/hook`, newSecret(new Uint8Array(32).fill(7)), app.clock.now());
  await app.store.addEndpoint({ ...endpoint, filter: { ...endpoint.filter, events: ["article.updated"] } });
  await runStageByStage(app, ["fetch", "extract", "dedupe", "cluster"], never);
});
after(async () => {
  await app.close();
  server.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** Asks for the page again, as it is served now: the revisions, and what was told. */
async function askAgain(now: string) {
  served = now;
  const done = await rerun(app, "fetch", {}, { dryRun: false, mark: "off-1", signal: never });
  assert.deepEqual([done.selected, done.left], [1, 0]);
  const alerts = await app.store.alerts({ limit: 10 });
  return {
    revisions: (await app.store.revisions(id)).map(({ title }) => title),
    told: alerts.map(({ event, subject, occasion }) => ({ event, subject, occasion })),
    last: alerts.map(({ body }) => JSON.parse(body))[0],
  };
}

const changed = "Ferry stays in Varna after a night of waiting";

test("a page that changed its headline and one figure is a second revision, told once", async () => {
  const { revisions, told, last } = await askAgain(page(changed, 212));
  assert.deepEqual(revisions, [HEADLINE, changed]);
  assert.deepEqual(told, [{ event: "article.updated", subject: id, occasion: "2" }]);
  const story = await app.store.coverageOf(id);
  assert.deepEqual(last.data.changes, {
    class: "headline",
    summary: `headline: "${HEADLINE}" → "${changed}"; figure: 206 → 212; 1 word added, 1 removed`,
  });
  assert.deepEqual([last.data.article.revision, last.data.story_id], [2, story?.storyId]);
});

test("the same page again, with another advert in it, is neither a revision nor news", async () => {
  const { revisions, told } = await askAgain(page(changed, 212, "another advert"));
  assert.equal(revisions.length, 2);
  assert.equal(told.length, 1);
});

test("what changes in capitals and commas is kept and told to nobody", async () => {
  const { revisions, told } = await askAgain(page(changed, 212).replace("Sunday morning with", "Sunday morning, with"));
  assert.equal(revisions.length, 3);
  assert.equal(told.length, 1);
});

test("a page that is read again by its stored bytes is never a change of its publisher", async () => {
  const done = await rerun(app, "extract", {}, { dryRun: false, mark: "off-2", signal: never });
  assert.equal(done.left, 0);
  assert.equal((await app.store.alerts({ limit: 10 })).length, 1);
});
