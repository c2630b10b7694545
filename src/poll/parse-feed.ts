import { decodeText } from "../model/charset.ts";
import type { ParsedFeed } from "../model/feed.ts";
import { parseCleanRss } from "./clean-rss.ts";
import { type DocumentKind, detectFormat } from "./detect-format.ts";
import { inflated } from "./inflate.ts";
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
  const whole = inflated(bytes, bounds.maxBytes);
  const decoded = decodeText(whole.subarray(0, bounds.maxBytes), contentType, "xml");
  const kind = detectFormat(decoded.text);
  if (kind !== "xml" && kind !== "json") throw new NotAFeed(WHAT_IT_IS[kind]);
  const text = withoutControls(decoded.text);
  if (kind === "json") return parseJsonFeed(text, url, bounds);
  return parseCleanRss(text, url, bounds) ?? parseTolerantly(text, url, bounds);
}

/**
 * XML (2.2) and JSON have no control characters but tab and line ends; feeds that carry others do not mean them. Copied unit by unit:
 * a replacement takes a second for some millions of them.
 */
function withoutControls(text: string): string {
  const first = text.search(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/);
  if (first === -1) return text;
  const units = Buffer.allocUnsafe(2 * (text.length - first));
  let length = 0;
  for (let i = first; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 ? code !== 0x09 && code !== 0x0a && code !== 0x0d : code === 0x7f) continue;
    length = units.writeUInt16LE(code, length);
  }
  return text.slice(0, first) + units.toString("utf16le", 0, length);
}

/** The reader for everything that is XML or means to be. */
export function parseTolerantly(text: string, url: string, bounds: ParseBounds): ParsedFeed {
  const records = readRecords(text, url, bounds);
  if (records.root === null) throw new NotAFeed("XML without the elements of a feed");
  return mapRecords(records, url);
}
