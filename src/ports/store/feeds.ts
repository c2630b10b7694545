import type { Feed, FeedEntry, FoundEntry } from "../../model/feed.ts";
import type { EntryStage } from "../../model/words.ts";

/** What the items of one poll turned out to be. */
export interface Committed {
  entries: FeedEntry[];
  known: number;
  /** Ids of known entries of which this feed says something else than before. */
  revised: string[];
}

/** Feeds, and what polling them brings. */
export interface FeedStore {
  /** Adds or returns the feed with this URL. */
  addFeed(feed: Feed): Promise<{ feed: Feed; added: boolean }>;
  /** By id or URL. */
  feed(idOrUrl: string): Promise<Feed | null>;
  feeds(): Promise<Feed[]>;
  /**
   * Replaces everything but the id; a feed that was removed stays removed. A row that tells of a poll (its `lastPolledAt`
   * is not the stored one) neither wakes a feed that was paused meanwhile nor takes the address of another feed.
   */
  saveFeed(feed: Feed): Promise<void>;
  /** Its entries stay; only the membership goes. */
  removeFeed(id: string): Promise<boolean>;
  /** Feeds to poll (neither paused nor gone) with `nextDueAt <= now`, the longest due first. */
  dueFeeds(now: number, limit: number): Promise<Feed[]>;
  /** Feeds of one publisher (`source`). */
  feedsOf(source: string): Promise<Feed[]>;
  /**
   * Speaks for a poll that is about to begin: sets `nextDueAt`, so that a poll whose end is never saved is not repeated
   * early. False when the feed is not due (any more).
   */
  claimPoll(feedId: string, now: number, until: number): Promise<boolean>;
  /** Of these names, those by which an entry is known or marked, with its id. */
  knownNames(names: readonly string[]): Promise<Map<string, string>>;
  /**
   * Saves the found entries and the feed together; `finish`, when given, makes the feed's row from what the items turned
   * out to be. Returns the entries that were new (waiting for `next`, unless they came with an ending), how many were
   * known, and which of those this feed has changed: their title, author and summary are the new ones.
   */
  commitPoll(
    feed: Feed,
    found: FoundEntry[],
    now: number,
    next: EntryStage,
    finish?: (committed: Committed) => Feed,
  ): Promise<Committed>;
}
