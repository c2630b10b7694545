import type { App } from "../../app.ts";
import { originOf, robotsAllow, robotsFrom, robotsRequest } from "../../fetch/robots.ts";
import { decodeText } from "../../model/charset.ts";
import type { Feed, ParsedFeed } from "../../model/feed.ts";
import { userAgent } from "../../model/version.ts";
import { detectFormat } from "../../poll/detect-format.ts";
import { discoverFeeds, guessedFeeds, type OfferedFeed, sitemapsOfIndex } from "../../poll/discover.ts";
import { inflated } from "../../poll/inflate.ts";
import { judgePoll } from "../../poll/judge-poll.ts";
import { newFeed } from "../../poll/new-feed.ts";
import { pollRequest } from "../../poll/poll-request.ts";

/** What an address turned out to be, and how many requests it took to know. */
export type Asked = { requests: number } & (
  | { kind: "feed"; url: string; parsed: ParsedFeed }
  /** A page that names feeds (or has one at a usual place), or an index of sitemaps; `found` was asked and is a feed. */
  | { kind: "page"; url: string; parsed: ParsedFeed; found: OfferedFeed; others: OfferedFeed[] }
  | { kind: "nothing"; reason: string }
);

/** Requests that one discovery may make, the page itself and robots.txt among them. */
const MAX_REQUESTS = 5;

/** Asks an address what it is: a feed, a page with feeds, or nothing of use. At most five requests. */
export async function ask(app: App, url: string): Promise<Asked> {
  const requests = { made: 0 };
  const first = await request(app, url, requests);
  if (!first.ok) return { kind: "nothing", reason: first.reason, requests: requests.made };
  if (first.parsed) return { kind: "feed", url, parsed: first.parsed, requests: requests.made };
  const offers =
    first.sitemaps ??
    discoverFeeds(decodeText(first.body, first.contentType, "html").text, first.url, first.linkHeader);
  // What a page names is its publisher's invitation; usual places are a guess, for which robots.txt is asked first.
  const candidates = offers.length > 0 ? offers : await guesses(app, first.url, requests);
  const waiting = [...candidates];
  const refused: string[] = [];
  while (waiting.length > 0 && requests.made < MAX_REQUESTS) {
    const found = waiting.shift()!;
    await app.clock.sleep(app.settings.poll.hostGapMs);
    const answer = await request(app, found.url, requests);
    if (answer.ok && answer.parsed && hasNews(answer.parsed)) {
      const others = offers.filter((offer) => offer.url !== found.url);
      return { kind: "page", url: found.url, parsed: answer.parsed, found, others, requests: requests.made };
    }
    if (answer.ok && answer.sitemaps) waiting.unshift(...answer.sitemaps);
    if (offers.length > 0) refused.push(`${found.url}: ${answer.ok ? answer.why : answer.reason}`);
  }
  const reason =
    offers.length > 0
      ? `it names ${offers.length === 1 ? "a feed that is none" : "feeds, and those tried are none"} (${refused.slice(0, 2).join("; ")})`
      : `neither a feed nor a page that names one (${first.why}), and none at the usual places`;
  return { kind: "nothing", reason, requests: requests.made };
}

/** A plain sitemap lists a whole site without titles: no source of news. */
function hasNews({ reader, items }: ParsedFeed): boolean {
  return reader !== "sitemap" || items.some(({ title }) => title !== null);
}

type Answer =
  | {
      ok: true;
      parsed: ParsedFeed | null;
      /** Why it is no feed. */
      why: string;
      url: string;
      contentType: string;
      linkHeader: string;
      body: Uint8Array;
      /** What an index of sitemaps names; null when it is none. */
      sitemaps: OfferedFeed[] | null;
    }
  | { ok: false; reason: string };

/** One guarded request, judged as a poll would be. */
async function request(
  { http, parser, clock, settings }: App,
  url: string,
  requests: { made: number },
): Promise<Answer> {
  requests.made++;
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
    why: parsed.ok ? "a sitemap without news" : parsed.detail,
    url: outcome.url,
    contentType,
    linkHeader: outcome.headers.link ?? "",
    body: outcome.body,
    sitemaps: parsed.ok ? null : sitemapsIn(outcome.body, contentType, outcome.url, maxBytes),
  };
}

function sitemapsIn(body: Uint8Array, contentType: string, url: string, maxBytes: number): OfferedFeed[] | null {
  try {
    const { text } = decodeText(inflated(body, maxBytes), contentType, "xml");
    if (detectFormat(text) !== "sitemap-index") return null;
    return sitemapsOfIndex(text, url).map((one) => ({ url: one, title: null, type: "", by: "index of sitemaps" }));
  } catch {
    // A broken gzip file: the parser has said so already.
    return null;
  }
}

async function guesses(
  { http, clock, settings }: App,
  url: string,
  requests: { made: number },
): Promise<OfferedFeed[]> {
  await clock.sleep(settings.poll.hostGapMs);
  requests.made++;
  const outcome = await http.request(robotsRequest(originOf(url), settings.fetch));
  const rules = robotsFrom(outcome, clock.now(), settings.fetch);
  const agent = userAgent(settings.fetch.contact);
  return guessedFeeds(url, rules.text).filter((one) => robotsAllow(rules, one.url, agent).verdict === "allowed");
}
