import { parseDate } from "../model/dates.ts";
import type { ParsedFeed, ParsedItem } from "../model/feed.ts";
import { DocumentShare } from "./document-share.ts";
import { NO_HINTS } from "./hints.ts";
import { boundedJson, type JsonBounds } from "./json-bounds.ts";
import { MAX_TITLE_CHARS } from "./map-records.ts";
import { NotAFeed } from "./not-a-feed.ts";
import { joinNames, personName } from "./person.ts";
import { foldSpace, plainText } from "./plain-text.ts";
import { resolveLink } from "./resolve-url.ts";
import { sanitiseHtml } from "./sanitise-html.ts";
import { escapeText } from "./xml-text.ts";

type Json = Record<string, unknown>;

/** JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1). Wrong types in single fields are passed over. */
export function parseJsonFeed(text: string, url: string, bounds: JsonBounds): ParsedFeed {
  const { feed, cut } = readJson(text, bounds);
  const items = feed.items;
  if (!Array.isArray(items)) throw new NotAFeed("a JSON document without a list of items, not a JSON Feed");
  const base = str(feed.feed_url) ? (resolveLink(str(feed.feed_url), url) ?? url) : url;
  const inherited = authors(feed);
  const share = new DocumentShare();
  const read = items.filter(isObject).map((item) => mapItem(item, url, inherited, share));
  return {
    reader: "json",
    format: `json ${/1\.1/.test(str(feed.version)) ? "1.1" : "1.0"}`,
    title: foldSpace(str(feed.title)).slice(0, MAX_TITLE_CHARS) || null,
    link: resolveLink(str(feed.home_page_url), base),
    updatedAt: newest(read),
    hints: NO_HINTS,
    items: read,
    cut,
  };
}

function readJson(text: string, bounds: JsonBounds): { feed: Json; cut: number } {
  const bounded = boundedJson(text.replace(/^\ufeff/, "").trim(), bounds);
  let feed: unknown;
  try {
    feed = JSON.parse(bounded.text);
  } catch (error) {
    throw new NotAFeed(`JSON that cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!isObject(feed)) throw new NotAFeed("a JSON document that is not an object, not a JSON Feed");
  return { feed, cut: bounded.cut };
}

function mapItem(item: Json, url: string, inherited: string | null, share: DocumentShare): ParsedItem {
  const guid = str(item.id).trim() || null;
  const content = str(item.content_html) || escapeText(str(item.content_text));
  const byId = guid && /^https?:\/\//i.test(guid) ? guid : "";
  return {
    guid,
    title: plainText(escapeText(str(item.title))).slice(0, MAX_TITLE_CHARS) || null,
    link: resolveLink(str(item.url), url) ?? resolveLink(str(item.external_url), url) ?? resolveLink(byId, url),
    publishedAt: date(item.date_published),
    updatedAt: date(item.date_modified),
    author: authors(item) ?? inherited,
    summary: sanitiseHtml(escapeText(str(item.summary)), url, share) || null,
    content: sanitiseHtml(content, url, share) || null,
  };
}

/** 1.1 has a list of authors, 1.0 one author. */
function authors(from: Json): string | null {
  const people = Array.isArray(from.authors) ? from.authors : [from.author];
  return joinNames(people.map((one) => personName(str(isObject(one) ? one.name : one))));
}

/** The format has no date of its own for a feed: that of its newest item. */
function newest(items: readonly ParsedItem[]): number | null {
  let at: number | null = null;
  for (const item of items) {
    const own = item.updatedAt ?? item.publishedAt;
    if (own !== null && (at === null || own > at)) at = own;
  }
  return at;
}

function date(value: unknown): number | null {
  return parseDate(str(value))?.at ?? null;
}

/** Strings as they are, numbers as text (ids and epoch dates), anything else as nothing. */
function str(value: unknown): string {
  return typeof value === "string" ? value : typeof value === "number" && Number.isFinite(value) ? String(value) : "";
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
