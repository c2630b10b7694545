import { z } from "zod";
import { QUEUE_DEFAULTS, type QueueSettings, STORE_DEFAULTS, type StoreSettings } from "../src/adapters/settings.ts";
import { ALERT_DEFAULTS, type AlertSettings } from "../src/alert/settings.ts";
import { CLUSTER_DEFAULTS, type ClusterSettings } from "../src/cluster/settings.ts";
import { DEDUPE_DEFAULTS, type DedupeSettings } from "../src/dedupe/settings.ts";
import { parseHostRule } from "../src/extract/host-rules.ts";
import { EXTRACT_DEFAULTS, type ExtractSettings } from "../src/extract/settings.ts";
import { FETCH_DEFAULTS, type FetchSettings } from "../src/fetch/settings.ts";
import { POLL_DEFAULTS, type PollSettings } from "../src/poll/settings.ts";
import { isAddressRange } from "./address-range.ts";
import { choice, cron, type Knob, list, share, text, whole, wholes } from "./knob.ts";
import { RUN_DEFAULTS, type RunSettings } from "./run.ts";
import { WEB_DEFAULTS, type WebSettings } from "./web.ts";

const SECOND = 1_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MEGABYTE = 1_000_000;

const LOG_LEVELS = ["debug", "info", "warn", "error"] as const;

interface LogSettings {
  level: (typeof LOG_LEVELS)[number];
}

/** Everything that can be set, a section for each stage and one each for queue, store, daemon, web port and log. */
export interface Settings {
  poll: PollSettings;
  fetch: FetchSettings;
  extract: ExtractSettings;
  dedupe: DedupeSettings;
  cluster: ClusterSettings;
  alert: AlertSettings;
  queue: QueueSettings;
  store: StoreSettings;
  run: RunSettings;
  web: WebSettings;
  log: LogSettings;
}

export type Section = keyof Settings;

/** The value of every knob that nobody turned. Each lives beside the formula it feeds. */
export const DEFAULTS: Settings = {
  poll: POLL_DEFAULTS,
  fetch: FETCH_DEFAULTS,
  extract: EXTRACT_DEFAULTS,
  dedupe: DEDUPE_DEFAULTS,
  cluster: CLUSTER_DEFAULTS,
  alert: ALERT_DEFAULTS,
  queue: QUEUE_DEFAULTS,
  store: STORE_DEFAULTS,
  run: RUN_DEFAULTS,
  web: WEB_DEFAULTS,
  log: { level: "info" },
};

/** What each section is about, in one line. */
export const SECTIONS: Record<Section, string> = {
  poll: "Polling of feeds and reading of their documents.",
  fetch: "Fetching of article pages, and what every request has in common.",
  extract: "Reading of pages: text, metadata, and the ledger of what was removed.",
  dedupe: "Finding of near-duplicates.",
  cluster: "Gathering of articles into stories.",
  alert: "Sending of webhooks.",
  queue: "The queue between the stages.",
  store: "How long things are kept. What a story or a copy still needs stays longer.",
  run: "The daemon.",
  web: "The port for health, metrics and the read-only pages.",
  log: "Log lines (JSON, on stderr).",
};

const isHostName = (value: string) => /^[a-z\d](?:[a-z\d.-]*[a-z\d])?$/i.test(value);

