import assert from "node:assert/strict";
import { test } from "node:test";
import { articleVectors, KEPT_TERMS } from "../../src/cluster/article-vectors.ts";
import { KeptMembers } from "../../src/cluster/kept-members.ts";
import { type Packed, type Parts, pack } from "../../src/cluster/packed.ts";
import { Postings } from "../../src/cluster/postings.ts";
import { likeness, resemblances, squaresOf } from "../../src/cluster/resemblance.ts";
import { Scores } from "../../src/cluster/scores.ts";
import { CLUSTER_DEFAULTS } from "../../src/cluster/settings.ts";
import type { Vectors } from "../../src/cluster/shelved.ts";
import { Slabs } from "../../src/cluster/slabs.ts";
import { decodeVectors, encodeVectors } from "../../src/cluster/stored-vectors.ts";
import { StoryIndex } from "../../src/cluster/story-index.ts";
import { type Member, StoryState } from "../../src/cluster/story-state.ts";
import { isNumber, mixed, termId } from "../../src/cluster/term-id.ts";
import { TermSlots } from "../../src/cluster/term-slots.ts";
import { TermTable } from "../../src/cluster/term-table.ts";
import { articleTerms } from "../../src/cluster/terms.ts";
import { eachTerm, heaviestOf } from "../../src/cluster/vectors.ts";
import { seededRandom } from "../seeded-random.ts";
import { articleOf, newsroom } from "./newsroom.ts";

const NOTHING: Parts = {
  all: { ids: [], weights: [] },
  named: 0,
  title: { places: [], weights: [] },
  names: { ids: [], weights: [] },
  pairs: { ids: [], weights: [] },
  further: { ids: [], powers: [] },
};

function vectorsOf(seed: number): Packed {
  const random = seededRandom(seed);
  const ids = [...new Set(Array.from({ length: 12 }, () => Math.floor(random() * 30)))].sort((a, b) => a - b);
  const weights = ids.map(() => 1 + Math.floor(random() * 90));
  const list = { ids, weights };
  return pack({ ...NOTHING, all: list, title: { places: [0, 2], weights: [9, 8] }, names: list, pairs: list });
}

function memberOf(sequence: number, vectors: Packed | null): Member {
  const facts = { articleId: `a${sequence}`, source: "a.example", title: "", lang: "en", storyId: "s", addedAt: 0 };
  const times = { publishedAt: sequence, firstSeenAt: sequence, dated: true };
  return { ...facts, ...times, sequence, role: "independent", vectors, document: sequence };
}

/** The number of a plain term, as good as chance. */
const hashed = (number: number) => mixed(number) >>> 2;

const termsOf = (vectors: Vectors, field: "all" | "title" | "names" | "bigrams") => {
  const terms: [number, number][] = [];
  eachTerm(vectors, field, (id, weight) => terms.push([id, weight]));
  return terms;
};

test("what is packed is read again, field by field", () => {
  const vectors = pack({
    all: { ids: [11, 12, 13], weights: [200, 100, 50] },
    named: 1,
    title: { places: [0, 2], weights: [240, 80] },
    names: { ids: [21], weights: [255] },
    pairs: { ids: [31, 32], weights: [180, 181] },
    further: { ids: [41, 42], powers: [0, 3] },
  });
  assert.deepEqual(termsOf(vectors, "all"), [[11, 200], [12, 100], [13, 50]]); // biome-ignore format: pairs
  assert.deepEqual(termsOf(vectors, "title"), [[11, 240], [13, 80]]); // biome-ignore format: pairs
  assert.deepEqual(termsOf(vectors, "names"), [[21, 255]]);
  assert.deepEqual(termsOf(vectors, "bigrams"), [[31, 180], [32, 181]]); // biome-ignore format: pairs
  const counted = new Map<number, number>();
  vectors.counted((id, times) => counted.set(id, times));
  assert.deepEqual([...counted.keys()], [11, 12, 13, 21, 31, 32, 41, 42]);
  assert.equal(counted.get(42), 8);
});

