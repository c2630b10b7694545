import { parseDate } from "../model/dates.ts";
import type { FeedHints, ParsedFeed, ParsedItem } from "../model/feed.ts";
import { DocumentShare } from "./document-share.ts";
import { skipDaysHint, skipHoursHint, syHint, ttlHint } from "./hints.ts";
import { joinNames, personName } from "./person.ts";
import { plainText } from "./plain-text.ts";
import { resolveLink, resolveUrl } from "./resolve-url.ts";
import { sanitiseHtml } from "./sanitise-html.ts";
import { asHtml, asPlain } from "./text-construct.ts";
import type { XmlLeaf } from "./xml-leaf.ts";
import type { XmlRecord, XmlRecords } from "./xml-records.ts";

/** Which words mean what, the most telling first. */
const TITLE = ["title", "atom:title", "dc:title", "news:title", "media:title", "itunes:title"];
const PUBLISHED = [
  "pubdate published issued atom:published dc:date dcterms:issued dcterms:available created dcterms:created dc:created",
  "dcterms:date news:publication_date prism:publicationdate date",
]
  .join(" ")
  .split(" ");
const UPDATED = "updated modified atom:updated dcterms:modified dc:modified lastmod lastbuilddate".split(" ");
const FEED_UPDATED =
  "updated modified atom:updated lastbuilddate pubdate dc:date dcterms:modified dcterms:issued published".split(" ");
const SUMMARY =
  "summary description atom:summary dc:description media:description itunes:summary itunes:subtitle".split(" ");
const CONTENT = "content:encoded content atom:content fullitem encoded xhtml:body xhtml:div body".split(" ");
const AUTHOR = ["author", "atom:author", "dc:creator", "dc:author", "itunes:author", "media:credit"];

/** Longer titles are cut: no headline needs more. */
export const MAX_TITLE_CHARS = 1_000;

/** Records as read become a feed; `vocabulary` is decided by the root. */
export function mapRecords(records: XmlRecords, url: string): ParsedFeed {
  const vocabulary = isAtom(records) ? "atom" : "rss";
  const { feed } = records;
  const share = new DocumentShare();
  const inherited = vocabulary === "atom" ? authors(feed) : null;
  const link = itemLink(feed, url, vocabulary) ?? feedLink(feed);
  return {
    reader: records.root === "urlset" ? "sitemap" : "tolerant",
    format: formatName(records),
    title: title(feed, vocabulary),
    link,
    updatedAt: date(feed, FEED_UPDATED),
    hints: hints(feed),
    items: records.items.map((item) => mapItem(item, { vocabulary, url, inherited, share })),
    cut: records.cut,
  };
}

/** What an item takes from the document around it. */
interface Around {
  vocabulary: "rss" | "atom";
  url: string;
  /** The feed's authors, for items that name none. */
  inherited: string | null;
  share: DocumentShare;
}

function mapItem(item: XmlRecord, { vocabulary, url, inherited, share }: Around): ParsedItem {
  const guid = guidOf(item);
  const sourceUrl = sourceOf(item);
  return {
    guid,
    title: title(item, vocabulary),
    link: itemLink(item, url, vocabulary),
    originalLink: original(item),
    ...(sourceUrl !== null && { sourceUrl }),
    publishedAt: date(item, PUBLISHED),
    updatedAt: date(item, UPDATED),
    author: authors(item) ?? inherited,
    summary: html(item, SUMMARY, vocabulary, share),
    content: html(item, CONTENT, vocabulary, share),
  };
}

function isAtom(records: XmlRecords): boolean {
  return records.root === "feed" || records.root === "entry";
}

function formatName({ root, rootAttributes }: XmlRecords): string {
  if (root === "rss") return `rss ${rootAttributes.version || "2.0"}`;
  if (root === "feed" || root === "entry") return rootAttributes.version === "0.3" ? "atom 0.3" : "atom 1.0";
  return root === "rdf:rdf" ? "rdf" : (root ?? "unknown");
}

/** Leaves of the first of these names that have something to say. */
function* leavesOf(record: XmlRecord, names: readonly string[]): Generator<XmlLeaf> {
  for (const name of names) {
    for (const leaf of record.leaves) if (leaf.name === name) yield leaf;
  }
}

/** Atom's own words inside RSS carry Atom's rules with them. */
function rulesOf(leaf: XmlLeaf, vocabulary: "rss" | "atom"): "rss" | "atom" {
  return leaf.name.startsWith("atom:") ? "atom" : vocabulary;
}

function title(record: XmlRecord, vocabulary: "rss" | "atom"): string | null {
  for (const leaf of leavesOf(record, TITLE)) {
    const text = asPlain(leaf, rulesOf(leaf, vocabulary)).slice(0, MAX_TITLE_CHARS);
    if (text) return text;
  }
  return null;
}

function html(
  record: XmlRecord,
  names: readonly string[],
  vocabulary: "rss" | "atom",
  share: DocumentShare,
): string | null {
  for (const leaf of leavesOf(record, names)) {
    const safe = sanitiseHtml(asHtml(leaf, rulesOf(leaf, vocabulary)), leaf.base, share);
    if (safe) return safe;
  }
  return null;
}

function date(record: XmlRecord, names: readonly string[]): number | null {
  for (const leaf of leavesOf(record, names)) {
    const read = parseDate(plainText(leaf.text));
    if (read) return read.at;
  }
  return null;
}

