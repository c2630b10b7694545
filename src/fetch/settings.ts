/** What steers the fetching of article pages. */
export interface FetchSettings {
  /** Private ranges that may be reached: CIDR with an optional port, such as `127.0.1.0/24:8800`. */
  allow: string[];
  /** Between two starts on one host. */
  minGapMs: number;
  /** All hops of one request together. */
  timeoutMs: number;
  /** Of a page after inflation. */
  maxBytes: number;
  maxHops: number;
  /** Of one page. With eight, a site may be away for two hours (1 + 2 + 4 + … + 64 minutes) without an article lost. */
  maxTries: number;
  /** First wait after a passing failure; doubled each time. */
  retryBaseMs: number;
  /** Longest Crawl-delay of a robots.txt that is kept to. */
  maxCrawlDelayMs: number;
  /** Longest Retry-After that is kept to. */
  maxRetryAfterMs: number;
  robotsMaxAgeMs: number;
  robotsMaxBytes: number;
  concurrency: number;
  /** Who is asking, put in the User-Agent: an address or a page. Empty = none. */
  contact: string;
}

export const FETCH_DEFAULTS: FetchSettings = {
  allow: [],
  minGapMs: 5_000,
  timeoutMs: 30_000,
  maxBytes: 5_000_000,
  maxHops: 10,
  maxTries: 8,
  retryBaseMs: 60_000,
  maxCrawlDelayMs: 60_000,
  maxRetryAfterMs: 7 * 86_400_000,
  robotsMaxAgeMs: 86_400_000,
  robotsMaxBytes: 500_000,
  concurrency: 16,
  contact: "",
};