test("stored vectors are those that were stored; of another version, or damaged, they are none", () => {
  const vectors = vectorsOf(1);
  const stored = encodeVectors({ lang: "en", vectors }, "1");
  const read = decodeVectors(Buffer.concat([Buffer.from([0]), stored]).subarray(1), "1");
  assert.equal(read?.lang, "en");
  assert.deepEqual(read?.vectors?.words, vectors.words);
  assert.equal(decodeVectors(stored, "2"), null);
  assert.equal(decodeVectors(null, "1"), null);
  for (let length = 0; length < stored.length - 2; length++) {
    assert.equal(decodeVectors(stored.subarray(0, length), "1"), null, `${length} bytes of it`);
  }
  const wrongCount = Uint8Array.from(stored);
  wrongCount[8] = 250;
  assert.equal(decodeVectors(wrongCount, "1"), null);
  assert.deepEqual(decodeVectors(encodeVectors({ lang: "tr", vectors: null }, "1"), "1"), {
    lang: "tr",
    vectors: null,
  });
});

test("an article takes little room in the store, however long it is", () => {
  const table = new TermTable({});
  for (const { title, text } of newsroom()) {
    const terms = articleTerms({ title, text: text.repeat(3), lang: "en" }, 300, () => false);
    const { vectors } = articleVectors(terms, table);
    table.count(vectors);
    assert.ok(vectors.all <= KEPT_TERMS + 40);
    assert.ok(encodeVectors({ lang: "en", vectors }, "1").length < 1500);
  }
});

const termOf = (term: string, weight: number) => {
  return { term, id: termId(term), written: term, weight, plain: termId(term) };
};

test("a common word that is not kept is counted in a sample, and its share comes out right", () => {
  const table = new TermTable({});
  const common = termId("common");
  for (let i = 0; i < 4000; i++) {
    const all = Array.from({ length: 70 }, (_, j) => termOf(`word${i}x${j}`, 2));
    if (i % 2 === 0) all.push(termOf("common", 1));
    const fields = { all, title: [], names: [], bigrams: [] };
    table.count(articleVectors({ lang: "en", fields, words: 71 }, table).vectors);
  }
  const share = table.seen(common) / 4000;
  assert.ok(share > 0.35 && share < 0.65, `${share}`);
});

test("a story's length does not depend on the order of arrival, and forgets what is taken out", () => {
  const members = Array.from({ length: 12 }, (_, i) => memberOf(i, vectorsOf(i + 1)));
  const of = (some: Member[]) => {
    const story = new StoryState("s", 0, "en");
    for (const member of some) story.add({ ...member }, 4);
    return story;
  };
  const forward = of(members);
  const backward = of([...members].reverse());
  assert.deepEqual(backward.squares, forward.squares);
  assert.deepEqual(backward.rest, forward.rest);
  for (const field of ["all", "title", "names", "bigrams"] as const) {
    const sums = forward.sums(field);
    const squares = [...sums.values()].reduce((sum, one) => sum + one * one, 0);
    assert.equal(squares, forward.squares[field], field);
    assert.deepEqual(new Map([...backward.sums(field)].sort()), new Map([...sums].sort()));
  }
  assert.ok(Math.abs(likeness(forward, backward) - 1) < 1e-12);
  for (const { articleId } of members.slice(5)) forward.remove(articleId, 4);
  assert.deepEqual(forward.squares, of(members.slice(0, 5)).squares);
  forward.quieten(forward.members[2]!, 4);
  assert.deepEqual(forward.squares, of(members.slice(0, 5).filter((_, i) => i !== 2)).squares);
  for (const { articleId } of members.slice(0, 5)) forward.remove(articleId, 4);
  assert.deepEqual(forward.squares, { all: 0, title: 0, names: 0, bigrams: 0 });
});

test("term ids tell numbers, names, neighbours and plain words apart", () => {
  assert.ok(isNumber(termId("#12")));
  assert.ok(!isNumber(termId("12")));
  assert.equal(new Set(["doha", "@doha", "doha talk", "#doha"].map(termId)).size, 4);
});

test("slots find every term that was added, and no other", () => {
  const slots = new TermSlots();
  const terms = Array.from({ length: 5000 }, (_, i) => termId(`term ${i}`));
  for (const [i, id] of terms.entries()) assert.equal(slots.add(id), i);
  for (const [i, id] of terms.entries()) assert.equal(slots.of(id), i);
  assert.equal(slots.of(termId("never added")), -1);
  assert.equal(slots.add(terms[7]!), 7);
});

test("a seeded table knows common words before it has seen any; a counted document can be taken back", () => {
  const table = new TermTable({ said: 0.4 });
  const torkham = termId("torkham");
  assert.ok(table.idf(termId("said")) < table.idf(torkham));
  const before = table.idf(torkham);
  const document = { counted: (each: (id: number, times: number) => void) => each(torkham, 1) };
  table.count(document);
  assert.ok(table.idf(torkham) < before);
  table.uncount(document);
  assert.equal(table.idf(torkham), before);
});

