import type { App } from "../../app.ts";
import { originOf, robotsAllow, robotsFrom, robotsRequest } from "../../fetch/robots.ts";
import { decodeText } from "../../model/charset.ts";
import type { Feed, ParsedFeed } from "../../model/feed.ts";
import { userAgent } from "../../model/version.ts";
import { discoverFeeds, type OfferedFeed, wellKnownFeedPaths } from "../../poll/discover.ts";
import { judgePoll } from "../../poll/judge-poll.ts";
import { newFeed } from "../../poll/new-feed.ts";
import { pollRequest } from "../../poll/poll-request.ts";

/** What an address turned out to be. */
export type Asked =
  | { kind: "feed"; url: string; parsed: ParsedFeed }
  /** A page that names feeds (or has them at a usual place); the first one was asked and is one. */
  | { kind: "page"; url: string; parsed: ParsedFeed; others: OfferedFeed[] }
  | { kind: "nothing"; reason: string };

/** Requests that one discovery may make, the page itself among them. */
const MAX_REQUESTS = 5;

/** Asks an address what it is: a feed, a page with feeds, or nothing of use. At most five requests. */
export async function ask(app: App, url: string): Promise<Asked> {
  const first = await request(app, url);
  if (!first.ok) return { kind: "nothing", reason: first.reason };
  if (first.parsed) return { kind: "feed", url, parsed: first.parsed };
  const page = decodeText(first.body, first.contentType, "html").text;
  const offers = discoverFeeds(page, first.url);
  // What a page names is its publisher's invitation; usual places are a guess, for which robots.txt is asked first.
  const guesses = offers.length > 0 ? offers : await allowed(app, wellKnownFeedPaths(first.url));
  const spare = MAX_REQUESTS - (offers.length > 0 ? 1 : 2);
  for (const [i, guess] of guesses.slice(0, spare).entries()) {
    await app.clock.sleep(app.settings.poll.hostGapMs);
    const answer = await request(app, guess.url);
    if (answer.ok && answer.parsed) {
      const others = offers.filter((_, at) => at !== i);
      return { kind: "page", url: guess.url, parsed: answer.parsed, others };
    }
  }
  return { kind: "nothing", reason: `neither a feed nor a page that names one (${first.why})` };
}

type Answer =
  | { ok: true; parsed: ParsedFeed | null; why: string; url: string; contentType: string; body: Uint8Array }
  | { ok: false; reason: string };

/** One guarded request, judged as a poll would be. */
async function request({ http, parser, clock, settings }: App, url: string): Promise<Answer> {
  const feed: Feed = newFeed(url, clock.now(), settings.poll);
  const { timeoutMs, maxBytes } = settings.poll;
  const outcome = await http.request({
    ...pollRequest(feed, settings.poll),
    timeoutMs,
    maxBytes,
    maxHops: settings.fetch.maxHops,
  });
  const verdict = judgePoll(feed, outcome, clock.now(), 0, settings.poll);
  if (!outcome.ok || verdict.kind !== "document") return { ok: false, reason: verdict.reason };
  const contentType = outcome.headers["content-type"] ?? "";
  const parsed = await parser.feed(outcome.body, contentType, outcome.url);
  return {
    ok: true,
    parsed: parsed.ok ? parsed.value : null,
    why: parsed.ok ? "" : parsed.detail,
    url: outcome.url,
    contentType,
    body: outcome.body,
  };
}

async function allowed({ http, clock, settings }: App, urls: string[]): Promise<OfferedFeed[]> {
  const [first] = urls;
  if (first === undefined) return [];
  await clock.sleep(settings.poll.hostGapMs);
  const outcome = await http.request(robotsRequest(originOf(first), settings.fetch));
  const rules = robotsFrom(outcome, clock.now(), settings.fetch);
  const agent = userAgent(settings.fetch.contact);
  return urls
    .filter((url) => robotsAllow(rules, url, agent).verdict === "allowed")
    .map((url) => ({ url, title: null, type: "" }));
}
