import { load } from "cheerio/slim";
import { plainText } from "./plain-text.ts";
import { resolveLink } from "./resolve-url.ts";

/** A feed that a page says it has. */
export interface OfferedFeed {
  url: string;
  title: string | null;
  /** Media type as the page gives it, lower case. */
  type: string;
}

const FEED_TYPES = new Set([
  "application/rss+xml",
  "application/atom+xml",
  "application/feed+json",
  "application/rdf+xml",
  "application/x.atom+xml",
  "application/x-atom+xml",
]);
/** Types that say little; then the address must look like a feed. */
const VAGUE_TYPES = new Set(["application/json", "application/xml", "text/xml", "text/rss+xml", "text/rss"]);
const FEED_LIKE = /(?:\b|_)(?:feed|rss|atom|rdf|index\.xml)/i;
/** Of a page, read for its links: they stand in its head. Bounds what a maze of nested elements can cost. */
const MAX_CHARS = 300_000;
/** Offers of one page; a page with more lists its comments' feeds. */
const MAX_OFFERS = 50;

/** Where sites keep their feed when they do not say: WordPress, Ghost, Hugo and Jekyll, Drupal, Blogger, older engines. */
const USUAL_PATHS = [
  "/feed/",
  "/rss/",
  "/rss.xml",
  "/feed.xml",
  "/atom.xml",
  "/index.xml",
  "/feed.json",
  "/feeds/posts/default",
];

/**
 * The feeds that a page's `<link rel="alternate">` elements name, in order, each once, with `<base>` honoured.
 * Feeds of comments come last: they are rarely what somebody wants to follow.
 */
export function discoverFeeds(html: string, url: string): OfferedFeed[] {
  const $ = load(html.slice(0, MAX_CHARS));
  const base = resolveLink($("base[href]").attr("href") ?? "", url) || url;
  const offers = new Map<string, OfferedFeed>();
  for (const element of $("link[rel][href]")) {
    const link = element.attribs;
    const rels = (link.rel ?? "").toLowerCase().split(/\s+/);
    const type = (link.type ?? "").toLowerCase().split(";")[0]!.trim();
    const target = resolveLink(link.href ?? "", base);
    if (!target || !(rels.includes("alternate") || rels.includes("feed")) || rels.includes("stylesheet")) continue;
    const isFeed = FEED_TYPES.has(type) || (VAGUE_TYPES.has(type) && FEED_LIKE.test(target)) || rels.includes("feed");
    if (!isFeed || offers.has(target) || offers.size >= MAX_OFFERS) continue;
    offers.set(target, { url: target, title: plainText(link.title ?? "") || null, type });
  }
  const ofComments = (offer: OfferedFeed): number => (/comment/i.test(`${offer.url} ${offer.title ?? ""}`) ? 1 : 0);
  return [...offers.values()].sort((a, b) => ofComments(a) - ofComments(b));
}

/** Addresses worth trying when a page names no feed: beside the page first, then at the top of the site. */
export function wellKnownFeedPaths(url: string): string[] {
  const page = URL.parse(url);
  if (!page) return [];
  const folder = page.pathname.replace(/[^/]*$/, "");
  const beside = folder === "/" ? [] : [`${page.origin}${folder}feed/`];
  return [...beside, ...USUAL_PATHS.map((path) => page.origin + path)];
}
