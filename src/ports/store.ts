import type { Alert, AlertEvent, Attempt, Delivery, DeliveryState, Endpoint } from "../model/alert.ts";
import type { Article, Page, Removal } from "../model/article.ts";
import type { Correction, CorrectionKind } from "../model/correction.ts";
import type { Detail, Ending } from "../model/ending.ts";
import type { Feed, FeedEntry, FoundEntry } from "../model/feed.ts";
import type { NearDuplicate, Signature } from "../model/signature.ts";
import type { Coverage, CoverageMove, Story, StoryEvent, StoryLink } from "../model/story.ts";
import type { EntryStage, Stage } from "../model/words.ts";

/**
 * One stage's work on one entry, committed together with what it made. A step for an entry that does not wait for its
 * stage (any more) changes nothing, nor does what was to be committed with it: a handler may run twice.
 */
export interface Step {
  entryId: string;
  stage: Stage;
  startedAt: number;
  endedAt: number;
  ending: Ending;
  /** The stage that follows when the ending is `next`; null at the end of the belt. */
  next: EntryStage | null;
}

/** The ending of an entry that went all the way: the last stage's `next`. */
export const REACHED_END = "clustered";

/**
 * A step as `trace` prints it. A `later` that repeats the one before it (same stage and reason) takes its place and is
 * counted in `detail.times`, so that an entry that waits for a busy host keeps a short history.
 */
export interface StepRecord {
  stage: Stage;
  startedAt: number;
  ms: number;
  kind: Ending["kind"];
  reason: string | null;
  detail: Record<string, unknown>;
}

/** The writer's lease. Every commit of dedupe and cluster carries its token; a stale one is refused with `LeaseLost`. */
export interface Lease {
  name: string;
  /** `<host>:<pid>:<process start>`. */
  holder: string;
  token: number;
  expiresAt: number;
}

export class LeaseLost extends Error {
  override name = "LeaseLost";
}

/**
 * The store cannot be used as it is: damaged, written by a newer version, full, out of reach. The message is one plain
 * line that names the thing and the next step.
 */
