import { canonicalUrl } from "../model/canonical-url.ts";
import type { ParsedFeed, ParsedItem } from "../model/feed.ts";
import { itemKeys } from "./item-keys.ts";

/** Which of a document's names for its items can be believed, judged by the document alone. */
export interface Trust {
  guid(item: ParsedItem): boolean;
  link(item: ParsedItem): boolean;
}

/**
 * A guid is believed unless it is empty, given to several items, or the address of the site or feed. A link names its item
 * unless it is the site itself, or items that call themselves different share it.
 */
export function trustOf(parsed: ParsedFeed, siteUrls: readonly (string | null)[]): Trust {
  const sites = new Set([parsed.link, ...siteUrls].map((url) => url && canonicalUrl(url)));
  const guids = new Map<string, number>();
  const titlesByLink = new Map<string, Set<string>>();
  for (const item of parsed.items) {
    const { guid, title } = item;
    if (guid) guids.set(guid, (guids.get(guid) ?? 0) + 1);
    const key = itemKeys(item).link;
    if (!key) continue;
    const titles = titlesByLink.get(key) ?? new Set();
    titlesByLink.set(key, titles.add(title ?? ""));
  }
  return {
    guid: (item) => {
      const { guid } = item;
      return guid !== null && guid !== "" && guids.get(guid) === 1 && !sites.has(itemKeys(item).guid ?? guid);
    },
    link: (item) => {
      const key = itemKeys(item).link;
      return !!key && !sites.has(key) && (titlesByLink.get(key)?.size ?? 0) <= 1;
    },
  };
}
