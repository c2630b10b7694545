import { load } from "cheerio/slim";
import { parseDate } from "../model/dates.ts";
import { publisherOf } from "../model/publisher.ts";
import { readLinkHeader } from "./link-header.ts";
import { MAX_TITLE_CHARS } from "./map-records.ts";
import { foldSpace, plainText } from "./plain-text.ts";
import { resolveLink } from "./resolve-url.ts";

/** What spoke of a feed, the surest first: the reply's own header, the page's head, a link to click, robots.txt, nobody. */
export type OfferedBy =
  | "Link header"
  | "link element"
  | "link on the page"
  | "index of sitemaps"
  | "robots.txt"
  | "usual place";

/** A feed that a page says it has, or a place where it may be. */
export interface OfferedFeed {
  url: string;
  title: string | null;
  /** Media type as the page gives it, lower case. */
  type: string;
  by: OfferedBy;
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
/** What people click to get a feed: the last part of its path says so. */
const FEED_PATH =
  /\/(?:feeds?|rss|atom|rdf|[\w.-]+\.(?:rss|atom|rdf)|(?:rss|feed|atom|index|news)[\w-]*\.(?:xml|json|rdf))\/?$/i;
/** Of a page, read for its links: they stand in its head. Bounds what a maze of nested elements can cost. */
const MAX_CHARS = 300_000;
/** Offers of one page; a page with more lists its comments' feeds. */
const MAX_OFFERS = 50;

/** How sites call their Google News sitemap. */
const NEWS_SITEMAP = /news|latest|recent/i;
/** Of an index; a large site splits its archive by day. */
const MAX_SITEMAPS = 1_000;

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
 * The feeds that a page names, each once: in its `Link` header (RFC 8288), in its `<link rel="alternate">` elements, and in
 * links to click that lead to what looks like a feed; `<base>` is honoured. Feeds of comments come last: they are rarely what
 * somebody wants to follow.
 *
 * @param linkHeader as received, "" when there is none
 */
export function discoverFeeds(html: string, url: string, linkHeader = ""): OfferedFeed[] {
  const $ = load(html.slice(0, MAX_CHARS));
  const base = resolveLink($("base[href]").attr("href") ?? "", url) || url;
  const offers = new Map<string, OfferedFeed>();
  for (const { target, rels, type, title } of readLinkHeader(linkHeader)) {
    // The header's own base is the address asked for, whatever the page says of itself.
    const feed = resolveLink(target, url);
    if (!feed || offers.has(feed) || offers.size >= MAX_OFFERS || !rels.includes("alternate")) continue;
    if (FEED_TYPES.has(type)) offers.set(feed, { url: feed, title, type, by: "Link header" });
  }
  for (const element of $("link[rel][href]")) {
    const link = element.attribs;
    const rels = (link.rel ?? "").toLowerCase().split(/\s+/);
    const type = (link.type ?? "").toLowerCase().split(";")[0]!.trim();
    const target = resolveLink(link.href ?? "", base);
    if (!target || !(rels.includes("alternate") || rels.includes("feed")) || rels.includes("stylesheet")) continue;
    const isFeed = FEED_TYPES.has(type) || (VAGUE_TYPES.has(type) && FEED_LIKE.test(target)) || rels.includes("feed");
    if (!isFeed || offers.has(target) || offers.size >= MAX_OFFERS) continue;
    offers.set(target, { url: target, title: plainText(link.title ?? "") || null, type, by: "link element" });
  }
  for (const element of $("a[href]")) {
    const target = resolveLink(element.attribs.href ?? "", base);
    const path = target && URL.parse(target)?.pathname;
    if (!path || !FEED_PATH.test(path) || publisherOf(target) !== publisherOf(url)) continue;
    if (offers.has(target) || offers.size >= MAX_OFFERS) continue;
    const said = element.children.map((child) => (child.type === "text" ? child.data : " ")).join("");
    const title = foldSpace(said).slice(0, MAX_TITLE_CHARS) || null;
    offers.set(target, { url: target, title, type: "", by: "link on the page" });
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

/**
 * What to try, in order, when a page names no feed: the likeliest usual place, the sitemaps that robots.txt calls news (a
 * Google News sitemap lists the articles of two days), the other usual places.
 */
export function guessedFeeds(url: string, robotsText: string): OfferedFeed[] {
  const usual = wellKnownFeedPaths(url).map((one) => ({ url: one, title: null, type: "", by: "usual place" as const }));
  const news = sitemapsOfRobots(robotsText, url)
    .filter((sitemap) => NEWS_SITEMAP.test(sitemap))
    .map((one) => ({ url: one, title: null, type: "", by: "robots.txt" as const }));
  return [...usual.slice(0, 1), ...news, ...usual.slice(1)];
}

/** Addresses that robots.txt names on its `Sitemap:` lines (sitemaps.org), each once. */
function sitemapsOfRobots(text: string, url: string): string[] {
  const lines = text.slice(0, MAX_CHARS).matchAll(/^[ \t]*sitemap[ \t]*:[ \t]*(\S+)/gim);
  const found = new Set<string>();
  for (const [, written = ""] of lines) {
    const sitemap = resolveLink(written, url);
    if (sitemap && found.size < MAX_OFFERS) found.add(sitemap);
  }
  return [...found];
}

/** Sitemaps that an index names (sitemaps.org), those of news first, then those changed last; the index's own order else. */
export function sitemapsOfIndex(text: string, url: string): string[] {
  const entries = text
    .slice(0, MAX_CHARS)
    .split(/<\/(?:\w{1,40}:)?sitemap\s*>/i)
    .slice(0, -1);
  const found = entries.slice(0, MAX_SITEMAPS).flatMap((inside) => {
    const value = (name: string) => new RegExp(`<(?:\\w{1,40}:)?${name}>([^<]*)<`, "i").exec(inside)?.[1] ?? "";
    const sitemap = resolveLink(plainText(value("loc")), url);
    return sitemap ? [{ sitemap, changedAt: parseDate(value("lastmod").trim())?.at ?? 0 }] : [];
  });
  const isNews = (sitemap: string): number => (NEWS_SITEMAP.test(sitemap) ? 1 : 0);
  found.sort((a, b) => isNews(b.sitemap) - isNews(a.sitemap) || b.changedAt - a.changedAt);
  return [...new Set(found.map(({ sitemap }) => sitemap))];
}
