import type { Feed, FeedPolling, FeedState, ParsedFeed } from "../model/feed.ts";
import type { HttpOutcome } from "../ports/http.ts";
import type { ParseOutcome } from "../ports/parser.ts";
import { backOffMs } from "./back-off.ts";
import { retryAfterMs } from "./freshness.ts";
import { nextAllowedAt, nextPollAt, rateFromDates, updatedRate } from "./next-poll.ts";
import { moveEvidence, moveProved, permanentTarget } from "./permanent-move.ts";
import { FAILURE_WORDS, statusWords } from "./reply-words.ts";
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

/** Judges the HTTP side of a poll. Pure: the same feed, answer, time and chance always give the same verdict. */
export function judgePoll(
  feed: Feed,
  outcome: HttpOutcome,
  now: number,
  random: number,
  settings: PollSettings,
): PollVerdict {
  const polled = countPoll(feed, outcome, now);
  if (!outcome.ok) {
    const reason = outcome.detail
      ? `${FAILURE_WORDS[outcome.reason]}: ${outcome.detail}`
      : FAILURE_WORDS[outcome.reason];
    return failedVerdict("failed", polled, reason, now, random, settings);
  }
  const { status, headers } = outcome;
  if (status === 304) return notModified(polled, outcome, now, random, settings);
  if (status === 200 || status === 203 || status === 226) {
    return { kind: "document", reason: "", feed: polled, hostPauseMs: 0 };
  }
  const reason = statusWords(status);
  if (status === 410) {
    return { kind: "gone", reason, feed: { ...polled, state: "gone", stateReason: reason }, hostPauseMs: 0 };
  }
  const asked = status === 429 || status === 503 ? retryAfterMs(headers, now, settings.maxRetryAfterMs) : null;
  if (status === 429) {
    const verdict = failedVerdict("throttled", polled, reason, now, random, settings, asked);
    return { ...verdict, hostPauseMs: asked ?? settings.throttledPauseMs };
  }
  const kind = status === 401 || status === 403 || status === 451 ? "blocked" : "failed";
  return failedVerdict(kind, polled, reason, now, random, settings, asked);
}

/**
 * The good end of a poll, or the end of one whose document could not be read. Only here are validators stored: after a
 * parse that succeeded and items that are committed.
 *
 * @param counts how many of the document's items were known already, and how many are new
 */
export function afterDocument(
  feed: Feed,
  outcome: Reply,
  parsed: ParseOutcome<ParsedFeed>,
  counts: { known: number; added: number },
  now: number,
  random: number,
  settings: PollSettings,
): Feed {
  const polled = countPoll(feed, outcome, now);
  if (!parsed.ok) return failedVerdict("failed", polled, parsed.detail, now, random, settings).feed;
  const { value } = parsed;
  const title = feed.title ?? value.title;
  const sameFeed = counts.known > 0 || (value.title !== null && value.title === feed.title);
  const first = feed.lastSuccessAt === null;
  const rate = first
    ? rateFromDates(
        value.items.map((item) => item.publishedAt ?? item.updatedAt),
        now,
      )
    : updatedRate(polled.polling.itemsPerDay, counts.added, now - (feed.lastSuccessAt ?? now));
  const polling: FeedPolling = {
    ...polled.polling,
    etag: outcome.headers.etag ?? null,
    lastModified: outcome.headers["last-modified"] ?? null,
    validatorsFor: outcome.url,
    itemsPerDay: rate,
    hints: value.hints,
    moved: moveEvidence(feed.polling.moved, sameFeed ? permanentTarget(outcome.hops) : null, now),
  };
  return succeeded({ ...polled, title, siteUrl: value.link ?? feed.siteUrl, polling }, outcome, now, random, settings);
}

function notModified(feed: Feed, reply: Reply, now: number, random: number, settings: PollSettings): PollVerdict {
  const { headers, url, hops } = reply;
  const elapsed = now - (feed.lastSuccessAt ?? now);
  // A 304 from another address than the one the validators came from says nothing about this document.
  const ours = feed.polling.validatorsFor === null || feed.polling.validatorsFor === url;
  const polling: FeedPolling = {
    ...feed.polling,
    notModified: feed.polling.notModified + 1,
    etag: ours ? (headers.etag ?? feed.polling.etag) : null,
    lastModified: ours ? (headers["last-modified"] ?? feed.polling.lastModified) : null,
    itemsPerDay: updatedRate(feed.polling.itemsPerDay, 0, elapsed),
    moved: ours ? moveEvidence(feed.polling.moved, permanentTarget(hops), now) : null,
  };
  const good = succeeded({ ...feed, polling }, reply, now, random, settings);
  return { kind: "not-modified", reason: "", feed: good, hostPauseMs: 0 };
}

/** Health restored, address moved when that is proved, next due time from rate and hints. */
function succeeded(feed: Feed, reply: Reply, now: number, random: number, settings: PollSettings): Feed {
  const { moved } = feed.polling;
  const proved = moveProved(moved, now);
  return {
    ...feed,
    url: proved ? moved.to : feed.url,
    state: "active",
    stateReason: null,
    lastSuccessAt: now,
    nextDueAt: nextPollAt(feed.polling, reply.headers, now, random, settings),
    polling: { ...feed.polling, failures: 0, lastError: null, moved: proved ? null : moved },
  };
}

function countPoll(feed: Feed, outcome: HttpOutcome, now: number): Feed {
  const lastStatus = outcome.ok ? outcome.status : null;
  const polling = { ...feed.polling, polls: feed.polling.polls + 1, lastStatus };
  return { ...feed, lastPolledAt: now, polling };
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
      nextDueAt: nextAllowedAt(now + waitMs, feed.polling.hints),
      polling: { ...feed.polling, failures, lastError: reason },
    },
  };
}
