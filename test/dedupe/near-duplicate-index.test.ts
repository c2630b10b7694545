import assert from "node:assert/strict";
import { test } from "node:test";
import { comparedText } from "../../src/dedupe/compared-text.ts";
import { NearDuplicateIndex } from "../../src/dedupe/near-duplicate-index.ts";
import { DEDUPE_DEFAULTS } from "../../src/dedupe/settings.ts";
import { sketchOf } from "../../src/dedupe/sketch.ts";
import { encodeSketch, StoredSketches } from "../../src/dedupe/stored-sketch.ts";
import { Desk, fixture, inventedText } from "./given.ts";

const original = fixture("wire/original");
const reprint = fixture("wire/reprint");

test("an article that is run again matches neither itself nor its own copies", () => {
  const desk = new Desk();
  desk.take("a", original);
  desk.take("b", reprint);
  desk.take("c", fixture("wire/updated"));
  assert.equal(desk.take("a", original).duplicate, null);
  assert.equal(desk.take("b", reprint).duplicate?.parentId, "a");
  assert.notEqual(desk.decide("b", reprint).duplicate?.parentId, "c");
});

test("adding an id twice replaces it", () => {
  const desk = new Desk();
  desk.take("a", original);
  desk.take("a", { title: "Other", text: inventedText(300, 1) });
  assert.equal(desk.index.size, 1);
  assert.equal(desk.take("b", reprint).duplicate, null);
});

test("deciding changes nothing", () => {
  const desk = new Desk();
  desk.take("a", original);
  const first = desk.decide("b", reprint);
  assert.deepEqual(desk.decide("b", reprint), first);
  assert.equal(desk.index.size, 1);
});

test("what was removed or evicted is not found any more, and its places are used again", () => {
  const desk = new Desk();
  desk.take("old", original, "a.example", 1000);
  desk.take("new", { title: "Other", text: inventedText(300, 2) }, "b.example", 2000);
  assert.equal(desk.index.evict(1500), 1);
  assert.equal(desk.index.has("old"), false);
  assert.equal(desk.take("copy", reprint, "c.example", 2500).duplicate, null);
  assert.equal(desk.index.remove("copy"), true);
  assert.equal(desk.index.remove("copy"), false);
  const { bytes } = desk.index;
  for (let n = 0; n < 300; n++) {
    desk.take(`n${n}`, { title: "", text: inventedText(200, n) });
    desk.index.remove(`n${n}`);
  }
  assert.deepEqual(desk.index.bytes, bytes);
});

test("eviction goes by the time it came in where that is known", () => {
  const index = new NearDuplicateIndex(DEDUPE_DEFAULTS);
  const sketch = sketchOf(original.text, DEDUPE_DEFAULTS);
  index.add("a", sketch, { source: "a.example", publishedAt: 0, seenAt: 9000, originalId: "a" });
  assert.equal(index.evict(5000), 0);
  assert.equal(index.evict(9001), 1);
});

test("a full index lets the oldest go", () => {
  const desk = new Desk({ maxArticles: 100 });
  for (let n = 0; n < 250; n++) desk.take(`n${n}`, { title: "", text: inventedText(60, n) }, "a.example", n * 1000);
  assert.ok(desk.index.size <= 100);
  assert.equal(desk.index.has("n249"), true);
  assert.equal(desk.index.has("n100"), false);
});

test("an index rebuilt from stored sketches decides as the one before", () => {
  const settings = DEDUPE_DEFAULTS;
  const desk = new Desk();
  const stored: [string, { params: string; bytes: Uint8Array }, string][] = [];
  const footer = inventedText(60, 900);
  const stream: [string, { title: string; text: string }][] = [["wire", original]];
  for (let n = 0; n < 12; n++) stream.push([`n${n}`, { title: `T${n}`, text: `${inventedText(120, n)} ${footer}` }]);
  stream.push(["reprint", reprint]);
  for (const [id, article] of stream) {
    const { sketch, duplicate } = desk.take(id, article);
    stored.push([id, encodeSketch(sketch, settings), duplicate?.originalId ?? id]);
  }
  const rebuilt = new NearDuplicateIndex(settings);
  rebuilt.expect(stored.length);
  const sketches = new StoredSketches(settings);
  for (const [id, signature, originalId] of stored) {
    const sketch = sketches.read(signature);
    assert.ok(sketch);
    rebuilt.add(id, sketch, { source: `${id}.example`, publishedAt: 0, originalId });
  }
  const article = { id: "next", title: "", source: "next.example", publishedAt: 0, text: `${reprint.text} ${footer}` };
  const sketch = sketchOf(comparedText(article), settings);
  const candidates = rebuilt.candidates(sketch, { ...article, now: 0 });
  assert.deepEqual(candidates, desk.index.candidates(sketch, { ...article, now: 0 }));
  const texts = new Map(candidates.map((id) => [id, desk.texts.get(id) ?? ""]));
  assert.deepEqual(
    rebuilt.decide(sketch, article, texts).duplicate,
    desk.index.decide(sketch, article, texts).duplicate,
  );
});

test("an index that was filled at once, with room made before, gives the candidates of one that was asked in between", () => {
  const settings = DEDUPE_DEFAULTS;
  const [asked, filled] = [new NearDuplicateIndex(settings), new NearDuplicateIndex(settings)];
  const sketches = Array.from({ length: 400 }, (_, n) =>
    sketchOf(`${inventedText(80, n % 90)} ${inventedText(60, 1000 + n)}`, settings),
  );
  filled.expect(sketches.length);
  for (const [n, sketch] of sketches.entries()) {
    const article = { source: `s${n % 7}.example`, publishedAt: n * 1000, originalId: `n${n}` };
    asked.candidates(sketch, { id: `n${n}`, source: article.source, publishedAt: n, now: n });
    for (const index of [asked, filled]) index.add(`n${n}`, sketch, article);
  }
  for (const [n, sketch] of sketches.entries()) {
    const article = { id: `x${n}`, source: "x.example", publishedAt: n, now: n };
    assert.deepEqual(filled.candidates(sketch, article), asked.candidates(sketch, article));
  }
});

test("no more candidates are given than the bound, and forty reprints leave room for another story", () => {
  const desk = new Desk();
  const second = { title: "Second", text: inventedText(200, 31) };
  desk.take("second", second);
  for (let n = 0; n < 40; n++)
    desk.take(`copy${n}`, { title: `Copy ${n}`, text: `${original.text} ${inventedText(8, n)}` });
  const sketch = sketchOf(`${original.text}\n\n${second.text}`, DEDUPE_DEFAULTS);
  const candidates = desk.index.candidates(sketch, { id: "x", source: "x.example", publishedAt: 0, now: 0 });
  assert.ok(candidates.length <= DEDUPE_DEFAULTS.maxCandidates);
  assert.ok(candidates.includes("second"));
});

test("a candidate whose text is missing is passed over", () => {
  const desk = new Desk();
  desk.take("a", original);
  const article = { id: "b", source: "b.example", publishedAt: 0, ...reprint };
  const decision = desk.index.decide(sketchOf(comparedText(article), desk.settings), article, new Map());
  assert.equal(decision.duplicate, null);
  assert.equal(decision.reason, "no-candidates");
});

test("a decision says in words what was compared", () => {
  const desk = new Desk();
  desk.take("a", original);
  const { detail } = desk.take("b", reprint);
  assert.equal(detail.rule, "verbatim");
  assert.equal(detail.parent, "a");
  assert.match(
    String(detail.closest),
    /^a: verbatim, \d+ % of this and \d+ % of that, \d+ words, longest run \d+, \d+ swaps$/,
  );
});
