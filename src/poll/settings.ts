/** What steers the polling of feeds and the reading of their documents. */
export interface PollSettings {
  /** When to look for feeds that are due: a cron pattern with seconds. */
  schedule: string;
  minIntervalMs: number;
  maxIntervalMs: number;
  /** New items are to be found within this, as far as their publishers let us… */
  promptMs: number;
  /** …but for this share of them: what makes slow feeds cheap. */
  lateShare: number;
  /** Interval of a feed before anything is known about its rate. */
  firstIntervalMs: number;
  /** Longest back-off after failures. */
  maxBackoffMs: number;
  /** Longest back-off of a feed that is not found (404): such feeds do come back. */
  maxNotFoundBackoffMs: number;
  /** Shortest wait after a refusal (401, 403). */
  blockedPauseMs: number;
  /** How long a host is left alone after a 429 that names no time. */
  throttledPauseMs: number;
  /** Longest Retry-After that is kept to. */
  maxRetryAfterMs: number;
  /** Between two starts on one host. */
  hostGapMs: number;
  timeoutMs: number;
  /** Redirects to follow. */
  maxHops: number;
  /** Of a feed document after inflation. */
  maxBytes: number;
  maxItems: number;
  maxDepth: number;
  maxAttributes: number;
  concurrency: number;
  /** Items that are older than this when a feed first lists them are no news: known from the start, not fetched. */
  baselineMs: number;
  /** How far ahead of the clock a date may lie and still be believed. */
  futureToleranceMs: number;
  /** Of an OPML file. */
  maxOpmlBytes: number;
  /** Outlines of an OPML file, folders included. */
  maxOutlines: number;
}

export const POLL_DEFAULTS: PollSettings = {
  schedule: "*/5 * * * * *",
  minIntervalMs: 300_000,
  maxIntervalMs: 86_400_000,
  promptMs: 900_000,
  lateShare: 0.035,
  firstIntervalMs: 900_000,
  maxBackoffMs: 86_400_000,
  maxNotFoundBackoffMs: 7 * 86_400_000,
  blockedPauseMs: 6 * 3_600_000,
  throttledPauseMs: 900_000,
  maxRetryAfterMs: 7 * 86_400_000,
  hostGapMs: 1_000,
  timeoutMs: 30_000,
  maxHops: 5,
  maxBytes: 12_000_000,
  maxItems: 2_000,
  maxDepth: 256,
  maxAttributes: 256,
  concurrency: 8,
  baselineMs: 3_650 * 86_400_000,
  futureToleranceMs: 600_000,
  maxOpmlBytes: 20_000_000,
  maxOutlines: 50_000,
};