export class StoreUnusable extends Error {
  override name = "StoreUnusable";
  readonly reason: StoreFault;
  constructor(reason: StoreFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/** `foreign`: not one of ours. `engine`: the database engine is too old. `busy`: locked for longer than our patience. */
export type StoreFault = "damaged" | "newer" | "foreign" | "engine" | "full" | "busy" | "unreachable";

/** What a cluster step changes, decided by the pure stage, applied as one transaction. */
export interface ClusterChange {
  /** Stories created or changed, whole rows. */
  stories: Story[];
  /** Coverage rows to write; an article has at most one, so a row for another story moves it. */
  coverage: Coverage[];
  /** Rows of other articles that name another story or role; the rest of them stays as it is. */
  moved?: CoverageMove[];
  /** How the article is compared, for the row of the article. */
  vectors?: Uint8Array;
  events: StoryEvent[];
  /** A link that is there already stays as it was first told. */
  links?: readonly StoryLink[];
  /** The outbox: alerts of this moment. The store adds one delivery per enabled endpoint. */
  alerts: Alert[];
}

/** Where articles belong now, decided for all of them anew. What they had before in dedupe and cluster goes. */
export interface Rehoming {
  /** In the order in which they were compared; each with its time. */
  signatures: (Signature & { dedupedAt: number })[];
  /** Of these articles, all that are near-duplicates. */
  duplicates: NearDuplicate[];
  /** One row for each article, in the order in which they were clustered, with how it is compared. */
  coverage: (Coverage & { vectors: Uint8Array | null })[];
  /** Stories that changed, whole rows; those that ended are merged into another. */
  stories: Story[];
  events: StoryEvent[];
  links: readonly StoryLink[];
  /** For the way of each article whose story changed. Its entry stays where it is. */
  steps: { entryId: string; at: number; detail: Detail }[];
}

/** A signature with what rebuilding the index needs; texts are not read. */
export interface Signed {
  signature: Signature;
  article: Pick<Article, "id" | "source" | "publishedAt" | "dateSource" | "firstSeenAt">;
  /** Its own id for an original. */
  originalId: string;
  /** Null for an original. */
  parentId: string | null;
}

/** A coverage row with what rebuilding the index needs; texts are not read. */
export interface Clustered {
  /** Its place in the order in which coverage was added; an article that is clustered again gets a new one. */
  number: number;
  coverage: Pick<Coverage, "storyId" | "articleId" | "role" | "addedAt">;
  article: Pick<Article, "id" | "source" | "title" | "publishedAt" | "dateSource" | "firstSeenAt">;
  /** As given to `commitCluster`; null when nothing was. */
  vectors: Uint8Array | null;
}

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

export interface Totals {
  feeds: Record<string, number>;
  entries: { total: number; waiting: Record<EntryStage, number>; ended: Record<string, number> };
  articles: number;
  removals: Record<string, number>;
  nearDuplicates: number;
  stories: Record<string, number>;
  deliveries: Record<DeliveryState, number>;
}

/** What came of a feed's entries: of those that are read or over, how many are articles, and what was taken out of these. */
export interface FeedYield {
  feedId: string;
  /** Entries that became an article or wait for nothing more. */
  entries: number;
  articles: number;
  /** Blocks taken out of its articles, comments and spam included. */
  removals: number;
  /** Of these, advertisements in comments. */
  spam: number;
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

/** A row of `export articles`, before formatting. */
export interface ArticleRecord {
  article: Article;
  entry: FeedEntry;
  feedUrls: string[];
  removals: Removal[];
  duplicate: NearDuplicate | null;
  storyId: string | null;
}

/** An article that holds all that was looked for, with the part of its text that shows most of it, on one line. */
export interface Found {
  article: Article;
  snippet: string;
}

/** What the items of one poll turned out to be. */
export interface Committed {
  entries: FeedEntry[];
  known: number;
  /** Ids of known entries of which this feed says something else than before. */
  revised: string[];
}

/** Revisions of one entry that are told apart; a feed that changes its items at each poll is not followed for ever. */
export const MAX_REVISIONS = 20;

/** What is old enough to go. Moments in ms since 1970; null keeps it for ever. */
export interface Retention {
  /** Pages fetched before this. */
  pagesBefore: number | null;
  /** Articles first seen before this. */
  articlesBefore: number | null;
  /** Attempts made before this. */
  attemptsBefore: number | null;
  /** Compressed bytes that all pages together may take; null is no bound. */
  maxPageBytes: number | null;
  /** The writer may still know what was deduped, published or clustered at or after this: such articles stay. */
  activeSince: number;
}

/** Everything that is remembered. Each method is atomic. */
export interface Store {
  // feeds
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

  // entries
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
  /** The step alone: an ending, or a `later` (which sets `notBeforeAt` and counts a try). */
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

  // pages and articles
  commitPage(step: Step, page: Page): Promise<void>;
  page(entryId: string): Promise<Page | null>;
  /** Saves a revision (a new one only when text or title changed) with its removals. */
  commitArticle(step: Step, article: Omit<Article, "revision">, removals: Removal[]): Promise<void>;
  article(id: string): Promise<Article | null>;
  /** All its revisions, the oldest first. */
  revisions(id: string): Promise<Article[]>;
  /** Latest first. */
  articles(filter: {
    limit: number;
    since?: number;
    feedId?: string;
    storyId?: string;
    source?: string;
  }): Promise<Article[]>;
  /**
   * Articles whose title and text hold every word of `query`, latest first by first seen. Words in quotes stand side by
   * side; accents and capitals make no difference; nothing in it is an operator. `lang` is an article's own, as stored.
   */
  search(query: string, filter: { limit: number; since?: number; lang?: string }): Promise<Found[]>;
  texts(ids: string[]): Promise<Map<string, string>>;
  removals(articleId: string): Promise<Removal[]>;
  /** Every article with what `export` prints, oldest first by first seen, then id. */
  articleRecords(): AsyncIterable<ArticleRecord>;

  // dedupe (writer only)
  /**
   * The article's signature and its row (none: it is an original), and the changed rows of `others` in its family: an
   * article can turn out to be the origin of what came before it. The original that these rows name is left without one.
   */
  commitDedupe(
    step: Step,
    lease: Lease,
    signature: Signature | null,
    duplicate: NearDuplicate | null,
    others?: readonly NearDuplicate[],
  ): Promise<void>;
  nearDuplicate(articleId: string): Promise<NearDuplicate | null>;
  copiesOf(originalId: string): Promise<NearDuplicate[]>;
  /**
   * Signatures of articles deduped at or after `since`, in the order in which they were deduped, with what the index
   * needs: no texts, which are nine tenths of what there is to read.
   */
  signatures(since: number): AsyncIterable<Signed>;
  /** How many those are, so that the index makes room once. */
  signatureCount(since: number): Promise<number>;

  // cluster (writer only)
  commitCluster(step: Step, lease: Lease, change: ClusterChange): Promise<{ deliveries: Delivery[] }>;
  /** All of it or nothing, and no alert. */
  rehome(lease: Lease, rehoming: Rehoming): Promise<void>;
  story(id: string): Promise<Story | null>;
  /** Latest published first. A merged story has no articles of its own any more. */
  stories(filter: { limit: number; status?: string; since?: number; minArticles?: number }): Promise<Story[]>;
  coverage(storyId: string): Promise<(Coverage & { article: Article; duplicateOf: string | null })[]>;
  coverageOf(articleId: string): Promise<Coverage | null>;
  storyEvents(storyId: string): Promise<StoryEvent[]>;
  /** Links from and to a story, the oldest first. */
  storyLinks(storyId: string): Promise<StoryLink[]>;
  /**
   * For rebuilding the index: every row of the stories that took an article at or after `since`, and in any case the
   * `latest` rows, in the order in which they were added. An article that was clustered again was added then.
   */
  clustered(since: number, latest?: number): AsyncIterable<Clustered>;
  /** The first of a story's reports that are no near-duplicates and the latest `count - 1`, in the order in which they were added. */
  clusteredIn(storyId: string, count: number): Promise<Clustered[]>;

  // alerts
  addEndpoint(endpoint: Endpoint): Promise<{ endpoint: Endpoint; added: boolean }>;
  endpoints(): Promise<Endpoint[]>;
  /** The whole row. When it is enabled, what waits for it is due at once. */
  saveEndpoint(endpoint: Endpoint): Promise<void>;
  removeEndpoint(id: string): Promise<boolean>;
  alert(id: string): Promise<Alert | null>;
  /** The latest first. */
  alerts(filter: { limit: number; subject?: string; event?: AlertEvent }): Promise<Alert[]>;
  /**
   * The outbox, for an alert that comes with no story's change: adds one delivery for each enabled endpoint that wants
   * it. An alert of the same event, subject and occasion that is there already adds nothing, nor does one that none wants,
   * unless a story formed.
   */
  addAlert(alert: Alert): Promise<Delivery[]>;
  delivery(id: string): Promise<{ delivery: Delivery; alert: Alert; endpoint: Endpoint } | null>;
  deliveries(filter: {
    limit: number;
    state?: DeliveryState;
    endpointId?: string;
    /** Of alerts about this. */
    subject?: string;
  }): Promise<Delivery[]>;
  attempts(deliveryId: string): Promise<Attempt[]>;
  /**
   * The attempt, the delivery's new state and the endpoint's health, together. `recovered`: the endpoint is there again
   * after an outage, so everything that waits for it is due now, in the order in which it happened. An endpoint that was
   * disabled meanwhile stays so.
   */
  commitAttempt(attempt: Attempt, delivery: Delivery, endpoint: Endpoint, recovered?: boolean): Promise<void>;
  /** Sends deliveries again (also to endpoints added later): state `waiting`, due now, whatever the endpoint's pause. Returns them. */
  redeliver(alertIds: string[], endpointIds: string[], now: number): Promise<Delivery[]>;
  /**
   * What an endpoint is to get next: of the deliveries that wait and are due, the earliest, but none while an earlier
   * alert about the same subject still waits. Null when there is none.
   *
   * @param createdBefore only alerts made at or before this: a new story is held until its burst has settled
   */
  nextDelivery(
    endpointId: string,
    now: number,
    createdBefore: number,
  ): Promise<{ delivery: Delivery; alert: Alert; endpoint: Endpoint } | null>;
  /** One delivery that is due for each endpoint that is neither disabled nor paused: whoever sends it sends the rest. */
  dueDeliveries(now: number): Promise<Delivery[]>;

  // corrections
  /** Keeps what an operator decided; takes the place of one with the same id. False when it was there as it is. */
  addCorrection(correction: Correction): Promise<boolean>;
  /** The oldest first. `about`: those whose subject or object is one of these ids. */
  corrections(filter?: { kinds?: readonly CorrectionKind[]; about?: readonly string[] }): Promise<Correction[]>;
  removeCorrection(id: string): Promise<boolean>;

  // hosts: politeness and robots.txt
  /**
   * Asks for the next request to a host: one at a time, `gapMs` between starts. Refusals are staggered, so that a
   * hundred callers come back one after another instead of all at once. A slot that is never freed opens at `leaseMs`.
   */
  takeHost(
    host: string,
    now: number,
    gapMs: number,
    leaseMs: number,
  ): Promise<{ taken: true } | { taken: false; retryAt: number }>;
  /** Gives the host back; `pauseMs` keeps it closed for longer (429, Retry-After). */
  freeHost(host: string, now: number, pauseMs: number): Promise<void>;
  robots(origin: string): Promise<{ text: string; status: number; fetchedAt: number } | null>;
  saveRobots(origin: string, robots: { text: string; status: number; fetchedAt: number }): Promise<void>;

  // what sites' pages have in common
  /** Under a name (a host, a share of the comments), as `changeSiteMemory` left it; null when there is nothing. */
  siteMemory(name: string): Promise<string | null>;
  /**
   * Replaces what is kept under a name by what `change` makes of it, alone with it; `change` may be called again. Names
   * not touched since `forgetBefore` may be forgotten. A power cut may forget the last changes.
   */
  changeSiteMemory(
    name: string,
    now: number,
    forgetBefore: number,
    change: (before: string | null) => string,
  ): Promise<void>;

  // lease
  /** Takes or renews; null when another live holder has it. A dead local process's lease is taken over at once. */
  takeLease(name: string, holder: string, now: number, ttlMs: number): Promise<Lease | null>;
  renewLease(lease: Lease, now: number, ttlMs: number): Promise<Lease>;
  releaseLease(lease: Lease): Promise<void>;
  lease(name: string): Promise<Lease | null>;

  // retention
  /**
   * Removes a batch of what is too old, the oldest first, and says how much: call again until it says nothing. What an
   * entry still waits with stays, and so does an article whose copies or whose story are still needed. An article goes
   * with its page, ledger, signature and words; the entry, its names, its way and its place in the story stay, so that
   * nothing old comes back as new and every story's counts hold.
   */
  retain(limits: Retention): Promise<{ pages: number; articles: number; attempts: number }>;

  // whole
  totals(): Promise<Totals>;
  /** What came of each feed's entries that were first seen at or after a moment (ms); feeds without any are left out. */
  feedYields(since: number): Promise<FeedYield[]>;
  /** How far entries came, over all and by feed. Reads every entry. */
  funnel(): Promise<FunnelRow[]>;
  /**
   * Since when the longest waiting feed, entry or delivery of each stage could have gone on; null where none could now. What
   * is put off until later, paused or switched off does not count.
   */
  oldestWaiting(now: number): Promise<Record<Stage, number | null>>;
  /** Problems in plain words; empty when sound. */
  check(): Promise<string[]>;
  /** One consistent copy while running. */
  backup(file: string): Promise<void>;
  close(): Promise<void>;
}
