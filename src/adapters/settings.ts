/** What steers the queue, whichever engine carries it. */
export interface QueueSettings {
  /** Tries of a job whose handler throws, before it is kept as failed. */
  maxAttempts: number;
  /** Wait after the first throw; doubled each time. */
  retryBaseMs: number;
  /** Workers that may die over one job before it is kept as failed: a job that kills processes must not stop the belt. */
  maxDeaths: number;
  /** A job whose worker shows no sign of life for this long is given to another. */
  lockMs: number;
  /** How often an idle consumer looks for jobs that another process added. */
  lookMs: number;
}

export const QUEUE_DEFAULTS: QueueSettings = {
  maxAttempts: 5,
  retryBaseMs: 2_000,
  maxDeaths: 10,
  lockMs: 30_000,
  lookMs: 250,
};

/** What the store keeps, and for how long. 0 keeps it for ever, or bounds nothing. */
export interface StoreSettings {
  /** Days for which a fetched page is kept. Reading it again (`rerun extract`) needs it. */
  pageDays: number;
  /** Days for which an article is kept, counted from when it was first seen. */
  articleDays: number;
  /** Days for which the attempts of ended deliveries are kept. */
  attemptDays: number;
  /** Millions of bytes that all pages together may take, compressed; beyond it the oldest go. */
  maxPageMb: number;
}

export const STORE_DEFAULTS: StoreSettings = {
  pageDays: 30,
  articleDays: 0,
  attemptDays: 30,
  maxPageMb: 0,
};