function guidOf(item: XmlRecord): string | null {
  for (const leaf of leavesOf(item, ["guid", "id", "atom:id", "dc:identifier"])) {
    const text = (leaf.markup ?? leaf.text).trim();
    if (text) return text;
  }
  return item.attributes["rdf:about"]?.trim() || null;
}

/** Where an item leads: its own link, an Atom link, a guid that says it is one, the address it is about, Atom's id. */
function itemLink(item: XmlRecord, url: string, vocabulary: "rss" | "atom"): string | null {
  const first = (names: readonly string[], link: (leaf: XmlLeaf) => string | null): string | null => {
    for (const leaf of leavesOf(item, names)) {
      const found = link(leaf);
      if (found) return found;
    }
    return null;
  };
  const webText = ({ text }: XmlLeaf, base: string): string | null =>
    /^\s*https?:/i.test(text) ? resolveLink(text, base) : null;
  const isPermaLink = (leaf: XmlLeaf): boolean => (leaf.attributes.ispermalink ?? "").trim().toLowerCase() !== "false";
  return (
    ownLink(item, vocabulary) ??
    first(["loc"], (leaf) => resolveLink(leaf.text, url)) ??
    first(["guid"], (leaf) => (isPermaLink(leaf) ? webText(leaf, leaf.base) : null)) ??
    resolveLink(item.attributes["rdf:about"] ?? "", item.base) ??
    first(["id", "atom:id"], (leaf) => webText(leaf, url)) ??
    first(["content"], (leaf) => resolveLink(leaf.attributes.src ?? "", leaf.base)) ??
    original(item)
  );
}

/** RSS 2.0 names the feed or site that an item was taken from in an attribute; aggregators such as Google News use it. */
function sourceOf(item: XmlRecord): string | null {
  const leaf = item.leaves.find((one) => one.name === "source" && one.attributes.url !== undefined);
  return leaf ? resolveLink(leaf.attributes.url ?? "", leaf.base) : null;
}

/** FeedBurner wraps links in its redirector and says where they led. */
function original(item: XmlRecord): string | null {
  const leaf = item.leaves.find((one) => one.name === "feedburner:origlink");
  return leaf ? resolveLink(leaf.text, leaf.base) : null;
}

/**
 * The best of the `link` elements that mean the item itself (`rel="alternate"` or nothing said). In Atom pages come before
 * other types, then the first; in RSS the last that holds an address, and its own `link` before Atom's.
 */
function ownLink(item: XmlRecord, vocabulary: "rss" | "atom"): string | null {
  let best: { link: string; rank: number } | null = null;
  for (const leaf of leavesOf(item, ["atom:link", "link"])) {
    const { href, rel, type = "" } = leaf.attributes;
    if ((rel ?? "alternate").trim().toLowerCase() !== "alternate") continue;
    const link = resolveLink(href ?? plainText(leaf.text), leaf.base);
    const own = vocabulary === "rss" && leaf.name === "link";
    const rank = own ? 3 : /^(?:text\/html|application\/xhtml\+xml)/i.test(type) ? 2 : type === "" ? 1 : 0;
    if (link && (!best || rank > best.rank || own)) best = { link, rank };
  }
  return best?.link ?? null;
}

/** A feed's link may be any address at all, and be wrong; it is shown, never fetched. */
function feedLink(feed: XmlRecord): string | null {
  const leaf = feed.leaves.find((one) => one.name === "link" && one.text.trim());
  return leaf ? resolveUrl(leaf.text, leaf.base) : null;
}

function authors(record: XmlRecord): string | null {
  for (const name of AUTHOR) {
    const names = record.leaves.filter((leaf) => leaf.name === name).map(authorName);
    const joined = joinNames(names);
    if (joined) return joined;
  }
  return null;
}

/** Of an author element's content; a person is a few lines. */
const MAX_PERSON_CHARS = 4_000;

/** Atom's person has a name (or only an address); RSS's author is plain text by its specification. */
function authorName(leaf: XmlLeaf): string | null {
  const markup = (leaf.markup ?? "").slice(0, MAX_PERSON_CHARS);
  for (const part of ["name", "email", "uri"]) {
    const inside = new RegExp(`<${part}(?: [^>]*)?>([^]*?)</${part}>`).exec(markup)?.[1];
    if (inside && plainText(inside)) return personName(plainText(inside));
  }
  return personName(leaf.markup ?? leaf.text);
}

/** Of skipHours and skipDays: 24 hours take some 500 characters. */
const MAX_SKIP_CHARS = 2_000;

function hints(feed: XmlRecord): FeedHints {
  const text = (name: string): string => feed.leaves.find((leaf) => leaf.name === name)?.text ?? "";
  const inside = (name: string, part: string): string[] => {
    const markup = (feed.leaves.find((leaf) => leaf.name === name)?.markup ?? "").slice(0, MAX_SKIP_CHARS);
    return [...markup.matchAll(new RegExp(`<${part}(?: [^>]*)?>([^<]*)`, "g"))].map((match) => match[1]!);
  };
  return {
    ttlMinutes: ttlHint(text("ttl")),
    syPeriodMs: syHint(text("sy:updateperiod"), text("sy:updatefrequency")),
    skipHours: skipHoursHint(inside("skiphours", "hour")),
    skipDays: skipDaysHint(inside("skipdays", "day")),
  };
}
