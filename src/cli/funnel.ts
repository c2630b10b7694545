import { type FunnelRow, REACHED_END } from "../ports/store.ts";

/** Entries that did not come to `before`, and why. */
export interface Loss {
  before: "fetched" | "extracted" | "independent" | "in a story";
  /** The word with which they ended, what they wait for, or what became of them. */
  reason: string;
  count: number;
}

export interface Funnel {
  /** Null: all entries. */
  feedId: string | null;
  counts: { seen: number; fetched: number; extracted: number; independent: number; in_story: number };
  /** In the order of the way, the greatest first. What is lost and what came through add up to what was there. */
  losses: Loss[];
}

const ORDER: readonly Loss["before"][] = ["fetched", "extracted", "independent", "in a story"];

/** Adds up the places of entries to one funnel a feed; that of all entries first, then the feed that brought most. */
export function funnelsOf(rows: readonly FunnelRow[]): Funnel[] {
  const byFeed = Map.groupBy(rows, ({ feedId }) => feedId);
  return [...byFeed]
    .map(([feedId, places]) => funnelOf(feedId, places))
    .sort(
      (a, b) => rank(a) - rank(b) || b.counts.seen - a.counts.seen || (String(a.feedId) < String(b.feedId) ? -1 : 1),
    );
}

const rank = ({ feedId }: Funnel): number => (feedId === null ? 0 : 1);

function funnelOf(feedId: string | null, places: readonly FunnelRow[]): Funnel {
  const sum = (count: (row: FunnelRow) => number) => places.reduce((all, row) => all + count(row), 0);
  const losses = new Map<string, Loss>();
  const lose = (before: Loss["before"], reason: string, count: number) => {
    const key = `${before} ${reason}`;
    if (count > 0) losses.set(key, { before, reason, count: (losses.get(key)?.count ?? 0) + count });
  };
  for (const row of places) {
    const place = row.ending ?? `waiting for ${row.waitsFor}`;
    lose("fetched", place, row.seen - row.fetched);
    lose("extracted", place, row.fetched - row.extracted);
    lose("independent", "repeats another article", row.extracted - row.independent);
    const alone = row.ending === REACHED_END ? "its story has not formed" : place;
    lose("in a story", alone, row.independent - row.inStory);
  }
  return {
    feedId,
    counts: {
      seen: sum((row) => row.seen),
      fetched: sum((row) => row.fetched),
      extracted: sum((row) => row.extracted),
      independent: sum((row) => row.independent),
      in_story: sum((row) => row.inStory),
    },
    losses: [...losses.values()].sort(
      (a, b) =>
        ORDER.indexOf(a.before) - ORDER.indexOf(b.before) || b.count - a.count || (a.reason < b.reason ? -1 : 1),
    ),
  };
}
