import { later, next } from "../src/model/ending.ts";
import { hostOf } from "../src/model/publisher.ts";
import { identify } from "../src/poll/identify.ts";
import { afterDocument, judgePoll, pollRequest } from "../src/poll/judge-poll.ts";
import { STALE, type Worker } from "./worker.ts";

/** Asks one feed what is new. Key: feed id. */
export const poll: Worker = async ({ app, signal, next: following = "fetch" }) => {
  const { store, http, parser, clock, settings } = app;
  const { timeoutMs, maxBytes, hostGapMs } = settings.poll;
  return async (feedId) => {
    const feed = await store.feed(feedId);
    if (!feed || feed.state === "paused" || feed.state === "gone") return STALE;
    if (feed.nextDueAt > clock.now()) return STALE;
    const host = hostOf(feed.url);
    const slot = await store.takeHost(host, clock.now(), hostGapMs, timeoutMs * 2);
    if (!slot.taken) return later(slot.retryAt - clock.now(), "host-busy");
    let pauseMs = 0;
    try {
      const request = pollRequest(feed, settings.poll);
      const maxHops = settings.fetch.maxHops;
      const outcome = await http.request({ ...request, timeoutMs, maxBytes, maxHops, signal });
      if (!outcome.ok && outcome.reason === "aborted") return later(0, "stopping");
      const verdict = judgePoll(feed, outcome, clock.now(), clock.random(), settings.poll);
      pauseMs = verdict.hostPauseMs;
      if (verdict.kind !== "document" || !outcome.ok) {
        await store.saveFeed(verdict.feed);
        return next({ feed: feed.url, outcome: verdict.kind, reason: verdict.reason }, []);
      }
      const type = outcome.headers["content-type"] ?? "";
      const parsed = await parser.feed(outcome.body, type, outcome.url);
      const found = parsed.ok ? identify(parsed.value, feed, clock.now(), settings.poll) : [];
      // Items first, validators after: a crash between the two costs one full answer, never an item.
      const { entries, known } = await store.commitPoll(feed, found, clock.now(), following);
      const counts = { known, added: entries.length };
      const after = afterDocument(feed, outcome, parsed, counts, clock.now(), clock.random(), settings.poll);
      await store.saveFeed(after);
      const detail = { feed: feed.url, state: after.state, found: found.length, new: entries.length };
      return next(detail, entries.map((entry) => entry.id));
    } finally {
      await store.freeHost(host, clock.now(), pauseMs);
    }
  };
};
