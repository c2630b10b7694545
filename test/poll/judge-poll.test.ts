import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Feed, FeedState } from "../../src/model/feed.ts";
import { afterDocument, judgePoll, pollRequest, reservedUntil } from "../../src/poll/judge-poll.ts";
import { POLL_DEFAULTS } from "../../src/poll/settings.ts";
import type { HttpFailure, HttpOutcome } from "../../src/ports/http.ts";
import { aDocument, aFeed, anItem, aReply, DAY, FEED_URL, HOUR, MINUTE, NOON, type Reply } from "./a-feed.ts";

const judge = (feed: Feed, outcome: HttpOutcome, now = NOON) => judgePoll(feed, outcome, now, 0.5, POLL_DEFAULTS);
const parsed = (value = aDocument([])) => ({ ok: true as const, value, ms: 1 });
const after = (feed: Feed, reply: Reply, document = parsed(), counts = { known: 1, added: 0 }, now = NOON) =>
  afterDocument(feed, reply, document, counts, now, 0, POLL_DEFAULTS);

describe("validators", () => {
  const headers = { etag: 'W/"a, b"', "last-modified": "Thu, 6 Nov 2025 07:00:00 CET" };

  test("are stored after a parse that succeeded and echoed byte for byte", () => {
    const request = pollRequest(after(aFeed(), aReply(200, headers)), POLL_DEFAULTS);
    assert.equal(request.headers["if-none-match"], headers.etag);
    assert.equal(request.headers["if-modified-since"], headers["last-modified"]);
    assert.equal(request.headers["a-im"], "feed");
  });

  test("are not stored for a document that could not be read, and the known ones stay", () => {
    const refused = { ok: false as const, reason: "parse-error" as const, detail: "an HTML page, not a feed", ms: 1 };
    const feed = afterDocument(
      aFeed({ etag: '"old"' }),
      aReply(200, headers),
      refused,
      { known: 0, added: 0 },
      NOON,
      0,
      POLL_DEFAULTS,
    );
    assert.equal(feed.polling.etag, '"old"');
    assert.deepEqual([feed.state, feed.stateReason], ["failing", "an HTML page, not a feed"]);
  });

  test("are updated by a 304, each on its own", () => {
    const known = aFeed({ etag: '"1"', lastModified: "then", validatorsFor: FEED_URL });
    const { kind, feed } = judge(known, aReply(304, { etag: '"2"' }));
    assert.equal(kind, "not-modified");
    assert.deepEqual([feed.polling.etag, feed.polling.lastModified], ['"2"', "then"]);
  });

  test("are dropped when a 304 comes from another address than theirs", () => {
    const known = aFeed({ etag: '"1"', lastModified: "then", validatorsFor: FEED_URL });
    const { feed } = judge(known, aReply(304, {}, { url: "https://other.example/feed" }));
    assert.deepEqual([feed.polling.etag, feed.polling.lastModified], [null, null]);
  });

  test("survive an error", () => {
    assert.equal(judge(aFeed({ etag: '"1"' }), aReply(500)).feed.polling.etag, '"1"');
  });

  test("are not asked with when there are none", () => {
    assert.deepEqual(Object.keys(pollRequest(aFeed(), POLL_DEFAULTS).headers), ["accept"]);
  });
});

