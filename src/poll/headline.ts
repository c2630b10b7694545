import type { ParsedItem } from "../model/feed.ts";
import { contentHash, stableId } from "../model/id.ts";
import { publisherOf } from "../model/publisher.ts";

/** Characters of each text that are looked at for a change: leads change, the ends of long articles rarely alone. */
const COMPARED_CHARS = 2_000;
/** Headlines that are shorter name too many things to say that two items are one. */
const TELLING_CHARS = 20;

/** Who says what: the mark by which an item is found again when every name of it has changed. Undefined without a title. */
export function headlineMark(title: string | null, publisher: string): string | undefined {
  const told = fold(title ?? "");
  return told ? `headline:${stableId("h", publisher, told)}` : undefined;
}

/**
 * The mark of the publisher's own item, for one that an aggregator lists with an address of its own and names its source
 * (Google News: `<source url="https://paper.example">Paper</source>`, the title "Headline - Paper"). Undefined for others.
 */
export function echoMark({ title, sourceUrl }: ParsedItem, canonicalUrl: string): string | undefined {
  const publisher = sourceUrl ? publisherOf(sourceUrl) : "";
  if (!publisher || publisher === publisherOf(canonicalUrl)) return undefined;
  const headline = (title ?? "").replace(/\s+[-–—|]\s+[^-–—|]{1,60}$/, "");
  return headline.length < TELLING_CHARS ? undefined : headlineMark(headline, publisher);
}

/** What the feed says about an item, as one hash: white space and capitals make no difference, a moved date does. */
export function saidHash({ title, summary, content, publishedAt, updatedAt }: ParsedItem): string {
  const texts = [title, summary, content].map((text) => fold((text ?? "").slice(0, COMPARED_CHARS)));
  return contentHash([...texts, publishedAt ?? updatedAt].join("\n")).slice(0, 24);
}

const fold = (text: string): string => text.replace(/\s+/g, " ").trim().toLowerCase();
