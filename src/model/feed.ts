import type { EntryStage } from "./words.ts";

/** What an operator sees of a feed's health. Only `paused` and `gone` stop the polling. */
export type FeedState = "active" | "quiet" | "failing" | "blocked" | "gone" | "paused";

/** An address we poll. */
export interface Feed {
  id: string;
  url: string;
  title: string | null;
  siteUrl: string | null;
  /** The publisher's registrable domain. */
  source: string;
  /** Folder of the OPML it came from, "/"-joined; null at the top. */
  folder: string | null;
  state: FeedState;
  /** Why it is in that state, in plain words; null when active. */
  stateReason: string | null;
  /** When to poll next. Survives restarts. */
  nextDueAt: number;
  lastPolledAt: number | null;
  lastSuccessAt: number | null;
  /** Everything the poll stage remembers between two polls. Stored as JSON; only `src/poll` reads inside. */
  polling: FeedPolling;
  addedAt: number;
}

/** The poll stage's memory of one feed: validators verbatim, evidence, observed rate. */
export interface FeedPolling {
  /** Stored verbatim (quotes, `W/`) and echoed byte for byte. */
  etag: string | null;
  lastModified: string | null;
  /** The final URL that the validators belong to. */
  validatorsFor: string | null;
  polls: number;
  notModified: number;
  /** Failures in a row. */
  failures: number;
  lastStatus: number | null;
  lastError: string | null;
  /** Items a day as usual, from `rhythm`; null before there is evidence. */
  itemsPerDay: number | null;
  rhythm: FeedRhythm;
  /** For how long the last good reply called itself fresh (max-age, Expires). */
  freshMs: number;
  /** When a whole document last came. */
  wholeAt: number | null;
  /** Items that were to be expected since then, while the server said that nothing had changed. */
  missed: number;
  /** Why the server's 304s are not believed: then one poll a day asks without validators. */
  doubt: Doubt | null;
  /** A 226 of this server could not be read: no more partial answers are asked for. */
  wholeOnly: boolean;
  /** Where consecutive permanent redirects point, since when and how often. */
  moved: { to: string; since: number; times: number } | null;
  /** Hints of the last good document, used again on a 304. */
  hints: FeedHints;
}

/**
 * `silent`: far more items were due than the 304s admit; `contradicts`: a 304 that names another version than ours;
 * `proved`: a whole document held items that the 304s before it had denied.
 */
export type Doubt = "silent" | "contradicts" | "proved";

/** How a feed usually brings its items, learned from what was seen of it; older observations weigh less. */
export interface FeedRhythm {
  /** Items seen, and the days in which they were seen, both fading. */
  items: number;
  days: number;
  /** Items by hour of the day (24) and by day of the week (7, Sunday first), UTC, fading; empty before the first. */
  byHour: number[];
  byWeekday: number[];
  /** Items to be expected on top, because of those that came just before `seenUntil`: a burst. */
  heat: number;
  /** What came lately over what was to be expected: 1 is as usual, 0.1 a tenth of it. */
  volume: number;
  /** Up to when the feed was watched; null before the first good poll. */
  seenUntil: number | null;
}

/** What a document says about how often to come. Absent hints are null or empty. */
export interface FeedHints {
  ttlMinutes: number | null;
  /** sy:updatePeriod / updateFrequency as milliseconds between updates. */
  syPeriodMs: number | null;
  /** Hours of the day (0 to 23, GMT) not to poll in. */
  skipHours: number[];
  /** English day names, GMT. */
  skipDays: string[];
}

/** A feed document read into values, whatever its format. Strings are clean of markup except `summary` and `content` (sanitised HTML). */
export interface ParsedFeed {
  /** Which reader understood it: `rss-parser`, `tolerant`, `json`, `sitemap`. */
  reader: string;
  format: string;
  title: string | null;
  link: string | null;
  updatedAt: number | null;
  hints: FeedHints;
  items: ParsedItem[];
  /** Items beyond the bound, not read. */
  cut: number;
}

export interface ParsedItem {
  /** guid / atom:id / JSON id as given; null when absent or empty. */
  guid: string | null;
  title: string | null;
  /** Absolute (resolved against xml:base and the feed's address), or null. */
  link: string | null;
  /** Where `link` leads, when that is a redirector and the feed says so (feedburner:origLink). */
  originalLink?: string | null;
  /** The site that an aggregator took it from (RSS `<source url>`). */
  sourceUrl?: string | null;
  publishedAt: number | null;
  updatedAt: number | null;
  author: string | null;
  /** Sanitised HTML. */
  summary: string | null;
  content: string | null;
  /** Made where the document was parsed; absent in one that came another way. */
  keys?: ItemKeys;
}

/** Key forms (`canonicalUrl`) of an item's addresses; null where there is none. */
export interface ItemKeys {
  /** Of where it leads (`originalLink`, else `link`). */
  link: string | null;
  /** Of its guid, when that is an address. */
  guid: string | null;
}

/**
 * Where a date came from. What a feed lists without a date counts as published when it was first seen: feeds list what
 * is new. A local document without a date can be of any time: its `unknown` date is when it was given to us.
 */
export type DateSource = "page" | "feed" | "url" | "given" | "first-seen" | "unknown";

/** One item, before we have read its page; from then on, the place where its whole way is written down. */
export interface FeedEntry {
  /** Also the article's id, once there is one. */
  id: string;
  /** As the feed gives it: this is what is fetched. */
  url: string;
  /** The key form. */
  canonicalUrl: string;
  /** The publisher's registrable domain. */
  source: string;
  title: string | null;
  author: string | null;
  summary: string | null;
  publishedAt: number | null;
  dateSource: DateSource;
  firstSeenAt: number;
  /** The stage it waits for, or null when its way is over. */
  waitsFor: EntryStage | null;
  /** The reason word of its ending (`clustered`, `http-404`, …), or null while it waits. */
  ending: string | null;
  /** Not to be worked on before this. */
  notBeforeAt: number;
  /** Tries at the stage it waits for. */
  tries: number;
  /** The re-run that sent it back (`rerunMark`) until it is at its end again; null on its first way. */
  rerun: string | null;
}

/** What the poll (or an ingest) found, before the store knows whether it is new. */
export interface FoundEntry {
  /** Names it goes by (`url:…`, `guid:<feedId>:…`, `title:…`), the strongest first. One known name makes it a known entry. */
  aliases: string[];
  url: string;
  canonicalUrl: string;
  source: string;
  title: string | null;
  author: string | null;
  summary: string | null;
  publishedAt: number | null;
  dateSource: DateSource;
  /** A name that is remembered for it and never makes it a known entry by itself: who says what (see `headlineMark`). */
  mark?: string;
  /** An aggregator's link to what its publisher lists too: known as soon as an entry has its mark, which it leaves alone. */
  echo?: boolean;
  /** Of what the feed says about it, dates included: another hash from the same feed is a revision. */
  contentHash?: string;
  /** The reason word when its way is over before it begins: too old to be news. */
  ending?: string;
}
