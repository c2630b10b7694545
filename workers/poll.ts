import { later, next } from "../src/model/ending.ts";
import { identify } from "../src/poll/identify.ts";
import {
  afterDocument,
  judgePoll,
  judgeRefusalBurst,
  type PollVerdict,
  pollRequest,
  reservedUntil,
} from "../src/poll/judge-poll.ts";
import { isRefusalBurst } from "../src/poll/refusals.ts";
import { namesOf, rekeyed } from "../src/poll/rekey.ts";
import { spreadOf } from "../src/poll/spread.ts";
import type { HttpOutcome } from "../src/ports/http.ts";
import { tellOfFeed } from "./feed-alerts.ts";
import { inTurn } from "./in-turn.ts";
import { paceOf } from "./pace.ts";
import { STALE, type Worker } from "./worker.ts";

/** Asks one feed what is new. Key: feed id. */
export const poll: Worker = async ({ app, signal, next: following }) => {
  const { store, parser, clock } = app;
  const settings = app.settings.poll;
  const { timeoutMs, maxBytes, maxHops } = settings;
  const pace = paceOf(app);
  return async (feedId) => {
    const feed = await store.feed(feedId);
    if (!feed || feed.state === "paused" || feed.state === "gone") return STALE;
    const random = spreadOf(feed.id, feed.polling.polls);
    const startedAt = clock.now();
    let verdict: PollVerdict | null = null;
    const judge = async (outcome: HttpOutcome) => {
      verdict = judgePoll(feed, outcome, clock.now(), random, settings, await pace());
      if (outcome.ok && outcome.status === 403) {
        const others = await store.feedsOf(feed.source);
        if (isRefusalBurst(feed, others, clock.now()))
          verdict = judgeRefusalBurst(feed, outcome, clock.now(), random, settings);
      }
      return verdict.hostPauseMs;
    };
    const request = { ...pollRequest(feed, settings, startedAt), timeoutMs, maxBytes, maxHops, signal };
    let due = true;
    const claim = async () => {
      due = await store.claimPoll(feed.id, startedAt, reservedUntil(feed, startedAt, random, settings));
      return due;
    };
    const turn = await inTurn(app, request, settings.hostGapMs, judge, claim);
    if (!turn.outcome) return due ? later(turn.busyMs, "host-busy") : STALE;
    const { outcome } = turn;
    if (!outcome.ok && outcome.reason === "aborted") return later(0, "stopping");
    const { kind, reason, feed: judged } = verdict!;
    if (kind !== "document" || !outcome.ok) {
      await tellOfFeed(app, feed, judged);
      await store.saveFeed(judged);
      return next({ feed: feed.url, outcome: kind, reason }, []);
    }
    const parsed = await parser.feed(outcome.body, outcome.headers["content-type"] ?? "", outcome.url);
    const now = clock.now();
    const named = parsed.ok ? identify(parsed.value, feed, now, settings) : [];
    const found = rekeyed(named, await store.knownNames(named.flatMap(namesOf)));
    const wise = await pace();
    // Items, validators and the next time in one transaction: a crash before it costs one full answer, never an item.
    let after = feed;
    const { entries, revised } = await store.commitPoll(feed, found, now, following ?? "fetch", (committed) => {
      const { known, entries: fresh } = committed;
      const counts = { known, added: fresh.length, addedAt: fresh.map((entry) => entry.publishedAt) };
      after = afterDocument(feed, outcome, parsed, counts, now, random, settings, wise);
      return after;
    });
    await tellOfFeed(app, feed, after);
    const detail = { feed: feed.url, found: found.length, new: entries.length, revised: revised.length };
    return next(
      detail,
      entries.filter((entry) => entry.waitsFor !== null).map((entry) => entry.id),
    );
  };
};
