import { type Article, type ArticleContent, type ArticleDetails, LOCAL_SOURCE, type Page } from "../model/article.ts";
import { canonicalUrl } from "../model/canonical-url.ts";
import type { DateSource, FeedEntry } from "../model/feed.ts";
import { isMereDay } from "../model/mere-day.ts";
import { publisherOf } from "../model/publisher.ts";

/** A page may be dated at most this far after we first saw it: clocks differ, the future does not count. */
const MAX_AHEAD_MS = 10 * 60_000;
const MAX_OPENING = 100;
/** No news page on the web is older. */
const EARLIEST = Date.UTC(1995, 0, 1);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Puts together what the feed said, where the page was found and what the page says of itself. */
export function composeArticle(
  entry: FeedEntry,
  page: Page,
  content: ArticleContent,
  by: { madeBy: string; now: number },
): Omit<Article, "revision"> {
  return {
    id: entry.id,
    url: entry.url,
    canonicalUrl: ownCanonical(content.canonicalUrl, page.url) ?? entry.canonicalUrl,
    source: entry.source === LOCAL_SOURCE ? publisherOf(content.canonicalUrl ?? "") || LOCAL_SOURCE : entry.source,
    title: content.title ?? entry.title ?? openingOf(content.text),
    author: content.author ?? entry.author,
    ...chooseDate(entry, content),
    firstSeenAt: entry.firstSeenAt,
    lang: content.lang,
    text: content.text,
    strategy: content.strategy,
    confidence: content.confidence,
    details: detailsOf(content),
    madeBy: by.madeBy,
    extractedAt: by.now,
  };
}

function detailsOf(content: ArticleContent): ArticleDetails {
  const { siteName, section, image, paywalled, creditLine, modifiedAt, dateTrust } = content;
  return { siteName, section, image, paywalled, creditLine, modifiedAt, dateTrust };
}

/** What stands for a title where there is none: the text's first line, at most 100 characters, cut between words. */
function openingOf(text: string): string {
  const line = text.trim().split("\n")[0] ?? "";
  if (line.length <= MAX_OPENING) return line;
  const cut = line.slice(0, MAX_OPENING).replace(/\s+\S*$/, "");
  return `${cut}…`;
}

/**
 * The page's own claim of its address counts when it names an article of the same publisher: some sites name their
 * front page on every page, and a reprint names the original, which is another article.
 */
function ownCanonical(claimed: string | null, pageUrl: string): string | null {
  const key = claimed && canonicalUrl(claimed);
  if (!key) return null;
  if (!/^https?:/.test(pageUrl)) return key;
  if (publisherOf(key) !== publisherOf(pageUrl)) return null;
  return URL.parse(key)?.pathname === "/" && URL.parse(pageUrl)?.pathname !== "/" ? null : key;
}

/**
 * Given by hand, else the page's own metadata, else the feed's date, else the address's, else when we first saw it. Where
 * the page names a mere day and the feed the moment of that day, the feed's is the same date told better.
 */
function chooseDate(entry: FeedEntry, content: ArticleContent): { publishedAt: number; dateSource: DateSource } {
  const possible = (at: number | null): at is number =>
    at !== null && at >= EARLIEST && at <= entry.firstSeenAt + MAX_AHEAD_MS;
  const onPage = possible(content.publishedAt) ? content.publishedAt : null;
  const inMetadata = content.dateFoundIn !== "url" && content.dateFoundIn !== "text";
  if (entry.dateSource === "given" && entry.publishedAt !== null)
    return { publishedAt: entry.publishedAt, dateSource: "given" };
  const inFeed = possible(entry.publishedAt) && entry.dateSource === "feed" ? entry.publishedAt : null;
  if (onPage !== null && inMetadata && !(inFeed !== null && isMomentOf(onPage, inFeed)))
    return { publishedAt: onPage, dateSource: "page" };
  if (inFeed !== null) return { publishedAt: inFeed, dateSource: "feed" };
  if (onPage !== null) return { publishedAt: onPage, dateSource: "url" };
  return { publishedAt: entry.firstSeenAt, dateSource: entry.dateSource === "unknown" ? "unknown" : "first-seen" };
}

/** Whether `day` is a day without a clock, and `at` a moment of it somewhere on earth (UTC+14 to UTC-12). */
function isMomentOf(day: number, at: number): boolean {
  return isMereDay(day) && at >= day - 14 * HOUR_MS && at < day + DAY_MS + 12 * HOUR_MS;
}