/** Every knob. The compiler checks that each setting has one and that there are no others. */
export const KNOBS: { [S in Section]: { [K in keyof Settings[S]]: Knob<Settings[S][K]> } } = {
  poll: {
    schedule: cron("when to look for feeds that are due"),
    minIntervalMs: whole(
      "ms",
      SECOND,
      30 * DAY,
      "no feed is polled more often than this; lower asks more of publishers",
    ),
    maxIntervalMs: whole("ms", SECOND, 30 * DAY, "no healthy feed is polled less often than this"),
    promptMs: whole(
      "ms",
      SECOND,
      DAY,
      "new items are to be found within this, where publishers allow it; higher asks less",
    ),
    lateShare: share("share of the new items that may be found later than poll.promptMs; higher asks slow feeds less"),
    firstIntervalMs: whole("ms", SECOND, 30 * DAY, "interval of a feed before anything is known about its rate"),
    maxBackoffMs: whole("ms", SECOND, 30 * DAY, "longest wait of a feed that keeps failing"),
    maxNotFoundBackoffMs: whole("ms", SECOND, 90 * DAY, "longest wait of a feed that is not found (404)"),
    blockedPauseMs: whole("ms", SECOND, 30 * DAY, "shortest wait of a feed that refuses us (401, 403)"),
    throttledPauseMs: whole("ms", SECOND, DAY, "a host that says 429 without a time is left alone for this long"),
    maxRetryAfterMs: whole("ms", SECOND, 30 * DAY, "longest Retry-After of a feed's server that is kept to"),
    hostGapMs: whole("ms", 0, HOUR, "pause between the starts of two polls on one host; higher is more polite"),
    timeoutMs: whole("ms", 100, 10 * 60 * SECOND, "a feed that has not arrived in full by then has failed"),
    maxHops: whole("redirects", 0, 20, "redirects followed for one feed"),
    maxBytes: whole("bytes", 1_000, 100 * MEGABYTE, "a feed document larger than this (inflated) has failed"),
    maxItems: whole("items", 1, 100_000, "items of one document beyond this are not read"),
    maxDepth: whole("levels", 8, 10_000, "elements of a feed nested deeper than this are flattened"),
    maxAttributes: whole("attributes", 1, 10_000, "attributes of one element beyond this are not read"),
    concurrency: whole("feeds", 1, 256, "feeds polled at once"),
    baselineMs: whole(
      "ms",
      0,
      3_650 * DAY,
      "items older than this when a feed first lists them are known, not fetched",
    ),
    futureToleranceMs: whole("ms", 0, 7 * DAY, "a date further ahead of the clock is not believed"),
    maxOpmlBytes: whole("bytes", 1_000, 100 * MEGABYTE, "an OPML file larger than this is not read"),
    maxOutlines: whole("outlines", 1, 1_000_000, "outlines of an OPML file beyond this are not read"),
  },
  fetch: {
    allow: list(
      "a CIDR range with an optional port, such as 127.0.1.0/24:8800",
      100,
      isAddressRange,
      "private address ranges that may be reached all the same; everything else that is not public stays closed",
    ),
    minGapMs: whole("ms", 0, HOUR, "pause between the starts of two page requests on one host; higher is more polite"),
    timeoutMs: whole("ms", 100, 10 * 60 * SECOND, "a page that has not arrived in full by then has failed"),
    maxBytes: whole("bytes", 1_000, 100 * MEGABYTE, "a page larger than this (inflated) has failed"),
    maxHops: whole("redirects", 0, 20, "redirects followed for one request"),
    maxTries: whole("tries", 1, 100, "tries of one page before it ends as failed"),
    retryBaseMs: whole("ms", 1, DAY, "wait after the first passing failure; doubled each time"),
    maxCrawlDelayMs: whole("ms", 0, HOUR, "longest Crawl-delay of a robots.txt that is kept to"),
    maxRetryAfterMs: whole("ms", 0, 30 * DAY, "longest Retry-After that is kept to"),
    robotsMaxAgeMs: whole("ms", 0, 30 * DAY, "how long a robots.txt is believed before it is asked for again"),
    robotsMaxBytes: whole("bytes", 1_000, 10 * MEGABYTE, "a robots.txt is read up to here"),
    concurrency: whole("pages", 1, 1_000, "pages fetched at once, over all hosts"),
    contact: text(200, "who is asking, put into the User-Agent: an address or a page; empty says nothing"),
  },
  extract: {
    threads: whole("threads", 1, 64, "worker threads that parse; each may use extract.maxMemoryMb"),
    timeoutMs: whole(
      "ms",
      50,
      10 * 60 * SECOND,
      "processor time of one document (wall: four times that), then its thread is killed",
    ),
    feedTimeoutMs: whole("ms", 50, 10 * 60 * SECOND, "the same for one feed document"),
    maxMemoryMb: whole("MB", 32, 8_192, "heap of one parsing thread"),
    maxChars: whole("characters", 1_000, 100 * MEGABYTE, "a page longer than this ends as too-large"),
    maxDepth: whole("levels", 16, 10_000, "elements nested deeper than this are flattened"),
    maxAttributes: whole("attributes", 1, 10_000, "attributes of one element beyond this are not read"),
    maxElements: whole(
      "elements",
      100,
      10_000_000,
      "elements of a page beyond this lose their structure, not their text",
    ),
    maxBlocks: whole("blocks", 50, 1_000_000, "paragraphs and lines of a page beyond this are not read"),
    sites: list(
      "HOST select|drop|date SELECTOR, such as news.example drop .promo-box",
      500,
      (rule) => parseHostRule(rule) !== null,
      "on pages of the host (and its subdomains) what the body is, what is never part of it, where its date stands",
    ),
    minTextChars: whole("characters", 0, 100_000, "a page with less text than this ends as no-text"),
    maxChromeChars: whole(
      "characters",
      0,
      100_000,
      "characters kept in the ledger of each part of the site's furniture (navigation, footer)",
    ),
    spamAt: share("a comment block with at least this score is spam; lower removes more"),
    maxRemovalChars: whole("characters", 10, 1_000_000, "characters of one removed block that the ledger keeps"),
    maxRemovals: whole("blocks", 1, 1_000_000, "removed blocks of one page that the ledger keeps"),
    siteMemoryPages: whole(
      "articles",
      1,
      7,
      "a short block at the edge of a text is the site's own when it stands on so many other articles of the site",
    ),
    siteMemoryBlocks: whole("blocks", 0, 100_000, "blocks remembered of one site; 0 remembers nothing"),
    siteMemoryDays: whole("days", 1, 3_650, "a block of a site is forgotten when it was not seen for so long"),
  },
  dedupe: {
    windowHours: whole("hours", 1, 8_760, "an article is compared with those of this long; longer costs memory"),
    shingleWords: whole("words", 1, 20, "words in a shingle; fewer find looser copies and more false ones"),
    maxCandidates: whole("articles", 1, 1_000, "candidates verified word by word for one article"),
    copyAt: share("share of the better covered side from which a text is a copy; lower calls more texts copies"),
    excerptAt: share("share of the newer text from which it is an excerpt; lower calls more texts excerpts"),
    maxWords: whole("words", 100, 1_000_000, "words of one text that are compared; what is beyond does not count"),
    minWords: whole("words", 0, 10_000, "a text with fewer words is a copy only of one with the same title and text"),
    fingerprintWindow: whole(
      "shingles",
      1,
      1_000,
      "winnowing window; smaller finds shorter shared runs and costs memory",
    ),
    maxFingerprints: whole("fingerprints", 1, 65_535, "fingerprints kept of one article, 4 bytes each"),
    maxPostings: whole("articles", 1, 100_000, "articles kept behind one fingerprint or band, the newest"),
    commonStories: whole(
      "stories",
      2,
      10_000,
      "text found in this many stories belongs to none: footers, stock sentences",
    ),
    maxArticles: whole("articles", 100, 100_000_000, "articles held in the index, about 0.8 kB of memory each"),
  },
  cluster: {
    windowHours: whole("hours", 1, 8_760, "a story takes no articles that lie further outside its time span"),
    joinAt: share("probability from which an article joins a story; lower makes fewer, larger stories"),
    oneStoryAt: share("probability that a story's reports belong to another from which the two can become one"),
    mergeAt: share("similarity from which two matching stories become one"),
    splitAt: share(
      "a report leaves its story when it belongs to the others with less than this probability; 0 is never",
    ),
    halvesAt: share("a story parts when its halves belong together with less than this probability; 0 is never"),
    turnAt: share(
      "likeness across a story's longest pause, as a share of that within its two sides, up to which it parts; 0 is never",
    ),
    turnHours: whole("hours", 1, 8_760, "at a pause so long half of it is asked"),
    twinsAt: share(
      "likeness between two halves of full texts, as a share of that within them, up to which they are two events; 0 is never",
    ),
    partFrom: whole(
      "reports",
      2,
      1_000_000,
      "from so many reports on a story has shown how alike they are, and what is nearly as like them is a part of it",
    ),
    partAt: share("how nearly: the likeness to such a story's reports as a share of theirs to one another"),
    developmentAt: share(
      "likeness to an alerted story, less where that has few reports, from which a new story is its development: no alert",
    ),
    developmentReports: whole(
      "reports",
      0,
      1_000_000,
      "so few reports of an alerted story make its likeness count half",
    ),
    developmentHours: whole(
      "hours",
      1,
      8_760,
      "its likeness counts half for a new story that begins so long after its last report",
    ),
    ownFrom: whole(
      "reports",
      2,
      1_000_000,
      "a new story of so many reports can be news of its own although it resembles an alerted one",
    ),
    ownBelow: share(
      "it is, if its likeness to that one's reports, as a share of theirs to one another, is below this; 0 is never",
    ),
    independentToForm: whole(
      "publishers",
      1,
      1_000,
      "independent publishers that make a story news; lower alerts earlier",
    ),
    chanceToForm: whole(
      "articles",
      1,
      1_000_000_000_000,
      "no news while one unrelated article in fewer has the three rarest words that its reports share; 1 asks nothing",
    ),
    alertMaxAgeHours: whole("hours", 0, 87_600, "articles published longer ago than this send no alert"),
    readWords: whole("words", 10, 100_000, "words of a text that are read; further down stands background"),
    queryTerms: whole("terms", 1, 1_000, "terms of an article that are looked up to find its stories"),
    maxCandidates: whole("stories", 1, 1_000, "stories compared in full for one article"),
    maxPostings: whole("stories", 1, 100_000, "stories remembered for one term, the latest"),
    maxExemplars: whole("reports", 1, 1_000, "reports of a story that an article is compared with one by one"),
    askedReports: whole("reports", 1, 1_000, "latest reports of a story that are asked what else it is near to"),
    maxActiveStories: whole("stories", 100, 10_000_000, "stories in memory; beyond it the longest silent are let go"),
    pastDays: whole("days", 1, 3_650, "a story that was news is remembered this long, to name what goes on with it"),
    maxPastStories: whole("stories", 0, 1_000_000, "stories of the past that are remembered, the latest"),
  },
  alert: {
    timeoutMs: whole("ms", 100, 10 * 60 * SECOND, "an endpoint that has not answered by then has failed this attempt"),
    retryBaseMs: whole("ms", 1, DAY, "wait after the first failure; the whole retry schedule is scaled by it"),
    holdMs: whole("ms", 0, DAY, "how long a new story waits for its burst to settle before the alert goes out"),
    maxReplyBytes: whole("bytes", 0, 100_000, "bytes of an endpoint's reply that are kept with the attempt"),
    disableAfterMs: whole("ms", SECOND, 365 * DAY, "an endpoint that only failed for this long is disabled"),
    maxPauseMs: whole("ms", 1, DAY, "longest pause of an endpoint that fails; lower notices sooner that it is back"),
    updateSteps: wholes("independent reports", 2, 100_000, 20, "counts at which an alerted story is story.updated"),
    rotationOverlapMs: whole("ms", 0, 30 * DAY, "how long a replaced secret goes on signing beside the new one"),
    concurrency: whole("endpoints", 1, 256, "endpoints sent to at once; each gets one webhook at a time"),
  },
  queue: {
    maxAttempts: whole("attempts", 1, 100, "attempts of a job that throws before it is kept as failed"),
    retryBaseMs: whole("ms", 1, DAY, "wait after the first throw; doubled each time"),
    maxDeaths: whole("workers", 1, 1_000, "workers that may die over one job before it is kept as failed"),
    lockMs: whole("ms", SECOND, HOUR, "a job whose worker shows no sign of life for this long is given to another"),
    lookMs: whole("ms", 10, 60 * SECOND, "how often an idle consumer looks for jobs of other processes"),
  },
  store: {
    pageDays: whole("days", 0, 36_500, "fetched pages are kept this long; 0 = for ever; less cannot be read again"),
    articleDays: whole("days", 0, 36_500, "articles are kept this long after they were first seen; 0 = for ever"),
    attemptDays: whole("days", 0, 36_500, "attempts of ended deliveries are kept this long; 0 = for ever"),
    maxPageMb: whole("MB", 0, 100_000_000, "all pages together may take this much, compressed; 0 = no bound"),
  },
  run: {
    reconcileSchedule: cron("when to compare store and queue and enqueue what no job carries"),
    retainSchedule: cron("when to remove what the section `store` keeps no longer"),
    drainWaitMs: whole("ms", 0, DAY, "`run --once` waits for retries that are due within this"),
    turnWaitMs: whole("ms", 0, DAY, "`run --once` and `ingest` wait this long for another writer to end"),
    leaseTtlMs: whole("ms", SECOND, 60 * SECOND, "a writer that shows no sign of life for this long loses its lease"),
    stopWaitMs: whole("ms", 0, 60 * SECOND, "at SIGTERM, jobs in hand get this long to end"),
  },
  web: {
    host: text(255, "address to listen on; anything but a loopback address opens the port to the network"),
    port: whole("port", 0, 65_535, "port to listen on; 0 opens none"),
    allowHosts: list(
      "a host name",
      100,
      isHostName,
      "host names, besides the loopback ones, that requests may ask for",
    ),
    publicUrl: text(
      500,
      "where people reach these pages; put into alerts as the story's address; empty = alerts carry none",
    ),
  },
  log: { level: choice(LOG_LEVELS, "lines below this level are not written") },
};

