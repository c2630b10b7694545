import assert from "node:assert/strict";
import { test } from "node:test";
import type { Compared } from "../../src/dedupe/compared.ts";
import type { Decision } from "../../src/dedupe/decision.ts";
import { describeJoining, joinFamilies, outdated, rowsOf } from "../../src/dedupe/family.ts";
import type { Carrier } from "../../src/dedupe/lineage.ts";
import type { NearDuplicate } from "../../src/model/signature.ts";

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

const row = (articleId: string, parentId: string, originalId = parentId, more: Partial<NearDuplicate> = {}) => ({
  articleId,
  parentId,
  originalId,
  relation: "copy" as const,
  covered: 0.9,
  parentCovered: 0.6,
  matchedWords: 100,
  similarity: 0.5,
  ...more,
});

/** A newcomer's decision: its duplicate, and what else it was found to repeat. */
function decision(duplicate: NearDuplicate | null, others: NearDuplicate[] = [], roundup = false): Decision {
  const compared = others.map(
    ({ parentId, originalId, covered, parentCovered, matchedWords, similarity }) =>
      ({
        id: parentId,
        originalId,
        older: { order: 0, roundup: false },
        shares: { matchedWords, whole: { covered, parentCovered } },
        verdict: { relation: "copy", rule: "copy" },
        similarity,
      }) as Compared,
  );
  return { duplicate, compared, carriedBy: [], reason: "copy", detail: {}, sketch: { roundup } } as unknown as Decision;
}

const within =
  (families: Record<string, Carrier[]>) =>
  (originalId: string): Carrier[] =>
    families[originalId] ?? [];

test("a newcomer that repeats nothing is an original", () => {
  const joining = joinFamilies(carrier("n", 5), decision(null), within({}));
  assert.deepEqual(joining, { articleId: "n", originId: "n", links: [], left: null, carriedBy: [] });
  assert.deepEqual(rowsOf(joining, []), { duplicate: null, others: [] });
  assert.deepEqual(describeJoining(joining), {});
});

test("a later copy joins the family and changes no other row", () => {
  const found = row("n", "a");
  const joining = joinFamilies(carrier("n", 50), decision(found), within({ a: [carrier("a", 10)] }));
  assert.deepEqual(rowsOf(joining, []), { duplicate: found, others: [] });
  assert.deepEqual(describeJoining(joining), { origin: "a" });
});

test("an earlier original takes the old root's place: shares and relation are told from the other side", () => {
  const found = row("n", "a", "a", { relation: "contains", covered: 0.4, parentCovered: 0.95 });
  const joining = joinFamilies(carrier("n", 5), decision(found), within({ a: [carrier("a", 10), carrier("b", 20)] }));
  assert.deepEqual(outdated(joining), ["a"]);
  assert.deepEqual(describeJoining(joining), { originOf: ["a"] });
  assert.deepEqual(rowsOf(joining, [row("b", "a")]), {
    duplicate: null,
    others: [row("b", "a", "n"), row("a", "n", "n", { relation: "excerpt", covered: 0.95, parentCovered: 0.4 })],
  });
});

test("where the newcomer matched a copy, the links from there up to the old root are turned round", () => {
  const family = { a: [carrier("a", 10), carrier("b", 20), carrier("c", 30)] };
  const joining = joinFamilies(carrier("n", 5), decision(row("n", "c", "a")), within(family));
  const { duplicate, others } = rowsOf(joining, [row("b", "a"), row("c", "b", "a")]);
  assert.equal(duplicate, null);
  const parents = Object.fromEntries(others.map(({ articleId, parentId }) => [articleId, parentId]));
  assert.deepEqual(parents, { a: "b", b: "c", c: "n" });
  assert.ok(others.every(({ originalId }) => originalId === "n"));
});

test("a newcomer that repeats two families makes them one", () => {
  const families = { a: [carrier("a", 20)], b: [carrier("b", 10), carrier("c", 15)] };
  const [toA, toC] = [row("n", "a"), row("n", "c", "b", { matchedWords: 60 })];
  const joining = joinFamilies(carrier("n", 50), decision(toA, [toA, toC]), within(families));
  assert.equal(joining.originId, "b");
  assert.deepEqual(outdated(joining), ["n", "a"]);
  const { duplicate, others } = rowsOf(joining, []);
  assert.deepEqual([duplicate?.parentId, duplicate?.originalId], ["c", "b"]);
  assert.deepEqual(
    others.map(({ articleId, parentId, originalId }) => [articleId, parentId, originalId]),
    [["a", "n", "b"]],
  );
});

test("a round-up joins one family only and is never the origin of a report", () => {
  const families = { a: [carrier("a", 20)], b: [carrier("b", 10)] };
  const [toA, toB] = [row("n", "a"), row("n", "b")];
  const live = carrier("n", 5, { roundup: true });
  const joining = joinFamilies(live, decision(toA, [toA, toB], true), within(families));
  assert.equal(joining.originId, "a");
  assert.deepEqual(rowsOf(joining, []), { duplicate: toA, others: [] });
});

test("an original that has left the window stays the original", () => {
  const joining = joinFamilies(carrier("n", 5), decision(row("n", "b", "a")), within({ a: [carrier("b", 20)] }));
  assert.equal(joining.originId, "a");
});

