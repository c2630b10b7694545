/** What steers the reading of pages. */
export interface ExtractSettings {
  /** Worker threads that parse. */
  threads: number;
  /** Wall clock for one document, then its thread is killed and replaced. */
  timeoutMs: number;
  /** Heap of one parsing thread. */
  maxMemoryMb: number;
  /** A page longer than this many characters ends as `too-large`. */
  maxChars: number;
  maxDepth: number;
  maxAttributes: number;
  /** Fewer characters of text than this is `no-text`. */
  minTextChars: number;
  /** A comment block at or above this score (0 to 1) is spam. */
  spamAt: number;
}

export const EXTRACT_DEFAULTS: ExtractSettings = {
  threads: 2,
  timeoutMs: 5_000,
  maxMemoryMb: 192,
  maxChars: 8_000_000,
  maxDepth: 512,
  maxAttributes: 256,
  minTextChars: 80,
  spamAt: 0.5,
};
