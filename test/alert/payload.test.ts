import assert from "node:assert/strict";
import { test } from "node:test";
import { deliveryFor } from "../../src/adapters/delivery-for.ts";
import { alertOf } from "../../src/alert/alert-of.ts";
import { newEndpoint } from "../../src/alert/new-endpoint.ts";
import {
  endpointPayload,
  feedPayload,
  MAX_ARTICLES,
  MAX_BODY_BYTES,
  pingPayload,
  type Report,
  storyPayload,
} from "../../src/alert/payload.ts";
import type { Story } from "../../src/model/story.ts";
import { newFeed } from "../../src/poll/new-feed.ts";
import { POLL_DEFAULTS } from "../../src/poll/settings.ts";

const CREATED = { type: "story.created" } as const;
const desk = newEndpoint("https://desk.example/hook", "whsec_x", 0);
const wall = newEndpoint("https://wall.example/hook", "whsec_x", 0);
const NOW = Date.UTC(2025, 10, 7, 9, 30);
const HOUR = 3_600_000;

const story: Story = {
  id: "s_1",
  title: "Third round of talks opens in Istanbul",
  status: "formed",
  mergedInto: null,
  formedAt: NOW - 1_000,
  firstPublishedAt: NOW - 5 * HOUR,
  lastPublishedAt: NOW - HOUR,
  counts: { articles: 3, publishers: 3, independent: 2 },
  languages: ["en", "tr"],
};

function report(id: string, role: Report["role"], more: Partial<Report["article"]> = {}): Report {
  const article = {
    id,
    url: `https://${id}.example/talks`,
    title: `Report ${id}`,
    source: `${id}.example`,
    publishedAt: NOW - HOUR,
  };
  return { role, duplicateOf: role === "near_duplicate" ? "a" : null, article: { ...article, ...more } };
}

const facts = {
  now: NOW,
  url: null,
  reason: { rule: "3 independent publishers", evidence: ["Istanbul", "ceasefire"] },
};
const read = (body: string) => JSON.parse(body).data.story;

test("the body says what formed, from whom, and why", () => {
  const body = storyPayload(CREATED, story, [report("a", "origin"), report("b", "independent")], facts);
  assert.deepEqual(JSON.parse(body), {
    type: "story.created",
    timestamp: "2025-11-07T09:30:00.000Z",
    data: {
      story: {
        id: "s_1",
        title: "Third round of talks opens in Istanbul",
        url: null,
        first_published: "2025-11-07T04:30:00.000Z",
        formed_at: "2025-11-07T09:29:59.000Z",
        counts: { articles: 3, publishers: 3, independent: 2 },
        languages: ["en", "tr"],
        articles: [
          {
            id: "a",
            url: "https://a.example/talks",
            title: "Report a",
            source: "a.example",
            published: "2025-11-07T08:30:00.000Z",
            role: "origin",
            duplicate_of: null,
          },
          {
            id: "b",
            url: "https://b.example/talks",
            title: "Report b",
            source: "b.example",
            published: "2025-11-07T08:30:00.000Z",
            role: "independent",
            duplicate_of: null,
          },
        ],
        reason: { rule: "3 independent publishers", evidence: ["Istanbul", "ceasefire"] },
      },
    },
  });
});

test("the origin comes first, then independent reports by time, copies last; the order given does not matter", () => {
  const coverage = [
    report("d", "near_duplicate", { publishedAt: NOW - 4 * HOUR }),
    report("c", "independent"),
    report("b", "independent"),
    report("e", "independent", { publishedAt: NOW - 3 * HOUR }),
    report("a", "origin"),
  ];
  const body = storyPayload(CREATED, story, coverage, facts);
  const ids = read(body).articles.map((article: { id: string }) => article.id);
  assert.deepEqual(ids, ["a", "e", "b", "c", "d"]);
  assert.equal(read(body).articles[4].duplicate_of, "a");
  assert.equal(storyPayload(CREATED, story, coverage.toReversed(), facts), body);
});

test("at most twenty articles are listed, copies left out first, and the counts stay whole", () => {
  const coverage = Array.from({ length: 60 }, (_, i) => report(`a${i}`, i % 2 ? "independent" : "near_duplicate"));
  const counts = { articles: 60, publishers: 60, independent: 30 };
  const told = read(storyPayload(CREATED, { ...story, counts }, coverage, facts));
  assert.equal(told.articles.length, MAX_ARTICLES);
  assert.ok(told.articles.every((article: { role: string }) => article.role === "independent"));
  assert.deepEqual(told.counts, counts);
});

test("a long title is cut at a whole character and marked", () => {
  const title = `${"\u{1f5de}".repeat(400)}`;
  const told = read(storyPayload(CREATED, { ...story, title }, [report("a", "origin", { title })], facts));
  assert.equal(told.title, `${"\u{1f5de}".repeat(299)}…`);
  assert.equal(told.articles[0].title, told.title);
  assert.equal(read(storyPayload(CREATED, { ...story, title: "x".repeat(300) }, [], facts)).title, "x".repeat(300));
});

