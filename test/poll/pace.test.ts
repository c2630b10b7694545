import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { DEFAULT_ITEMS_PER_POLL, itemsPerPoll } from "../../src/poll/pace.ts";
import { POLL_DEFAULTS } from "../../src/poll/settings.ts";
import { aFeed, DAY, MINUTE } from "./a-feed.ts";

const bringing = (...rates: number[]) => rates.map((itemsPerDay) => aFeed({ itemsPerDay }));
/** Share of all items that are found later than promised when each feed is asked as the pace says. */
function lateShare(rates: readonly number[], items: number): number {
  const late = rates.map((perDay) => {
    const interval = Math.max(13.5 * MINUTE, (items / perDay) * DAY);
    return perDay * Math.max(0, 1 - POLL_DEFAULTS.promptMs / interval);
  });
  return late.reduce((a, b) => a + b) / rates.reduce((a, b) => a + b);
}

describe("the pace", () => {
  test("keeps the promise with as few requests as it can", () => {
    const rates = [0.2, 0.5, 1, 2, 5, 10, 20, 50, 100];
    const items = itemsPerPoll(bringing(...rates), POLL_DEFAULTS);
    assert.ok(lateShare(rates, items) <= POLL_DEFAULTS.lateShare);
    assert.ok(lateShare(rates, items * 1.05) > POLL_DEFAULTS.lateShare);
  });

  test("is slower for the slow where others bring nearly all of the news", () => {
    const among = itemsPerPoll(bringing(1, 1, 1, 300, 300), POLL_DEFAULTS);
    const alone = itemsPerPoll(bringing(1, 1, 1), POLL_DEFAULTS);
    assert.ok(among > 5 * alone);
  });

  test("is quicker where publishers' own wishes make items late", () => {
    const free = bringing(1, 5, 10, 50);
    const hints = { ttlMinutes: 17, syPeriodMs: null, skipHours: [], skipDays: [] };
    const bound = [...bringing(1, 5, 10), aFeed({ itemsPerDay: 50, hints })];
    assert.ok(itemsPerPoll(bound, POLL_DEFAULTS) < itemsPerPoll(free, POLL_DEFAULTS));
  });

  test("does not count feeds that are not polled, and has a default before anything is known", () => {
    const gone = aFeed({ itemsPerDay: 500 }, { state: "gone" });
    const some = bringing(1, 2, 40);
    assert.equal(itemsPerPoll([...some, gone], POLL_DEFAULTS), itemsPerPoll(some, POLL_DEFAULTS));
    assert.equal(itemsPerPoll([aFeed()], POLL_DEFAULTS), DEFAULT_ITEMS_PER_POLL);
  });
});
