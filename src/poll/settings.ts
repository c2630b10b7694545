/** What steers the polling of feeds and the reading of their documents. */
export interface PollSettings {
  /** When to look for feeds that are due: a cron pattern with seconds. */
  schedule: string;
  minIntervalMs: number;
  maxIntervalMs: number;
  /** Interval of a feed before anything is known about its rate. */
  firstIntervalMs: number;
  /** Longest back-off after failures. */
  maxBackoffMs: number;
  /** Between two starts on one host. */
  hostGapMs: number;
  timeoutMs: number;
  /** Of a feed document after inflation. */
  maxBytes: number;
  maxItems: number;
  maxDepth: number;
  maxAttributes: number;
  concurrency: number;
  /** Items of a feed's first poll that are older than this are known from the start, not fetched. */
  baselineMs: number;
}

export const POLL_DEFAULTS: PollSettings = {
  schedule: "*/5 * * * * *",
  minIntervalMs: 300_000,
  maxIntervalMs: 86_400_000,
  firstIntervalMs: 900_000,
  maxBackoffMs: 86_400_000,
  hostGapMs: 1_000,
  timeoutMs: 30_000,
  maxBytes: 12_000_000,
  maxItems: 2_000,
  maxDepth: 256,
  maxAttributes: 256,
  concurrency: 8,
  baselineMs: 7 * 86_400_000,
};
