import type { FoundEntry } from "../model/feed.ts";

/** Fewer items that look new than this are taken for new. */
const LEAST_ITEMS = 4;

/**
 * The items of one document with the names that can be believed, seen beside what the store knows them by.
 *
 * - An item whose address is new while its guid belongs to another item of the same document is new: such guids count
 *   positions.
 * - An echo (see `FoundEntry`) is known as soon as its publisher's own item is.
 * - When a site changes the names of its items (a new guid scheme, a session in the links), all of them look new at once.
 *   If more than half of a document's items are unknown by every name and carry a headline that their publisher's entries
 *   are marked with, they are the known ones: the mark becomes a name, and the store keeps the new names beside the old.
 *
 * @param known id of the entry for each name and mark that the store has, of those in `found`
 */
export function rekeyed(found: readonly FoundEntry[], known: ReadonlyMap<string, string>): FoundEntry[] {
  const byAddress = new Set(found.map(({ aliases }) => known.get(aliases[0] ?? "")).filter((id) => id !== undefined));
  const named = found.map((item): FoundEntry => {
    if (known.has(item.aliases[0] ?? "")) return item;
    const aliases = item.aliases.filter((alias, i) => i === 0 || !byAddress.has(known.get(alias) ?? ""));
    return { ...item, aliases };
  });
  const isUnknown = ({ aliases, mark }: FoundEntry) =>
    mark !== undefined && known.has(mark) && !aliases.some((alias) => known.has(alias));
  const renamed = named.filter(isUnknown).length;
  const all = renamed >= LEAST_ITEMS && renamed * 2 > found.length;
  return named.map((item) =>
    (all || item.echo) && isUnknown(item) ? { ...item, aliases: [...item.aliases, item.mark!] } : item,
  );
}

/** Everything that a found item is, or may be, known by. */
export const namesOf = ({ aliases, mark }: FoundEntry): string[] => (mark === undefined ? aliases : [...aliases, mark]);
