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

/** What is old enough goes. */
export interface RetentionStore {
  /**
   * Removes a batch of what is too old, the oldest first, and says how much: call again until it says nothing. What an
   * entry still waits with stays, and so does an article whose copies or whose story are still needed. An article goes
   * with its page, ledger, signature and words; the entry, its names, its way and its place in the story stay, so that
   * nothing old comes back as new and every story's counts hold.
   */
  retain(limits: Retention): Promise<{ pages: number; articles: number; attempts: number }>;
}
