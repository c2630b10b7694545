/** What steers the reading of pages. */
export interface ExtractSettings {
  /** Worker threads that parse. One keeps the main thread of its process busy: reading is a third of an article's work. */
  threads: number;
  /** Wall clock for one document, then its thread is killed and replaced. */
  timeoutMs: number;
  /** Wall clock for one feed document. */
  feedTimeoutMs: number;
  /** Heap of one parsing thread. */
  maxMemoryMb: number;
  /** A page longer than this many characters ends as `too-large`. */
  maxChars: number;
  maxDepth: number;
  maxAttributes: number;
  /** Elements in one page; the text of what follows is still read, its structure is not. */
  maxElements: number;
  /** Paragraphs, headings and lines that are read and judged; the longest reports have a thousand. */
  maxBlocks: number;
  /** Rules for hosts where reading fails: `HOST select|drop|date SELECTOR`; see `parseHostRule`. */
  sites: string[];
  /** Fewer characters of text than this is `no-text`. */
  minTextChars: number;
  /** A comment block at or above this score (0 to 1) is spam. */
  spamAt: number;
  /** Characters of one removed block that the ledger keeps. */
  maxRemovalChars: number;
  /** Characters kept of each part of the site's own furniture (navigation, footer). */
  maxChromeChars: number;
  /** A short block at the edge of a text that stands on so many other articles of its site is the site's own. */
  siteMemoryPages: number;
  /** Blocks remembered of one site. */
  siteMemoryBlocks: number;
  /** A block not seen for so many days is forgotten. */
  siteMemoryDays: number;
  /** Rows in the ledger of one page. */
  maxRemovals: number;
}

export const EXTRACT_DEFAULTS: ExtractSettings = {
  threads: 1,
  timeoutMs: 5_000,
  feedTimeoutMs: 2_000,
  maxMemoryMb: 192,
  maxChars: 8_000_000,
  maxDepth: 512,
  maxAttributes: 256,
  maxElements: 200_000,
  maxBlocks: 6_000,
  sites: [],
  minTextChars: 80,
  spamAt: 0.5,
  maxRemovalChars: 4_000,
  maxChromeChars: 600,
  maxRemovals: 2_000,
  siteMemoryPages: 3,
  siteMemoryBlocks: 400,
  siteMemoryDays: 30,
};
