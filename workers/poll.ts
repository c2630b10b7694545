import { later, next } from "../src/model/ending.ts";
import { identify } from "../src/poll/identify.ts";
import { afterDocument, judgePoll, pollRequest } from "../src/poll/judge-poll.ts";
import { inTurn } from "./in-turn.ts";
import { STALE, type Worker } from "./worker.ts";

/** Asks one feed what is new. Key: feed id. */
export const poll: Worker = async ({ app, signal, next: following }) => {
  const { store, parser, clock } = app;
  const settings = app.settings.poll;
  const { timeoutMs, maxBytes } = settings;
  const { maxHops } = app.settings.fetch;
  return async (feedId) => {
    const feed = await store.feed(feedId);
    if (!feed || feed.state === "paused" || feed.state === "gone" || feed.nextDueAt > clock.now()) return STALE;
    const judge = (outcome: Parameters<typeof judgePoll>[1]) =>
      judgePoll(feed, outcome, clock.now(), clock.random(), settings);
    const request = { ...pollRequest(feed, settings), timeoutMs, maxBytes, maxHops, signal };
    const turn = await inTurn(app, request, settings.hostGapMs, (outcome) => judge(outcome).hostPauseMs);
    if (!turn.outcome) return later(turn.busyMs, "host-busy");
    const { outcome } = turn;
    if (!outcome.ok && outcome.reason === "aborted") return later(0, "stopping");
    const verdict = judge(outcome);
    if (verdict.kind !== "document" || !outcome.ok) {
      await store.saveFeed(verdict.feed);
      return next({ feed: feed.url, outcome: verdict.kind, reason: verdict.reason }, []);
    }
    const parsed = await parser.feed(outcome.body, outcome.headers["content-type"] ?? "", outcome.url);
    const found = parsed.ok ? identify(parsed.value, feed, clock.now(), settings) : [];
    // Items first, validators after: a crash between the two costs one full answer, never an item.
    const { entries, known } = await store.commitPoll(feed, found, clock.now(), following ?? "fetch");
    const counts = { known, added: entries.length };
    const after = afterDocument(feed, outcome, parsed, counts, clock.now(), clock.random(), settings);
    await store.saveFeed(after);
    const detail = { feed: feed.url, outcome: after.state, found: found.length, new: entries.length };
    return next(
      detail,
      entries.map((entry) => entry.id),
    );
  };
};
