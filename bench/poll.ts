/**
 * Requests per new item and detection delay over 30 simulated days, beside a poller that asks every feed each 15 minutes.
 * The answers are judged by `src/poll` as in a run, the documents read by its parser; the servers are in this process and
 * the clock is simulated. Both pollers are measured by the servers: an item is found by the first answer that lists it.
 *
 *   node bench/poll.ts                           # three mixes of feeds, three draws each (about a minute)
 *   node bench/poll.ts --seeds 1,2,3 --feeds 60 --days 30
 */
import { parseArgs } from "node:util";
import type { Feed } from "../src/model/feed.ts";
import { identify } from "../src/poll/identify.ts";
import { afterDocument, judgePoll, type PollPace, pollRequest } from "../src/poll/judge-poll.ts";
import { newFeed } from "../src/poll/new-feed.ts";
import { itemsPerPoll } from "../src/poll/pace.ts";
import { parseFeed } from "../src/poll/parse-feed.ts";
import { POLL_DEFAULTS as settings } from "../src/poll/settings.ts";
import { spreadOf } from "../src/poll/spread.ts";
import type { HttpOutcome } from "../src/ports/http.ts";
import { seededRandom } from "../test/seeded-random.ts";
import { NewsFeed } from "../test/world/news-feed.ts";
import { DAY, drawHabit, HOUR, MINUTE, publish } from "../test/world/publishing.ts";

const FIXED_MS = 15 * MINUTE;
/** A Monday. */
const START = Date.UTC(2025, 10, 3);

interface Mix {
  name: string;
  /** Items a day of the slowest and the busiest feed; every order of magnitude between them is as likely. */
  least: number;
  most: number;
  hints: boolean;
}

const MIXES: Mix[] = [
  { name: "0.2 to 100 a day", least: 0.2, most: 100, hints: false },
  { name: "0.2 to 100 a day, with hints", least: 0.2, most: 100, hints: true },
  { name: "0.3 to 40 a day", least: 0.3, most: 40, hints: false },
  { name: "0.1 to 300 a day", least: 0.1, most: 300, hints: false },
];

/** What the servers saw of one poller. */
interface Seen {
  requests: number;
  delays: number[];
  /** Requests that came before the publisher's ttl, max-age or skipHours allowed it. */
  early: number;
}

type Poller = (feeds: NewsFeed[], phases: number[], end: number) => Seen;

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "1,2,3" },
    feeds: { type: "string", default: "60" },
    days: { type: "string", default: "30" },
  },
});
const days = Number(values.days);
const END = START + days * DAY;

/** Keeps the server's book on one feed and one poller. */
class Book {
  readonly #feed: NewsFeed;
  readonly #seen: Seen;
  #listed = -1;
  #mayReturnAt = 0;

  constructor(feed: NewsFeed, seen: Seen) {
    this.#feed = feed;
    this.#seen = seen;
  }

