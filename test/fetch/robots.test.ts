import assert from "node:assert/strict";
import { test } from "node:test";
import { judgeRobots } from "../../src/fetch/judge-robots.ts";
import { hostGapMs, hostPauseMs } from "../../src/fetch/politeness.ts";
import { originOf, robotsAllow, robotsFresh, robotsFrom, robotsRequest } from "../../src/fetch/robots.ts";
import { FETCH_DEFAULTS } from "../../src/fetch/settings.ts";
import type { HttpFailure, HttpOutcome } from "../../src/ports/http.ts";

const NOW = Date.UTC(2026, 2, 4, 12, 0, 0);
const AGENT = "samestory/0.1.0 (+https://monitor.example)";
const PAGE = "https://paper.example/world/talks?page=1";

const rules = (text: string, status = 200) => ({ text, status, fetchedAt: NOW });
const verdict = (text: string, url = PAGE) => robotsAllow(rules(text), url, AGENT).verdict;

function reply(status: number, body = "", headers: Record<string, string> = {}): HttpOutcome {
  return {
    ok: true,
    status,
    headers,
    body: Buffer.from(body),
    url: "https://paper.example/robots.txt",
    hops: [],
    ms: 1,
  };
}
const failed = (reason: HttpFailure): HttpOutcome => ({ ok: false, reason, detail: "", url: "", ms: 1 });

test("our own group counts before the one for everybody", () => {
  const text = "User-agent: *\nDisallow: /\n\nUser-agent: Samestory\nDisallow: /private/\n";
  assert.equal(verdict(text), "allowed");
  assert.equal(verdict(text, "https://paper.example/private/x"), "disallowed");
  assert.equal(verdict("User-agent: *\nDisallow: /world/\n"), "disallowed");
  assert.equal(verdict("User-agent: otherbot\nDisallow: /\n"), "allowed");
});

test("the longest matching rule decides, wildcards and ends included", () => {
  assert.equal(verdict("User-agent: *\nDisallow: /world/\nAllow: /world/talks"), "allowed");
  assert.equal(verdict("User-agent: *\nDisallow: /*?page="), "disallowed");
  assert.equal(verdict("User-agent: *\nDisallow: /world/talks$"), "allowed");
});

test("rules count for their own scheme, host and port", () => {
  const text = "User-agent: *\nDisallow: /world/\n";
  assert.equal(originOf("https://paper.example:8443/world/x"), "https://paper.example:8443");
  assert.equal(verdict(text, "https://paper.example:8443/world/x"), "disallowed");
  assert.equal(verdict(text, "not an address"), "allowed");
});

test("no rules (4xx, an empty file, a page instead of rules) allow everything", () => {
  for (const status of [400, 401, 403, 404, 410])
    assert.equal(robotsAllow(rules("", status), PAGE, AGENT).verdict, "allowed");
  assert.equal(verdict(""), "allowed");
  assert.equal(verdict("<!doctype html><title>Not found</title>"), "allowed");
});

test("a site in trouble says neither yes nor no", () => {
  for (const status of [0, 429, 500, 503]) assert.equal(robotsAllow(rules("", status), PAGE, AGENT).verdict, "not-now");
});

test("a crawl delay widens the gap on the host, up to the cap, and never narrows it", () => {
  const delay = (text: string) => robotsAllow(rules(`User-agent: *\nCrawl-delay: ${text}`), PAGE, AGENT).crawlDelayMs;
  assert.equal(delay("7.5"), 7_500);
  assert.deepEqual([delay("-1"), delay("soon"), delay("Infinity"), delay("0")], [null, null, null, null]);
  assert.equal(hostGapMs(delay("7.5"), FETCH_DEFAULTS), 7_500);
  assert.equal(hostGapMs(delay("1"), FETCH_DEFAULTS), 5_000);
  assert.equal(hostGapMs(delay("86400"), FETCH_DEFAULTS), 60_000);
  assert.equal(hostGapMs(null, FETCH_DEFAULTS), 5_000);
});

