import { canonicalUrl } from "../model/canonical-url.ts";
import type { ItemKeys, ParsedFeed, ParsedItem } from "../model/feed.ts";

/**
 * Writes the key forms of its addresses into each item, where the document is parsed: they take some 70 microseconds each,
 * which for thousands of items is too long for a thread that serves others.
 */
export function withItemKeys(parsed: ParsedFeed): ParsedFeed {
  return { ...parsed, items: parsed.items.map((item) => ({ ...item, keys: makeKeys(item) })) };
}

/** The key forms of an item's addresses, as they came with it or made now. */
export function itemKeys(item: ParsedItem): ItemKeys {
  return item.keys ?? makeKeys(item);
}

function makeKeys({ guid, link, originalLink }: ParsedItem): ItemKeys {
  const named = originalLink ?? link;
  const key = named ? canonicalUrl(named) : null;
  return { link: key, guid: guid === null ? null : guid === named ? key : canonicalUrl(guid) };
}
