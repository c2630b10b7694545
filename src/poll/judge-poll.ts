import type { Feed, FeedPolling, FeedState, ParsedFeed } from "../model/feed.ts";
import type { HttpOutcome } from "../ports/http.ts";
import type { ParseOutcome } from "../ports/parser.ts";
import { backOffMs } from "./back-off.ts";
import { doubtAfter304, doubtAfterWhole, wholeIsDue } from "./doubt.ts";
import { freshForMs, retryAfterMs } from "./freshness.ts";
import { nextAllowedAt, nextPollAt } from "./next-poll.ts";
import { moveEvidence, moveProved, permanentTarget } from "./permanent-move.ts";
import { quietReason } from "./quiet.ts";
import { FAILURE_WORDS, statusWords } from "./reply-words.ts";
import { rhythmOf, usualPerDay, watched } from "./rhythm.ts";
import type { PollSettings } from "./settings.ts";

export { pollRequest } from "./poll-request.ts";

/** What came of one request for a feed. */
export interface PollVerdict {
  /** `document`: there is a body to parse, then `afterDocument` finishes the row. Everything else is finished here. */
  kind: "document" | "not-modified" | "failed" | "blocked" | "throttled" | "gone";
  /** In plain words; empty for `document` and `not-modified`. */
  reason: string;
  /** The row to save (for `document`, only the time of the poll is new). */
  feed: Feed;
  /** Milliseconds for which the whole host wants to be left alone; 0 usually. */
  hostPauseMs: number;
}

type Reply = Extract<HttpOutcome, { ok: true }>;

/** What the items of one document were to the store. */
export interface PollCounts {
  /** Known already. */
  known: number;
  /** New. */
  added: number;
  /** Dates of the new ones, as far as they are known. */
  addedAt?: readonly (number | null)[];
}

/** What the installation as a whole says about how often to poll. */
export interface PollPace {
  /** How many items are to be expected before a feed is asked again; see `pace.ts`. */
  itemsPerPoll?: number;
}

/** Judges the HTTP side of a poll. Pure: the same feed, answer, time and chance always give the same verdict. */
export function judgePoll(
  feed: Feed,
  outcome: HttpOutcome,
  now: number,
  random: number,
  settings: PollSettings,
  pace: PollPace = {},
): PollVerdict {
  const polled = countPoll(feed, outcome, now);
  if (!outcome.ok) {
    const reason = outcome.detail
      ? `${FAILURE_WORDS[outcome.reason]}: ${outcome.detail}`
      : FAILURE_WORDS[outcome.reason];
    return failedVerdict("failed", polled, reason, now, random, settings);
  }
  const { status, headers } = outcome;
  if (status === 304) return notModified(polled, outcome, now, random, settings, pace);
  if (status === 226 && !/\bfeed\b/i.test(headers.im ?? "feed")) {
    const whole = { ...polled, polling: { ...polled.polling, wholeOnly: true } };
    return failedVerdict("failed", whole, "a partial answer of a kind not asked for (226)", now, random, settings);
  }
  if (status === 200 || status === 203 || status === 226) {
    return { kind: "document", reason: "", feed: polled, hostPauseMs: 0 };
  }
  const reason = statusWords(status);
  if (status === 410) {
    return { kind: "gone", reason, feed: { ...polled, state: "gone", stateReason: reason }, hostPauseMs: 0 };
  }
  const asked = status === 429 || status === 503 ? retryAfterMs(headers, now, settings.maxRetryAfterMs) : null;
  if (status === 429) return throttled(polled, reason, now, random, settings, asked);
  const kind = status === 401 || status === 403 || status === 451 ? "blocked" : "failed";
  return failedVerdict(kind, polled, reason, now, random, settings, asked);
}

/** The verdict on a 403 that is one of a burst on its host (see `refusals.ts`): the host throttles us. */
export function judgeRefusalBurst(
  feed: Feed,
  outcome: HttpOutcome,
  now: number,
  random: number,
  settings: PollSettings,
): PollVerdict {
  const reason = "the server refuses all its feeds at once (403): it throttles us";
  return throttled(countPoll(feed, outcome, now), reason, now, random, settings, null);
}

/**
 * The good end of a poll, or the end of one whose document could not be read. Only here are validators stored: after a
 * parse that succeeded, together with the items.
 *
 * @param counts how many of the document's items were known already, and how many are new
 */
export function afterDocument(
  feed: Feed,
  outcome: Reply,
  parsed: ParseOutcome<ParsedFeed>,
  counts: PollCounts,
  now: number,
  random: number,
  settings: PollSettings,
  pace: PollPace = {},
): Feed {
  const polled = countPoll(feed, outcome, now);
  const known = feed.polling;
  if (!parsed.ok) {
    const failed = failedVerdict("failed", polled, parsed.detail, now, random, settings).feed;
    const wholeOnly = known.wholeOnly || outcome.status === 226;
    return { ...failed, polling: { ...failed.polling, wholeOnly } };
  }
  const { value } = parsed;
  const title = feed.title ?? value.title;
  const sameFeed = counts.known > 0 || (value.title !== null && value.title === feed.title);
  const addedAt = counts.addedAt ?? new Array<null>(counts.added).fill(null);
  const rhythm =
    feed.lastSuccessAt === null
      ? rhythmOf(
          value.items.map((item) => item.publishedAt ?? item.updatedAt),
          now,
        )
      : watched(known.rhythm, addedAt, now);
  const asked = !wholeIsDue(known, now) && (known.etag ?? known.lastModified) !== null;
  const polling: FeedPolling = {
    ...polled.polling,
    etag: outcome.headers.etag ?? null,
    lastModified: outcome.headers["last-modified"] ?? null,
    validatorsFor: outcome.url,
    itemsPerDay: usualPerDay(rhythm),
    rhythm,
    wholeAt: now,
    missed: 0,
    doubt: doubtAfterWhole(known, asked, counts.added),
    hints: value.hints,
    moved: moveEvidence(known.moved, sameFeed ? permanentTarget(outcome.hops) : null, now),
  };
  const named = { ...polled, title, siteUrl: value.link ?? feed.siteUrl, polling };
  return succeeded(named, feed, outcome, now, random, settings, pace);
}

