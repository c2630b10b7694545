import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { expectedItems, NO_RHYTHM, rhythmOf, usualPerDay, watched, whenExpected } from "../../src/poll/rhythm.ts";
import { DAY, HOUR, MINUTE, NOON, steady } from "./a-feed.ts";

describe("a feed's rhythm", () => {
  test("is not known before an hour was watched", () => {
    const first = watched(NO_RHYTHM, [], NOON);
    assert.equal(usualPerDay(watched(first, [], NOON + 59 * MINUTE)), null);
    assert.ok((usualPerDay(watched(first, [], NOON + HOUR)) ?? 0) > 0);
  });

  test("comes from the dates of one document, up to now", () => {
    const dates = Array.from({ length: 20 }, (_, n) => NOON - n * 6 * HOUR);
    assert.ok(Math.abs((usualPerDay(rhythmOf(dates, NOON)) ?? 0) - 4) < 0.5);
    const stopped = rhythmOf(dates, NOON + 60 * DAY);
    assert.ok((usualPerDay(stopped) ?? 1) < 0.2, "a feed that fell silent is not taken for a busy one");
    assert.equal(usualPerDay(rhythmOf([NOON, NOON - DAY], NOON)), null);
  });

  test("does not depend on how often one looks", () => {
    let often = steady(24);
    for (let i = 1; i <= 24; i++) often = watched(often, [NOON + i * HOUR], NOON + i * HOUR);
    const all = Array.from({ length: 24 }, (_, i) => NOON + (i + 1) * HOUR);
    const once = watched(steady(24), all, NOON + DAY);
    assert.ok(Math.abs((usualPerDay(often) ?? 0) / (usualPerDay(once) ?? 1) - 1) < 0.05);
  });

  test("has its busy hours", () => {
    let rhythm = steady(1);
    for (let day = 0; day < 14; day++) {
      const morning = Date.UTC(2025, 10, 7 + day, 9);
      const items = [0, 10, 20, 30].map((minute) => morning + minute * MINUTE);
      rhythm = watched(rhythm, items, morning + HOUR);
    }
    const at = (hour: number) =>
      expectedItems({ ...rhythm, heat: 0 }, Date.UTC(2025, 10, 22, hour), Date.UTC(2025, 10, 22, hour + 1));
    assert.ok(at(9) > 3 * at(21));
  });

  test("expects follow-ups of what has just come, and forgets them within hours", () => {
    const burst = watched(steady(2), [NOON + 1, NOON + 2, NOON + 3], NOON + MINUTE);
    const soon = expectedItems(burst, NOON + MINUTE, NOON + HOUR);
    const calm = expectedItems({ ...burst, heat: 0 }, NOON + MINUTE, NOON + HOUR);
    assert.ok(soon > calm + 0.5);
    const later = expectedItems(burst, NOON + 6 * HOUR, NOON + 7 * HOUR);
    assert.ok(Math.abs(later - expectedItems({ ...burst, heat: 0 }, NOON + 6 * HOUR, NOON + 7 * HOUR)) < 0.01);
  });

  test("says when so many items are to be expected, and not later than asked", () => {
    const rhythm = steady(4.1);
    const at = whenExpected(rhythm, NOON, 0.5, DAY);
    assert.ok(Math.abs(expectedItems(rhythm, NOON, at) - 0.5) < 0.01);
    assert.equal(whenExpected(rhythm, NOON, 100, DAY), NOON + DAY);
  });

  test("a clock that was set back changes nothing but the time", () => {
    const rhythm = steady(4);
    assert.deepEqual(watched(rhythm, [NOON], NOON - DAY), { ...rhythm, seenUntil: NOON - DAY });
  });
});
