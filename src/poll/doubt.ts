import { parseDate } from "../model/dates.ts";
import type { Doubt, FeedPolling } from "../model/feed.ts";
import type { Headers } from "./freshness.ts";
import { expectedItems } from "./rhythm.ts";

const DAY_MS = 86_400_000;
/** Six items that were due and did not come: by chance once in 400 times (e^-6). */
const SILENT_ITEMS = 6;

/** Whether this poll must ask for the whole document because the server's 304s are not believed: once a day. */
export function wholeIsDue({ doubt, wholeAt }: FeedPolling, now: number): boolean {
  return doubt !== null && (wholeAt === null || now - wholeAt >= DAY_MS);
}

/** What one more 304 says about the 304s of this server. */
export function doubtAfter304(
  polling: FeedPolling,
  headers: Headers,
  now: number,
): Pick<FeedPolling, "doubt" | "missed"> {
  const { rhythm } = polling;
  const missed = polling.missed + expectedItems({ ...rhythm, heat: 0, volume: 1 }, rhythm.seenUntil ?? now, now);
  const found: Doubt | null = contradicts(polling, headers) ? "contradicts" : missed >= SILENT_ITEMS ? "silent" : null;
  return { missed, doubt: polling.doubt ?? found };
}

/**
 * What a whole document says about the 304s before it.
 *
 * @param asked whether the request carried validators
 */
export function doubtAfterWhole(polling: FeedPolling, asked: boolean, added: number): Doubt | null {
  if (added === 0) return polling.doubt === "proved" ? "proved" : null;
  // An honest 200 to a conditional request: this server does notice changes.
  if (asked) return null;
  return polling.doubt === null ? null : "proved";
}

/** A 304 confirms the version that was asked about (RFC 9110, 15.4.5): another tag or a later date denies it. */
function contradicts(polling: FeedPolling, headers: Headers): boolean {
  const { etag, lastModified } = polling;
  if (etag !== null && headers.etag !== undefined) return plain(etag) !== plain(headers.etag);
  const ours = parseDate(lastModified ?? "")?.at;
  const theirs = parseDate(headers["last-modified"] ?? "")?.at;
  return ours !== undefined && theirs !== undefined && theirs > ours;
}

/** Without weakness and without what servers add for a content coding (`"x-gzip"`, `"x;br"`). */
const plain = (etag: string): string => etag.replace(/^W\//, "").replace(/[-;:](?:gzip|br|zstd|deflate)(?="?$)/, "");