function notModified(
  feed: Feed,
  reply: Reply,
  now: number,
  random: number,
  settings: PollSettings,
  pace: PollPace,
): PollVerdict {
  const { headers, url, hops } = reply;
  const known = feed.polling;
  // A 304 from another address than the one the validators came from says nothing about this document.
  const ours = known.validatorsFor === null || known.validatorsFor === url;
  const rhythm = ours ? watched(known.rhythm, [], now) : known.rhythm;
  const polling: FeedPolling = {
    ...known,
    ...(ours ? doubtAfter304(known, headers, now) : {}),
    notModified: known.notModified + 1,
    etag: ours ? (headers.etag ?? known.etag) : null,
    lastModified: ours ? (headers["last-modified"] ?? known.lastModified) : null,
    itemsPerDay: usualPerDay(rhythm),
    rhythm,
    moved: ours ? moveEvidence(known.moved, permanentTarget(hops), now) : null,
  };
  const good = succeeded({ ...feed, polling }, feed, reply, now, random, settings, pace);
  return { kind: "not-modified", reason: "", feed: good, hostPauseMs: 0 };
}

/** Health restored, address moved when that is proved, next due time from rhythm and hints. */
function succeeded(
  feed: Feed,
  before: Feed,
  reply: Reply,
  now: number,
  random: number,
  settings: PollSettings,
  { itemsPerPoll }: PollPace,
): Feed {
  const { moved } = feed.polling;
  const proved = moveProved(moved, now);
  const freshMs = freshForMs(reply.headers, now) ?? 0;
  const polling = { ...feed.polling, failures: 0, lastError: null, moved: proved ? null : moved, freshMs };
  const askedMs = retryAfterMs(reply.headers, now, settings.maxRetryAfterMs) ?? 0;
  const lately = before.state === "quiet" ? before.stateReason : null;
  const quiet = before.lastSuccessAt === null ? null : quietReason(before.polling.rhythm, polling.rhythm, lately);
  return {
    ...feed,
    url: proved ? moved.to : feed.url,
    state: quiet === null ? "active" : "quiet",
    stateReason: quiet,
    lastSuccessAt: now,
    nextDueAt: nextPollAt(polling, now, random, settings, { itemsPerPoll, askedMs }),
    polling,
  };
}

/** A first poll whose end was not seen is repeated after this: within the minute in which a killed process is over it. */
const FIRST_POLL_MS = 20_000;

/**
 * Until when a poll that begins now is spoken for: if its end is never seen (the process was killed), the feed is not
 * asked again before the answer that the server may have given would have allowed it. Of a feed that was never read nothing
 * is known, and nothing of it is stored: it comes back soon.
 */
export function reservedUntil(feed: Feed, now: number, random: number, settings: PollSettings): number {
  const { failures } = feed.polling;
  if (failures === 0 && feed.lastSuccessAt === null) return now + FIRST_POLL_MS;
  const backOff = backOffMs(
    failures + 1,
    Math.max(settings.minIntervalMs, settings.firstIntervalMs),
    settings.maxBackoffMs,
    random,
  );
  return failures > 0
    ? nextAllowedAt(now + backOff, feed.polling.hints, random)
    : nextPollAt(feed.polling, now, random, settings);
}

function countPoll(feed: Feed, outcome: HttpOutcome, now: number): Feed {
  const lastStatus = outcome.ok ? outcome.status : null;
  const polling = { ...feed.polling, polls: feed.polling.polls + 1, lastStatus };
  return { ...feed, lastPolledAt: now, polling };
}

/** The whole host is left alone, for as long as it asks or for a while. */
function throttled(
  feed: Feed,
  reason: string,
  now: number,
  random: number,
  settings: PollSettings,
  askedMs: number | null,
): PollVerdict {
  const hostPauseMs = askedMs ?? settings.throttledPauseMs;
  return { ...failedVerdict("throttled", feed, reason, now, random, settings, hostPauseMs), hostPauseMs };
}

function failedVerdict(
  kind: "failed" | "blocked" | "throttled",
  feed: Feed,
  reason: string,
  now: number,
  random: number,
  settings: PollSettings,
  askedMs: number | null = null,
): PollVerdict {
  const failures = feed.polling.failures + 1;
  const capMs = feed.polling.lastStatus === 404 ? settings.maxNotFoundBackoffMs : settings.maxBackoffMs;
  const backOff = backOffMs(failures, Math.max(settings.minIntervalMs, settings.firstIntervalMs), capMs, random);
  const waitMs = Math.max(backOff, askedMs ?? 0, kind === "blocked" ? settings.blockedPauseMs : 0);
  const state: FeedState = kind === "blocked" ? "blocked" : "failing";
  const times = failures === 1 ? "" : `, ${failures} times in a row`;
  return {
    kind,
    reason,
    hostPauseMs: 0,
    feed: {
      ...feed,
      state,
      stateReason: `${reason}${times}`,
      nextDueAt: nextAllowedAt(now + waitMs, feed.polling.hints, random),
      polling: { ...feed.polling, failures, lastError: reason },
    },
  };
}
