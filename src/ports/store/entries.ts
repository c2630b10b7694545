import type { Page } from "../../model/article.ts";
import type { FeedEntry, FoundEntry } from "../../model/feed.ts";
import type { EntryStage } from "../../model/words.ts";
import type { Step, StepRecord } from "./steps.ts";

/** Revisions of one entry that are told apart; a feed that changes its items at each poll is not followed for ever. */
export const MAX_REVISIONS = 20;

/** Entries that are all of this. */
export interface Selection {
  /** First seen at or after this. */
  since?: number;
  /** First seen before this. */
  until?: number;
  feedId?: string;
  /** Of this publisher (`source`), or at an address of this host. */
  source?: string;
  /** With a place in this story. */
  storyId?: string;
  ids?: readonly string[];
  /** Ended without reaching the end of the belt. */
  failed?: boolean;
  /** Ended with one of these words. */
  endings?: readonly string[];
  /** With an article that was made by other settings or another version than this (`madeBy`). */
  notMadeBy?: string;
  /** Sent back by the re-run with this mark, and not at their end yet. */
  rerun?: string;
}

/** An entry that a re-run would touch, and where it is now. */
export interface Selected extends Pick<FeedEntry, "id" | "waitsFor" | "ending" | "rerun"> {
  /** `madeBy` of its article; null where there is none. */
  madeBy: string | null;
}

/** Entries on their way along the belt. */
export interface EntryStore {
  /**
   * Local material: an entry without a feed, together with its page when that is already at hand. Returns the known
   * entry, as it is, when one of its aliases is known.
   */
  addEntry(
    found: FoundEntry,
    now: number,
    waitsFor: EntryStage,
    page?: Page,
  ): Promise<{ entry: FeedEntry; added: boolean }>;
  /** By id, URL, canonical URL or alias. */
  entry(idOrUrl: string): Promise<FeedEntry | null>;
  entriesOfFeed(feedId: string, limit: number): Promise<FeedEntry[]>;
  /** Entries that wait for a stage and whose time has come. Pages by id: pass the last id to go on. */
  waiting(stage: EntryStage, now: number, limit: number, afterId?: string): Promise<FeedEntry[]>;
  /** The step alone: an ending, or a `later` (which sets `notBeforeAt` and, unless the host is paused, counts a try). */
  commitStep(step: Step): Promise<void>;
  steps(entryId: string): Promise<StepRecord[]>;
  /**
   * The entries that a re-run of `stage` would touch, in the order in which they were first seen: those that have the
   * stage's input stored. One that waits for an earlier stage comes through this one anyway.
   */
  select(stage: EntryStage, selection: Selection): Promise<Selected[]>;
  /**
   * Sends entries back to a stage. They carry `mark` until they are at their end again, but for those that were on their
   * first way: what they bring about is news. One that waits for an earlier stage stays there.
   */
  resend(ids: readonly string[], stage: EntryStage, mark?: string | null): Promise<void>;
  /** How many entries of this re-run are not at their end yet. */
  rerunLeft(mark: string): Promise<number>;
}
