import assert from "node:assert/strict";
import { test } from "node:test";
import { systemClock } from "../../src/adapters/clock-system.ts";

test("a sleep ends at once when it is called off, before or during it", async () => {
  const stop = new AbortController();
  const asleep = systemClock.sleep(60_000, stop.signal);
  setImmediate(() => stop.abort());
  await asleep;
  const began = performance.now();
  await systemClock.sleep(60_000, stop.signal);
  assert.ok(performance.now() - began < 1_000);
});

test("a sleep longer than any timer can hold does not end at once", async () => {
  const stop = new AbortController();
  let over = false;
  const asleep = systemClock.sleep(90 * 86_400_000, stop.signal).then(() => {
    over = true;
  });
  await systemClock.sleep(5);
  assert.equal(over, false);
  stop.abort();
  await asleep;
});

test("time is the machine's, and chance is at least 0 and below 1", () => {
  assert.ok(Math.abs(systemClock.now() - Date.now()) < 1_000);
  for (let i = 0; i < 100; i++) {
    const chance = systemClock.random();
    assert.ok(chance >= 0 && chance < 1);
  }
});