/** Each as unkind to the bound as its field allows. */
const unkind: Record<string, Partial<Report["article"]>> = {
  "titles of a megabyte": { title: "世界".repeat(500_000) },
  "titles of control characters": { title: "\u0000\u001f".repeat(1_000) },
  "titles of half characters": { title: "\ud83d".repeat(10_000) },
  "addresses of 1,999 characters": { url: `https://a.example/${"x".repeat(1_981)}` },
  "addresses of a megabyte": { url: `https://a.example/${"x".repeat(1_000_000)}` },
  "sources of a megabyte": { source: "x".repeat(1_000_000) },
};

for (const [what, more] of Object.entries(unkind))
  test(`${what} leave the body under 20 kB and readable`, () => {
    const coverage = Array.from({ length: 25 }, (_, i) => report(`a${i}`, "independent", more));
    const evidence = Array.from({ length: 500 }, () => "\u0001".repeat(5_000));
    const hard = {
      ...facts,
      url: `https://x.example/${"y".repeat(1_900)}`,
      reason: { rule: "r".repeat(10_000), evidence },
    };
    const languages = Array.from({ length: 300 }, () => "\u0001".repeat(900));
    const body = storyPayload(CREATED, { ...story, title: more.title ?? story.title, languages }, coverage, hard);
    assert.ok(Buffer.byteLength(body) < MAX_BODY_BYTES, `${Buffer.byteLength(body)}`);
    assert.equal(read(body).id, "s_1");
    assert.ok(body.isWellFormed());
  });

test("an address too long to be one is left out instead of cut", () => {
  const told = read(
    storyPayload(CREATED, story, [report("a", "origin", { url: `https://a.example/${"x".repeat(2_000)}` })], facts),
  );
  assert.deepEqual([told.articles.length, told.articles[0].url], [1, null]);
});

test("times that no calendar holds do not stop an alert", () => {
  const odd = { ...story, firstPublishedAt: Number.NaN, formedAt: null, lastPublishedAt: Infinity };
  const told = read(storyPayload(CREATED, odd, [report("a", "origin", { publishedAt: 1e300 })], facts));
  assert.deepEqual([told.first_published, told.formed_at], ["1970-01-01T00:00:00.000Z", null]);
  assert.equal(told.articles[0].published, "+275760-09-13T00:00:00.000Z");
});

test("a ping is a small event of its own", () => {
  const ping = JSON.parse(pingPayload(NOW));
  assert.deepEqual([ping.type, ping.timestamp], ["ping", "2025-11-07T09:30:00.000Z"]);
});

test("the same story forming again is the same alert, delivery and webhook", () => {
  const first = alertOf("story.created", story, "{}", NOW);
  const again = alertOf("story.created", story, "{}", NOW + HOUR);
  assert.equal(first.id, again.id);
  assert.deepEqual(deliveryFor(first, desk, NOW), deliveryFor(again, desk, NOW));
});

test("webhook ids differ by event, subject, occasion and endpoint, and hold no dot", () => {
  const ids = [
    deliveryFor(alertOf("story.created", { id: "s_1" }, "{}", NOW), desk, NOW),
    deliveryFor(alertOf("story.created", { id: "s_1" }, "{}", NOW), wall, NOW),
    deliveryFor(alertOf("story.created", { id: "s_2" }, "{}", NOW), desk, NOW),
    deliveryFor(alertOf("story.updated", { id: "s_1", occasion: "independent-5" }, "{}", NOW), desk, NOW),
    deliveryFor(alertOf("story.updated", { id: "s_1", occasion: "independent-10" }, "{}", NOW), desk, NOW),
  ].map(({ webhookId }) => webhookId);
  assert.equal(new Set(ids).size, ids.length);
  for (const id of ids) assert.doesNotMatch(id, /\./);
});

test("a story that waited to be large enough for an endpoint is created there once, under the usual id", () => {
  const atOnce = alertOf("story.created", { id: "s_1" }, "{}", NOW);
  const grown = alertOf("story.created", { id: "s_1", occasion: "at-6", independent: 6 }, "{}", NOW + HOUR);
  assert.notEqual(atOnce.id, grown.id);
  assert.equal(deliveryFor(atOnce, desk, NOW).webhookId, deliveryFor(grown, desk, NOW).webhookId);
});

test("a feed's and an endpoint's events say what and why, and nothing secret", () => {
  const feed = {
    ...newFeed("https://daily.example/rss", NOW, POLL_DEFAULTS),
    state: "gone",
    stateReason: "410",
  } as const;
  const told = JSON.parse(feedPayload("feed.gone", feed, NOW));
  assert.deepEqual([told.type, told.data.feed.url, told.data.feed.reason], ["feed.gone", feed.url, "410"]);
  const given = { id: "ep_1", address: "https://desk.example/hook?token=***", reason: "it answered 410 Gone" };
  assert.deepEqual(JSON.parse(endpointPayload(given, NOW)).data.endpoint, {
    id: "ep_1",
    url: given.address,
    reason: given.reason,
  });
});
