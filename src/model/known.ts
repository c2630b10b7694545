/** What is known of a page before it is read: from its feed, from an operator, from other pages of its site. */
export interface Known {
  /** The title that the feed gave. */
  title: string | null;
  /** Content hashes of removed blocks that are text after all (`restore` corrections). */
  restored?: readonly string[];
  /** Blocks that stand on other pages of the site, with the pages: see `Sightings`. */
  site?: ReadonlyMap<string, readonly string[]>;
}

/**
 * What a page shows that its site, or other sites, may show again. Texts are named by the first 12 digits of the hash
 * of their letters, so that a date or a number in them makes no difference.
 */
export interface Sightings {
  /**
   * Names the article, not the page: the longest block of its text. The same article under two addresses, or read
   * twice, is one voice and no evidence of repetition.
   */
  voice: string;
  /** Short blocks at the edges of the text, kept or taken out by what was known. */
  blocks: readonly string[];
}
