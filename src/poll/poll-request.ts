import type { Feed } from "../model/feed.ts";
import { wholeIsDue } from "./doubt.ts";
import type { PollSettings } from "./settings.ts";

const ACCEPT = [
  "application/atom+xml",
  "application/rss+xml",
  "application/feed+json;q=0.9",
  "application/rdf+xml;q=0.8",
  "application/xml;q=0.7",
  "text/xml;q=0.7",
  "application/json;q=0.5",
  "*/*;q=0.1",
].join(", ");

/**
 * What is asked of a feed's server. Validators go back byte for byte as they came (RFC 9110, 13.1); a server that knows
 * RFC 3229 may then send new items alone (`A-IM: feed`).
 *
 * @param now with it, a server whose 304s are not believed is asked for the whole document when that is due
 */
export function pollRequest(
  feed: Feed,
  _settings: Pick<PollSettings, "timeoutMs">,
  now?: number,
): { url: string; headers: Record<string, string> } {
  const { etag, lastModified, wholeOnly } = feed.polling;
  const headers: Record<string, string> = { accept: ACCEPT };
  if (now !== undefined && wholeIsDue(feed.polling, now)) return { url: feed.url, headers };
  if (etag !== null) {
    headers["if-none-match"] = etag;
    if (!wholeOnly) headers["a-im"] = "feed";
  }
  if (lastModified !== null) headers["if-modified-since"] = lastModified;
  return { url: feed.url, headers };
}
