import assert from "node:assert/strict";
import { test } from "node:test";
import { judgeResponse } from "../../src/fetch/judge-response.ts";
import { FETCH_DEFAULTS } from "../../src/fetch/settings.ts";
import type { HttpFailure, HttpOutcome } from "../../src/ports/http.ts";

const NOW = Date.UTC(2026, 2, 4, 12, 0, 0);
const HOUR = 3_600_000;
const URL_GIVEN = "https://paper.example/2026/talks";

function reply(
  status: number,
  more: { type?: string; body?: string; headers?: Record<string, string>; to?: string } = {},
) {
  const { type = "text/html; charset=utf-8", body = "<p>The talks resumed.", headers = {}, to } = more;
  return {
    ok: true,
    status,
    headers: { ...(type ? { "content-type": type } : {}), ...headers },
    body: Buffer.from(body, "latin1"),
    url: to ?? URL_GIVEN,
    hops: to ? [{ status: 301, from: URL_GIVEN, to }] : [],
    ms: 40,
  } satisfies HttpOutcome;
}

const failed = (reason: HttpFailure): HttpOutcome => ({ ok: false, reason, detail: "because", url: URL_GIVEN, ms: 5 });

const judged = (outcome: HttpOutcome, tries = 0) => judgeResponse(outcome, tries, NOW, FETCH_DEFAULTS);

/** `page`, `dropped <reason>` or `later <ms> <reason>`. */
function said(outcome: HttpOutcome, tries = 0): string {
  const judgement = judged(outcome, tries);
  if (judgement.kind === "dropped") return `dropped ${judgement.reason}`;
  if (judgement.kind === "later") return `later ${judgement.ms} ${judgement.reason}`;
  return judgement.kind;
}

test("HTML with a 200 is a page, under its final address and verbatim type", () => {
  const to = "https://www.paper.example/talks.html";
  const judgement = judged(reply(200, { to }));
  assert.equal(judgement.kind, "page");
  assert.deepEqual(judgement.kind === "page" && judgement.page, {
    url: to,
    status: 200,
    contentType: "text/html; charset=utf-8",
    body: Buffer.from("<p>The talks resumed."),
    fetchedAt: NOW,
  });
});

test("XHTML, plain text, and HTML under a vague or missing type are pages", () => {
  for (const type of ["application/xhtml+xml", "TEXT/PLAIN", "text/html;x", ""])
    assert.equal(said(reply(200, { type })), "page", type);
  for (const type of ["application/octet-stream", "text/xml"])
    assert.equal(said(reply(200, { type, body: "\n<!DOCTYPE html><p>Talks" })), "page", type);
  assert.equal(said(reply(203)), "page");
});

test("what is not a page is dropped, by its type or by its first bytes", () => {
  const other = ["application/pdf", "image/jpeg", "video/mp4", "application/json", "application/rss+xml", "text/xml"];
  for (const type of other) assert.equal(said(reply(200, { type })), "dropped not-html", type);
  for (const body of ["%PDF-1.7 x", "\u0089PNG\r\n\u001a\n", "\u00ff\u00d8\u00ff\u00e0", "GIF89a", "PK\u0003\u0004"])
    assert.equal(said(reply(200, { body })), "dropped not-html", body);
  assert.equal(said(reply(200, { type: "", body: "\u0000\u0001\u0002" })), "dropped not-html");
});

test("a page without a byte of text is empty", () => {
  for (const body of ["", " \r\n\t", "\u00ef\u00bb\u00bf\n"])
    assert.equal(said(reply(200, { body })), "dropped empty-page");
  assert.equal(said(reply(204)), "dropped empty-page");
});

const FINAL = [300, 304, 400, 401, 402, 403, 404, 405, 410, 418, 451, 202, 206];

for (const status of FINAL)
  test(`${status} ends as http-${status} at once`, () => assert.equal(said(reply(status)), `dropped http-${status}`));

for (const status of [408, 425, 429, 500, 502, 503, 504, 520, 599])
  test(`${status} is tried again with a doubled wait, and then ends as http-${status}`, () => {
    assert.equal(said(reply(status)), `later 60000 http-${status}`);
    assert.equal(said(reply(status), 1), `later 120000 http-${status}`);
    assert.equal(said(reply(status), 3), `later 480000 http-${status}`);
    assert.equal(said(reply(status), 7), `dropped http-${status}`);
  });

test("Retry-After of a 429 or 503 is kept to, up to the longest that is", () => {
  const asking = (status: number, after: string) => said(reply(status, { headers: { "retry-after": after } }));
  assert.equal(asking(429, "3600"), `later ${HOUR} http-429`);
  assert.equal(asking(503, "Wed, 04 Mar 2026 13:00:00 GMT"), `later ${HOUR} http-503`);
  assert.equal(asking(503, "1"), "later 60000 http-503", "never sooner than the back-off");
  assert.equal(asking(429, "999999999"), `later ${7 * 24 * HOUR} http-429`);
  assert.equal(asking(500, "3600"), "later 60000 http-500");
});

for (const reason of ["no-such-host", "connect", "timeout", "protocol"] as const)
  test(`${reason} is a fault of the moment, until the last try`, () => {
    assert.equal(said(failed(reason)), `later 60000 ${reason}`);
    assert.equal(said(failed(reason), 7), `dropped ${reason}`);
  });

for (const reason of ["refused-address", "bad-address", "too-large", "too-many-redirects", "bad-encoding"] as const)
  test(`${reason} is dropped at once, with the client's explanation`, () => {
    const judgement = judged(failed(reason));
    assert.equal(said(failed(reason)), `dropped ${reason}`);
    assert.equal(judgement.kind === "dropped" && judgement.detail?.detail, "because");
  });

test("a request called off by ourselves is not a failure", () => {
  assert.equal(said(failed("aborted"), 7), "later 0 stopping");
});

test("the wait after many tries stays within a day", () => {
  const patient = { ...FETCH_DEFAULTS, maxTries: 1_000 };
  const judgement = judgeResponse(failed("timeout"), 900, NOW, patient);
  assert.equal(judgement.kind === "later" && judgement.ms, 24 * HOUR);
});

test("an article that was sent to a front page is gone", () => {
  for (const to of [
    "https://paper.example/",
    "https://paper.example/index.html",
    "https://paper.example/en/",
    "https://other.example/",
  ])
    assert.equal(said(reply(200, { to })), "dropped moved-to-home", to);
});

test("a redirect to another article, or from front page to front page, is followed in good faith", () => {
  for (const to of ["https://paper.example/?p=17", "https://paper.example/world", "https://paper.example/2026/talks/"])
    assert.equal(said(reply(200, { to })), "page", to);
  const home = { ...reply(200), hops: [{ status: 301, from: "http://paper.example/", to: "https://paper.example/" }] };
  assert.equal(said(home), "page");
});
