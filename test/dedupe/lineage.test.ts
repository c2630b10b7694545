import assert from "node:assert/strict";
import { test } from "node:test";
import { type Carrier, cameBefore, nameOrigin } from "../../src/dedupe/lineage.ts";
import { creditLine } from "../../src/model/credit-line.ts";

const carrier = (id: string, publishedAt: number, more: Partial<Carrier> = {}): Carrier => ({
  id,
  source: `${id}.example`,
  publishedAt,
  dateSource: "page",
  firstSeenAt: publishedAt,
  credit: null,
  roundup: false,
  ...more,
});

test("the origin is the earliest by a trusted date", () => {
  const family = [carrier("a", 30), carrier("b", 10), carrier("c", 5, { dateSource: "first-seen" })];
  assert.deepEqual(nameOrigin(family), { articleId: "b", agency: null, because: "earliest-date" });
});

test("without a trusted date it is the first that was seen", () => {
  const family = [
    carrier("a", 1, { dateSource: "url", firstSeenAt: 50 }),
    carrier("b", 2, { dateSource: "first-seen", firstSeenAt: 40 }),
  ];
  assert.deepEqual(nameOrigin(family), { articleId: "b", agency: null, because: "first-seen" });
  assert.equal(nameOrigin([]).articleId, null);
});

test("of equals the one with the smaller id is the origin, whatever their order", () => {
  const family = [carrier("b", 10), carrier("a", 10), carrier("c", 10)];
  assert.equal(nameOrigin(family).articleId, "a");
  assert.equal(nameOrigin(family.toReversed()).articleId, "a");
});

test("a round-up is the origin of round-ups only", () => {
  const live = carrier("live", 1, { roundup: true });
  assert.equal(nameOrigin([live, carrier("a", 10)]).articleId, "a");
  assert.equal(nameOrigin([carrier("late", 10, { roundup: true }), live]).articleId, "live");
});

test("a mere day cannot claim to be before a moment of that day", () => {
  const noon = Date.UTC(2026, 2, 1, 12);
  const day = Date.UTC(2026, 2, 1);
  assert.equal(nameOrigin([carrier("a", day), carrier("b", noon)]).articleId, "b");
  assert.equal(nameOrigin([carrier("a", day), carrier("b", noon + 24 * 3_600_000)]).articleId, "a");
});

test("a credited source that is in the family is the origin, even when its date is later", () => {
  const family = [
    carrier("a", 10, { credit: "Reuters" }),
    carrier("b", 20, { source: "reuters.com" }),
    carrier("c", 30, { credit: "Reuters" }),
  ];
  assert.deepEqual(nameOrigin(family), { articleId: "b", agency: null, because: "credited-source" });
});

test("a credited agency that is not in the family is named beside the earliest carrier", () => {
  const family = [carrier("a", 20, { credit: "AP" }), carrier("b", 10, { credit: "AP" })];
  assert.deepEqual(nameOrigin(family), { articleId: "b", agency: "AP", because: "earliest-date" });
});

test("a credit is read from datelines, bylines and last lines", () => {
  assert.equal(creditLine("LONDON (AP) — A storm flooded the town."), "AP");
  assert.equal(creditLine("By The Associated Press\n\nA storm flooded the town."), "AP");
  assert.equal(creditLine("A storm flooded the town, Reuters reported."), "Reuters");
  assert.equal(creditLine(`${"A storm flooded the town. ".repeat(30)}\n\n— AFP`.replace("— AFP", "(AFP)")), "AFP");
  assert.equal(creditLine("The PA system failed. The app reported a fault."), null);
  assert.equal(creditLine(""), null);
});

test("who came before goes by dates where both can be trusted, by arrival otherwise", () => {
  const [early, late] = [Date.UTC(2026, 0, 5, 8, 30), Date.UTC(2026, 0, 5, 9, 30)];
  const first = { publishedAt: late, dateSource: "page" as const, order: 1 };
  const second = { publishedAt: early, dateSource: "feed" as const, order: 2 };
  assert.equal(cameBefore(second, first), true);
  assert.equal(cameBefore(first, second), false);
  assert.equal(cameBefore(second, { ...first, dateSource: "first-seen" }), false);
  assert.equal(cameBefore(second, { ...first, publishedAt: early }), false);
});