/** Every knob with its default, in the order above. */
export function allKnobs(): { section: Section; key: string; name: string; knob: Knob<unknown>; default: unknown }[] {
  return (Object.keys(KNOBS) as Section[]).flatMap((section) =>
    Object.entries(KNOBS[section] as Record<string, Knob<unknown>>).map(([key, knob]) => ({
      section,
      key,
      name: `${section}.${key}`,
      knob,
      default: (DEFAULTS[section] as unknown as Record<string, unknown>)[key],
    })),
  );
}

/** Pairs of knobs of which the first may not be greater than the second. */
export const ORDERED: readonly (readonly [string, string])[] = [["poll.minIntervalMs", "poll.maxIntervalMs"]];

/** The file's JSON Schema, for editors that complete and check while typing. */
export function jsonSchema(): object {
  const sections = (Object.keys(KNOBS) as Section[]).map((section) => {
    const knobs = allKnobs()
      .filter((each) => each.section === section)
      .map(({ key, knob, default: value }) => [
        key,
        knob.type.default(value).describe(`${knob.says} (${knob.unit ? `${knob.unit}, ` : ""}${knob.range})`),
      ]);
    return [section, z.strictObject(Object.fromEntries(knobs)).describe(SECTIONS[section]).nullable().optional()];
  });
  const { $schema, ...schema } = z.toJSONSchema(z.strictObject(Object.fromEntries(sections)), { io: "input" });
  return { $schema, title: "samestory.yaml", ...schema };
}
