import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { backOffMs } from "../../src/poll/back-off.ts";
import { freshForMs, retryAfterMs } from "../../src/poll/freshness.ts";
import { skipDaysHint, skipHoursHint, syHint, ttlHint } from "../../src/poll/hints.ts";
import { adaptiveMs, nextAllowedAt, nextPollAt, rateFromDates, updatedRate } from "../../src/poll/next-poll.ts";
import { POLL_DEFAULTS } from "../../src/poll/settings.ts";
import { DAY, HOUR, MINUTE, NOON } from "./a-feed.ts";

const NO_HINTS = { ttlMinutes: null, syPeriodMs: null, skipHours: [], skipDays: [] };

describe("the interval is the longest of all wishes, within bounds", () => {
  const cases: [string, number | null, Partial<typeof NO_HINTS>, Record<string, string>, number][] = [
    ["nothing known", null, {}, {}, 15 * MINUTE],
    ["24 items a day", 24, {}, {}, 30 * MINUTE],
    ["a thousand items a day meet the lower bound", 1_000, {}, {}, 5 * MINUTE],
    ["an item a month meets the upper bound", 1 / 30, {}, {}, DAY],
    ["ttl is longer", 1_000, { ttlMinutes: 60 as never }, {}, HOUR],
    ["ttl is shorter", 24, { ttlMinutes: 5 as never }, {}, 30 * MINUTE],
    ["a ttl of a year meets the upper bound", 24, { ttlMinutes: 525_600 as never }, {}, DAY],
    ["sy:updatePeriod", 1_000, { syPeriodMs: HOUR as never }, {}, HOUR],
    ["max-age", 1_000, {}, { "cache-control": "public, max-age=1800" }, 30 * MINUTE],
    ["max-age less age", 1_000, {}, { "cache-control": "max-age=1800", age: "600" }, 20 * MINUTE],
    [
      "Expires",
      1_000,
      {},
      { expires: "Thu, 06 Nov 2025 12:40:00 GMT", date: "Thu, 06 Nov 2025 12:00:00 GMT" },
      40 * MINUTE,
    ],
    ["Expires in the past", 1_000, {}, { expires: "Thu, 01 Jan 1970 00:00:00 GMT" }, 5 * MINUTE],
    ["Expires that is no date", 1_000, {}, { expires: "0" }, 5 * MINUTE],
  ];
  for (const [what, itemsPerDay, hints, headers, expected] of cases) {
    test(what, () => {
      const known = { itemsPerDay, hints: { ...NO_HINTS, ...hints } };
      assert.equal(nextPollAt(known, headers, NOON, 0, POLL_DEFAULTS) - NOON, expected);
    });
  }
  test("chance adds up to a twentieth and never takes away", () => {
    const known = { itemsPerDay: null, hints: NO_HINTS };
    assert.equal(
      nextPollAt(known, {}, NOON, 0.999999, POLL_DEFAULTS) - NOON,
      Math.round(15 * MINUTE * (1 + 0.05 * 0.999999)),
    );
  });
});

describe("hours and days that a feed wants to be left alone", () => {
  const at = (iso: string) => Date.parse(iso);
  const cases: [string, string, number[], string[], string][] = [
    ["an allowed hour stays as it is", "2025-11-06T12:34:00Z", [1, 2], [], "2025-11-06T12:34:00Z"],
    ["a skipped hour moves to the next full hour", "2025-11-06T12:34:00Z", [12], [], "2025-11-06T13:00:00Z"],
    ["several skipped hours over midnight", "2025-11-06T22:10:00Z", [22, 23, 0, 1], [], "2025-11-07T02:00:00Z"],
    ["a skipped day moves to midnight", "2025-11-08T10:00:00Z", [], ["Saturday", "Sunday"], "2025-11-10T00:00:00Z"],
    ["both together", "2025-11-08T10:00:00Z", [0, 1, 2], ["Saturday"], "2025-11-09T03:00:00Z"],
  ];
  for (const [what, from, skipHours, skipDays, expected] of cases) {
    test(what, () => {
      assert.equal(nextAllowedAt(at(from), { skipHours, skipDays }), at(expected));
    });
  }
  test("a feed that skips the whole week is not taken at its word", () => {
    const skipHours = Array.from({ length: 24 }, (_, hour) => hour);
    assert.equal(nextAllowedAt(NOON, { skipHours, skipDays: [] }), NOON);
  });
});