test("a copy becomes the origin when a newcomer's credit makes its source the one that most name", () => {
  const agency = carrier("x", 30, { source: "reuters.com" });
  const family = { a: [carrier("a", 10, { credit: "AP" }), carrier("ap", 20, { source: "apnews.com" }), agency] };
  const newcomer = carrier("n", 50, { credit: "Reuters" });
  const before = joinFamilies({ ...newcomer, credit: null }, decision(row("n", "a")), within(family));
  assert.equal(before.originId, "ap");
  const two = { a: [...family.a, carrier("y", 40, { credit: "Reuters" })] };
  const joining = joinFamilies(newcomer, decision(row("n", "y", "a")), within(two));
  assert.equal(joining.originId, "x");
  const { duplicate, others } = rowsOf(joining, [row("ap", "a"), row("x", "ap", "a"), row("y", "a")]);
  assert.deepEqual([duplicate?.parentId, duplicate?.originalId], ["y", "x"]);
  const parents = Object.fromEntries(others.map(({ articleId, parentId }) => [articleId, parentId]));
  assert.deepEqual(parents, { ap: "x", a: "ap", y: "a" });
});

test("an original that is run again and is a copy now takes its own copies along", () => {
  const families = { a: [carrier("a", 10)], n: [carrier("n", 20), carrier("c", 30)] };
  const joining = joinFamilies(carrier("n", 20), decision(row("n", "a")), within(families));
  const { duplicate, others } = rowsOf(joining, [row("c", "n")]);
  assert.equal(duplicate?.originalId, "a");
  assert.deepEqual(others, [row("c", "n", "a")]);
});

const notDuplicate = (subject: string, object: string) => [{ kind: "not-duplicate" as const, subject, object }];

test("families that operators told apart are not joined by a newcomer that repeats both", () => {
  const families = { a: [carrier("a", 20), carrier("x", 21)], b: [carrier("b", 10), carrier("c", 15)] };
  const [toA, toB] = [row("n", "a"), row("n", "b", "b", { matchedWords: 60 })];
  const joining = joinFamilies(carrier("n", 50), decision(toA, [toA, toB]), within(families), notDuplicate("c", "x"));
  assert.deepEqual(joining, { articleId: "n", originId: "a", links: [toA], left: null, carriedBy: [] });
  const other = joinFamilies(carrier("n", 50), decision(toA, [toA, toB]), within(families), notDuplicate("c", "z"));
  assert.equal(other.originId, "b");
});

test("who leaves a family takes those along that repeat it, at any depth, and no others", () => {
  const family = { a: [carrier("a", 10), carrier("n", 20), carrier("c", 30), carrier("d", 40), carrier("e", 50)] };
  const joining = joinFamilies(carrier("n", 20), decision(null), within(family), notDuplicate("n", "a"), "a");
  assert.deepEqual(outdated(joining), ["a"]);
  const rows = [row("n", "a"), row("d", "c", "a"), row("c", "n", "a"), row("e", "a")];
  const { duplicate, others } = rowsOf(joining, rows);
  assert.equal(duplicate, null);
  assert.deepEqual(others, [row("c", "n"), row("d", "c", "n")]);
});

/** Round-ups that were there before and carry the newcomer, by how many of its words. */
function carried(
  words: Record<string, number>,
  originalOf: Record<string, string> = {},
  underRoundup = false,
): Decision {
  const carriedBy = Object.entries(words).map(([id, matchedWords]) => ({
    link: row(id, "n", originalOf[id] ?? id, { relation: "contains", matchedWords }),
    underRoundup,
  }));
  return { ...decision(null), carriedBy };
}

test("a round-up goes with the later report of which it has more words, and what repeats it goes along", () => {
  const joining = joinFamilies(carrier("n", 50), carried({ live: 300 }, { live: "a" }), within({}));
  assert.deepEqual(outdated(joining), ["a"]);
  const before = [row("live", "a", "a", { matchedWords: 200 }), row("again", "live", "a"), row("b", "a")];
  const { duplicate, others } = rowsOf(joining, before);
  assert.equal(duplicate, null);
  assert.deepEqual(others, [
    row("live", "n", "n", { relation: "contains", matchedWords: 300 }),
    row("again", "live", "n"),
  ]);
});

test("a round-up stays with the report of which it has more words, and leaves another round-up for any report", () => {
  const before = [row("live", "a", "a", { matchedWords: 400 })];
  const stays = joinFamilies(carrier("n", 50), carried({ live: 300 }, { live: "a" }), within({}));
  assert.deepEqual(rowsOf(stays, before).others, []);
  const leaves = joinFamilies(carrier("n", 50), carried({ live: 300 }, { live: "a" }, true), within({}));
  assert.equal(rowsOf(leaves, before).others[0]?.parentId, "n");
});

test("a round-up without a parent gets one, in the family that the newcomer joins", () => {
  const found = { ...decision(row("n", "a")), carriedBy: carried({ live: 300 }).carriedBy };
  const joining = joinFamilies(carrier("n", 50), found, within({ a: [carrier("a", 10)] }));
  const { duplicate, others } = rowsOf(joining, []);
  assert.deepEqual(duplicate, row("n", "a"));
  assert.deepEqual(others, [row("live", "n", "a", { relation: "contains", matchedWords: 300 })]);
});

test("what the newcomer itself goes back to is never put under it", () => {
  const found = { ...decision(row("n", "b", "live")), carriedBy: carried({ live: 300 }).carriedBy };
  const family = { live: [carrier("live", 5, { roundup: true }), carrier("b", 10, { roundup: true })] };
  const joining = joinFamilies(carrier("n", 50, { roundup: true }), found, within(family));
  assert.deepEqual(rowsOf(joining, [row("b", "live")]).others, []);
});

test("a round-up stays where operators put it", () => {
  for (const kind of ["duplicate", "not-duplicate"] as const) {
    const constraint = { kind, subject: "live", object: kind === "duplicate" ? "a" : "n" };
    const joining = joinFamilies(carrier("n", 50), carried({ live: 300 }), within({}), [constraint]);
    assert.deepEqual(joining.carriedBy, []);
  }
});