test("terms that no document has any more give their room back", () => {
  const table = new TermTable({});
  const once = { counted: (each: (id: number, times: number) => void) => each(termId("once"), 1) };
  const other = { counted: (each: (id: number, times: number) => void) => each(termId("other"), 4) };
  table.count(once);
  table.count(other);
  table.uncount(once);
  table.tidy();
  assert.equal(table.size, 1);
  assert.equal(table.seen(termId("other")), 4);
  assert.equal(table.idf(termId("once")), table.idf(termId("never seen")));
});

test("a term remembers its reports in order of arrival; what is taken out leaves nothing behind", () => {
  const of = (postings: Postings, term = 7) => {
    const found: [number, number][] = [];
    postings.each(term, (report, weight) => found.push([report, weight]) > 0);
    return found.reverse();
  };
  const postings = new Postings(new TermSlots());
  for (const report of [1, 2, 3, 4]) postings.post(7, report, 10 * report);
  postings.post(9, 1, 90);
  for (const [term, report] of [[7, 2], [7, 2], [8, 1], [9, 2]] as const) postings.unpost(term, report); // biome-ignore format: pairs
  assert.deepEqual(of(postings), [[1, 10], [3, 30], [4, 40]]); // biome-ignore format: pairs
  assert.deepEqual(of(postings, 9), [[1, 90]]);
  const kept = postings.kept((report) => report !== 1);
  assert.deepEqual(of(kept), [[3, 30], [4, 40]]); // biome-ignore format: pairs
  assert.deepEqual(of(kept, 9), []);
  postings.unpost(9, 1);
  for (const report of [1, 3, 4]) postings.unpost(7, report);
  for (const term of [7, 9]) postings.post(term, 2, 50);
  assert.deepEqual(of(postings), [[2, 50]]);
  assert.deepEqual(of(postings, 9), [[2, 50]]);
});

test("many terms with few reports and few terms with many are all found again", () => {
  const random = seededRandom(5);
  const lists = new Map<number, number[]>();
  const postings = new Postings(new TermSlots());
  for (let report = 0; report < 6000; report++) {
    for (let i = 0; i < 20; i++) {
      const term = hashed(Math.floor(random() ** 4 * 2000) * 20 + i);
      const list = lists.get(term) ?? [];
      lists.set(term, list);
      list.push(report);
      postings.post(term, report, 1 + (report % 255));
    }
  }
  for (const [term, list] of lists) {
    const found: number[] = [];
    postings.each(term, (report, weight) => found.push(weight === 1 + (report % 255) ? report : -1) > 0);
    assert.equal(found.reverse().join(), list.join(), `term ${term}`);
  }
});

test("of a term's stories the latest are looked up, with what their latest reports weigh together", () => {
  const postings = new Postings(new TermSlots());
  const storyOf = Uint32Array.of(9, 1, 2, 3, 1, 4);
  for (const report of [1, 2, 3, 4, 5]) postings.post(7, report, 10);
  const found = (most: number) => {
    const scores = new Scores();
    postings.addTo(scores, 7, 2, storyOf, 1000, most);
    const sums: [number, number][] = [];
    scores.drain((story, sum) => sums.push([story, sum]));
    return sums.sort(([a], [b]) => a - b);
  };
  assert.deepEqual(found(2), [[1, 20], [4, 20]]); // biome-ignore format: pairs
  assert.deepEqual(found(3), [[1, 20], [3, 20], [4, 20]]); // biome-ignore format: pairs
  assert.deepEqual(found(4), [[1, 40], [2, 20], [3, 20], [4, 20]]); // biome-ignore format: pairs
  for (let i = 0; i < 20; i++) postings.post(7, 5, 1);
  assert.deepEqual(found(2), [[4, 16]], "a story with many reports is not read whole");
});

test("slabs give a megabyte back when little in it is used any more", () => {
  const slabs = new Slabs();
  const record = (n: number) =>
    Uint8Array.of(40, 0, ...Array.from({ length: 38 }, (_, i) => (n >> ((i % 4) * 8)) & 255));
  const kept = Array.from({ length: 60_000 }, (_, n) => ({ n, place: slabs.keep(record(n)) }));
  const full = slabs.bytes;
  for (const { place } of kept.slice(0, 50_000)) slabs.release(place);
  const moved = kept.slice(50_000).map(({ n, place }) => ({ n, place: slabs.settled(place) }));
  assert.ok(slabs.bytes < full / 2);
  for (const { n, place } of moved) {
    const at = slabs.at(place);
    assert.deepEqual([...slabs.slab(place).subarray(at, at + slabs.length(place))], [...record(n)]);
  }
});

