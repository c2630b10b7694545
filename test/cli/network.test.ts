import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { listenWebhooks, type ReceivedWebhook } from "../../src/adapters/webhook-listener.ts";
import { rows, SECRET, samestory, scratchFolder } from "./seed.ts";

const RSS = `<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour News</title><link>http://127.0.0.1/</link><ttl>90</ttl>
<item><title>Ferry \u001b[31maground</title><link>http://127.0.0.1/ferry</link><pubDate>Thu, 06 Nov 2025 12:00:00 GMT</pubDate></item>
<item><title>Second</title><link>http://127.0.0.1/second</link></item></channel></rss>`;

let server: Server;
let site: string;
let env: Record<string, string>;
const asked: string[] = [];

/** A small site: two feeds, a page that names them, a page that names none, robots.txt that forbids one usual place. */
const DOCUMENTS: Record<string, { type: string; body: string; status?: number }> = {
  "/": {
    type: "text/html",
    body: '<link rel="alternate" type="application/rss+xml" href="/news.xml" title="News"><link rel="alternate" type="application/rss+xml" href="/sport.xml" title="Sport"><p>Welcome</p>',
  },
  "/news.xml": { type: "application/rss+xml", body: RSS },
  "/plain/": { type: "text/html", body: "<p>No feed is named here.</p>" },
  "/rss/": { type: "application/rss+xml", body: RSS },
  "/robots.txt": { type: "text/plain", body: "User-agent: *\nDisallow: /feed/\nDisallow: /plain/feed/\n" },
  "/gone.xml": { type: "text/plain", body: "gone", status: 410 },
};

before(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? "");
    const document = DOCUMENTS[request.url ?? ""];
    response.writeHead(document?.status ?? (document ? 200 : 404), {
      "content-type": document?.type ?? "text/plain",
      etag: '"v1"',
    });
    response.end(document?.body ?? "not here");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  env = { SAMESTORY_FETCH_ALLOW: '["127.0.0.0/8"]', SAMESTORY_POLL_HOST_GAP_MS: "0" };
});
after(() => new Promise((resolve) => server.close(resolve)));

test("a feed's own address is added with its title after one request", async () => {
  asked.length = 0;
  const { code, out } = await samestory(["feeds", "add", `${site}/news.xml`, "--json", "--data", scratchFolder()], env);
  assert.equal(code, 0);
  const [feed] = rows(out);
  assert.deepEqual([feed!.url, feed!.title, feed!.items], [`${site}/news.xml`, "Harbour News", 2]);
  assert.deepEqual(asked, ["/news.xml"]);
});

test("a site's page is searched for the feed it names; the others it names are told", async () => {
  asked.length = 0;
  const { code, out, err } = await samestory(["feeds", "add", `${site}/`, "--data", scratchFolder()], env);
  assert.equal(code, 0);
  assert.match(out, /^added {2}f_\w+ {2}http:\/\/127\.0\.0\.1:\d+\/news\.xml {2}"Harbour News", rss 2\.0, 2 items\n$/);
  assert.match(err, /also there: .*\/sport\.xml \(Sport\)/);
  assert.deepEqual(asked, ["/", "/news.xml"]);
});

test("a page that names no feed is tried at the usual places that robots.txt leaves open, in five requests at most", async () => {
  asked.length = 0;
  const { code, out } = await samestory(["feeds", "add", `${site}/plain/`, "--json", "--data", scratchFolder()], env);
  assert.equal(code, 0);
  assert.equal(rows(out)[0]!.url, `${site}/rss/`);
  assert.deepEqual(asked, ["/plain/", "/robots.txt", "/rss/"]);
});

test("one address that fails leaves the others added, and the exit code says part failed", async () => {
  const folder = scratchFolder();
  const { code, out, err } = await samestory(
    ["feeds", "add", `${site}/news.xml`, `${site}/missing.xml`, "--data", folder],
    env,
  );
  assert.equal(code, 3);
  assert.match(out, /^added /);
  assert.match(err, /missing\.xml: .*404.*Not added/);
});

test("feeds check explains one poll and leaves nothing behind, before init too", async () => {
  const folder = join(scratchFolder(), "none");
  const { code, out } = await samestory(["feeds", "check", `${site}/news.xml`, "--data", folder], env);
  assert.equal(code, 0);
  assert.match(out, /Asked\n.*news\.xml \(not one of the stored feeds\)\n {2}accept: /);
  assert.match(out, /Reply\n {2}200, \d+ bytes in .*\n {2}content-type: application\/rss\+xml\n {2}etag: "v1"/);
  assert.match(out, /Decision\n {2}document; the feed would be active\n.*2 items, 2 with an address/);
  assert.match(out, /2025-11-06T12:00:00Z \(from feed\) {2}Ferry .*aground/);
  assert.match(out, /Next\n.*, in 1 h 30 m[\s\S]*ttl: 1 h 30 m/);
  assert.doesNotMatch(out, /\u001b/);
  assert.equal(existsSync(folder), false);
});

test("feeds check of an address that is gone, or must not be reached, says so with exit code 1", async () => {
  const gone = await samestory(["feeds", "check", `${site}/gone.xml`, "--json", "--data", scratchFolder()], env);
  assert.equal(gone.code, 1);
  assert.deepEqual([rows(gone.out)[0]!.decision, rows(gone.out)[0]!.state], ["gone", "gone"]);
  const refused = await samestory(["feeds", "check", `${site}/news.xml`, "--json", "--data", scratchFolder()]);
  assert.equal(refused.code, 1);
  assert.equal((rows(refused.out)[0]!.reply as { failure: string }).failure, "refused-address");
});

test("a test webhook arrives signed, and its reply is shown", async () => {
  const received: ReceivedWebhook[] = [];
  const receiver = await listenWebhooks({
    host: "127.0.0.1",
    port: 0,
    secret: SECRET,
    onEvent: (event) => void received.push(event),
  });
  const own = ["--data", scratchFolder()];
  try {
    const [added] = rows(
      (await samestory(["webhooks", "add", receiver.url, "--secret", SECRET, "--json", ...own], env)).out,
    );
    const { code, out } = await samestory(["webhooks", "test", String(added!.id), ...own], env);
    assert.equal(code, 0);
    assert.match(out, /received \(204\) in /);
    assert.deepEqual(
      received.map(({ type, repeated }) => [type, repeated]),
      [["ping", false]],
    );
    const refused = await samestory(["webhooks", "test", String(added!.id), ...own]);
    assert.equal(refused.code, 1);
    assert.match(refused.err, /not public.*fetch\.allow/);
  } finally {
    await receiver.close();
  }
});

test("an endpoint that does not take the test webhook makes the exit code 1", async () => {
  const own = ["--data", scratchFolder()];
  await samestory(["webhooks", "add", `${site}/nowhere`, ...own], env);
  const { code, out } = await samestory(["webhooks", "test", `${site}/nowhere`, ...own], env);
  assert.equal(code, 1);
  assert.match(out, /http-404 in .*\nnot here/);
});
