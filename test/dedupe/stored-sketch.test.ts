import assert from "node:assert/strict";
import { test } from "node:test";
import { DEDUPE_DEFAULTS } from "../../src/dedupe/settings.ts";
import { sketchOf } from "../../src/dedupe/sketch.ts";
import { decodeSketch, encodeSketch } from "../../src/dedupe/stored-sketch.ts";
import { Desk, fixture, inventedText } from "./given.ts";

test("a sketch comes back from its bytes as it was, with the agency that the text credits", () => {
  for (const text of ["", "two words", inventedText(500, 1), "東京都で会議が開かれた。".repeat(20)]) {
    const sketch = sketchOf(text, DEDUPE_DEFAULTS);
    for (const credit of [null, "Canadian Press"]) {
      const { params, bytes } = encodeSketch(sketch, DEDUPE_DEFAULTS, credit);
      assert.deepEqual(decodeSketch(bytes, params, DEDUPE_DEFAULTS), { ...sketch, credit });
    }
  }
});

test("what was borrowed and that it is a round-up are stored too", () => {
  const desk = new Desk();
  desk.take("original", fixture("wire/original"));
  const { sketch } = desk.decide("reprint", fixture("wire/reprint"));
  assert.ok(sketch.borrowed.some((bits) => bits !== 0));
  const { params, bytes } = encodeSketch({ ...sketch, roundup: true }, DEDUPE_DEFAULTS);
  assert.deepEqual(decodeSketch(bytes, params, DEDUPE_DEFAULTS), { ...sketch, roundup: true, credit: null });
});

test("no article takes more than a kilobyte", () => {
  assert.ok(encodeSketch(sketchOf(inventedText(20_000, 2), DEDUPE_DEFAULTS), DEDUPE_DEFAULTS).bytes.length <= 1000);
  assert.ok(encodeSketch(sketchOf(inventedText(500, 2), DEDUPE_DEFAULTS), DEDUPE_DEFAULTS).bytes.length <= 450);
});

test("a sketch of other parameters, or bytes that are none, are not read", () => {
  const { params, bytes } = encodeSketch(sketchOf(inventedText(500, 3), DEDUPE_DEFAULTS), DEDUPE_DEFAULTS);
  assert.equal(decodeSketch(bytes, params, { ...DEDUPE_DEFAULTS, shingleWords: 4 }), null);
  assert.equal(decodeSketch(bytes, params, { ...DEDUPE_DEFAULTS, fingerprintWindow: 12 }), null);
  assert.equal(decodeSketch(bytes.subarray(0, 100), params, DEDUPE_DEFAULTS), null);
  assert.equal(decodeSketch(new Uint8Array(0), params, DEDUPE_DEFAULTS), null);
  assert.equal(decodeSketch(bytes, "oph64", DEDUPE_DEFAULTS), null);
  assert.equal(decodeSketch(bytes, params.replace(/v\d+$/, "v1"), DEDUPE_DEFAULTS), null);
});
