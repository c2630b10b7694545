import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { after, test } from "node:test";
import { createParsePool } from "../../src/adapters/parse-pool.ts";
import { EXTRACT_DEFAULTS } from "../../src/extract/settings.ts";
import { POLL_DEFAULTS } from "../../src/poll/settings.ts";
import { pageOf } from "../extract/pages.ts";

const pool = createParsePool({ extract: EXTRACT_DEFAULTS, poll: POLL_DEFAULTS });
const hostile = createParsePool({
  extract: { ...EXTRACT_DEFAULTS, threads: 1, timeoutMs: 700, feedTimeoutMs: 400, maxMemoryMb: 48 },
  poll: POLL_DEFAULTS,
  workerFile: new URL("./hostile-parse-worker.ts", import.meta.url),
});
after(() => Promise.all([pool.close(), hostile.close()]));

const known = { title: null };
const PROSE = "<p>A sentence of the report that is long enough to be one, and another that follows it.</p>".repeat(4);

test("a page comes back as text, and its bytes are gone; what else lies in their buffer stays", async () => {
  const page = pageOf(PROSE);
  const shared = new Uint8Array(page.body.length * 3);
  shared.set(page.body);
  const part = { ...page, body: shared.subarray(0, page.body.length) };
  const other = await pool.page(part, known);
  assert.ok(other.ok && other.value.ok);
  assert.ok(part.body.byteLength > 0);
  const outcome = await pool.page(page, known);
  assert.ok(outcome.ok && outcome.value.ok);
  assert.match(outcome.value.content.text, /^A sentence/);
  assert.equal(page.body.byteLength, 0);
});

test("a feed comes back as values", async () => {
  const xml =
    "<rss version='2.0'><channel><title>T</title><item><title>One</title><link>https://a.example/1</link></item></channel></rss>";
  const outcome = await pool.feed(new TextEncoder().encode(xml), "application/rss+xml", "https://a.example/feed");
  assert.ok(outcome.ok);
  assert.equal(outcome.value.items[0]?.title, "One");
});

test("a document that hangs is killed when its time is over, and the next one is read", async () => {
  const hung = await hostile.page(pageOf("hang"), known);
  assert.ok(!hung.ok);
  assert.equal(hung.reason, "parse-timeout");
  const next = await hostile.page(pageOf("fine"), known);
  assert.ok(next.ok);
});

test("a feed has a time of its own", async () => {
  const hung = await hostile.feed(new TextEncoder().encode("hang"), "", "https://a.example/");
  assert.ok(!hung.ok);
  assert.equal(hung.reason, "parse-timeout");
  assert.match(hung.detail, /400 ms/);
});

test("the clock of a document starts when a thread takes it", async () => {
  const outcomes = await Promise.all([hostile.page(pageOf("hang"), known), hostile.page(pageOf("fine"), known)]);
  assert.ok(!outcomes[0].ok);
  assert.ok(outcomes[1].ok);
});

test("the clock of a document does not run while its thread still loads its code", async () => {
  const slow = createParsePool({
    extract: { ...EXTRACT_DEFAULTS, threads: 1, timeoutMs: 700 },
    poll: POLL_DEFAULTS,
    workerFile: new URL("./slow-parse-worker.ts", import.meta.url),
  });
  assert.ok((await slow.page(pageOf("fine"), known)).ok);
  const hung = await slow.page(pageOf("hang"), known);
  assert.ok(!hung.ok && hung.reason === "parse-timeout");
  await slow.close();
});

test("a document that eats memory is killed at the limit, and the next one is read", async () => {
  const patient = createParsePool({
    extract: { ...EXTRACT_DEFAULTS, threads: 1, timeoutMs: 30_000, maxMemoryMb: 48 },
    poll: POLL_DEFAULTS,
    workerFile: new URL("./hostile-parse-worker.ts", import.meta.url),
  });
  const eaten = await patient.page(pageOf("eat"), known);
  assert.ok(!eaten.ok);
  assert.equal(eaten.reason, "parse-memory");
  assert.ok((await patient.page(pageOf("fine"), known)).ok);
  await patient.close();
});

test("a throw is an outcome that carries its message", async () => {
  const thrown = await hostile.page(pageOf("throw"), known);
  assert.ok(!thrown.ok);
  assert.equal(thrown.reason, "parse-error");
  assert.match(thrown.detail, /no such page/);
});

const junk = new Uint8Array(500_000);
for (let i = 0, x = 7; i < junk.length; i++) {
  x = (x * 1_103_515_245 + 12_345) & 0x7fffffff;
  junk[i] = x >> 16;
}
for (const [name, body] of [
  ["100,000 nested divs", `${"<div>".repeat(100_000)}x`],
  ["200,000 attributes", `<p ${Array.from({ length: 200_000 }, (_, i) => `a${i}=x`).join(" ")}>${PROSE}`],
  ["a line of 30 MB", "x".repeat(30_000_000)],
  ["bytes of no encoding", junk],
] as const)
  test(`${name} end within the wall clock while the main loop goes on`, async () => {
    const page = pageOf(body);
    let last = performance.now();
    let longest = 0;
    const pulse = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 10);
    const outcome = await pool.page(page, known);
    clearInterval(pulse);
    assert.ok(outcome.ms <= EXTRACT_DEFAULTS.timeoutMs + 500);
    assert.ok(outcome.ok, JSON.stringify(outcome));
    assert.ok(longest < 500, `${longest} ms`);
  });

test("a document that waits instead of working is over all the same, later", async () => {
  const asleep = createParsePool({
    extract: { ...EXTRACT_DEFAULTS, threads: 1, timeoutMs: 200 },
    poll: POLL_DEFAULTS,
    workerFile: new URL("./hostile-parse-worker.ts", import.meta.url),
  });
  const slept = await asleep.page(pageOf("sleep"), known);
  assert.ok(!slept.ok && slept.reason === "parse-timeout");
  assert.ok(slept.ms >= 700, `${slept.ms} ms`);
  assert.ok((await asleep.page(pageOf("fine"), known)).ok);
  await asleep.close();
});

test("a pattern that was used before the pool was made can be used after: no flag of the engine changes under it", () => {
  const program = new URL("./used-pattern.ts", import.meta.url).pathname;
  const { status, signal, stdout } = spawnSync(process.execPath, [program], { encoding: "utf8" });
  assert.deepEqual({ status, signal, stdout }, { status: 0, signal: null, stdout: "whole" });
});
