import type { Block } from "./blocks.ts";
import { headlineOf } from "./headline.ts";
import type { LinkedData } from "./json-ld.ts";
import { textField, typesOf } from "./json-ld.ts";
import { type MetaTags, metaTags } from "./meta-tags.ts";
import { readAuthor } from "./metadata-author.ts";
import { readDates } from "./metadata-date.ts";
import { readTitle } from "./metadata-title.ts";
import { pageFacts } from "./page-facts.ts";
import { repeatsOneOf } from "./same-headline.ts";
import type { Element, Tree } from "./tree.ts";
import { holds } from "./tree.ts";

/** What a page says about itself. */
export interface Metadata {
  title: string | null;
  /** Every form of the headline on the page, to be kept out of the text. */
  headlines: string[];
  author: string | null;
  siteName: string | null;
  publishedAt: number | null;
  publishedDay: string | null;
  dateFoundIn: string | null;
  dateTrust: number | null;
  modifiedAt: number | null;
  canonicalUrl: string | null;
  section: string | null;
  image: string | null;
  paywalled: boolean | null;
  lang: string | null;
}

export function readMetadata(
  tree: Tree,
  blocks: Block[],
  linked: LinkedData[],
  url: string,
  known: { title: string | null },
): Metadata {
  const tags = metaTags(tree);
  const siteName = siteNameOf(tags, linked);
  const { title, headlines } = readTitle(tree, tags, linked, siteName, known.title);
  const headline = headlineOf(tree, title);
  const near = headline ? linesNear(blocks, headline, title) : [];
  const lines = { title, near, all: () => shortLines(blocks) };
  const dates = readDates(tree, tags, linked, url, lines);
  return {
    title,
    headlines,
    author: readAuthor(tree, tags, linked, siteName, headline, lines),
    siteName,
    ...dates,
    canonicalUrl: canonicalOf(tree, tags, url),
    ...pageFacts(tags, linked, url),
    lang: langOf(tree, tags),
  };
}

/** Lines looked at before and after the headline. */
const LINES_BEFORE = 4;
const LINES_AFTER = 12;

/** The short lines around the headline, nearest first after it: where bylines and dates stand. */
function linesNear(blocks: Block[], headline: Element, title: string | null): string[] {
  const headlined = repeatsOneOf(title ? [title] : []);
  const at = blocks.findIndex(({ element }) => holds(headline, element));
  if (at < 0) return [];
  const short = (block: Block) => block.words <= 18 && !headlined(block.text);
  const after = blocks.slice(at + 1, at + 1 + LINES_AFTER).filter(short);
  const before = blocks.slice(Math.max(0, at - LINES_BEFORE), at).filter(short);
  return [...after, ...before].flatMap(({ text }) => text.split("\n"));
}

/** Lines of a page that could give its date: short, no link, from the top. */
const MAX_LINES = 400;
const LINE_WORDS = 14;
/** Of a longer paragraph, its opening: "Berlin, 25 January 2022 – The ministry …". */
const OPENING_CHARS = 60;

const shortLines = (blocks: Block[]): string[] =>
  blocks
    .slice(0, MAX_LINES)
    .filter(({ linkChars, chars }) => linkChars < chars / 2)
    .flatMap(({ text, words }) => (words <= LINE_WORDS ? text.split("\n") : text.slice(0, OPENING_CHARS)));

function siteNameOf(tags: MetaTags, linked: LinkedData[]): string | null {
  const tag = tags.get("og:site_name") ?? tags.get("application-name") ?? tags.get("dc.publisher");
  if (tag && !/^https?:/.test(tag)) return tag;
  for (const node of linked) {
    const publisher = textField(node, "publisher");
    if (publisher && !/^https?:/.test(publisher)) return publisher;
    if (typesOf(node).some((type) => /^(?:WebSite|NewsMediaOrganization)$/.test(type))) {
      const name = textField(node, "name");
      if (name) return name;
    }
  }
  return null;
}

function canonicalOf(tree: Tree, tags: MetaTags, url: string): string | null {
  const base = tree.elements.find(({ tag, attributes }) => tag === "base" && attributes.href)?.attributes.href;
  const from = (base && URL.parse(base, url)?.href) || url;
  const link = tree.elements.find(
    ({ tag, attributes }) => tag === "link" && /(?:^|\s)canonical(?:\s|$)/i.test(attributes.rel ?? ""),
  )?.attributes.href;
  for (const candidate of [link, tags.get("og:url")]) {
    if (!candidate?.trim()) continue;
    const parsed = URL.parse(candidate.trim(), from);
    if (parsed && (parsed.protocol === "http:" || parsed.protocol === "https:")) return parsed.href;
  }
  return null;
}

function langOf(tree: Tree, tags: MetaTags): string | null {
  const html = tree.elements.find(({ tag }) => tag === "html")?.attributes.lang;
  for (const value of [html, tags.get("content-language"), tags.get("og:locale"), tags.get("dc.language")]) {
    const code = value
      ?.trim()
      .toLowerCase()
      .match(/^([a-z]{2})(?:[-_]|$)/)?.[1];
    if (code) return code;
  }
  return null;
}