test("vectors on the shelf are those that came, also when slots were freed and given to other terms", () => {
  const random = seededRandom(11);
  const table = new TermTable({});
  const kept = new KeptMembers(() => table.slots);
  const story = new StoryState("s_1", 0, "en");
  const keep = (came: Packed, n: number) => kept.add(memberOf(n, null), story, came);
  const list = (count: number, kind: number) => {
    const ids = Array.from({ length: count }, () => ((kind << 30) | hashed(Math.floor(random() * 3000))) >>> 0);
    const sorted = [...new Set(ids)].sort((a, b) => a - b);
    return { ids: sorted, weights: sorted.map(() => 1 + Math.floor(random() * 255)) };
  };
  const vectors = () => {
    const [named, others] = [list(8, 0), list(90, 0)];
    const fresh = others.ids
      .map((id, i) => [id, others.weights[i]!] as const)
      .filter(([id]) => !named.ids.includes(id));
    const ids = [...named.ids, ...fresh.map(([id]) => id)];
    const all = { ids, weights: [...named.weights, ...fresh.map(([, weight]) => weight)] };
    const title = { places: [0, 9, 4, ids.length - 1], weights: [9, 8, 7, 250] };
    const further = { ids: list(9, 0).ids, powers: [] as number[] };
    further.powers = further.ids.map((_, i) => i);
    return pack({ all, named: named.ids.length, title, names: list(12, 2), pairs: list(6, 3), further });
  };
  const told = (kept: Vectors) => {
    const counted: [number, number][] = [];
    kept.open().counted((id, times) => counted.push([id, times]));
    const byId = (a: [number, number], b: [number, number]) => a[0] - b[0] || a[1] - b[1];
    const fields = (["all", "title", "names", "bigrams"] as const).map((field) => termsOf(kept, field).sort(byId));
    const { named, length } = kept.open();
    return {
      fields,
      counted: counted.sort(byId),
      named,
      length,
      heaviest: heaviestOf(kept, 20).sort((a, b) => a.id - b.id),
    };
  };
  const both = Array.from({ length: 300 }, (_, n) => {
    const came = vectors();
    table.count(came);
    return { came, kept: keep(came, n) };
  });
  for (const { came, kept } of both) assert.deepEqual(told(kept), told(came));
  for (const { came, kept: gone } of both.splice(20)) {
    table.uncount(came);
    kept.drop(gone);
  }
  table.tidy();
  const again = Array.from({ length: 100 }, (_, n) => {
    const came = vectors();
    table.count(came);
    return { came, kept: keep(came, 1000 + n) };
  });
  for (const { came, kept } of [...both, ...again]) assert.deepEqual(told(kept), told(came));
  const stories = (of: (one: { came: Packed; kept: Vectors }) => Vectors) =>
    [...both, ...again].map((one) => ({
      exemplars: [{ vectors: of(one) }],
      rest: null,
      squares: squaresOf(one.came),
      reports: 1,
    }));
  const asked = again[7]!.came;
  assert.deepEqual(
    resemblances(
      asked,
      stories(({ kept }) => kept),
    ),
    resemblances(
      asked,
      stories(({ came }) => came),
    ),
  );
});

test("stories that are let go take their vectors with them, and the others stay as they were", () => {
  const [first, ...others] = newsroom();
  const index = new StoryIndex({ ...CLUSTER_DEFAULTS, maxActiveStories: 40 });
  const at = first!.publishedAt;
  for (let i = 0; i < 60; i++) {
    const letters = String.fromCharCode(97 + (i % 26), 97 + Math.floor(i / 26));
    const text = ["alpha", "beta", "gamma", "delta"].map((word) => `${letters}${word}`).join(" ");
    const article = articleOf({ ...others[0]!, id: `n${i}`, title: text, text, publishedAt: at + i });
    index.apply(index.assign({ ...article, firstSeenAt: at + i }, null, { now: at + i }));
    index.evict(at + i);
  }
  assert.ok(index.size <= 40 && index.size >= 36, `${index.size}`);
  assert.equal(index.placeOf("n0"), null);
  assert.equal(index.placeOf("n59")?.member.title.includes("alpha"), true);
});
