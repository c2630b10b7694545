import assert from "node:assert/strict";
import { test } from "node:test";
import { retryAfterMs } from "../../src/model/retry-after.ts";

const NOW = Date.UTC(2026, 2, 4, 12, 0, 0);

test("seconds are read, fractions and doubled headers too", () => {
  assert.equal(retryAfterMs("120", NOW), 120_000);
  assert.equal(retryAfterMs(" 0 ", NOW), 0);
  assert.equal(retryAfterMs("1.5", NOW), 1_500);
  assert.equal(retryAfterMs("30, 30", NOW), 30_000);
});

test("a date is the time until then, and nothing when it has passed", () => {
  assert.equal(retryAfterMs("Wed, 04 Mar 2026 12:01:00 GMT", NOW), 60_000);
  assert.equal(retryAfterMs("Wed, 04 Mar 2026 11:59:00 GMT", NOW), 0);
});

test("what says nothing readable is no answer", () => {
  for (const header of [undefined, "", "soon", "-5", "1e3", "12 minutes", "9".repeat(400), "x".repeat(100_000)])
    assert.equal(retryAfterMs(header, NOW), null, String(header).slice(0, 20));
});
