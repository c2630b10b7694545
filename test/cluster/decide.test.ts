import assert from "node:assert/strict";
import { test } from "node:test";
import { probability } from "../../src/cluster/decision.ts";
import { weakestLink } from "../../src/cluster/explain.ts";
import { type FormedQuestion, storyFormed, toldInParts } from "../../src/cluster/formed.ts";
import { LEARNED } from "../../src/cluster/learned.ts";
import { CLUSTER_DEFAULTS } from "../../src/cluster/settings.ts";
import type { Features } from "../../src/cluster/similarity.ts";
import { articleTerms } from "../../src/cluster/terms.ts";
import { hoursLater, hoursOutside } from "../../src/cluster/time-gap.ts";

const HOUR = 3_600_000;
const question = (some: Partial<FormedQuestion>): FormedQuestion => ({
  status: "growing",
  families: 3,
  lastPublishedAt: 0,
  now: 0,
  together: Number.POSITIVE_INFINITY,
  nearest: null,
  ...some,
});
const kind = (some: Partial<FormedQuestion>) => storyFormed(question(some), CLUSTER_DEFAULTS).kind;

test("a story is news at enough publishers, when fresh, once, and if nothing like it was news before", () => {
  assert.equal(kind({ families: 2 }), "growing");
  assert.equal(kind({ families: 3 }), "formed");
  assert.equal(kind({ status: "formed", families: 9 }), "growing");
  assert.equal(kind({ now: 72 * HOUR }), "formed");
  assert.equal(kind({ now: 73 * HOUR }), "held-back");
  const { developmentAt } = CLUSTER_DEFAULTS;
  assert.equal(kind({ nearest: { storyId: "s_1", likeness: developmentAt } }), "held-back");
  assert.equal(kind({ nearest: { storyId: "s_1", likeness: developmentAt - 0.01 } }), "formed");
});

test("a story whose reports share few words of their own is no news, and says how few", () => {
  const { chanceToForm } = CLUSTER_DEFAULTS;
  assert.equal(kind({ together: chanceToForm }), "formed");
  const answer = storyFormed(question({ together: 41.3 }), CLUSTER_DEFAULTS);
  assert.deepEqual(answer, {
    kind: "held-back",
    cause: "loose",
    reason: `one article in 41 would have as many of its words by chance, one in ${chanceToForm} needed`,
  });
});

test("the likeness to a story of few reports counts less than to one that many tell", () => {
  const part = (reports: number, developmentReports = 10) =>
    toldInParts(reports, 0, { ...CLUSTER_DEFAULTS, developmentReports });
  assert.equal(part(10), 0.5);
  assert.equal(part(4, 4), 0.5);
  assert.equal(part(1, 0), 1);
  assert.ok(part(2) < part(3));
  assert.ok(part(1000) > 0.99 && part(1000) < 1);
});

test("the likeness to a story counts less the longer after its last report another begins", () => {
  const settings = { ...CLUSTER_DEFAULTS, developmentReports: 0, developmentHours: 12 };
  assert.equal(toldInParts(3, 0, settings), 1);
  assert.equal(toldInParts(3, 12, settings), 0.5);
  assert.equal(toldInParts(3, 36, settings), 0.25);
});

test("a story is later by the hours from the other's last report, by when they were seen where one has no date", () => {
  const spans = (first: number, last: number, published = true) => ({
    published: published ? { first: first * HOUR, last: last * HOUR } : null,
    seen: { first: first * HOUR + 7 * HOUR, last: last * HOUR + 7 * HOUR },
  });
  assert.equal(hoursLater(spans(20, 30), spans(1, 12)), 8);
  assert.equal(hoursLater(spans(10, 30), spans(1, 12)), 0, "it had begun by then");
  assert.equal(hoursLater(spans(1, 12), spans(20, 30)), 0, "it came before");
  assert.equal(hoursLater(spans(20, 30), spans(1, 12, false)), 8);
});

test("the distance in time is counted outside the story's span, on both sides", () => {
  const story = { published: { first: 10 * HOUR, last: 20 * HOUR }, seen: { first: 100 * HOUR, last: 100 * HOUR } };
  const hours = (at: number, dated = true) =>
    hoursOutside({ publishedAt: at * HOUR, firstSeenAt: 103 * HOUR, dated }, story);
  assert.equal(hours(15), 0);
  assert.equal(hours(26), 6);
  assert.equal(hours(4), 6);
  assert.equal(hours(103, false), 3);
});

test("more resemblance never makes belonging less likely", () => {
  const nothing: Features = {
    all: 0,
    title: 0,
    names: 0,
    bigrams: 0,
    mean: 0,
    typical: 0,
    hours: 0,
    untimed: 0,
    elsewhere: 0.03,
    likeness: 0.25,
    fresh: 0,
    reports: 1,
    headline: 0,
  };
  const some = { ...nothing, mean: 0.2, typical: 0.2, names: 0.2, title: 0.1 };
  const much = { ...nothing, mean: 0.6, typical: 0.6, names: 0.6, title: 0.5 };
  const likely = (features: Features) => probability(features, LEARNED.weights, "en");
  assert.ok(likely(nothing) < 0.05);
  assert.ok(likely(much) > likely(some));
  assert.ok(likely(much) > 0.95);
  assert.ok(likely({ ...some, elsewhere: 0.15 }) < likely(some), "as like to stories that it does not belong to");
  assert.ok(likely({ ...some, hours: Math.log1p(60) }) < likely(some), "days apart");
  assert.ok(likely({ ...some, fresh: 1 }) < likely(some), "in an index that knows little");
  assert.ok(likely({ ...some, typical: 0.1 }) < likely(some), "like one of its reports alone");
  const told = (reports: number) => likely({ ...some, reports });
  assert.equal(told(8), told(1), "a small story's size says nothing");
  assert.ok(told(30) > told(8), "many tell it");
  assert.equal(told(500), told(64), "beyond that no story draws more");
  assert.ok(likely({ ...some, headline: 1 }) > likely(some), "a headline has less to be alike in");
});

test("names are told from capitals that the position owes, and a repeated headline counts once", () => {
  const title = "Envoys meet in Doha";
  const body =
    "Envoys of both sides met in Doha. Later, Asif said that Doha was patient. Police watched. " +
    "nothing more was said about it. ".repeat(4);
  const terms = articleTerms({ title, text: `${title}\n${body}`, lang: "en" }, 300, () => false);
  assert.deepEqual(terms.fields.names.map(({ term }) => term).sort(), ["@asif", "@doha"]);
  const once = articleTerms({ title, text: body, lang: "en" }, 300, () => false);
  assert.deepEqual(terms.fields, once.fields);
});

test("the weakest link is the joined article with the lowest score", () => {
  const row = (rule: string, score: number) => ({ score, evidence: { rule, terms: [], features: {}, runnerUp: null } });
  assert.equal(weakestLink([row("founded", 1), row("joined", 0.9), row("joined", 0.6)])?.score, 0.6);
  assert.equal(weakestLink([row("founded", 1)]), null);
});