test("robots.txt is asked for at the root, and kept with its status", () => {
  assert.equal(robotsRequest("https://paper.example", FETCH_DEFAULTS).url, "https://paper.example/robots.txt");
  const text = "User-agent: *\nDisallow: /\n";
  assert.deepEqual(robotsFrom(reply(200, text), NOW, FETCH_DEFAULTS), rules(text));
  assert.deepEqual(robotsFrom(reply(404, "<h1>Not found"), NOW, FETCH_DEFAULTS), rules("", 404));
  assert.deepEqual(robotsFrom(reply(503), NOW, FETCH_DEFAULTS), rules("", 503));
});

test("silence is not an answer; a file that cannot be had is one", () => {
  const status = (reason: HttpFailure) => robotsFrom(failed(reason), NOW, FETCH_DEFAULTS).status;
  assert.deepEqual([status("timeout"), status("connect"), status("no-such-host"), status("protocol")], [0, 0, 0, 0]);
  assert.deepEqual([status("too-many-redirects"), status("too-large"), status("refused-address")], [404, 404, 404]);
});

test("only the first robotsMaxBytes of a long file are kept", () => {
  const settings = { ...FETCH_DEFAULTS, robotsMaxBytes: 30 };
  assert.equal(robotsFrom(reply(200, "x".repeat(100)), NOW, settings).text.length, 30);
});

test("an answer is believed for a day, silence for a minute, a clock that was set back not at all", () => {
  const fresh = (status: number, ms: number) => robotsFresh(rules("", status), NOW + ms, FETCH_DEFAULTS);
  const day = FETCH_DEFAULTS.robotsMaxAgeMs;
  assert.deepEqual([fresh(200, day - 1), fresh(200, day), fresh(404, day - 1)], [true, false, true]);
  assert.deepEqual([fresh(0, 59_999), fresh(0, 60_000), fresh(503, 60_000)], [true, false, false]);
  assert.equal(fresh(200, -40 * day), false);
});

test("a page that robots.txt forbids is dropped; one that cannot be decided waits, and in the end is dropped", () => {
  const judged = (text: "allowed" | "disallowed" | "not-now", tries = 0) =>
    judgeRobots({ verdict: text, crawlDelayMs: null }, tries, FETCH_DEFAULTS);
  assert.equal(judged("allowed"), null);
  assert.deepEqual(judged("disallowed"), { kind: "dropped", reason: "robots-disallowed" });
  const waiting = judged("not-now", 1);
  assert.deepEqual([waiting?.kind, waiting?.kind === "later" && waiting.ms], ["later", 120_000]);
  const over = judged("not-now", 7);
  assert.equal(over?.kind === "dropped" && over.reason, "robots-unreachable");
});

test("a 429 closes the host, with or without a Retry-After", () => {
  const pause = (outcome: HttpOutcome) => hostPauseMs(outcome, NOW, FETCH_DEFAULTS);
  assert.equal(pause(reply(429, "", { "retry-after": "600" })), 600_000);
  assert.equal(pause(reply(429)), 60_000);
  assert.equal(pause(reply(429, "", { "retry-after": "99999999" })), 7 * 86_400_000);
  assert.deepEqual(
    [pause(reply(503, "", { "retry-after": "600" })), pause(reply(200)), pause(failed("timeout"))],
    [0, 0, 0],
  );
});

const hostile: Record<string, string> = {
  "wildcards in every line": `User-agent: *\n${"Disallow: /*a*a*a*a*a*a*a*a*a*b\n".repeat(15_000)}`,
  "one line of wildcards": `User-agent: *\nDisallow: /${"*a".repeat(240_000)}`,
  "a line of half a megabyte": `User-agent: *\nDisallow: /${"a".repeat(480_000)}`,
  "a hundred thousand agents": `${"User-agent: a\n".repeat(30_000)}Disallow: /`,
  "object keys": "User-agent: __proto__\nDisallow: /\nUser-agent: constructor\nCrawl-delay: 5",
};

for (const [what, text] of Object.entries(hostile))
  test(`a robots.txt with ${what} is read in under a second`, () => {
    const began = process.cpuUsage();
    assert.equal(verdict(text, `https://paper.example/${"a".repeat(1_500)}`), "allowed");
    const { user } = process.cpuUsage(began);
    assert.ok(user < 1_000_000, `${user} µs`);
  });