describe("what an answer makes of a feed", () => {
  const cases: [string, Reply, string, FeedState, RegExp, number][] = [
    ["404 is soft", aReply(404), "failed", "failing", /not found/, 16.5 * MINUTE],
    ["410 ends the polling, visibly", aReply(410), "gone", "gone", /gone for good/, -DAY],
    ["401 is a refusal: six hours at least", aReply(401), "blocked", "blocked", /login/, 6 * HOUR],
    ["403 is a refusal: six hours at least", aReply(403), "blocked", "blocked", /refuses us/, 6 * HOUR],
    ["429 keeps to Retry-After", aReply(429, { "retry-after": "7200" }), "throttled", "failing", /too many/, 2 * HOUR],
    ["503 keeps to Retry-After", aReply(503, { "retry-after": "3600" }), "failed", "failing", /busy/, HOUR],
    ["503 without one backs off", aReply(503), "failed", "failing", /busy/, 16.5 * MINUTE],
    ["500 backs off", aReply(500), "failed", "failing", /error in the server \(500\)/, 16.5 * MINUTE],
    ["400 backs off", aReply(400), "failed", "failing", /refuses the request \(400\)/, 16.5 * MINUTE],
    ["204 is an answer without a document", aReply(204), "failed", "failing", /without a document/, 16.5 * MINUTE],
    ["a redirect without a target", aReply(302), "failed", "failing", /leads nowhere/, 16.5 * MINUTE],
  ];
  for (const [what, reply, kind, state, reason, waitMs] of cases) {
    test(what, () => {
      const verdict = judge(aFeed(), reply);
      assert.equal(verdict.kind, kind);
      assert.equal(verdict.feed.state, state);
      assert.match(verdict.reason, reason);
      assert.match(verdict.feed.stateReason ?? "", reason);
      assert.equal(verdict.feed.nextDueAt - NOON, waitMs);
      assert.equal(verdict.feed.polling.lastStatus, reply.status);
    });
  }

  test("a 429 closes the whole host, a 503 this feed alone", () => {
    assert.equal(judge(aFeed(), aReply(429, { "retry-after": "60" })).hostPauseMs, MINUTE);
    assert.equal(judge(aFeed(), aReply(429)).hostPauseMs, POLL_DEFAULTS.throttledPauseMs);
    assert.equal(judge(aFeed(), aReply(503, { "retry-after": "60" })).hostPauseMs, 0);
  });

  test("200, 203 and a partial 226 are documents", () => {
    assert.deepEqual(
      [200, 203, 226].map((status) => judge(aFeed(), aReply(status)).kind),
      Array(3).fill("document"),
    );
  });

  test("a feed that is not found backs off to a week, others to a day", () => {
    const wait = (status: number) => judge(aFeed({ failures: 40 }), aReply(status)).feed.nextDueAt - NOON;
    assert.deepEqual([wait(404), wait(500)], [Math.round(7 * DAY * 1.1), Math.round(DAY * 1.1)]);
  });

  const failures: HttpFailure[] = ["no-such-host", "connect", "timeout", "too-large", "refused-address", "protocol"];
  for (const reason of failures) {
    test(`no answer (${reason}) is a failure in plain words`, () => {
      const verdict = judge(aFeed({ failures: 2 }), { ok: false, reason, detail: "detail", url: FEED_URL, ms: 1 });
      assert.equal(verdict.kind, "failed");
      assert.match(verdict.feed.stateReason ?? "", /^[a-z].*: detail, 3 times in a row$/);
      assert.equal(verdict.feed.polling.lastStatus, null);
    });
  }

  test("success takes failures, state and reason back", () => {
    const failing = aFeed({ failures: 5, lastError: "x" }, { state: "blocked", stateReason: "x" });
    for (const feed of [after(failing, aReply(200)), judge(failing, aReply(304)).feed]) {
      assert.deepEqual(
        [feed.state, feed.stateReason, feed.polling.failures, feed.polling.lastError],
        ["active", null, 0, null],
      );
      assert.equal(feed.lastSuccessAt, NOON);
    }
  });

  test("the hints of the last document hold on a 304, and its max-age counts too", () => {
    const hints = { ttlMinutes: 90, syPeriodMs: null, skipHours: [], skipDays: [] };
    assert.equal(judgePoll(aFeed({ hints }), aReply(304), NOON, 0, POLL_DEFAULTS).feed.nextDueAt - NOON, 90 * MINUTE);
    const fresh = judgePoll(aFeed({ hints }), aReply(304, { "cache-control": "max-age=7200" }), NOON, 0, POLL_DEFAULTS);
    assert.equal(fresh.feed.nextDueAt - NOON, 2 * HOUR);
  });
});