describe("hints as documents write them", () => {
  test("ttl is whole minutes above zero", () => {
    assert.deepEqual([" 60 ", "0", "-5", "1h", ""].map(ttlHint), [60, null, null, null, null]);
  });
  test("sy: a period divided by its frequency", () => {
    assert.equal(syHint("hourly", "2"), 30 * MINUTE);
    assert.equal(syHint("Daily", ""), DAY);
    assert.equal(syHint("fortnightly", "1"), null);
    assert.equal(syHint("hourly", "0"), null);
  });
  test("hour 24 is midnight, nonsense is dropped", () => {
    assert.deepEqual(skipHoursHint(["24", "3", "3", "99", "x"]), [0, 3]);
    assert.deepEqual(skipDaysHint(["sunday", " Monday ", "Someday"]), ["Monday", "Sunday"]);
  });
});

describe("the observed rate", () => {
  test("does not depend on how often one looks when items come evenly", () => {
    let often = 24;
    for (let i = 0; i < 24; i++) often = updatedRate(often, 1, HOUR) ?? 0;
    assert.ok(Math.abs(often - (updatedRate(24, 24, DAY) ?? 0)) < 1e-9);
  });
  test("falls to 1/e of itself in three silent days", () => {
    assert.ok(Math.abs((updatedRate(10, 0, 3 * DAY) ?? 0) - 10 / Math.E) < 1e-9);
  });
  test("is not guessed from less than an hour", () => {
    assert.equal(updatedRate(null, 5, 10 * MINUTE), null);
    assert.equal(updatedRate(null, 5, DAY), 5);
  });
  test("is first guessed from the dates of one document, up to now", () => {
    assert.equal(rateFromDates([NOON - 2 * DAY, NOON - DAY, null, NOON], NOON), 1);
    assert.equal(rateFromDates([NOON - 10 * DAY, NOON - 9 * DAY, NOON - 8 * DAY], NOON), 0.2);
    assert.equal(rateFromDates([NOON, NOON - DAY], NOON), null);
  });
  test("asks for two polls an item", () => {
    assert.equal(adaptiveMs(48, POLL_DEFAULTS), 15 * MINUTE);
  });
});

describe("back-off", () => {
  const cases: [number, number, number][] = [
    [1, 0, 900_000 * 0.9],
    [1, 0.5, 900_000 * 1.1],
    [2, 0.5, 1_800_000 * 1.1],
    [3, 0.25, 3_600_000 * 0.85],
    [50, 0.5, DAY * 1.1],
  ];
  for (const [failures, random, expected] of cases) {
    test(`after ${failures} failures with chance ${random}: ${expected} ms`, () => {
      assert.equal(backOffMs(failures, 900_000, DAY, random), Math.round(expected));
    });
  }
});

describe("Retry-After", () => {
  const cases: [string, number | null][] = [
    ["120", 120_000],
    ["Thu, 06 Nov 2025 12:10:00 GMT", 10 * MINUTE],
    ["Thu, 06 Nov 2025 11:00:00 GMT", 0],
    ["99999999", 7 * DAY],
    ["soon", null],
    ["", null],
  ];
  for (const [written, expected] of cases) {
    test(JSON.stringify(written), () => {
      assert.equal(retryAfterMs({ "retry-after": written }, NOON, 7 * DAY), expected);
    });
  }
  test("a reply without freshness says nothing", () => {
    assert.equal(freshForMs({ "cache-control": "no-cache" }, NOON), null);
  });
});
