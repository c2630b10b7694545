import type { FeedRhythm } from "../model/feed.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Memory of what was seen: after two weeks an item weighs 1/e. Long enough for the days of the week, short for a new habit. */
const MEMORY_MS = 14 * DAY_MS;
/** What is believed of a feed before anything is known: half an item in a tenth of a day, soon outweighed. */
const PRIOR_ITEMS = 0.5;
const PRIOR_DAYS = 0.1;
/** Items that each hour of the day, and each day of the week, is given beforehand, so that a few items make no rhythm. */
const HOUR_PRIOR = 1;
const DAY_PRIOR = 4;
/** News comes in bursts: each new item lets this many more be expected, within about so long (checked in `bench/poll.ts`). */
const FOLLOW_UPS = 0.3;
const BURST_MS = 45 * 60_000;
/** The recent volume is taken over this many expected items, and never less than a day's. */
const VOLUME_ITEMS = 6;
/** How far the recent volume may bend the usual rate. */
const LEAST_SURGE = 0.5;
const MOST_SURGE = 8;

export const NO_RHYTHM: FeedRhythm = {
  items: 0,
  days: 0,
  byHour: [],
  byWeekday: [],
  heat: 0,
  volume: 1,
  seenUntil: null,
};

/** Items a day, as the feed usually brings them. Null before an hour has been seen. */
export function usualPerDay(rhythm: FeedRhythm): number | null {
  return rhythm.days * DAY_MS < HOUR_MS ? null : (rhythm.items + PRIOR_ITEMS) / (rhythm.days + PRIOR_DAYS);
}

/**
 * What is known of a feed's rhythm after it was watched until `now` and brought new items.
 *
 * @param publishedAt of the new items, as far as it is known; an unknown moment counts as now
 */
export function watched(rhythm: FeedRhythm, publishedAt: readonly (number | null)[], now: number): FeedRhythm {
  const from = rhythm.seenUntil;
  if (from === null || now < from) return { ...rhythm, seenUntil: now };
  const added = publishedAt.length;
  const expected = expectedItems({ ...rhythm, heat: 0, volume: 1 }, from, now);
  const faded = Math.exp((from - now) / MEMORY_MS);
  const byHour = full(rhythm.byHour, 24).map((items) => items * faded);
  const byWeekday = full(rhythm.byWeekday, 7).map((items) => items * faded);
  for (const at of publishedAt) {
    // A date within the time just watched is when it happened; any other says nothing about the rhythm.
    const moment = new Date(at !== null && at >= from && at <= now ? at : now);
    byHour[moment.getUTCHours()]! += 1;
    byWeekday[moment.getUTCDay()]! += 1;
  }
  return {
    items: rhythm.items * faded + added,
    days: rhythm.days * faded + (now - from) / DAY_MS,
    byHour,
    byWeekday,
    heat: rhythm.heat * Math.exp((from - now) / BURST_MS) + FOLLOW_UPS * added,
    volume: volumeAfter(rhythm, expected, added),
    seenUntil: now,
  };
}

/** A first rhythm from the dates of one document: nothing came between its oldest item and now that it does not list. */
export function rhythmOf(dates: readonly (number | null)[], now: number): FeedRhythm {
  const known = (dates.filter((at) => at !== null && at <= now) as number[]).sort((a, b) => a - b);
  const none: FeedRhythm = { ...NO_RHYTHM, seenUntil: now };
  if (known.length < 3) return none;
  // The oldest one opens the time that was watched; it is not counted.
  let listed: FeedRhythm = { ...none, seenUntil: known[0]! };
  for (const at of known.slice(1)) listed = watched(listed, [at], at);
  return watched(listed, [], now);
}

/** How many items are to be expected between two moments. */
export function expectedItems(rhythm: FeedRhythm, from: number, to: number): number {
  let sum =
    rhythm.heat *
    (Math.exp((seenUntil(rhythm, from) - from) / BURST_MS) - Math.exp((seenUntil(rhythm, from) - to) / BURST_MS));
  for (let at = from; at < to; ) {
    const end = Math.min(to, (Math.floor(at / HOUR_MS) + 1) * HOUR_MS);
    sum += ratePerMs(rhythm, at) * (end - at);
    at = end;
  }
  return sum;
}

/** The first moment after `from` by which `wanted` items are to be expected, at most `maxMs` later. */
export function whenExpected(rhythm: FeedRhythm, from: number, wanted: number, maxMs: number): number {
  let sum = 0;
  for (let at = from; at < from + maxMs; ) {
    const end = Math.min(from + maxMs, (Math.floor(at / STEP_MS) + 1) * STEP_MS);
    const more = expectedItems(rhythm, at, end);
    if (sum + more >= wanted) return at + ((wanted - sum) / more) * (end - at);
    sum += more;
    at = end;
  }
  return from + maxMs;
}

const STEP_MS = HOUR_MS / 4;

const seenUntil = (rhythm: FeedRhythm, otherwise: number): number => rhythm.seenUntil ?? otherwise;

function ratePerMs(rhythm: FeedRhythm, at: number): number {
  const moment = new Date(at);
  const perDay = usualPerDay(rhythm) ?? PRIOR_ITEMS / PRIOR_DAYS;
  const surge = Math.min(MOST_SURGE, Math.max(LEAST_SURGE, rhythm.volume));
  const hour = share(rhythm.byHour, moment.getUTCHours(), 24, HOUR_PRIOR);
  const day = share(rhythm.byWeekday, moment.getUTCDay(), 7, DAY_PRIOR);
  return (perDay / DAY_MS) * surge * hour * day;
}

/** How much busier than the average a part of the cycle is; hours borrow from their neighbours. */
function share(counts: readonly number[], at: number, length: number, prior: number): number {
  if (counts.length !== length) return 1;
  const total = counts.reduce((a, b) => a + b, 0);
  const own = length === 24 ? (counts[(at + 23) % 24]! + 2 * counts[at]! + counts[(at + 1) % 24]!) / 4 : counts[at]!;
  return (own + prior) / (total / length + prior);
}

function volumeAfter(rhythm: FeedRhythm, expected: number, added: number): number {
  if (expected <= 0) return rhythm.volume;
  const memory = Math.max(VOLUME_ITEMS, usualPerDay(rhythm) ?? 0);
  const kept = Math.exp(-expected / memory);
  return rhythm.volume * kept + (added / expected) * (1 - kept);
}

const full = (counts: readonly number[], length: number): number[] =>
  counts.length === length ? [...counts] : new Array<number>(length).fill(0);