describe("a document that was read", () => {
  test("gives the feed its title and site, and keeps a title that it had", () => {
    const named = after(aFeed(), aReply(200));
    assert.deepEqual([named.title, named.siteUrl], ["Paper", "https://paper.example/"]);
    assert.equal(after(aFeed({}, { title: "Mine" }), aReply(200)).title, "Mine");
  });

  test("gives a first rate from its dates, later ones from what was new", () => {
    const items = [0, 1, 2, 3].map((days) => anItem({ publishedAt: NOON - days * DAY }));
    const first = after(aFeed(), aReply(200), parsed(aDocument(items)));
    assert.ok(Math.abs((first.polling.itemsPerDay ?? 0) - 1) < 0.2);
    const second = after(first, aReply(200), parsed(aDocument(items)), { known: 4, added: 6 }, NOON + DAY);
    assert.ok((second.polling.itemsPerDay ?? 0) > 2);
  });
});

describe("a permanent move", () => {
  const hop = (status: number, to: string, from = FEED_URL) => ({ status, from, to });
  const target = "https://new.example/feed";
  const moved = (feed: Feed, now: number, status = 301, to = target) =>
    after(feed, aReply(200, {}, { url: to, hops: [hop(status, to)] }), parsed(), { known: 1, added: 0 }, now);

  test("is kept after three answers that agree over a day", () => {
    let feed = moved(aFeed(), NOON);
    assert.equal(feed.url, FEED_URL);
    feed = moved(feed, NOON + 12 * HOUR, 308);
    assert.equal(feed.url, FEED_URL);
    feed = moved(feed, NOON + DAY);
    assert.equal(feed.url, target);
    assert.equal(feed.polling.moved, null);
  });

  test("is not kept after many answers within a day", () => {
    let feed = aFeed();
    for (let i = 0; i < 10; i++) feed = moved(feed, NOON + i * HOUR);
    assert.equal(feed.url, FEED_URL);
  });

  test("starts again when the target changes or the redirect stops", () => {
    const once = moved(aFeed(), NOON);
    assert.equal(moved(once, NOON + DAY, 301, "https://third.example/feed").polling.moved?.times, 1);
    assert.equal(after(once, aReply(200)).polling.moved, null);
  });

  test("is not seen in a temporary redirect, nor beyond one", () => {
    assert.equal(moved(aFeed(), NOON, 302).polling.moved, null);
    const hops = [hop(301, "https://a.example/feed"), hop(302, "https://b.example/feed", "https://a.example/feed")];
    const feed = after(aFeed(), aReply(200, {}, { url: "https://b.example/feed", hops }));
    assert.equal(feed.polling.moved?.to, "https://a.example/feed");
  });

  test("is not seen when nothing says that it is the same feed", () => {
    const hops = [hop(301, target)];
    const feed = after(aFeed(), aReply(200, {}, { url: target, hops }), parsed(), { known: 0, added: 9 });
    assert.equal(feed.polling.moved, null);
  });
});

describe("a poll that begins", () => {
  const reserved = (feed: Feed) => reservedUntil(feed, NOON, 0, POLL_DEFAULTS) - NOON;

  test("is spoken for as long as its answer would allow, were it never seen", () => {
    assert.equal(reserved(aFeed({}, { lastSuccessAt: NOON - HOUR })), POLL_DEFAULTS.firstIntervalMs);
    assert.ok(reserved(aFeed({ failures: 2 })) > POLL_DEFAULTS.firstIntervalMs);
  });

  test("comes back within the minute where nothing was read of the feed yet", () => {
    assert.equal(reserved(aFeed({}, { lastSuccessAt: null })), 20_000);
  });
});
