import robotsParserModule from "robots-parser";
import type { HttpOutcome, HttpRequest } from "../ports/http.ts";
import type { FetchSettings } from "./settings.ts";

/** The package exports the function itself; its types speak of a `default` that is not there. */
const robotsParser = robotsParserModule as unknown as typeof robotsParserModule.default;

/** A site's robots.txt as it was last got. */
export interface RobotsRules {
  text: string;
  /** HTTP status; 0 when the site did not answer. */
  status: number;
  fetchedAt: number;
}

/** `not-now`: the site could not say, and until it does nobody may assume a yes (RFC 9309, 2.3.1.4). */
export interface RobotsVerdict {
  verdict: "allowed" | "disallowed" | "not-now";
  /** What the site asks for between two requests; null when it does not. */
  crawlDelayMs: number | null;
}

/** Where the rules for an address are. */
export const originOf = (url: string): string => URL.parse(url)?.origin ?? "";

/** Read up to `robotsMaxBytes` (RFC 9309 asks for at least 500 KiB) of a document up to four times that long. */
export function robotsRequest(origin: string, settings: FetchSettings): HttpRequest {
  return {
    url: `${origin}/robots.txt`,
    headers: { accept: "text/plain,*/*;q=0.1" },
    timeoutMs: settings.timeoutMs,
    maxBytes: settings.robotsMaxBytes * 4,
    maxHops: 5, // RFC 9309, 2.3.1.2
  };
}

/** What to keep of the reply. */
export function robotsFrom(outcome: HttpOutcome, now: number, settings: FetchSettings): RobotsRules {
  if (outcome.ok) {
    const text = new TextDecoder().decode(outcome.body.subarray(0, settings.robotsMaxBytes));
    return { text: outcome.status === 200 ? text : "", status: outcome.status, fetchedAt: now };
  }
  const silent = ["no-such-host", "connect", "timeout", "protocol", "aborted"].includes(outcome.reason);
  // A file that redirects without end, to where we must not go, or is beyond all size counts as unavailable: no rules.
  return { text: "", status: silent ? 0 : UNAVAILABLE, fetchedAt: now };
}

const UNAVAILABLE = 404;

/** Whether the rules may still be used: a day for an answer, `retryBaseMs` for the lack of one. */
export function robotsFresh(robots: RobotsRules, now: number, settings: FetchSettings): boolean {
  const maxAgeMs = answered(robots.status) ? settings.robotsMaxAgeMs : settings.retryBaseMs;
  return now >= robots.fetchedAt - maxAgeMs && now < robots.fetchedAt + maxAgeMs;
}

/** 2xx and 4xx are answers. 429 and 5xx are a site in trouble. */
const answered = (status: number): boolean => status >= 200 && status < 500 && status !== 429;

/**
 * Whether `userAgent` (its product name, before the "/") may fetch `url`.
 * 4xx: no rules, all allowed. 429, 5xx, no answer: not now.
 */
export function robotsAllow(robots: RobotsRules, url: string, userAgent: string): RobotsVerdict {
  if (!answered(robots.status)) return { verdict: "not-now", crawlDelayMs: null };
  if (robots.status !== 200) return { verdict: "allowed", crawlDelayMs: null };
  const product = userAgent.split("/")[0] ?? "*";
  const rules = robotsParser(`${originOf(url)}/robots.txt`, readable(robots.text, url.length));
  // undefined: an address that these rules do not speak of.
  const allowed = rules.isAllowed(url, product) ?? true;
  const seconds = rules.getCrawlDelay(product);
  const crawlDelayMs = seconds !== undefined && seconds > 0 && seconds < Infinity ? Math.ceil(seconds * 1_000) : null;
  return { verdict: allowed ? "allowed" : "disallowed", crawlDelayMs };
}

/**
 * Without what would keep a matcher busy: lines longer than any address, and wildcards beyond a budget. A rule with a
 * wildcard costs its length times the path's; without one it ends at the first letter that differs.
 */
function readable(text: string, pathLength: number): string {
  let steps = 0;
  return text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\r|\n/)
    .filter((line) => {
      if (line.length > MAX_LINE_LENGTH) return false;
      if (line.includes("*")) steps += line.length * pathLength;
      return steps <= MAX_STEPS || !line.includes("*");
    })
    .join("\n");
}

const MAX_LINE_LENGTH = 2_048;
/** About 0.2 s. A large site's 10 kB of wildcard rules on a path of 200 characters takes a hundredth of it. */
const MAX_STEPS = 200_000_000;
