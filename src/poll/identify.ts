import type { Feed, FoundEntry, ParsedFeed, ParsedItem } from "../model/feed.ts";
import { stableId } from "../model/id.ts";
import { publisherOf } from "../model/publisher.ts";
import { entryDate } from "./entry-date.ts";
import { echoMark, headlineMark, saidHash } from "./headline.ts";
import { itemKeys } from "./item-keys.ts";
import type { PollSettings } from "./settings.ts";
import { trustOf } from "./trust-guid.ts";

/**
 * The items of a document as entries with the names they go by, each once. The strongest name comes first: the canonical
 * address, which is the same in every feed that carries the article; where links cannot be told apart, the guid within this
 * feed; and with neither, title and day within this feed. Items without a link are left out (see `withoutLink`); what is
 * dated long before now is no news, and its way ends here.
 */
export function identify(
  parsed: ParsedFeed,
  feed: Feed,
  now: number,
  settings: Pick<PollSettings, "futureToleranceMs" | "baselineMs">,
): FoundEntry[] {
  const trust = trustOf(parsed, [feed.siteUrl, feed.url]);
  const found = new Map<string, FoundEntry>();
  for (const item of parsed.items) {
    const canonical = item.link && itemKeys(item).link;
    if (!item.link || !canonical) continue;
    const { publishedAt, dateSource } = entryDate(item, now, settings.futureToleranceMs);
    const aliases = [
      ...(trust.link(item) ? [`url:${canonical}`, `url:${otherScheme(canonical)}`] : []),
      ...(trust.guid(item) ? [`guid:${feed.id}:${item.guid}`] : []),
    ];
    if (aliases.length === 0) aliases.push(titleAlias(item, publishedAt, feed.id));
    if (found.has(aliases[0]!)) continue;
    const source = publisherOf(canonical);
    const echo = echoMark(item, canonical);
    const mark = echo ?? headlineMark(item.title, source);
    const old = publishedAt !== null && publishedAt < now - settings.baselineMs;
    found.set(aliases[0]!, {
      aliases,
      url: item.link,
      canonicalUrl: canonical,
      source,
      title: item.title,
      author: item.author,
      summary: item.summary,
      publishedAt,
      dateSource,
      ...(mark === undefined ? {} : { mark }),
      // What an aggregator says of an item revises nothing.
      ...(echo === undefined ? { contentHash: saidHash(item) } : { echo: true }),
      ...(old ? { ending: OLD_NEWS } : {}),
    });
  }
  return [...found.values()];
}

/** The ending of an item that was old when a feed first listed it. */
const OLD_NEWS = "old-news";

/** How many items have nothing that could be fetched. */
export function withoutLink(parsed: ParsedFeed): number {
  return parsed.items.filter((item) => !item.link || !itemKeys(item).link).length;
}

/** A site that moves from http to https keeps its articles: both spellings are names of one entry. */
function otherScheme(canonical: string): string {
  return canonical.startsWith("https:") ? `http:${canonical.slice(6)}` : `https:${canonical.slice(5)}`;
}

function titleAlias(item: ParsedItem, publishedAt: number | null, feedId: string): string {
  const day = publishedAt === null ? "" : new Date(publishedAt).toISOString().slice(0, 10);
  return `title:${stableId("t", item.title ?? item.summary ?? item.link ?? "", day, feedId)}`;
}
