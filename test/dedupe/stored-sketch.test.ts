import assert from "node:assert/strict";
import { test } from "node:test";
import { DEDUPE_DEFAULTS } from "../../src/dedupe/settings.ts";
import { sketchOf } from "../../src/dedupe/sketch.ts";
import { encodeSketch, StoredSketches } from "../../src/dedupe/stored-sketch.ts";
import { Desk, fixture, inventedText } from "./given.ts";

type Stored = ReturnType<typeof encodeSketch>;

function read(stored: Stored, settings = DEDUPE_DEFAULTS) {
  return new StoredSketches(settings).read(stored);
}

test("a sketch comes back from its bytes as it was, with the agency that the text credits", () => {
  for (const text of ["", "two words", inventedText(500, 1), "東京都で会議が開かれた。".repeat(20)]) {
    const sketch = sketchOf(text, DEDUPE_DEFAULTS);
    for (const credit of [null, "Canadian Press"]) {
      const stored = read(encodeSketch(sketch, DEDUPE_DEFAULTS, credit));
      assert.deepEqual(stored && { ...stored, signature: new Uint8Array(stored.signature) }, { ...sketch, credit });
    }
  }
});

test("what was borrowed and that it is a round-up are stored too", () => {
  const desk = new Desk();
  desk.take("original", fixture("wire/original"));
  const { sketch } = desk.decide("reprint", fixture("wire/reprint"));
  assert.ok(sketch.borrowed.some((bits) => bits !== 0));
  const stored = read(encodeSketch({ ...sketch, roundup: true }, DEDUPE_DEFAULTS));
  assert.deepEqual(stored?.borrowed, sketch.borrowed);
  assert.equal(stored?.roundup, true);
});

test("no article takes more than a kilobyte", () => {
  assert.ok(encodeSketch(sketchOf(inventedText(20_000, 2), DEDUPE_DEFAULTS), DEDUPE_DEFAULTS).bytes.length <= 1000);
  assert.ok(encodeSketch(sketchOf(inventedText(500, 2), DEDUPE_DEFAULTS), DEDUPE_DEFAULTS).bytes.length <= 450);
});

test("a sketch of other parameters, or bytes that are none, are not read", () => {
  const { params, bytes } = encodeSketch(sketchOf(inventedText(500, 3), DEDUPE_DEFAULTS), DEDUPE_DEFAULTS);
  assert.equal(read({ bytes, params }, { ...DEDUPE_DEFAULTS, shingleWords: 4 }), null);
  assert.equal(read({ bytes, params }, { ...DEDUPE_DEFAULTS, fingerprintWindow: 12 }), null);
  for (const others of [bytes.subarray(0, 100), new Uint8Array(0), new Uint8Array(300).fill(255), new Uint8Array(9000)])
    assert.equal(read({ bytes: others, params }), null);
  assert.equal(read({ bytes, params: "oph64" }), null);
  assert.equal(read({ bytes, params: params.replace(/v\d+$/, "v1") }), null);
});

test("a sketch that is read after another has nothing of it", () => {
  const sketches = [inventedText(500, 4), "", inventedText(60, 5)].map((text) => sketchOf(text, DEDUPE_DEFAULTS));
  const stored = sketches.map((sketch, n) => encodeSketch(sketch, DEDUPE_DEFAULTS, n === 0 ? "Reuters" : null));
  const one = new StoredSketches(DEDUPE_DEFAULTS);
  for (const bytes of [...stored, ...stored.toReversed()]) assert.deepEqual(one.read(bytes), read(bytes));
});