  ask(now: number, validator: string | undefined) {
    const seen = this.#seen;
    seen.requests++;
    if (now < this.#mayReturnAt) seen.early++;
    this.#mayReturnAt = this.#feed.mayReturnAt(now);
    const listed = this.#feed.listed(now);
    // What was there at the first answer is nobody's discovery; the last day is left for finding what was published before it.
    if (this.#listed >= 0)
      for (const item of this.#feed.items.slice(this.#listed, listed))
        if (item.listedAt < END - DAY) seen.delays.push(now - item.listedAt);
    this.#listed = listed;
    return this.#feed.answer(now, validator);
  }
}

/** Every feed, every 15 minutes, whatever its publisher says (`polite`: not before its publisher allows it). */
const fixed =
  (polite: boolean): Poller =>
  (feeds, phases, end) => {
    const seen: Seen = { requests: 0, delays: [], early: 0 };
    for (const [i, feed] of feeds.entries()) {
      const book = new Book(feed, seen);
      let etag: string | undefined;
      for (let now = START + phases[i]!; now < end; ) {
        etag = book.ask(now, etag).headers.etag;
        const next = now + FIXED_MS;
        now = polite ? Math.max(next, feed.mayReturnAt(now)) : next;
      }
    }
    return seen;
  };

const ours: Poller = (feeds, phases, end) => {
  const seen: Seen = { requests: 0, delays: [], early: 0 };
  const rows = feeds.map((feed, i) => {
    const row = newFeed(`http://feed-${i}.example/rss`, START, settings);
    return { book: new Book(feed, seen), names: new Set<string>(), feed: { ...row, nextDueAt: START + phases[i]! } };
  });
  let pace: PollPace = {};
  let paceUntil = START;
  for (;;) {
    const row = rows.reduce((a, b) => (b.feed.nextDueAt < a.feed.nextDueAt ? b : a));
    const now = row.feed.nextDueAt;
    if (now >= end) return seen;
    if (now >= paceUntil) {
      const all = rows.map(({ feed }) => feed);
      pace = { itemsPerPoll: itemsPerPoll(all, settings) };
      paceUntil = now + HOUR;
    }
    row.feed = pollOnce(row.feed, row.book, row.names, now, pace);
  }
};

function pollOnce(feed: Feed, book: Book, names: Set<string>, now: number, pace: PollPace): Feed {
  const request = pollRequest(feed, settings, now);
  const { status, headers, body } = book.ask(now, request.headers["if-none-match"]);
  const bytes = Buffer.from(body as string);
  const outcome: HttpOutcome = { ok: true, status, headers, body: bytes, url: feed.url, hops: [], ms: 1 };
  const random = spreadOf(feed.id, feed.polling.polls);
  const verdict = judgePoll(feed, outcome, now, random, settings, pace);
  if (verdict.kind !== "document") return verdict.feed;
  const value = parseFeed(bytes, headers["content-type"] ?? "", feed.url, settings);
  const found = identify(value, feed, now, settings);
  const added = found.filter(({ aliases }) => !names.has(aliases[0]!));
  for (const { aliases } of added) names.add(aliases[0]!);
  const addedAt = added.map(({ publishedAt }) => publishedAt);
  const counts = { known: found.length - added.length, added: added.length, addedAt };
  return afterDocument(feed, outcome, { ok: true, value, ms: 1 }, counts, now, random, settings, pace);
}

function drawFeeds(mix: Mix, seed: number): { feeds: NewsFeed[]; phases: number[] } {
  const random = seededRandom(seed * 7_919);
  const feeds: NewsFeed[] = [];
  const phases: number[] = [];
  for (let i = 0; i < Number(values.feeds); i++) {
    const habit = drawHabit(random, mix.least, mix.most);
    const items = publish(habit, START - 40 * DAY, END, seed * 1_000 + i);
    // A third of the feeds is cached for some minutes, a fifth names a ttl, some slow ones a long one.
    const maxAgeSeconds = random() < 0.33 ? [60, 300, 600, 900][Math.floor(random() * 4)] : undefined;
    const slow = habit.perDay < 5 ? [60, 180, 720] : [5, 15, 30];
    const ttlMinutes = random() < 0.2 ? slow[Math.floor(random() * 3)] : undefined;
    const hints = mix.hints
      ? { ...(maxAgeSeconds ? { maxAgeSeconds } : {}), ...(ttlMinutes ? { ttlMinutes } : {}) }
      : {};
    feeds.push(
      new NewsFeed(`feed-${i}.example`, items, {
        window: 10 + Math.floor(random() * 30),
        dated: random() > 0.1,
        ...hints,
      }),
    );
    phases.push(random() * FIXED_MS);
  }
  return { feeds, phases };
}

const minutes = (delays: readonly number[], share: number): number =>
  (delays[Math.min(delays.length - 1, Math.floor(share * delays.length))] ?? 0) / MINUTE;

const line = (...cells: (string | number)[]): string =>
  cells.map((cell, i) => (i < 2 ? String(cell).padEnd(i === 0 ? 30 : 16) : String(cell).padStart(10))).join("");

console.log(
  `${values.feeds} feeds, ${days} days; delay in minutes; a request is early before its publisher allows it\n`,
);
console.log(
  line("items a day of the feeds", "poller", "requests", "items", "per item", "median", "p95", "p99", "early", "ratio"),
);
for (const mix of MIXES) {
  for (const seed of values.seeds.split(",").map(Number)) {
    const { feeds, phases } = drawFeeds(mix, seed);
    const pollers: [string, Poller][] = [
      ["each 15 min", fixed(false)],
      ...(mix.hints ? ([["15 min, polite", fixed(true)]] as [string, Poller][]) : []),
      ["samestory", ours],
    ];
    let base = 0;
    for (const [name, poller] of pollers) {
      const { requests, delays, early } = poller(feeds, phases, END);
      delays.sort((a, b) => a - b);
      const perItem = requests / delays.length;
      base ||= perItem;
      const told = [minutes(delays, 0.5), minutes(delays, 0.95), minutes(delays, 0.99)].map((at) => at.toFixed(1));
      console.log(
        line(
          `${mix.name} #${seed}`,
          name,
          requests,
          delays.length,
          perItem.toFixed(2),
          ...told,
          early,
          (perItem / base).toFixed(3),
        ),
      );
    }
  }
}
