import { createRequire } from "node:module";
import type RssParser from "rss-parser";
import { parseDate } from "../model/dates.ts";
import type { ParsedFeed, ParsedItem } from "../model/feed.ts";
import { DocumentShare } from "./document-share.ts";
import { skipDaysHint, skipHoursHint, syHint, ttlHint } from "./hints.ts";
import { MAX_TITLE_CHARS } from "./map-records.ts";
import { personName } from "./person.ts";
import { plainText } from "./plain-text.ts";
import { resolveLink } from "./resolve-url.ts";
import { plainRssItems } from "./rss-guard.ts";
import { sanitiseHtml } from "./sanitise-html.ts";

/** A document larger than this goes to the tolerant reader, which needs a fraction of the memory for it. */
const MAX_CLEAN_CHARS = 2_000_000;

type Values = Readonly<Record<string, unknown>>;

/**
 * `rss-parser` offers its result only as a promise, though it reads at once: its two halves are called here one after the
 * other (version pinned; a test holds both readers to the same items).
 */
interface Halves {
  xmlParser: { parseString(xml: string, done: (error: Error | null, tree: unknown) => void): void };
  buildRSS2(tree: unknown): Values & { items: Values[] };
}

const load = createRequire(import.meta.url);
let loaded: typeof RssParser | null = null;

/** Reads plain RSS 2.0 through rss-parser; null for anything that is not plain, or not read in full. */
export function parseCleanRss(text: string, url: string, bounds: { maxItems: number }): ParsedFeed | null {
  if (text.length > MAX_CLEAN_CHARS) return null;
  const items = plainRssItems(text);
  if (items === null || items > bounds.maxItems) return null;
  const feed = readStrictly(text);
  if (!feed || feed.items.length !== items) return null;
  const share = new DocumentShare();
  const mapped = feed.items.map((item) => mapItem(item, url, share));
  // Without a link the guid may be one, and rss-parser does not say whether it is.
  if (mapped.some((item) => item.link === null)) return null;
  return {
    reader: "rss-parser",
    format: `rss ${/<rss\s[^>]*version=["'](2\.\d+)/.exec(text)?.[1] ?? "2.0"}`,
    title: plainText(str(feed.title)).slice(0, MAX_TITLE_CHARS) || null,
    link: resolveLink(plainText(str(feed.link)), url),
    updatedAt: parseDate(str(feed.lastBuildDate))?.at ?? parseDate(str(feed.pubDate))?.at ?? null,
    hints: {
      ttlMinutes: ttlHint(str(feed.ttl)),
      syPeriodMs: syHint(str(feed.syPeriod), str(feed.syFrequency)),
      skipHours: skipHoursHint(list(feed.skipHours, "hour")),
      skipDays: skipDaysHint(list(feed.skipDays, "day")),
    },
    items: mapped,
    cut: 0,
  };
}

function readStrictly(text: string): (Values & { items: Values[] }) | null {
  loaded ??= load("rss-parser") as typeof RssParser;
  const fields = [
    ["sy:updatePeriod", "syPeriod"],
    ["sy:updateFrequency", "syFrequency"],
  ];
  const halves = new loaded({ customFields: { feed: fields as never } }) as unknown as Halves;
  let feed: (Values & { items: Values[] }) | null = null;
  try {
    halves.xmlParser.parseString(text, (error, tree) => {
      feed = error || !tree ? null : halves.buildRSS2(tree);
    });
  } catch {
    return null;
  }
  return feed;
}

function mapItem(item: Values, url: string, share: DocumentShare): ParsedItem {
  const safe = (value: unknown): string | null => sanitiseHtml(str(value), url, share) || null;
  return {
    guid: str(item.guid).trim() || null,
    title: plainText(str(item.title)).slice(0, MAX_TITLE_CHARS) || null,
    link: resolveLink(plainText(str(item.link)), url),
    originalLink: null,
    publishedAt: parseDate(plainText(str(item.pubDate)))?.at ?? null,
    updatedAt: null,
    author: personName(str(item.author)) ?? personName(str(item.creator)),
    summary: safe(item.content),
    content: safe(item["content:encoded"]),
  };
}

function str(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function list(value: unknown, name: string): string[] {
  const inside = typeof value === "object" && value !== null ? (value as Values)[name] : null;
  return Array.isArray(inside) ? inside.map(str) : [];
}
