import assert from "node:assert/strict";
import { test } from "node:test";
import { Names } from "../../src/model/names.ts";

test("a name is read back and found as it was held, however many there are", () => {
  const names = new Names();
  const held = new Map<number, string>();
  for (let i = 0; i < 20_000; i++) {
    const text = `a_${((i * 2_654_435_761) % 2 ** 32).toString(36).padStart(16, "q")}`;
    held.set(names.hold(text), text);
    // Some go again, so that numbers are used a second time.
    if (i % 3 > 0) continue;
    const [number = 0] = held.keys();
    held.delete(number);
    names.release(number);
  }
  const lost = [...held].filter(([number, text]) => names.text(number) !== text || names.number(text) !== number);
  assert.deepEqual(lost, []);
});
