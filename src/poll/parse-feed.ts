import { decodeText } from "../model/charset.ts";
import type { ParsedFeed } from "../model/feed.ts";
import { parseCleanRss } from "./clean-rss.ts";
import { type DocumentKind, detectFormat } from "./detect-format.ts";
import { parseJsonFeed } from "./json-feed.ts";
import { mapRecords } from "./map-records.ts";
import { NotAFeed } from "./not-a-feed.ts";
import type { PollSettings } from "./settings.ts";
import { readRecords } from "./xml-records.ts";

/** The bounds of reading one document. */
export type ParseBounds = Pick<PollSettings, "maxBytes" | "maxItems" | "maxDepth" | "maxAttributes">;

const WHAT_IT_IS: Readonly<Record<Exclude<DocumentKind, "xml" | "json">, string>> = {
  html: "an HTML page, not a feed",
  "sitemap-index": "an index of sitemaps, not a feed; add one of the sitemaps it names",
  empty: "an empty document, not a feed",
  other: "neither XML nor JSON, not a feed",
};

/**
 * Bytes of a feed of any format into values. Throws `NotAFeed` for anything else. Bytes beyond `maxBytes` are not read;
 * items read so far are kept, whatever follows them.
 *
 * @param contentType the HTTP header, or "" when there is none
 * @param url the final address: what relative links are resolved against
 */
export function parseFeed(bytes: Uint8Array, contentType: string, url: string, bounds: ParseBounds): ParsedFeed {
  const decoded = decodeText(bytes.subarray(0, bounds.maxBytes), contentType, "xml");
  const text = withoutControls(decoded.text);
  const kind = detectFormat(text);
  if (kind === "json") return parseJsonFeed(text, url, bounds);
  if (kind !== "xml") throw new NotAFeed(WHAT_IT_IS[kind]);
  return parseCleanRss(text, url, bounds) ?? parseTolerantly(text, url, bounds);
}

/** XML (2.2) has no control characters but tab and line ends; feeds that carry others do not mean them. */
function withoutControls(text: string): string {
  return text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g, "");
}

/** The reader for everything that is XML or means to be. */
export function parseTolerantly(text: string, url: string, bounds: ParseBounds): ParsedFeed {
  const records = readRecords(text, url, bounds);
  if (records.root === null) throw new NotAFeed("XML without the elements of a feed");
  return mapRecords(records, url);
}
