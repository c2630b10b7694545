import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { backOffMs } from "../../src/poll/back-off.ts";
import { freshForMs, retryAfterMs } from "../../src/poll/freshness.ts";
import { skipDaysHint, skipHoursHint, syHint, ttlHint } from "../../src/poll/hints.ts";
import { adaptiveMs, nextAllowedAt, nextPollAt } from "../../src/poll/next-poll.ts";
import { NO_RHYTHM } from "../../src/poll/rhythm.ts";
import { POLL_DEFAULTS } from "../../src/poll/settings.ts";
import { DAY, HOUR, MINUTE, NOON, steady } from "./a-feed.ts";

const NO_HINTS = { ttlMinutes: null, syPeriodMs: null, skipHours: [], skipDays: [] };

describe("the interval is the longest of all wishes, within bounds", () => {
  const busy = POLL_DEFAULTS.promptMs * 0.9;
  const cases: [string, number | null, Partial<typeof NO_HINTS>, number, number][] = [
    ["nothing known", null, {}, 0, 15 * MINUTE],
    ["a thousand items a day are asked for at the pace of busy feeds", 1_000, {}, 0, busy],
    ["an item a month meets the upper bound", 1 / 30, {}, 0, DAY],
    ["ttl is longer", 1_000, { ttlMinutes: 60 as never }, 0, HOUR],
    ["ttl is shorter", 1_000, { ttlMinutes: 5 as never }, 0, busy],
    ["a ttl of a year meets the upper bound", 24, { ttlMinutes: 525_600 as never }, 0, DAY],
    ["sy:updatePeriod", 1_000, { syPeriodMs: HOUR as never }, 0, HOUR],
    ["max-age or Expires", 1_000, {}, 30 * MINUTE, 30 * MINUTE],
  ];
  for (const [what, itemsPerDay, hints, freshMs, expected] of cases) {
    test(what, () => {
      const rhythm = itemsPerDay === null ? NO_RHYTHM : steady(itemsPerDay);
      const polling = { rhythm, hints: { ...NO_HINTS, ...hints }, freshMs };
      assert.equal(nextPollAt(polling, NOON, 0, POLL_DEFAULTS) - NOON, expected);
    });
  }
  test("chance adds up to three hundredths and never takes away", () => {
    const polling = { rhythm: NO_RHYTHM, hints: NO_HINTS, freshMs: 0 };
    const at = nextPollAt(polling, NOON, 0.999999, POLL_DEFAULTS);
    assert.equal(at - NOON, Math.round(15 * MINUTE * (1 + 0.03 * 0.999999)));
  });
  test("a Retry-After of a good answer is kept to, beyond the longest interval too", () => {
    const polling = { rhythm: NO_RHYTHM, hints: NO_HINTS, freshMs: 0 };
    assert.equal(nextPollAt(polling, NOON, 0, POLL_DEFAULTS, { askedMs: 3 * DAY }) - NOON, 3 * DAY);
  });
  test("a slow feed is asked when as many items are to be expected as the pace says", () => {
    const polling = { rhythm: steady(4.1), hints: NO_HINTS, freshMs: 0 };
    const wait = (itemsPerPoll: number) => adaptiveMs(polling, NOON, POLL_DEFAULTS, itemsPerPoll);
    const expected = (items: number) => (items / 4.1) * DAY;
    for (const items of [0.1, 0.2]) assert.ok(Math.abs(wait(items) / expected(items) - 1) < 0.2, String(wait(items)));
  });
});

describe("how long a reply is fresh", () => {
  const cases: [string, Record<string, string>, number | null][] = [
    ["max-age", { "cache-control": "public, max-age=1800" }, 30 * MINUTE],
    ["max-age less age", { "cache-control": "max-age=1800", age: "600" }, 20 * MINUTE],
    ["Expires", { expires: "Thu, 06 Nov 2025 12:40:00 GMT", date: "Thu, 06 Nov 2025 12:00:00 GMT" }, 40 * MINUTE],
    ["Expires in the past", { expires: "Thu, 01 Jan 1970 00:00:00 GMT" }, 0],
    ["Expires that is no date", { expires: "0" }, null],
    ["no-cache", { "cache-control": "no-cache" }, null],
  ];
  for (const [what, headers, expected] of cases) {
    test(what, () => {
      assert.equal(freshForMs(headers, NOON), expected);
    });
  }
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
      assert.equal(nextAllowedAt(at(from), { skipHours, skipDays }, 0), at(expected));
    });
  }
  test("a feed that skips the whole week is not taken at its word", () => {
    const skipHours = Array.from({ length: 24 }, (_, hour) => hour);
    assert.equal(nextAllowedAt(NOON, { skipHours, skipDays: [] }, 0), NOON);
  });
  test("feeds that waited for the same hour do not all come as the clock strikes", () => {
    const from = at("2025-11-06T12:34:00Z");
    const came = nextAllowedAt(from, { skipHours: [12], skipDays: [] }, 0.5);
    assert.equal(came, at("2025-11-06T13:02:30Z"));
    assert.equal(nextAllowedAt(from, { skipHours: [1], skipDays: [] }, 0.5), from);
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
});
