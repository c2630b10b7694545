import { decodeHTMLStrict } from "entities";
import { Tokenizer, type TokenizerCallbacks } from "htmlparser2";
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
  const reader = new LinkReader(html);
  const tokenizer = new Tokenizer({ decodeEntities: false }, reader);
  tokenizer.write(html);
  tokenizer.end();
  const base = (reader.base && resolveLink(reader.base, url)) || url;
  const offers = new Map<string, OfferedFeed>();
  for (const link of reader.links) {
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

/** Collects the attributes of `link` elements and the first `base`. */
class LinkReader implements TokenizerCallbacks {
  readonly links: Record<string, string>[] = [];
  base: string | null = null;
  readonly #html: string;
  #tag = "";
  #attributes: Record<string, string> = {};
  #attribute = "";
  #value = "";

  constructor(html: string) {
    this.#html = html;
  }

  onopentagname(start: number, end: number): void {
    this.#tag = this.#html.slice(start, Math.min(end, start + 20)).toLowerCase();
    this.#attributes = {};
  }

  onattribname(start: number, end: number): void {
    this.#attribute = this.#html.slice(start, Math.min(end, start + 20)).toLowerCase();
    this.#value = "";
  }

  onattribdata(start: number, end: number): void {
    if (this.#tag === "link" || this.#tag === "base") this.#value += this.#html.slice(start, end);
  }

  onattribend(): void {
    if (/^(?:rel|type|href|title)$/.test(this.#attribute)) {
      this.#attributes[this.#attribute] ??= decodeHTMLStrict(this.#value);
    }
  }

  onopentagend(): void {
    if (this.#tag === "base") this.base ??= this.#attributes.href ?? null;
    if (this.#tag === "link") this.links.push(this.#attributes);
  }

  onselfclosingtag(): void {
    this.onopentagend();
  }

  onattribentity(): void {}
  ontext(): void {}
  ontextentity(): void {}
  onclosetag(): void {}
  oncdata(): void {}
  oncomment(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}
  onend(): void {}
}
