import type { Page } from "../model/article.ts";
import { dropped, type Ending, later } from "../model/ending.ts";
import { retryAfterMs } from "../model/retry-after.ts";
import type { HttpFailure, HttpOutcome } from "../ports/http.ts";
import { notAPage } from "./page-kind.ts";
import { backOffMs } from "./politeness.ts";
import type { FetchSettings } from "./settings.ts";

/** What a reply to a page request means: the page, or how the entry's wait goes on or ends. */
export type Judgement = { kind: "page"; page: Page } | Ending;

/** Faults of the moment: the network, the resolver, a server in trouble. All others are the address's own. */
const PASSING: ReadonlySet<HttpFailure> = new Set(["no-such-host", "connect", "timeout", "protocol"]);
/** Statuses that may be different next time: timeout, misdirected, too early, too many, and a server in trouble. */
const PASSING_STATUS = new Set([408, 421, 425, 429]);

/**
 * @param tries failed tries before this one; with this one they are at most `settings.maxTries`
 * @param now when the reply came
 */
export function judgeResponse(outcome: HttpOutcome, tries: number, now: number, settings: FetchSettings): Judgement {
  const last = tries + 1 >= settings.maxTries;
  if (!outcome.ok) {
    const { reason } = outcome;
    const detail = { url: outcome.url, detail: outcome.detail, ms: outcome.ms };
    if (reason === "aborted") return later(0, "stopping");
    if (!PASSING.has(reason) || last) return dropped(reason, detail);
    return later(backOffMs(tries, settings), reason, { ...detail, tries: tries + 1 });
  }
  const { status, headers, body, url } = outcome;
  const contentType = headers["content-type"] ?? "";
  const detail = { status, url, ms: outcome.ms };
  if (PASSING_STATUS.has(status) || status >= 500) {
    const reason = `http-${status}`;
    if (last) return dropped(reason, detail);
    const asked = status === 429 || status === 503 ? retryAfterMs(headers["retry-after"], now) : null;
    const waitMs = Math.min(Math.max(asked ?? 0, backOffMs(tries, settings)), settings.maxRetryAfterMs);
    return later(waitMs, reason, { ...detail, tries: tries + 1 });
  }
  if (status === 204 || status === 205) return dropped("empty-page", detail);
  if (status !== 200 && status !== 203) return dropped(`http-${status}`, detail);
  if (movedToHome(outcome.hops)) return dropped("moved-to-home", { ...detail, from: outcome.hops[0]?.from ?? "" });
  if (isBlank(body)) return dropped("empty-page", detail);
  const other = notAPage(contentType, body);
  if (other !== null) return dropped("not-html", { ...detail, type: other });
  return { kind: "page", page: { url, status, contentType, body, fetchedAt: now } };
}

/**
 * A site that lost an article often sends its readers to the front page, with a 200. Clear when an address with a path of
 * its own ends, after redirects, at a front page: `/`, `/index.html` or a language's (`/en/`), without a query.
 */
function movedToHome(hops: readonly { from: string; to: string }[]): boolean {
  const from = URL.parse(hops[0]?.from ?? "");
  const to = URL.parse(hops.at(-1)?.to ?? "");
  return from !== null && to !== null && !isHome(from) && isHome(to);
}

const isHome = (url: URL): boolean =>
  url.search === "" && /^\/(?:[a-z]{2}(?:-[a-z]{2})?\/?|index\.(?:html?|php|aspx?)|)$/i.test(url.pathname);

/** Blanks, and the bytes of a byte order mark. */
const BLANK = new Set([0x09, 0x0a, 0x0c, 0x0d, 0x20, 0xef, 0xbb, 0xbf]);

const isBlank = (body: Uint8Array): boolean => body.every((byte) => BLANK.has(byte));
