import assert from "node:assert/strict";
import { test } from "node:test";
import { Names } from "../../src/dedupe/names.ts";

test("every name is given back whole, wherever its table had to grow", () => {
  const names = new Names();
  const texts = Array.from({ length: 3_000 }, (_, i) => `a_${String(i).padStart(16, "x")}`);
  const numbers = texts.map((text) => names.hold(text));
  assert.deepEqual(
    numbers.map((number) => names.text(number)),
    texts,
  );
  assert.deepEqual(
    texts.map((text) => names.number(text)),
    numbers,
  );
});
