import type { DeliveryState } from "../../model/alert.ts";
import type { FeedEntry } from "../../model/feed.ts";
import type { EntryStage, Stage } from "../../model/words.ts";

export interface Totals {
  feeds: Record<string, number>;
  entries: { total: number; waiting: Record<EntryStage, number>; ended: Record<string, number> };
  articles: number;
  removals: Record<string, number>;
  nearDuplicates: number;
  stories: Record<string, number>;
  deliveries: Record<DeliveryState, number>;
}

/** What came of entries: of those that are read or over, how many are articles, and what was taken out of these. */
export interface Yield {
  /** Entries that became an article or wait for nothing more. */
  entries: number;
  articles: number;
  /** Blocks taken out of its articles, comments and spam included. */
  removals: number;
  /** Of these, advertisements in comments. */
  spam: number;
}
export interface FeedYield extends Yield {
  feedId: string;
}
export interface SiteYield extends Yield {
  /** The registrable domain of the entries' addresses. */
  site: string;
}

/** Entries that are in one place, and how far they came. Each count is part of the one before it. */
export interface FunnelRow extends Pick<FeedEntry, "waitsFor" | "ending"> {
  /** Null: all entries, each once. Else those of this feed; one that two feeds brought counts for both. */
  feedId: string | null;
  seen: number;
  fetched: number;
  extracted: number;
  /** Extracted and no near-duplicates. */
  independent: number;
  /** Independent and part of a story that formed. */
  inStory: number;
}

/** How much there is, and how far it came. */
export interface CountStore {
  totals(): Promise<Totals>;
  /** What came of each feed's entries that were first seen at or after a moment (ms); feeds without any are left out. */
  feedYields(since: number): Promise<FeedYield[]>;
  /** The same by site, over all feeds and each entry once. */
  siteYields(since: number): Promise<SiteYield[]>;
  /** How far entries came, over all and by feed. Reads every entry. */
  funnel(): Promise<FunnelRow[]>;
  /**
   * Since when the longest waiting feed, entry or delivery of each stage could have gone on; null where none could now. What
   * is put off until later, paused or switched off does not count.
   */
  oldestWaiting(now: number): Promise<Record<Stage, number | null>>;
}
